"""The shortest way from one article to another, and the pair that was recorded of two."""

from __future__ import annotations

from dataclasses import replace

from dedupe.records import Relation, StoredPair
from dedupe.stories.explain import chain_between, recorded_pair


def pair(a: str, b: str, relation: Relation = "revision") -> StoredPair:
    return StoredPair(
        a=a, b=b, relation=relation, score=0.5, jaccard=0.5, containment_a=0.5, containment_b=0.5, reasons=()
    )


def test_the_shortest_chain_of_joining_pairs_is_found() -> None:
    pairs = [pair("a", "b"), pair("b", "c"), pair("b", "d"), pair("c", "e"), pair("d", "e"), pair("a", "e", "related")]
    assert [(one.a, one.b) for one in chain_between(pairs, "a", "e")] == [("a", "b"), ("b", "c"), ("c", "e")]
    assert [(one.a, one.b) for one in chain_between(pairs, "e", "a")] == [("c", "e"), ("b", "c"), ("a", "b")]
    assert chain_between(pairs, "a", "f") == ()


def test_a_pair_is_recorded_by_any_copy() -> None:
    found = pair("a2", "b")
    assert recorded_pair([pair("a", "c"), found], ["a", "a2"], ["b"]) == found
    assert recorded_pair([replace(found, a="b", b="a2")], ["a2"], ["b"]) is None
