"""Verified pairs -> stories: documents that joining relations connect. Candidates alone never join anything.

A round-up joins nothing (see ``roundups``), and a story that one thin link holds together is cut there (see
``bridges``). Where a person separated two documents, their component is built again link by link, the strongest first,
and a link that would bring separated ones together is refused: the weakest links between them give way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dedupe.records import JOINING, ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.stories.bridges import Link, labels_of, thin_bridges
from dedupe.stories.roundups import roundup_links

Related = tuple[int, int, ScoredPair]
"""Two documents, the first one first, and what they are to each other."""


@dataclass(frozen=True, slots=True)
class Joining:
    """The documents of each story, ascending, stories by their first document; lone documents too.

    ``cut``: the joining links that join nothing, and why: those to a round-up, and thin ones between solid groups.
    ``refused``: the joining links that would bring together what was separated, with the pair that stood against it.
    """

    stories: list[list[int]]
    cut: dict[Link, str]
    refused: dict[Link, Link]


def join_documents(
    n_documents: int,
    related: Sequence[Related],
    separated: Collection[Link] = (),
    joined: Collection[Link] = (),
    settings: EvidenceSettings | None = None,
) -> Joining:
    """Join documents that joining relations connect; no story holds a separated pair.

    ``joined`` are those of the related pairs that a person joined: never thin, and of all links they give way last.
    ``settings`` say what is thin, and what a round-up; without them nothing is.
    """
    joining = {(a, b): pair for a, b, pair in related if pair.relation in JOINING}
    cut = _cut(n_documents, joining, joined, settings) if settings else {}
    strength = {link: (link in joined, pair.score) for link, pair in joining.items() if link not in cut}
    links = list(strength)
    refused = _refused(links, labels_of(n_documents, links), separated, strength) if separated else {}
    stories: dict[int, list[int]] = {}
    for document, label in enumerate(labels_of(n_documents, [link for link in links if link not in refused])):
        stories.setdefault(label, []).append(document)
    return Joining(list(stories.values()), cut, refused)


def held_apart(related: Iterable[Related], cut: Mapping[Link, str]) -> Iterator[Related]:
    """Yield the pairs, those that were ``cut`` as related, with the reason."""
    for a, b, pair in related:
        why = cut.get((a, b))
        yield a, b, replace(pair, relation="related", reasons=(why, *pair.reasons)) if why else pair


def _cut(
    n_documents: int, joining: Mapping[Link, ScoredPair], joined: Collection[Link], settings: EvidenceSettings
) -> dict[Link, str]:
    roundups = roundup_links(n_documents, joining, settings, joined)
    scores = {link: 1.0 if link in joined else pair.score for link, pair in joining.items() if link not in roundups}
    thin = thin_bridges(scores, settings.thin_score, settings.solid_group)
    return {
        **{
            link: f"kept apart, as one is a round-up that holds parts of {stories} stories"
            for link, stories in roundups.items()
        },
        **{
            link: f"kept apart, as it alone, a thin link, would join two solid groups of {min(sizes)} and {max(sizes)} texts"
            for link, sizes in thin.items()
        },
    }


def _refused(
    links: Iterable[Link], labels: Sequence[int], separated: Collection[Link], strength: dict[Link, tuple[bool, float]]
) -> dict[Link, Link]:
    torn = {labels[a] for a, b in separated if labels[a] == labels[b]}
    parts = _Parts()
    for pair in sorted(separated):
        parts.separate(pair)
    refused = {}
    ordered = sorted(links, key=lambda link: (*(-value for value in strength[link]), link))
    for link in (link for link in ordered if labels[link[0]] in torn):
        against = parts.join(link)
        if against is not None:
            refused[link] = against
    return refused


@dataclass(frozen=True, slots=True)
class _Parts:
    """Growing parts of stories (union-find), and which of them may never become one."""

    leader: dict[int, int] = field(default_factory=dict)
    apart: dict[int, dict[int, Link]] = field(default_factory=dict)  # part -> other part -> the pair separated

    def separate(self, pair: Link) -> None:
        for one, other in (pair, pair[::-1]):
            self.apart.setdefault(one, {})[other] = pair

    def join(self, link: Link) -> Link | None:
        """Make two parts one; where they may not be, return the separated pair that stands against it."""
        kept, gone = map(self._lead, link)
        if kept == gone:
            return None
        against = self.apart.get(kept, {}).get(gone)
        if against is None:
            self.leader[gone] = kept
            for other, pair in self.apart.pop(gone, {}).items():
                del self.apart[other][gone]
                nearest = min(pair, self.apart[other].get(kept, pair))
                self.apart[other][kept] = nearest
                self.apart.setdefault(kept, {})[other] = nearest
        return against

    def _lead(self, document: int) -> int:
        while (leader := self.leader.get(document, document)) != document:
            self.leader[document] = self.leader.get(leader, leader)
            document = leader
        return document
