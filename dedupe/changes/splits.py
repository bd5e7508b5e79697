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
_CONTAINED = 0.5  # share of a piece that the whole's remainder must hold


def find_pieces(
    wholes: Sequence[Weighed],
    parts: Sequence[Weighed],
    first: Mapping[int, int],
    *,
    likeness: Likeness,
    settings: ChangeSettings,
    barred: Container[int] = (),
) -> dict[int, list[int]]:
    """Return whole -> its further pieces, beside the ``first`` one that the assignment gave it (whole -> part).

    Wholes are the old paragraphs and parts the new ones, the other way round for merges. A whole whose
    first part is in ``barred`` gets no more.
    """
    taken = set(first.values())
    alone = [part for part in range(len(parts)) if part not in taken]
    if not alone:
        return {}
    rests = {
        whole: likeness.remainder(wholes[whole], parts[part]) for whole, part in first.items() if part not in barred
    }
    postings = Postings(rests, likeness, settings)
    pieces: dict[int, list[int]] = defaultdict(list)
    for part in alone:
        piece = parts[part]
        near = postings.nearest(piece)
        fitting = [(shared, -whole) for whole in near if (shared := _fit(piece, rests[whole], likeness, settings))]
        if fitting:
            whole = -max(fitting)[1]
            pieces[whole].append(part)
            rests[whole] = likeness.remainder(rests[whole], piece)
    return dict(pieces)


def _fit(piece: Weighed, rest: Weighed, likeness: Likeness, settings: ChangeSettings) -> float:
    """Return the weight that a piece shares with what is left of a whole; 0 if it is no piece of it."""
    shared = likeness.shared(piece.bag, rest.bag)
    alike = 2 * shared >= settings.likeness_elsewhere * (piece.weight + rest.weight)
    contained = shared >= _CONTAINED * piece.weight
    return shared if shared >= _FIRM and (alike or contained) else 0.0
