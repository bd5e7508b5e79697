"""A page's bytes -> one record, in the worker's process: the text by trafilatura, the rest as the page declares it.

Title, byline, dates, source and address come from schema.org's JSON-LD, then from Open Graph and other
``meta`` elements; none is inferred from the text, so that a date is what the publisher says it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from dedupe.reading.charsets import decode_page
from dedupe.reading.extras import needed
from dedupe.reading.schema_org import articles_of, is_article
from dedupe.reading.worker import Refused

# Names of meta elements in lower case, the exact ones first.
_META: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "title"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "source": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "language": ("og:locale",),
    "published": ("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "dc.date.issued",
                  "dcterms.created", "date.created", "pubdate", "publish-date", "dc.date", "date"),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "dcterms.modified",
                 "last-modified", "lastmod"),
}  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+")
_CDATA = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")


def record_of_page(content: bytes, charset: str = "") -> dict[str, Any]:
    """Return what a page holds, under common names. Raises Refused where it holds no text."""
    trafilatura: Any = needed("trafilatura")
    page, caution = decode_page(content, charset)
    tree = trafilatura.load_html(page)
    if tree is None:
        raise Refused("no page: there is no HTML in it")
    declared, described = _declared(tree), _metas(tree)
    title = _first(declared.get("headline"), declared.get("name"), *described["title"], _text_of(tree, "title"))
    text = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False)
    extractor = f"trafilatura {trafilatura.__version__}"
    if not text and isinstance(body := declared.get("articleBody"), str) and body.strip():
        text, extractor = body, "schema.org articleBody"
    if not text:
        raise Refused("no article in the page")
    return {
        "title": title,
        "text": _paragraphs(text, title) if extractor.startswith("trafilatura") else text,
        "extractor": extractor,
        "byline": declared.get("author") or declared.get("creator") or _first(*map(_no_address, described["byline"])),
        "source": _named(declared.get("publisher")) or _first(*described["source"]),
        "language": _first(declared.get("inLanguage"), tree.get("lang"), *described["language"]),
        "url": _first(*map(_address, chain(_canonical(tree), _addresses(declared), described["url"]))),
        "published_at": _first(declared.get("datePublished"), declared.get("dateCreated")),
        "published": _first(*described["published"], *_itemprop(tree, "datePublished")),
        "modified_at": _first(declared.get("dateModified")),
        "modified": _first(*described["modified"], *_itemprop(tree, "dateModified")),
        "cautions": [caution] if caution else [],
    }


def _paragraphs(text: str, title: str | None) -> str:
    """The extractor's lines are paragraphs; the headline is not part of the text, where it comes first."""
    lines = [line for line in text.split("\n") if line.strip()]
    if title and len(lines) > 1 and " ".join(lines[0].split()) == " ".join(title.split()):
        del lines[0]
    return "\n\n".join(lines)


def _declared(tree: Any) -> Mapping[str, Any]:
    """The first article among the JSON-LD of a page, empty where there is none."""
    nodes: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                value = json.loads(_CDATA.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            for one in value if isinstance(value, list) else [value]:
                nested = one.get("@graph") if isinstance(one, dict) else None
                nodes += nested if isinstance(nested, list) else [one]
    found = list(articles_of([node for node in nodes if isinstance(node, dict)]))
    with_dates = [node for node in found if is_article(node) and node.get("datePublished")]
    return next(chain(with_dates, found), {})


def _metas(tree: Any) -> dict[str, list[str]]:
    """Field -> what the meta elements say of it, best first."""
    told: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if (content := (meta.get("content") or "").strip()) and name:
            told.setdefault(name, []).append(content)
    return {field: [one for name in names for one in told.get(name, ())] for field, names in _META.items()}


def _itemprop(tree: Any, name: str) -> Iterator[str]:
    for element in tree.iter("time", "span", "abbr"):
        if element.get("itemprop") == name:
            yield element.get("datetime") or element.get("content") or element.text or ""


def _canonical(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield link.get("href") or ""


def _addresses(declared: Mapping[str, Any]) -> Iterator[Any]:
    page = declared.get("mainEntityOfPage")
    yield declared.get("url")
    yield page.get("@id") if isinstance(page, dict) else page


def _text_of(tree: Any, name: str) -> str | None:
    return next((" ".join(element.text.split()) for element in tree.iter(name) if element.text), None)


def _named(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return value if isinstance(value, str) else None


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and _ADDRESS.fullmatch(value) else None


def _no_address(value: str) -> str | None:
    """Facebook wants a profile's address as the author."""
    return None if _ADDRESS.match(value) else value


def _first(*values: Any) -> str | None:
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), None)
