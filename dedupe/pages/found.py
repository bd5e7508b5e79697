"""What a search found, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe.pages.comparison import Side, side_of
from dedupe.text.queries import Phrase, Piece, excerpt

if TYPE_CHECKING:
    from dedupe.store import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that was found: how it is named, its headline and an excerpt in pieces, and its story, empty where it has none."""

    side: Side
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    story: str


def found(hit: Hit, phrases: Sequence[Phrase]) -> Found:
    """Return an article that was found as pages show it."""
    article = hit.article.article
    title = article.title or ""
    return Found(
        side=side_of(hit.article, {}),
        title=excerpt(title, phrases, max(1, len(title))) if title else (),
        excerpt=excerpt(article.text, phrases),
        story=hit.story or "",
    )
