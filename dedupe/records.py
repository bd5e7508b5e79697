"""The records that pass between the steps, all frozen; nothing here does any work.

Depends on the standard library alone, so that every step, the store and a cluster can share it.
Two ways of naming an article are used on purpose:

* inside the pure steps an article is its **position** in the sequence that the step was given
  (``ScoredPair.a``, ``Revision.article``), so that nothing depends on row numbers of a store;
* outside, it is its **hash** (what identifies it for ever) and its **name** (what people type:
  the KEY, or ``KEY@1a2b3c4d`` where one KEY has several articles).

Times are ISO-8601 strings in UTC: ``2031-05-04`` where only the day is known, else
``2031-05-04T09:30:00Z``. A time that is not known is ``None``, never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

EditOp = Literal["equal", "delete", "insert"]
HunkKind = Literal["equal", "changed", "added", "removed", "split", "merged"]
FactKind = Literal["number", "date", "quote", "name", "negation", "hedge"]
SignificanceClass = Literal["cosmetic", "style", "update", "correction"]
ReversionLevel = Literal["text", "headline", "paragraph", "fact"]
Relation = Literal["identical", "reprint", "revision", "excerpt", "recurring", "related"]

JOINING: frozenset[Relation] = frozenset({"identical", "reprint", "revision", "excerpt"})
"""The relations that put two articles into one story; the other two never do."""

# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read: a file as the user named it, and its line from 1 (None for whole files)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read. ``text`` is the body exactly as it came, without title and headers.

    ``key`` is the record's id, else its URL with the time of capture, else its path.
    """

    key: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    byline: str | None = None
    language: str | None = None
    extractor: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    fetched_at: str | None = None
    origin: Origin = field(default_factory=lambda: Origin(file="-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What an article says beside its text, as of `Article`: folding holds that of a whole corpus, and few of its texts."""

    key: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    byline: str | None = None
    language: str | None = None
    extractor: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    fetched_at: str | None = None


Described = Article | Metadata
"""What all that is decided without the text is decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A record that could not be read, with the reason in one line for a person."""

    origin: Origin
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with the two names that the store gives it, and the hash of its body."""

    hash: str
    name: str
    body_hash: str
    article: Article


# ---------------------------------------------------------------- stories


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A candidate pair after verification on exact sets; ``a < b`` are positions of articles.

    ``jaccard`` and the containments are exact shares of 3-word shingles in [0, 1]
    (``containment_a``: the share of a's shingles that b has); ``score`` in [0, 1] is the
    rarity-weighted containment that decides, and ``reasons`` says in words what it rests on.
    """

    a: int
    b: int
    relation: Relation
    score: float
    jaccard: float
    containment_a: float
    containment_b: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article's place in its story.

    ``number`` counts distinct texts from 1: identical copies share it. ``relation`` is the one to the
    previous distinct text (None for the first), ``ordered_by`` the evidence for the place.
    """

    article: int
    number: int
    relation: Relation | None
    ordered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story: its revisions in order, oldest first. Articles that stand alone are stories of one."""

    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A limit that was met: what was limited, how often, and how much was left out. Always reported."""

    name: str
    times: int
    left_out: int


# ---------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of tokens that is equal, deleted or inserted."""

    op: EditOp
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """What became of some paragraphs. ``old`` and ``new`` are paragraph numbers from 0.

    One paragraph a side, except in splits, merges and contiguous runs of equal, added or removed
    ones. ``edits`` spell out the old side (equal + delete) and the new side (equal + insert),
    paragraphs of one side separated by a blank line.
    """

    kind: HunkKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    edits: tuple[Edit, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMove:
    """A sentence that left one paragraph and came back in another: paragraph numbers, and the sentence."""

    old: int
    new: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditScript:
    """What turns one text into another, and back, byte for byte.

    ``old_separators`` and ``new_separators`` are what stood before, between and after the paragraphs:
    one more than there are paragraphs. ``coarse`` says that work was bounded and a coarser unit used.
    """

    hunks: tuple[Hunk, ...]
    old_separators: tuple[str, ...]
    new_separators: tuple[str, ...]
    sentence_moves: tuple[SentenceMove, ...] = ()
    coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A figure, date, quote, name, negation or hedge that changed.

    ``hunk`` counts the script's hunks from 0; it is None where it changed in the headline. ``old`` or ``new`` is empty where
    it was added or removed; ``context`` is what is counted, where known ("killed"). Where the same quotation is given to
    somebody else, they are the speakers and ``context`` is what is said.
    """

    kind: FactKind
    old: str
    new: str
    hunk: int | None
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataChange:
    """A headline, byline, date or URL that changed; ``edits`` spell out a headline or byline that both sides have."""

    field: str
    old: str | None
    new: str | None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """How much a change matters. ``disclosed``: a correction that says so; None where there is nothing to disclose.

    ``attention`` ranks changes by how much they deserve eyes, from 0 to 100.
    """

    level: SignificanceClass
    disclosed: bool | None
    reasons: tuple[str, ...]
    attention: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed between two articles."""

    script: EditScript
    metadata: tuple[MetadataChange, ...]
    facts: tuple[FactChange, ...]
    significance: Significance


# ---------------------------------------------------------------- what the store hands out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversion:
    """What a step brought back: a line had it, published a version without it, and has it again.

    ``article`` is the name of the last version that had it, ``revision`` the number of that version. ``place`` counts
    from 0 the paragraphs of the new text, or the facts of the step; None for a whole text and a headline.
    """

    level: ReversionLevel
    article: str
    revision: int
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The recorded changes between two articles of the store (or two files: ``name`` is then the path).

    ``reversions`` say what of it a line had before; they follow from the other versions of the story.
    """

    old: StoredArticle
    new: StoredArticle
    changes: Changes
    reversions: tuple[Reversion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRevision:
    """An article of the store in its place in a story (see Revision)."""

    article: StoredArticle
    number: int
    relation: Relation | None
    ordered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStory:
    """A story of the store: its id, a title to call it by, and its revisions, oldest first."""

    id: str
    title: str
    revisions: tuple[StoredRevision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Which versions of a story two articles are: the story's id, the two numbers, and how many versions it has."""

    story: str
    old: int
    new: int
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPair:
    """A verified pair by the names of its articles, ``a < b``."""

    a: str
    b: str
    relation: Relation
    score: float
    jaccard: float
    containment_a: float
    containment_b: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """What a person reads: a story, and what each of its steps changed, oldest first."""

    story: StoredStory
    comparisons: tuple[Comparison, ...]
