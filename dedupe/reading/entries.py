"""A feed's bytes -> a record an entry, in the worker's process."""

from __future__ import annotations

import re
from typing import Any

from dedupe.reading.extras import needed
from dedupe.reading.markup import plain_text
from dedupe.reading.worker import Refused

_ADDRESSED = re.compile(r"\S+@\S+(?:\s+\(([^()]*)\))?")


def records_of_feed(content: bytes) -> list[dict[str, Any]]:
    """Return the entries under common names. Raises Refused where there is no feed, or none in it."""
    feedparser: Any = needed("feedparser")
    # Bytes alone: text that looks like an address or a path would be opened.
    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise Refused("no RSS or Atom feed")
    if not feed.entries:
        raise Refused("a feed without entries")
    source = feed.feed.get("title")
    records = [_record(entry, source, feed.feed.get("language")) for entry in feed.entries]
    if feed.bozo:
        reason = " ".join(str(feed.get("bozo_exception", "")).split())[:120]
        records[0]["cautions"] = [f"the feed is not well-formed, and was read as far as it could be: {reason}"]
    return records


def _record(entry: Any, source: str | None, language: str | None) -> dict[str, Any]:
    """The fullest text of an entry, by the words in it; dates as they are written."""
    texts = [(part.get("value") or "", part.get("type")) for part in entry.get("content", ())]
    texts.append((entry.get("summary") or "", entry.get("summary_detail", {}).get("type")))
    plain = [value if kind == "text/plain" and "<" not in value else plain_text(value) for value, kind in texts]
    return {
        "id": entry.get("id"),
        "url": entry.get("link"),
        "title": plain_text(entry.get("title") or "") or None,
        "text": max(plain, key=len),
        "byline": _byline(entry),
        "source": entry.get("source", {}).get("title") or source,
        "language": entry.get("content", [{}])[0].get("language") or language,
        "published": entry.get("published"),
        "modified": dict.get(entry, "updated"),  # feedparser's own get answers with the date of publication
    }


def _byline(entry: Any) -> str | None:
    """RSS wants an address with the name in brackets, of which feedparser knows but the older domains."""
    if addressed := _ADDRESSED.fullmatch(entry.get("author") or ""):
        return addressed[1] or None
    return ", ".join(filter(None, (author.get("name") for author in entry.get("authors", ())))) or None
