"""Splits and merges: a paragraph whose words went on, or came from, in two paragraphs or more.

After the one-to-one assignment, a paragraph that stayed alone may be a piece of one that was paired:
it is, if it is alike to what its partner left over of the whole. Pieces need not be neighbours.
A merge is a split read backwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from dedupe.changes.likeness import Likeness, Weighed
from dedupe.changes.postings import Postings
from dedupe.settings import ChangeSettings

_FIRM = 4.0  # shared weight below which a piece proves nothing: about three words in a row
_LIGHTEST = 0.999 * _FIRM  # no piece weighs less than it shares, but for the rounding of sums
_CONTAINED = 0.4  # share of a piece that the whole's remainder must hold: with two of five words edited it still does


def find_pieces(
    wholes: Sequence[Weighed],
    parts: Sequence[Weighed],
    first: Mapping[int, int],
    *,
    likeness: Likeness,
    settings: ChangeSettings,
    barred: Container[int] = (),
) -> tuple[dict[int, list[int]], bool]:
    """Return whole -> its further pieces, beside the ``first`` one that the assignment gave it (whole -> part).

    Wholes are the old paragraphs and parts the new ones, the other way round for merges. A whole whose
    first part is in ``barred`` gets no more. Also returned is whether the settings' bounds left any unseen.
    """
    taken = set(first.values())
    alone = [part for part in range(len(parts)) if part not in taken and parts[part].weight >= _LIGHTEST]
    if not alone:
        return {}, False
    left = _Left(likeness)
    for whole, part in first.items():
        if part not in barred:
            left.start(whole, wholes[whole], parts[part])
    postings = Postings(left.rests, [parts[part] for part in alone], likeness, settings)
    pieces: dict[int, list[int]] = defaultdict(list)
    for part in alone:
        piece = parts[part]
        near = postings.nearest(piece)
        fitting = [(shared, -whole) for whole in near if (shared := _fit(piece, left.rests[whole], likeness, settings))]
        if fitting:
            whole = -max(fitting)[1]
            pieces[whole].append(part)
            left.take(whole, piece)
    return dict(pieces), postings.coarse


class _Left:
    """What is left of each whole as pieces are taken from it, at the cost of each piece and not of the whole."""

    def __init__(self, likeness: Likeness) -> None:
        self.rests: dict[int, Weighed] = {}
        self._likeness = likeness
        self._bags: dict[int, tuple[set[int], dict[int, int]]] = {}

    def start(self, number: int, whole: Weighed, piece: Weighed) -> None:
        """Begin with a whole, less its first piece."""
        self.rests[number] = whole
        self._bags[number] = set(whole.bag), dict(whole.more)
        self.take(number, piece)

    def take(self, number: int, piece: Weighed) -> None:
        """Take a piece's words and word pairs from a whole."""
        rest = self.rests[number]
        bag, more = self._bags[number]
        lost = self._likeness.shared(rest, piece)
        gone = bag & piece.bag
        for feature in gone & more.keys():
            # As often as it stood there, less as often as it went.
            left = more.pop(feature) - piece.more.get(feature, 0)
            if left > 0:
                gone.remove(feature)
            if left > 1:
                more[feature] = left - 1
        bag -= gone
        self.rests[number] = Weighed(bag, more, rest.weight - lost)


def _fit(piece: Weighed, rest: Weighed, likeness: Likeness, settings: ChangeSettings) -> float:
    """Return the weight that a piece shares with what is left of a whole; 0 if it is no piece of it."""
    shared = likeness.shared(piece, rest)
    alike = 2 * shared >= settings.likeness_elsewhere * (piece.weight + rest.weight)
    contained = shared >= _CONTAINED * piece.weight
    return shared if shared >= _FIRM and (alike or contained) else 0.0
