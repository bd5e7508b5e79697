"""How right the stories are, against labels: precision and recall over pairs, and recall where it is hard.

Two articles are a true pair where the labels give them one story, a found pair where we do. Counting is by
contingency, never by listing pairs, so that a giant story costs no more than its members. Pairs of stories so
alike that either answer is right (``ambiguous``) are left out of precision.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from dedupe.errors import LabelsError

BAND_EDGES = (0.0, 0.1, 0.3, 0.5, 1.01)
"""Bands of the Jaccard similarity of a true pair (three-word shingles): below .1 it was written anew."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Article KEY -> story, and -> version from 0 where the labels have one; and pairs of stories to leave out."""

    story: Mapping[str, str]
    version: Mapping[str, int]
    ambiguous: frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was put: its story and its revision number."""

    story: str
    number: int


@dataclass(frozen=True, slots=True)
class Band:
    """True pairs of a Jaccard band, and how many of them were found."""

    low: float
    high: float
    true_pairs: int
    found: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of pairs; shares are properties. ``missing``: labelled articles that were not there to be scored."""

    articles: int
    missing: int
    true_pairs: int
    found_pairs: int
    right_pairs: int
    bands: tuple[Band, ...]
    neighbours: int
    neighbours_in_order: int

    @property
    def precision(self) -> float:
        """The share of found pairs that are true; 1 where nothing was found."""
        return self.right_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        """The share of true pairs that were found; 1 where there are none."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_labels(labels: Sequence[Path], ambiguous: Sequence[Path] = ()) -> Labels:
    """Read ``id,story[,version]`` files, joined, and ``story_a,story_b`` files.

    Raises LabelsError naming file, line and reason.
    """
    story: dict[str, str] = {}
    version: dict[str, int] = {}
    for path in labels:
        for line, row in _rows(path, ("id", "story")):
            if row["id"] in story:
                raise LabelsError(f"{path}:{line}: the id {row['id']!r} is labelled twice")
            story[row["id"]] = row["story"]
            if row.get("version"):
                version[row["id"]] = _version(path, line, row["version"])
    pairs = {
        frozenset((row["story_a"], row["story_b"]))
        for path in ambiguous
        for _, row in _rows(path, ("story_a", "story_b"))
    }
    return Labels(story, version, frozenset(pairs))


def evaluate(
    labels: Labels, found: Mapping[str, Place], jaccard: Callable[[Sequence[tuple[str, str]]], Sequence[float]]
) -> Evaluation:
    """Score the stories found against labels.

    ``found``: article KEY -> Place; ``jaccard`` returns the exact similarity of pairs of KEYs.
    """
    keys = sorted(key for key in labels.story if key in found)
    true_pairs = _true_pairs(keys, labels)
    together = [found[a].story == found[b].story for a, b in true_pairs]
    neighbours, in_order = _order(true_pairs, labels, found)
    return Evaluation(
        articles=len(keys),
        missing=len(labels.story) - len(keys),
        true_pairs=len(true_pairs),
        found_pairs=_found_pairs(keys, labels, found),
        right_pairs=sum(together),
        bands=_bands(jaccard(true_pairs), together),
        neighbours=neighbours,
        neighbours_in_order=in_order,
    )


def _true_pairs(keys: Sequence[str], labels: Labels) -> list[tuple[str, str]]:
    members: dict[str, list[str]] = {}
    for key in keys:
        members.setdefault(labels.story[key], []).append(key)
    return [pair for story in members.values() for pair in combinations(story, 2)]


def _found_pairs(keys: Sequence[str], labels: Labels, found: Mapping[str, Place]) -> int:
    clusters: dict[str, Counter[str]] = {}
    for key in keys:
        clusters.setdefault(found[key].story, Counter())[labels.story[key]] += 1
    pairs = 0
    for counts in clusters.values():
        size = counts.total()
        pairs += size * (size - 1) // 2
        pairs -= sum(counts[a] * counts[b] for a, b in combinations(counts, 2) if frozenset((a, b)) in labels.ambiguous)
    return pairs


def _bands(jaccards: Sequence[float], together: Sequence[bool]) -> tuple[Band, ...]:
    bands = []
    for low, high in pairwise(BAND_EDGES):
        inside = [right for value, right in zip(jaccards, together, strict=True) if low <= value < high]
        bands.append(Band(low, min(high, 1.0), len(inside), sum(inside)))
    return tuple(bands)


def _order(true_pairs: Sequence[tuple[str, str]], labels: Labels, found: Mapping[str, Place]) -> tuple[int, int]:
    """Count pairs of consecutive versions that share a found story, and those of them in the right order."""
    neighbours = in_order = 0
    for a, b in true_pairs:
        if a not in labels.version or b not in labels.version:
            continue
        steps = labels.version[b] - labels.version[a]
        if abs(steps) == 1 and found[a].story == found[b].story:
            neighbours += 1
            in_order += (found[b].number - found[a].number) * steps > 0
    return neighbours, in_order


def _version(path: Path, line: int, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise LabelsError(f"{path}:{line}: the version {value!r} is not a whole number") from None


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise LabelsError(f"{path}:1: there is no column {missing[0]!r}")
            rows = []
            for row in reader:
                if any(row[column] is None for column in columns):
                    raise LabelsError(f"{path}:{reader.line_num}: the line has too few columns")
                rows.append((reader.line_num, row))
            return rows
    except OSError as error:
        raise LabelsError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"{path}: not a CSV file in UTF-8 ({error})") from error
