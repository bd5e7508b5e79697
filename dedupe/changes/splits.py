"""Splits and merges: a paragraph whose words went on, or came from, in two paragraphs or more.

After the one-to-one assignment, a paragraph that stayed alone may be a piece of one that was paired:
it is, if it is alike to what its partner left over of the whole. Pieces need not be neighbours.
A merge is a split read backwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from dedupe.changes.candidates import index
from dedupe.changes.likeness import Feature, Likeness, Weighed
from dedupe.settings import ChangeSettings

_FIRM = 4.0  # shared weight below which a piece proves nothing: about three words in a row
_CONTAINED = 0.5  # share of a piece that the whole's remainder must hold


def find_pieces(
    wholes: Sequence[Weighed],
    parts: Sequence[Weighed],
    first: Mapping[int, int],
    likeness: Likeness,
    settings: ChangeSettings,
    barred: Container[int] = (),
) -> dict[int, list[int]]:
    """Return whole -> its further pieces, beside the ``first`` one that the assignment gave it (whole -> part).

    Wholes are the old paragraphs and parts the new ones, the other way round for merges. A whole whose
    first part is in ``barred`` gets no more.
    """
    rests = {
        whole: likeness.remainder(wholes[whole], parts[part])
        for whole, part in first.items()
        if part not in barred and likeness.shared(wholes[whole].bag, parts[part].bag) < wholes[whole].weight
    }
    postings = index(rests)
    taken = set(first.values())
    pieces: dict[int, list[int]] = defaultdict(list)
    for part, paragraph in enumerate(parts):
        if part in taken:
            continue
        whole = _host(paragraph, rests, postings, likeness, settings)
        if whole is not None:
            pieces[whole].append(part)
            rests[whole] = likeness.remainder(rests[whole], paragraph)
    return dict(pieces)


def _host(
    piece: Weighed,
    rests: Mapping[int, Weighed],
    postings: Mapping[Feature, Sequence[int]],
    likeness: Likeness,
    settings: ChangeSettings,
) -> int | None:
    shared: dict[int, float] = defaultdict(float)
    for feature in piece.bag:
        wholes = postings.get(feature, ())
        if len(wholes) <= settings.frequent_feature:
            for whole in wholes:
                shared[whole] += likeness.weights[feature]
    best, best_shared = None, 0.0
    for whole in sorted(shared):
        exact = likeness.shared(piece.bag, rests[whole].bag)
        alike = 2 * exact / (piece.weight + rests[whole].weight) >= settings.likeness_elsewhere
        if exact >= _FIRM and (alike or exact >= _CONTAINED * piece.weight) and exact > best_shared:
            best, best_shared = whole, exact
    return best
