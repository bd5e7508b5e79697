"""A corpus without copies: a file for each article that is kept, and two lists, of what was kept and what was dropped.

The names of the files are made of the article's hash and of letters and digits of its headline: nothing that an article
says of itself can lead out of the folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dedupe.exporting.copies import Dropped, Keep, Likeness, choose, dropped
from dedupe.exporting.identifiers import digits
from dedupe.records import StoredArticle, StoredStory
from dedupe.reports.as_json import Json, document, metadata

KEPT: Final = "kept.jsonl"
DROPPED: Final = "dropped.jsonl"
"""The two lists, beside the folder of the articles."""

_SLUG_CHARACTERS = 48
_FILE = re.compile(r"articles(?:/[0-9a-f]{2}(?:/[0-9a-f]{16}[a-z0-9-]*\.txt)?)?|kept\.jsonl|dropped\.jsonl")


def is_part(path: str) -> bool:
    """Return whether such a corpus may have a file or a folder of that path, ``/`` between its parts.

    >>> is_part("articles/3a/3a7f5d5550311234-fire.txt"), is_part("articles/notes.txt")
    (True, False)
    """
    return bool(_FILE.fullmatch(path))


def corpus(
    stories: Iterable[StoredStory], alike: Mapping[str, Mapping[str, Likeness]], keep: Keep
) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the path of each file and the pieces of its text: of the articles as they come, then the two lists."""
    kept_lines: list[str] = []
    dropped_lines: list[str] = []
    for story in stories:
        kept = choose(story, keep)
        path = path_of(kept)
        yield path, (kept.article.text,)
        copies = tuple(dropped(story, kept, alike))
        kept_lines.append(document(_kept(path, kept, story.id, len(copies))) + "\n")
        dropped_lines += [document(_dropped(one, story.id)) + "\n" for one in copies]
    yield KEPT, kept_lines
    yield DROPPED, dropped_lines


def path_of(stored: StoredArticle) -> str:
    """Return where the text of an article goes, below the folder."""
    name = digits(stored.hash)
    return f"articles/{name[:2]}/{name[:16]}{_slug(stored.article.title or '')}.txt"


def _slug(title: str) -> str:
    """The headline in letters and digits of ASCII, with a hyphen before each word."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "".join(f"-{word}" for word in words)[:_SLUG_CHARACTERS].rstrip("-")


def _named(stored: StoredArticle, story: str) -> Json:
    return {"article": stored.name, "hash": stored.hash, "story": story} | metadata(stored.article)


def _kept(path: str, stored: StoredArticle, story: str, copies: int) -> Json:
    return {"file": path, "stands_for": copies} | _named(stored, story)


def _dropped(one: Dropped, story: str) -> Json:
    likeness = one.copy_of
    told = {
        "kept": one.kept.name,
        "kept_file": path_of(one.kept),
        "copy_of": likeness.name if likeness else None,
        "relation": likeness.relation if likeness else None,
        "score": round(likeness.score, 6) if likeness else None,
    }
    return told | _named(one.article, story)
