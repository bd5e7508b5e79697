"""Facts through time: changes of one fact in several steps as one chain, 227 → 249 → 253.

A change continues a chain of its kind where it starts from the value that the chain came to, and is about the same: it
stands in the paragraph that the chain has come to stand in, or the same is counted. So does the value of a fact that
had gone and comes back, also with the whole paragraph. What cannot be told to continue a chain begins its own: two chains are a smaller mistake than
one of two facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dedupe.changes.hunks import paragraphs
from dedupe.records import Comparison, EditOp, EditScript, FactChange, FactKind
from dedupe.text.normalize import comparison_view


@dataclass(frozen=True, slots=True, kw_only=True)
class FactStep:
    """A change of a fact: in which comparison (its position), which of its facts and hunks, from what to what.

    ``hunks`` is empty where it changed in the headline alone; see FactChange.
    """

    comparison: int
    facts: tuple[int, ...]
    hunks: tuple[int, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChain:
    """One fact through the versions of a story: each step starts from the value that the one before it led to.

    A value that had gone comes back from nothing: ``227 → (empty) → 227``.
    """

    kind: FactKind
    context: str
    steps: tuple[FactStep, ...]

    def values(self) -> tuple[str, ...]:
        """Return its values, oldest first; the first is empty where it came, the last where it went."""
        return (self.steps[0].old, *(step.new for step in self.steps))


@dataclass(slots=True)
class _Open:
    """A chain that may go on: the paragraphs of the latest text in which its fact stands, the words of those it went with."""

    kind: FactKind
    context: str
    steps: list[FactStep] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    went_with: set[str] = field(default_factory=set)

    def closed(self) -> FactChain:
        return FactChain(kind=self.kind, context=self.context, steps=tuple(self.steps))


def fact_chains(comparisons: Iterable[Comparison]) -> tuple[FactChain, ...]:
    """Return every fact that changed, in the order of first changes; every change is in exactly one chain.

    ``comparisons`` are those of one story, oldest first. What a step says several times is one change.
    """
    chains: list[_Open] = []
    reached = ""
    for position, compared in enumerate(comparisons):
        if compared.old.body_hash != reached:  # a step is missing: what stood where in this text is not known
            for chain in chains:
                chain.places.clear()
        reached = compared.new.body_hash
        script = compared.changes.script
        told = list(_told_once(position, compared.changes.facts))
        continued = _continued(chains, told, script)
        became = _became(script)
        for chain in chains:
            chain.places = {new for old in chain.places for new in became.get(old, ())}
        for number, (kind, context, step) in enumerate(told):
            chain = continued.get(number) or _Open(kind, context)
            if not chain.steps:
                chains.append(chain)
            chain.steps.append(step)
            chain.context = chain.context or context
            chain.places |= _places(step, script, "insert")
            chain.went_with = set() if step.new else _words(step, script, "delete")
    return tuple(chain.closed() for chain in chains)


_Told = tuple[FactKind, str, FactStep]
"""The kind, context and step of a change."""


def _told_once(position: int, facts: Iterable[FactChange]) -> Iterator[_Told]:
    told: dict[tuple[FactKind, str, str, str], list[tuple[int, int | None]]] = {}
    contexts: dict[tuple[FactKind, str, str], str] = {}
    numbered = list(enumerate(facts))
    for place, fact in sorted(numbered, key=lambda one: one[1].hunk is None):
        context = fact.context
        if fact.hunk is None:  # a headline says in short what the text says: mostly without what is counted
            context = contexts.get((fact.kind, fact.old, fact.new), context)
        contexts.setdefault((fact.kind, fact.old, fact.new), context)
        told.setdefault((fact.kind, context, fact.old, fact.new), []).append((place, fact.hunk))
    for (kind, context, old, new), where in told.items():
        places = tuple(place for place, _ in where)
        hunks = tuple(dict.fromkeys(hunk for _, hunk in where if hunk is not None))
        yield kind, context, FactStep(comparison=position, facts=places, hunks=hunks, old=old, new=new)


def _continued(chains: Sequence[_Open], told: Sequence[_Told], script: EditScript) -> dict[int, _Open]:
    """Return by position the changes that continue a chain, with it: first those in its place, then those of its count."""
    found: dict[int, _Open] = {}
    by_value: dict[tuple[FactKind, bool, str], list[_Open]] = {}
    for chain in chains:
        last = chain.steps[-1]
        by_value.setdefault((chain.kind, *_reached(last.new, last.old)), []).append(chain)
    for wanted in (_IN_ITS_PLACE, _OF_ITS_COUNT):
        for number, (kind, context, step) in enumerate(told):
            free = by_value.get((kind, *_reached(step.old, step.new)), []) if number not in found else []
            near = next((chain for chain in free if _nearness(chain, context, step, script) >= wanted), None)
            if near:
                found[number] = near
                free.remove(near)
    return found


def _reached(value: str, otherwise: str) -> tuple[bool, str]:
    """Return whether a fact stands, and its value; of one that has gone or that comes, the value that it had or will have."""
    return bool(value), comparison_view(value or otherwise)


_IN_ITS_PLACE, _OF_ITS_COUNT, _ELSEWHERE = 2, 1, 0
_HEADLINE = -1  # its place, before the paragraph 0


def _nearness(chain: _Open, context: str, step: FactStep, script: EditScript) -> int:
    # A paragraph may hold the same figure twice, of two things.
    if chain.context and context and chain.context != context:
        return _ELSEWHERE
    if not chain.places.isdisjoint(_places(step, script, "delete")):
        return _IN_ITS_PLACE
    if chain.went_with and not chain.went_with.isdisjoint(_words(step, script, "insert")):
        return _IN_ITS_PLACE
    return _OF_ITS_COUNT if context and chain.context == context else _ELSEWHERE


def _places(step: FactStep, script: EditScript, op: EditOp) -> set[int]:
    """Return the paragraphs of the old text (op "delete") or the new one (op "insert") in which a step stands."""
    if not step.hunks:
        return {_HEADLINE}
    hunks = [script.hunks[number] for number in step.hunks]
    return {place for hunk in hunks for place in (hunk.old if op == "delete" else hunk.new)}


def _words(step: FactStep, script: EditScript, op: EditOp) -> set[str]:
    return {text for hunk in step.hunks for _, text in paragraphs(script.hunks[hunk], op)}


def _became(script: EditScript) -> dict[int, tuple[int, ...]]:
    """Return for each paragraph of the old text the numbers of those that it became."""
    became: dict[int, tuple[int, ...]] = {_HEADLINE: (_HEADLINE,)}
    for hunk in script.hunks:
        if hunk.kind == "equal":
            became |= {old: (new,) for old, new in zip(hunk.old, hunk.new, strict=True)}
        else:
            became |= dict.fromkeys(hunk.old, hunk.new)
    return became
