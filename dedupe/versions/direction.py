"""Which end of a chain of versions came first, and how sure each step of it is.

The evidence of the whole chain is summed: what its ends say of their time, tolls that rise along it, and length, as
reports grow. A step is stated where the sum, less what the step itself tells against it, is above a threshold, and where
the chain tells which of the two stands first at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from dedupe.versions.lateness import WEIGHTS, Evidence, Kind, Signs, evidence_between, halving
from dedupe.versions.seriation import Likeness, steadiness

UNKNOWN = "unknown"
_STATED = 1.2  # the logarithm of the odds, 10 to 3; most sums are above 2.5
_STEADY = 0.4  # Kendall's tau of length along the chain: one that goes up and down tells little
# Times as long from end to end -> log-odds. Of labelled stories in their true order 201 of 205 and 140 of 161 grow so
# steadily; a chain as found is less sure, and the odds are put lower.
_GROWTH = ((1.5, 2.7), (1.1, 1.2))
_UNSTEADY_GROWTH = ((1.25, 1.0),)  # 29 of 42
_LIKE = 0.05  # likeness to the version before: a version less like it could stand anywhere
_SAME = 1e-9  # of a logarithm: versions of the same words
_TURNED = 0.1  # steadiness of a step: below, likeness would as soon have the two versions the other way round

_Steps = Sequence[Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Directed:
    """A chain, oldest first: positions, and the evidence for the place of each or ``unknown``."""

    order: tuple[int, ...]
    ordered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a chain tells in the direction in which it is given: the sum of the weights, and the strongest in words."""

    weight: float
    words: str


def directed(order: Sequence[int], signs: Sequence[Signs], likeness: Likeness) -> Directed:
    """Turn a chain so that its oldest version stands first; ``signs`` and ``likeness`` are by position.

    Without any evidence the longer end stands last, or else the end of the higher position, and it is unknown.
    """
    chain = list(order)
    steps = _evidence(chain, signs)
    told = _told(chain, signs, steps)
    first, last = chain[0], chain[-1]
    if told.weight < 0 or (told.weight == 0 and (signs[first].length, first) > (signs[last].length, last)):
        chain.reverse()
        steps = _evidence(chain, signs)
        told = _told(chain, signs, steps)
    halved = [halving(signs[old], signs[new]) for old, new in pairwise(chain)]
    words = [_step(chain, at, likeness, told, own, halved[at]) for at, own in enumerate(steps)]
    return Directed(tuple(chain), (words[0], *words))


def _evidence(chain: Sequence[int], signs: Sequence[Signs]) -> _Steps:
    return [evidence_between(signs[old], signs[new]) for old, new in pairwise(chain)]


def growth(lengths: Sequence[int]) -> float:
    """Return the log-odds that a chain of texts of these lengths stands oldest first: below 0 where they shrink."""
    ratio = max(lengths[0], lengths[-1], 1) / max(min(lengths[0], lengths[-1]), 1)
    sign = (lengths[-1] > lengths[0]) - (lengths[-1] < lengths[0])
    steps = [(later > earlier) - (later < earlier) for earlier, later in combinations(lengths, 2)]
    steady = sign * sum(steps) >= _STEADY * len(steps)
    return sign * next((odds for least, odds in (_GROWTH if steady else _UNSTEADY_GROWTH) if ratio >= least), 0.0)


def chain_evidence(chain: Sequence[Signs], steps: Sequence[Sequence[Evidence]]) -> dict[str, tuple[float, str]]:
    """Return kind -> (weight, words) of a whole chain; the words hold where the weight is above 0.

    ``steps`` is the evidence of each step. Tolls and notes count step by step, what is named from end to end.
    """
    found: dict[str, tuple[float, str]] = {}
    for kind in ("figures", "notes"):
        own = [one for step in steps for one in step if one.kind == kind]
        if total := sum(one.sign for one in own):
            found[kind] = (WEIGHTS[kind] * (1 if total > 0 else -1), next((o.words for o in own if o.sign > 0), ""))
    for one in _from_end_to_end(chain):
        found[one.kind] = (one.weight, one.words)
    if odds := growth([one.length for one in chain]):
        found["length"] = (odds, "length")
    return found


def _from_end_to_end(chain: Sequence[Signs]) -> Iterator[Evidence]:
    """Yield what the first and the last text that name a stamp, a year or a day say; days only where years do not."""
    stamps, years, days = (
        [one for one in chain if one.stamp],
        [one for one in chain if one.horizon.year],
        [one for one in chain if one.horizon.day],
    )
    kinds: tuple[tuple[Kind, list[Signs]], ...] = (
        ("stamps", stamps),
        ("clocks", stamps),
        ("years", years),
        ("days", days),
    )
    told = [
        one
        for kind, telling in kinds
        if len(telling) > 1
        for one in evidence_between(telling[0], telling[-1])
        if one.kind == kind
    ]
    yield from (one for one in told if one.kind != "days" or all(other.kind != "years" for other in told))


def _told(chain: Sequence[int], signs: Sequence[Signs], steps: _Steps) -> _Told:
    found = chain_evidence([signs[position] for position in chain], steps)
    return _Told(sum(weight for weight, _ in found.values()), max(found.values(), default=(0.0, UNKNOWN))[1])


def _step(
    chain: Sequence[int], at: int, likeness: Likeness, told: _Told, own: Sequence[Evidence], halved: float
) -> str:
    """Return the evidence for a step of a chain, or ``unknown``."""
    if told.weight + halved + sum(one.weight for one in own if one.weight < 0) < _STATED:
        return UNKNOWN
    speaking = [one.words for one in own if one.weight >= _STATED]
    if speaking:
        return speaking[0]
    if len(chain) > 2 and not _placed(chain, at, likeness):
        return UNKNOWN
    return told.words if told.words == "length" else f"likeness, in a chain with {told.words}"


def _placed(chain: Sequence[int], at: int, likeness: Likeness) -> bool:
    """Return whether likeness tells which of two neighbours stands first."""
    alike = likeness[chain[at], chain[at + 1]]
    return np.log(_LIKE) <= alike <= -_SAME and steadiness(likeness, chain, at) >= _TURNED
