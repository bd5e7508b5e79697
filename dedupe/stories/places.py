"""Places: the URLs and KEYs that an article was found under, in the form in which they are compared.

Two articles that share a place may be versions of one; what shows something else every day is no place: fronts,
sections, lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from dedupe.records import Described
from dedupe.stories.addresses import canonical_url

_LISTS = {"tag", "tags", "topic", "topics", "author", "authors", "category", "section", "search", "page", "archive"}
_SINGLES = {"wiki", "article", "articles", "story", "stories", "node"}  # what follows these is one page, however short
# Leafs through a list, or searches.
_TURNS = re.compile(
    r"(?:page|paged|pg|start|from|lang|sort|order|limit|offset|view|date|s|q|query|search)=.*", re.IGNORECASE
)
_JOINTS = {"and", "und", "et", "y", "of", "de"}  # of the names of sections
_DATE = re.compile(
    r"""(?<!\d)(?: (?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d\d){0,3}   # 20310503, and an hour
                 | (?:0[1-9]|[12]\d|3[01]){2}(?:19|20)\d\d                             # 03052031, 05032031
                 | \d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])                        # 310503
                 | (?:19|20)\d\d(?:[-_]\d\d?){0,2} )(?!\d)""",
    re.VERBOSE,
)
_CAPTURED = re.compile(
    r" \d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?\Z"
)  # a KEY with the time of capture: no part of the name
_DATED = re.compile(r"/(?:19|20)\d\d/(?:\d\d?|[a-z]{3})/(?:\d\d?/)?[^/]*[a-z]", re.IGNORECASE)
# Not within a word: c12345abc is another page than d12345xyz. A number that ends in 00 is a toll, not a count of pages.
_IDENTIFIER = re.compile(
    r"""(?<![a-z0-9]) (?: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
                        | (?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{10,}
                        | (?:a|s|id|art|article|story)?(?P<number>[0-9]{5,}(?<!00)) ) (?![a-z0-9])""",
    re.VERBOSE | re.IGNORECASE,
)


def places_of(article: Described) -> Iterator[str]:
    """Yield the places that an article was found under; one may come twice."""
    if article.url:
        yield from places_of_url(article.url)
    # Without an id the KEY is the URL, or the URL and the time of capture, which is no part of the address.
    address = article.key.partition(" ")[0]
    if canonical_url(address) is None:
        yield f"key {_CAPTURED.sub('', article.key)}"
    elif address != article.url:
        yield from places_of_url(address)


def is_page_of_one(url: str) -> bool:
    """Whether the address can be that of one article; front pages, sections and lists show something else every day.

    An article is told by a number that is no date, a slug of three words or more, a path of days, or a name after
    ``/wiki/`` and the like.

    >>> [is_page_of_one(f"https://post.example/{path}") for path in ("", "world/africa", "2031/05/03", "tag/fire-at-the-quay")]
    [False, False, False, False]
    >>> [is_page_of_one(f"https://post.example/{path}") for path in ("?p=7", "fire-kills-three", "2031/05/03/fire", "wiki/Tar")]
    [True, True, True, True]
    """
    form = canonical_url(url)
    return form is not None and _is_page_of_one(form)


def _is_page_of_one(form: str) -> bool:
    parts = urlsplit(form)
    asked = [part for part in parts.query.split("&") if not _TURNS.fullmatch(part)]
    segments = parts.path.lower().split("/")[1:]
    if _LISTS & set(segments[-2:]):
        return False
    named = bool(_SINGLES & set(segments[:-1]) or _DATED.search(parts.path))
    return named or _tells(segments[-1]) or any(re.search(r"=.*\d", part) or _tells(part) for part in asked)


def places_of_url(url: str) -> tuple[str, ...]:
    """Return the places that an address names: its form and, where its path has an identifier, ``host#identifier``.

    Two articles were found at one place where they share any. The second holds while the slug changes. Empty for what is no
    page of one article.

    >>> places_of_url("https://post.example/2031/05/03/fire-kills-three-12345")
    ('https://post.example/2031/05/03/fire-kills-three-12345', 'post.example#12345')
    >>> places_of_url("https://post.example/world/")
    ()
    """
    form = canonical_url(url)
    if form is None or not _is_page_of_one(form):
        return ()
    parts = urlsplit(form)
    identifier = _identifier(parts.path.lower().split("/")[1:])
    return (form, f"{parts.netloc}#{identifier}") if identifier else (form,)


def _tells(name: str) -> bool:
    undated = _DATE.sub("", name)
    slug = [word for word in re.split(r"[-_]|%20", undated.partition(".")[0]) if word and word not in _JOINTS]
    return len(slug) >= 3 or bool(re.search(r"\d{3}", undated)) or bool(_IDENTIFIER.search(undated))


def _identifier(segments: list[str]) -> str | None:
    """Return that of the last segment, else of the one before where it is nothing else; the longest, if one is."""
    found = list(_IDENTIFIER.finditer(segments[-1]))
    if not found and len(segments) > 1 and (whole := _IDENTIFIER.fullmatch(segments[-2])):
        found = [whole]
    names = [name for match in found if not _DATE.fullmatch(name := match["number"] or match[0])]
    longest = [name for name in names if len(name) == max(map(len, names))]
    return longest[0] if len(set(longest)) == 1 else None
