"""Every knob: its unit, default, reason and range. A value outside its range raises SettingsError when it is set.

Depends on errors alone. The settings that made a derived row are kept beside it in the store, as
JSON of exactly these fields, so that rows made by different settings are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from dedupe.errors import SettingsError


def _knob(default: Any, *, unit: str, low: float, high: float, why: str) -> Any:
    return field(default=default, metadata={"unit": unit, "low": low, "high": high, "why": why})


def _check_ranges(settings: Any) -> None:
    for knob in fields(settings):
        value = getattr(settings, knob.name)
        low, high = knob.metadata["low"], knob.metadata["high"]
        if not low <= value <= high:
            unit = knob.metadata["unit"]
            raise SettingsError(f"{knob.name} is {value}: it must be from {low} to {high} ({unit})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSettings:
    """How articles and their passages become MinHash signatures, and signatures become bands."""

    shingle_words: int = _knob(
        3,
        unit="words",
        low=1,
        high=9,
        why="long enough to be rare, short enough that an edited sentence still shares most of them",
    )
    article_bands: int = _knob(
        32,
        unit="bands",
        low=1,
        high=256,
        why="with 4 rows, a pair of Jaccard .5 is found with probability .87, of .7 with .9999",
    )
    article_rows: int = _knob(4, unit="values a band", low=1, high=16, why="see article_bands")
    passage_bands: int = _knob(
        4,
        unit="bands",
        low=1,
        high=64,
        why="12 values a passage; an update shares many passages, and one that meets is enough",
    )
    passage_rows: int = _knob(3, unit="values a band", low=1, high=16, why="see passage_bands")
    passage_words: int = _knob(
        8, unit="words", low=1, high=100, why="shorter ones are headings and by-lines: shared by strangers"
    )
    subject_words: int = _knob(
        6, unit="words", low=0, high=64, why="more than these find no more true pairs, only more strangers"
    )
    bucket_all_pairs: int = _knob(
        64, unit="documents", low=2, high=4096, why="up to here every pair of a bucket is a candidate: 2,016 pairs"
    )
    bucket_neighbours: int = _knob(
        8,
        unit="documents",
        low=1,
        high=64,
        why="in a larger bucket each document meets the first and its next ones: linear, and reported",
    )
    seed: int = _knob(
        1,
        unit="seed",
        low=0,
        high=2**32 - 1,
        why="datasketch's default, so that its MinHash reads our signatures",
    )

    def __post_init__(self) -> None:
        _check_ranges(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """What the differ takes for the same paragraph, and how far it goes before its answer is coarser (and says so)."""

    likeness_in_place: float = _knob(
        0.22,
        unit="share of weighted words and word pairs",
        low=0.05,
        high=1.0,
        why="between the same neighbours even a strong rewrite is told from a replacement",
    )
    likeness_alone: float = _knob(
        0.14,
        unit="share of weighted words and word pairs",
        low=0.05,
        high=1.0,
        why="one paragraph for one between two that stayed: of unrelated ones 99 of 100 are below .15 at their best",
    )
    likeness_letters: float = _knob(
        0.75,
        unit="share of letters",
        low=0.5,
        high=1.0,
        why="a short heading spelt otherwise may share no word with itself, but keeps most of its letters",
    )
    likeness_elsewhere: float = _knob(
        0.27,
        unit="share of weighted words and word pairs",
        low=0.05,
        high=1.0,
        why="of paragraphs in unrelated articles 99 of 100 stay below .15, most rewrites are above .3",
    )
    touched_letters: int = _knob(
        24,
        unit="letters taken out and put in",
        low=0,
        high=1000,
        why="beside a pair that stayed no more than this is the same paragraph; it is less than a piece of another",
    )
    touched_share: float = _knob(
        0.6,
        unit="share of letters",
        low=0.5,
        high=1.0,
        why="between two pairs that stayed, no longer and no shorter, surely the same: of unrelated ones 99 of 100 are below .5",
    )
    candidates: int = _knob(
        8,
        unit="paragraphs",
        low=1,
        high=1000,
        why="of those that share most, how many are scored exactly",
    )
    frequent_feature: int = _knob(
        64,
        unit="paragraphs",
        low=1,
        high=100_000,
        why="a word in more paragraphs of one text than this finds nobody",
    )
    word_edits: int = _knob(
        8,
        unit="words inserted and deleted in one hunk",
        low=0,
        high=10_000,
        why="up to here diff-match-patch is quick; its work grows with the square, so rewrites are aligned by bits",
    )
    word_window: int = _knob(
        4_000,
        unit="words of each side",
        low=1,
        high=1_000_000,
        why="compared exactly in 5 ms and 2 MB; longer hunks are cut where both sides are the same: linear, and coarse",
    )
    word_characters: int = _knob(
        40_000_000,
        unit="characters of both sides of one hunk, but for its equal ends",
        low=0,
        high=10**9,
        why="about 1 GB as words; of longer ones what is the same at both ends is kept, the rest replaced: coarse",
    )
    aligned_characters: int = _knob(
        2_500_000,
        unit="characters of both texts that stand in no paragraph of both",
        low=1,
        high=10**9,
        why="about 150 MB as words and word pairs; longer texts are aligned in pieces of this size: linear, and coarse",
    )
    aligned_paragraphs: int = _knob(
        15_000,
        unit="paragraphs of both texts that stand in only one of them",
        low=0,
        high=10**9,
        why="about 0.5 s, ten times what 1 MB of prose has; of more only the longest are compared: coarse",
    )
    feature_lookups: int = _knob(
        300_000,
        unit="words and word pairs looked up in one step of aligning",
        low=1,
        high=10**12,
        why="about 0.2 s; beyond it only rarer words find paragraphs, and fewer are scored: coarse",
    )
    assignment_steps: int = _knob(
        100_000,
        unit="columns visited",
        low=0,
        high=10**12,
        why="about 0.3 s; beyond it each paragraph takes the best that is left: coarse",
    )

    def __post_init__(self) -> None:
        _check_ranges(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSettings:
    """What a candidate pair must share to be of one story (see docs/how-stories-are-found.md)."""

    family_jaccard: float = _knob(
        0.4,
        unit="Jaccard",
        low=0.1,
        high=1.0,
        why="documents this alike count once where rarity is counted, so that a page's 300 versions stay rare",
    )
    template_documents: int = _knob(
        9, unit="documents", low=4, high=10**6, why="fewer alike may as well be versions that were much rewritten"
    )
    template_share: float = _knob(
        0.08,
        unit="share",
        low=0.0,
        high=1.0,
        why="of its phrases, that a document says with few of its family; what changes between versions is handed on",
    )
    template_neighbour: float = _knob(
        0.6,
        unit="share",
        low=0.0,
        high=1.0,
        why="of these, that its best neighbour says too: of invented templates .57 and less, of live pages .65 and more",
    )
    rare_families: int = _knob(
        16, unit="families", low=2, high=1000, why="a shingle in more families than this is boilerplate, not evidence"
    )
    phrase_scale: int = _knob(200, unit="families", low=2, high=10**6, why="a shingle of f families weighs ln(200 / f)")
    word_scale: int = _knob(
        50, unit="families", low=2, high=10**6, why="a word of f families weighs ln(50 / f): common words nothing"
    )
    enough_words: float = _knob(
        20.0,
        unit="weight of rare words",
        low=0.1,
        high=10**6,
        why="six or seven rare words: the share of fewer is chance",
    )
    enough_subject: float = _knob(
        16.0,
        unit="length of the vector of rare words",
        low=0.1,
        high=10**6,
        why="25 rare words said once, or one said five times: the subject of a text with less is not told by them",
    )
    join_score: float = _knob(
        0.28,
        unit="score",
        low=0.0,
        high=1.0,
        why="on a plateau from .25 to .30: precision .998 on five labelled corpora",
    )
    join_doubt: float = _knob(
        0.05,
        unit="score",
        low=0.0,
        high=1.0,
        why="added to join_score where nothing is known to be rare, in part where little is: a small corpus",
    )
    least_phrases: float = _knob(
        0.02,
        unit="share",
        low=0.0,
        high=1.0,
        why="two texts of one subject that share no phrase have a topic in common",
    )
    same_place_score: float = _knob(
        0.2, unit="score", low=0.0, high=1.0, why="under one URL or KEY less is enough, but never nothing"
    )
    headline_likeness: float = _knob(
        0.8, unit="Dice of words", low=0.0, high=1.0, why="hardly a word changed: as good as one URL, for a few days"
    )
    headline_days: int = _knob(
        3, unit="days", low=0, high=10**6, why="within these, as a column has the same headline every week"
    )
    related_score: float = _knob(
        0.15, unit="score", low=0.0, high=1.0, why="below this, what two documents share is not worth a row"
    )
    distant_days: int = _knob(
        365, unit="days", low=0, high=10**6, why="who takes up a subject again after a year mostly writes anew"
    )
    distant_doubt: float = _knob(
        0.04, unit="score", low=0.0, high=1.0, why="added to join_score where two documents are distant_days apart"
    )
    giant_texts: int = _knob(
        100,
        unit="texts",
        low=2,
        high=10**9,
        why="a story of more is a live page or a mistake: worth a look, and reported",
    )
    roundup_share: float = _knob(
        0.25, unit="share", low=0.0, high=1.0, why="a part is short where no more of the whole stands in it"
    )
    thin_score: float = _knob(
        0.4,
        unit="score",
        low=0.0,
        high=1.0,
        why="a link below this that alone holds two solid groups together was false in all cases that were looked at",
    )
    solid_group: int = _knob(
        3, unit="documents", low=2, high=1000, why="that many hold together whichever one link is lost"
    )
    recurring_containment: float = _knob(
        0.4, unit="containment", low=0.0, high=1.0, why="a template is at least this much of either document"
    )
    recurring_figures: float = _knob(
        0.45,
        unit="ratio",
        low=0.0,
        high=1.0,
        why="another occasion: passages with a figure are shared this much less than passages at large",
    )
    recurring_days: float = _knob(
        0.85,
        unit="ratio",
        low=0.0,
        high=1.0,
        why="as recurring_figures where no day is named in common; an event that was put off keeps its other figures",
    )
    recurring_least: int = _knob(
        12, unit="shingles", low=1, high=1000, why="fewer passages with a figure tell nothing about the occasion"
    )
    recurring_fillings: float = _knob(
        0.65,
        unit="share",
        low=0.0,
        high=1.0,
        why="of what fills a template: a corrected notice keeps more, the next one of the same company less",
    )
    same_fillings: float = _knob(
        0.8,
        unit="share",
        low=0.0,
        high=1.0,
        why="of what fills a template: these are of one notice, whatever the score",
    )
    reprint_jaccard: float = _knob(
        0.7, unit="Jaccard", low=0.0, high=1.0, why="the same text under another publisher's credit line"
    )
    excerpt_containment: float = _knob(
        0.8, unit="containment", low=0.0, high=1.0, why="nearly all of an excerpt stands in the whole"
    )
    excerpt_length: float = _knob(
        0.5, unit="ratio", low=0.0, high=1.0, why="an excerpt is at most this long beside the whole"
    )

    def __post_init__(self) -> None:
        _check_ranges(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All knobs together."""

    signatures: SignatureSettings = SignatureSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    changes: ChangeSettings = ChangeSettings()
