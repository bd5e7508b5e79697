"""The rank of a change: what it must hold whatever the weights are."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes import compare, edit_script
from dedupe.changes.attention import attention
from dedupe.records import Article, FactChange, FactKind

SAME = edit_script("Nine died.", "Nine died.")
FACTS = st.builds(
    FactChange,
    kind=st.sampled_from(get_args(FactKind)),
    old=st.sampled_from(["", "nine"]),
    new=st.just("twelve"),
    hunk=st.just(0),
)
TIED: list[tuple[FactKind, str]] = [("hedge", ""), ("date", "nine"), ("name", "nine"), ("name", "nine")]
TEXT = "The ferry sank off Orlen on Monday.\n\nIt was built in 1987, the ministry said.\n\nNine people died."


def rank(new: str, **changed: str) -> int:
    usual = {"title": "Ferry sinks", "byline": "Ida Holm", "modified_at": "2031-05-03"}
    old = Article(key="a", text=TEXT, **usual)
    return compare(old, Article(key="b", text=new, **{**usual, **changed})).significance.attention


@given(st.lists(FACTS, max_size=40), FACTS)
def test_another_fact_never_makes_it_less(facts: list[FactChange], more: FactChange) -> None:
    before = attention(SAME, facts, [], "update", disclosed=None)
    after = attention(SAME, [*facts, more], [], "update", disclosed=None)
    assert 0 <= before <= after <= 100


@given(st.permutations(range(4)), st.lists(FACTS, min_size=4, max_size=4))
def test_the_order_of_facts_does_not_matter(order: list[int], facts: list[FactChange]) -> None:
    first = attention(SAME, facts, [], "update", disclosed=None)
    assert attention(SAME, [facts[place] for place in order], [], "update", disclosed=None) == first


def test_no_rank_hangs_on_the_last_digit_of_a_product() -> None:
    facts = [FactChange(kind=kind, old=old, new="twelve", hunk=0) for kind, old in TIED]
    ranks = {attention(SAME, [*order], [], "update", disclosed=None) for order in permutations(facts)}
    assert len(ranks) == 1


def test_changes_rank_as_an_editor_would_read_them() -> None:
    ranks = [
        rank(TEXT),
        rank(TEXT.replace("Monday", "Monday,")),
        rank(TEXT, modified_at="2031-05-04"),
        rank(TEXT, title="Ferry lost"),
        rank(TEXT.replace("1987", "1978"), modified_at="2031-05-04"),
        rank(TEXT.replace("1987", "1978")),
        rank(TEXT.replace("1987", "1978"), title="Ferry lost"),
    ]
    assert ranks[0] == 0
    assert all(before <= after for before, after in pairwise(ranks))
    assert ranks[2] > 0
    assert len(set(ranks[2:])) == 5


def test_taking_out_words_ranks_above_adding_as_many() -> None:
    more = f"{TEXT}\n\nDivers hope to inspect the hull at low tide and say that towing could begin soon."
    old, new = (Article(key=text[:1], text=text) for text in (TEXT, more))
    assert compare(new, old).significance.attention > compare(old, new).significance.attention > 0
