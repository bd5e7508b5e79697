"""Round-ups: a digest that holds several reports whole is a version of none of them, and must not glue them together.

A *part* stands nearly whole in a document twice as long or longer. Where the parts of a document and of its own
versions belong to three stories, or to two and are short beside it, it is a round-up, and being a part of it joins
nothing. Where they are of one story, it is the longer report that their briefs grew into.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from dedupe.records import ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.stories.bridges import Link, labels_of


class _Held(NamedTuple):
    """A document that stands nearly whole in another, and the share of the other that it is."""

    part: int
    whole: int
    share: float


def roundup_links(
    n_documents: int, joining: Mapping[Link, ScoredPair], settings: EvidenceSettings, kept: Collection[Link] = ()
) -> dict[Link, int]:
    """Return the joining links between a round-up and a part, with the number of stories that it holds parts of.

    Links that are ``kept``, as a person made them, are not among them.
    """
    held = {link: one for link, pair in joining.items() if (one := _held(link, pair, settings))}
    label = labels_of(n_documents, [link for link in joining if link not in held])
    # What a story (by label) holds of others, and the largest share of it that each of them is.
    parts: dict[int, dict[int, float]] = {}
    for part, whole, share in held.values():
        if label[part] != label[whole]:
            shares = parts.setdefault(label[whole], {})
            shares[label[part]] = max(shares.get(label[part], 0.0), share)
    roundups = {
        story: len(shares)
        for story, shares in parts.items()
        if len(shares) > 2 or sum(share <= settings.roundup_share for share in shares.values()) > 1
    }
    return {
        link: roundups[label[whole]]
        for link, (part, whole, _) in held.items()
        if label[whole] in roundups and label[part] != label[whole] and link not in kept
    }


def _held(link: Link, pair: ScoredPair, settings: EvidenceSettings) -> _Held | None:
    """Return which of two documents the other holds as a part; None where neither does."""
    a, b = link
    for part, of_part, whole, of_whole in (
        (a, pair.containment_a, b, pair.containment_b),
        (b, pair.containment_b, a, pair.containment_a),
    ):
        if of_part >= settings.excerpt_containment and of_whole <= settings.excerpt_length * of_part:
            return _Held(part, whole, of_whole)
    return None
