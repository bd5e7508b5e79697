"""What the store takes and hands out besides the shared records. Frozen; nothing here does any work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedupe.records import Rejection, StoredArticle

VerdictKind = Literal["join", "separate"]
SearchState = Literal["absent", "behind", "current"]
"""Whether there is an index to search in, and whether it knows all articles."""


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """What became of the records of a batch, or of a run: sums of batches."""

    stored: int = 0
    sighted: int = 0
    rejected: int = 0
    forgotten: int = 0  # refused, because somebody had asked for it

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.stored + self.sighted + self.rejected + self.forgotten

    def __add__(self, other: BatchCounts) -> BatchCounts:
        return BatchCounts(
            self.stored + other.stored,
            self.sighted + other.sighted,
            self.rejected + other.rejected,
            self.forgotten + other.forgotten,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One ingest. ``read`` and ``finished_at`` are None while it runs, and for ever where it was killed."""

    id: int
    tool_version: str
    started_at: str
    finished_at: str | None
    read: int | None
    counts: BatchCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRejection:
    """A record that could not be read, and the run that met it."""

    run: int
    rejection: Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person decided about two articles, by their hashes, ``a < b``, and their names."""

    kind: VerdictKind
    a: str
    b: str
    name_a: str
    name_b: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went with an article, or would go: names, the length of their text, and (what, how many) rows."""

    names: tuple[str, ...]
    characters: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The packed signatures of one body, little-endian: the store does not look inside.

    ``article`` is None where the text is too short to shingle.
    """

    body_hash: str
    article: bytes | None
    passages: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Giant:
    """A story of many texts: its id, its title, and how many articles and texts it has."""

    story: str
    title: str
    articles: int
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found, and the id of its story; None where nothing was folded yet."""

    article: StoredArticle
    story: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How much of everything there is. ``stories`` are those of two articles or more."""

    runs: int
    articles: int
    bodies: int
    sightings: int
    rejected: int
    stories: int
    alone: int
    pairs: int
    comparisons: int
