"""Bridges between solid groups: a story that one thin link glues together is two stories.

A *bridge* is a link whose loss parts a story in two. A group is *solid* where it holds together whichever of its
links is lost (2-edge-connected), so that a chain of versions, each linked to the next one alone, is never cut. Bridges
are found by depth-first search in one pass over the links (Tarjan, 1974).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np

from dedupe.similarity.components import components

Link = tuple[int, int]
"""Two documents, the first one first."""


def labels_of(n_documents: int, links: Collection[Link]) -> list[int]:
    """Return one label for each document, the same for those that links connect."""
    labels: list[int] = components(n_documents, np.array(list(links), dtype=np.int64).reshape(-1, 2)).tolist()
    return labels


def solid_groups_of(links: Collection[Link]) -> tuple[set[Link], dict[int, int]]:
    """Return the bridges among links, and the solid group of each document, by a label."""
    found = bridges(links)
    numbers = {document: number for number, document in enumerate(sorted({end for link in links for end in link}))}
    kept = [(numbers[a], numbers[b]) for a, b in links if (a, b) not in found]
    labels = labels_of(len(numbers), kept)
    return found, {document: labels[number] for document, number in numbers.items()}


def thin_bridges(strength: Mapping[Link, float], thin: float, solid: int) -> dict[Link, tuple[int, int]]:
    """Return the bridges weaker than ``thin`` between two groups of ``solid`` or more documents, and their sizes.

    ``strength``: links, each with its score in [0, 1].
    """
    if all(score >= thin for score in strength.values()):
        return {}
    found, group = solid_groups_of(strength)
    sizes = Counter(group.values())
    return {
        (a, b): (sizes[group[a]], sizes[group[b]])
        for a, b in sorted(found)
        if strength[a, b] < thin and min(sizes[group[a]], sizes[group[b]]) >= solid
    }


def bridges(links: Collection[Link]) -> set[Link]:
    """Return the links whose loss would part a component in two."""
    neighbours: dict[int, list[int]] = {}
    for a, b in links:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    entered: dict[int, int] = {}
    lowest: dict[int, int] = {}  # the earliest entered document that a subtree reaches by a link of its own
    found = set()
    for root in sorted(neighbours):
        if root in entered:
            continue
        entered[root] = lowest[root] = len(entered)
        path = [(root, root, iter(neighbours[root]))]
        while path:
            here, above, rest = path[-1]
            for other in rest:
                if other not in entered:
                    entered[other] = lowest[other] = len(entered)
                    path.append((other, here, iter(neighbours[other])))
                    break
                if other != above:
                    lowest[here] = min(lowest[here], entered[other])
            else:
                path.pop()
                lowest[above] = min(lowest[above], lowest[here])
                if here != above and lowest[here] > entered[above]:
                    found.add((min(here, above), max(here, above)))
    return found
