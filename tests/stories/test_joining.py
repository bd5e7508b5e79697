"""Stories are what joining relations connect, and nothing else connects anything."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import JOINING, Relation, ScoredPair
from dedupe.stories.joining import join_documents

PAIRS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(get_args(Relation))).filter(lambda p: p[0] < p[1])
)


def related(a: int, b: int, relation: Relation) -> tuple[int, int, ScoredPair]:
    pair = ScoredPair(
        a=a, b=b, relation=relation, score=0.9, jaccard=0.9, containment_a=0.9, containment_b=0.9, reasons=()
    )
    return a, b, pair


@pytest.mark.parametrize("relation", get_args(Relation))
def test_four_relations_join_and_two_never_do(relation: Relation) -> None:
    joins = relation in ("identical", "reprint", "revision", "excerpt")
    assert join_documents(2, [related(0, 1, relation)]) == ([[0, 1]] if joins else [[0], [1]])


@given(PAIRS)
def test_every_document_is_in_one_story_and_the_first_ones_lead(pairs: list[tuple[int, int, Relation]]) -> None:
    stories = join_documents(8, [related(*pair) for pair in pairs])
    assert sorted(document for story in stories for document in story) == list(range(8))
    assert all(story == sorted(story) for story in stories)
    assert [story[0] for story in stories] == sorted(story[0] for story in stories)


@given(PAIRS)
def test_what_does_not_join_changes_nothing(pairs: list[tuple[int, int, Relation]]) -> None:
    joining = [related(*pair) for pair in pairs if pair[2] in JOINING]
    assert join_documents(8, [related(*pair) for pair in pairs]) == join_documents(8, joining)
