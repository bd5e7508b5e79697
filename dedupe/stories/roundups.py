"""Round-ups: a digest that holds several reports whole is a version of none of them, and must not glue them together.

A *part* stands nearly whole in a document twice as long or longer. Where the parts of a document and of its own
versions belong to three stories, or to two and are short beside it, it is a round-up, and being a part of it joins
nothing. Where they are of one story, it is the longer report that their briefs grew into.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from dedupe.records import ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.similarity.components import components
from dedupe.stories.bridges import Link


def roundup_links(
    n_documents: int, joining: Mapping[Link, ScoredPair], settings: EvidenceSettings, kept: Collection[Link] = ()
) -> dict[Link, int]:
    """Return the joining links between a round-up and a part, with the number of stories that it holds parts of.

    Links that are ``kept``, as a person made them, are not among them.
    """
    found = {link: _whole(link, pair, settings) for link, pair in joining.items()}
    wholes = {link: whole for link, whole in found.items() if whole is not None}
    others = [link for link in joining if link not in wholes]
    label = components(n_documents, np.array(others, dtype=np.int64).reshape(-1, 2)).tolist()
    # What a story (by label) holds of others, and the largest share of it that each of them is.
    held: dict[int, dict[int, float]] = {}
    for link, whole in wholes.items():
        part = link[1] if whole == link[0] else link[0]
        if label[part] != label[whole]:
            filled = held.setdefault(label[whole], {})
            filled[label[part]] = max(filled.get(label[part], 0.0), _share_of(link, whole, joining[link]))
    roundups = {
        story: len(parts)
        for story, parts in held.items()
        if len(parts) > 2 or sum(share <= settings.roundup_share for share in parts.values()) > 1
    }
    return {
        link: roundups[label[whole]]
        for link, whole in wholes.items()
        if label[whole] in roundups and label[link[0]] != label[link[1]] and link not in kept
    }


def _share_of(link: Link, whole: int, pair: ScoredPair) -> float:
    return pair.containment_a if whole == link[0] else pair.containment_b


def _whole(link: Link, pair: ScoredPair, settings: EvidenceSettings) -> int | None:
    """Return the document that holds the other as a part; None where neither does."""
    for whole, of_part, of_whole in (
        (link[1], pair.containment_a, pair.containment_b),
        (link[0], pair.containment_b, pair.containment_a),
    ):
        if of_part >= settings.excerpt_containment and of_whole <= settings.excerpt_length * of_part:
            return whole
    return None
