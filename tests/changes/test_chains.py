"""Facts through time: nothing is lost or told twice, and what is joined is one fact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.changes import compare
from dedupe.changes.chains import FactChain, fact_chains
from dedupe.records import Article, Comparison, StoredArticle
from dedupe.text.hashing import article_hash, content_hash
from dedupe.text.normalize import comparison_view

SAID = "At least {} people were taken off the ferry, the coastguard said."
CREW = "The shipyard in Orle had built {} ships of her kind before it was closed, its last owner wrote."
DIVE = "Divers will go down to the wreck on {}, when the wind is expected to turn."


def comparisons(*texts: str) -> list[Comparison]:
    articles = [Article(key=f"v{number}", text=text) for number, text in enumerate(texts)]
    stored = [
        StoredArticle(hash=article_hash(one), name=one.key, body_hash=content_hash(one.text), article=one)
        for one in articles
    ]
    return [Comparison(old=old, new=new, changes=compare(old.article, new.article)) for old, new in pairwise(stored)]


def chains(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(chain.kind, chain.values()) for chain in fact_chains(comparisons(*texts))]


NUMBER = st.sampled_from(["3", "14", "227", "249", "two"])
DAY = st.sampled_from(["3 March", "4 March", "Tuesday", "Monday"])
TEXT = st.tuples(NUMBER, NUMBER, DAY, st.permutations(range(3))).map(
    lambda told: "\n\n".join([SAID.format(told[0]), CREW.format(told[1]), DIVE.format(told[2])][at] for at in told[3])
)


@settings(max_examples=100)
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_every_change_is_in_one_chain_and_chains_hold_together(texts: list[str]) -> None:
    compared = comparisons(*texts)
    found = fact_chains(compared)
    told = [
        (chain.kind, step.comparison, hunk, step.old, step.new)
        for chain in found
        for step in chain.steps
        for hunk in step.hunks
    ]
    assert len(told) == len(set(told))
    assert set(told) == {
        (fact.kind, place, fact.hunk, fact.old, fact.new)
        for place, one in enumerate(compared)
        for fact in one.changes.facts
    }
    for chain in found:
        for before, after in pairwise(chain.steps):
            assert before.comparison < after.comparison
            assert comparison_view(before.new) == comparison_view(after.old)
    starts = [chain.steps[0].comparison for chain in found]
    assert starts == sorted(starts)


def test_a_figure_that_moved_several_times_is_one_chain() -> None:
    texts = [SAID.format(count) for count in ("227", "249", "253")]
    (chain,) = fact_chains(comparisons(*texts))
    assert (chain.kind, chain.values(), chain.context) == ("number", ("227", "249", "253"), "people")
    assert [step.comparison for step in chain.steps] == [0, 1]


def test_versions_that_say_nothing_new_do_not_break_a_chain() -> None:
    first, second, third = (SAID.format(count) for count in ("227", "249", "253"))
    assert chains(first, second, f"{CREW.format('six')}\n\n{second}", third) == [("number", ("227", "249", "253"))]


def test_a_chain_follows_its_paragraph_through_moves() -> None:
    first, second, third = (DIVE.format(day) for day in ("Monday", "Tuesday", "Friday"))
    rest = f"{SAID.format('227')}\n\n{CREW.format('six')}"
    told = chains(f"{first}\n\n{rest}", f"{second}\n\n{rest}", f"{rest}\n\n{second}", f"{rest}\n\n{third}")
    assert told == [("date", ("Monday", "Tuesday", "Friday"))]


def test_the_same_day_in_another_paragraph_begins_its_own_chain() -> None:
    def text(dive: str, wake: str) -> str:
        return (
            f"{DIVE.format(dive)}\n\n{CREW.format('six')}\n\nThe dead will be buried in Orle on {wake}, the mayor said."
        )

    told = chains(text("Monday", "Tuesday"), text("Tuesday", "Tuesday"), text("Tuesday", "Friday"))
    assert told == [("date", ("Monday", "Tuesday")), ("date", ("Tuesday", "Friday"))]


def test_where_a_step_is_missing_places_tell_nothing() -> None:
    def text(dive: str) -> str:
        return f"{CREW.format('six')}\n\n{DIVE.format(dive)}"

    first, _, third = comparisons(text("Monday"), text("Tuesday"), f"{text('Tuesday')}\n\n{CREW}", text("Friday"))
    assert [chain.values() for chain in fact_chains([first, third]) if chain.kind == "date"] == [
        ("Monday", "Tuesday"),
        ("Tuesday", "Friday"),
    ]


def test_the_same_value_of_something_else_begins_its_own_chain() -> None:
    def text(saved: str, ships: str) -> str:
        return f"{SAID.format(saved)}\n\n{CREW.format(ships)}"

    told = chains(text("227", "12"), text("249", "12"), text("249", "249"), text("249", "250"))
    assert told == [("number", ("227", "249")), ("number", ("12", "249", "250"))]


def test_a_fact_goes_back_and_is_one_chain() -> None:
    assert chains(*(SAID.format(count) for count in ("227", "249", "227"))) == [("number", ("227", "249", "227"))]


def test_what_is_said_twice_is_told_once() -> None:
    def text(count: str) -> str:
        return f"{SAID.format(count)}\n\n{CREW.format('six')}\n\n{SAID.format(count).replace('ferry', 'burning ship')}"

    (chain,) = fact_chains(comparisons(text("227"), text("249"), text("253")))
    assert chain.values() == ("227", "249", "253")
    assert [len(step.hunks) for step in chain.steps] == [2, 2]


@pytest.mark.parametrize("texts", [[], [SAID.format(3)], [SAID.format(3)] * 3])
def test_where_nothing_changed_there_is_no_chain(texts: list[str]) -> None:
    none: tuple[FactChain, ...] = ()
    assert fact_chains(comparisons(*texts)) == none


def test_a_fact_that_goes_and_comes_with_its_paragraph_is_one_chain() -> None:
    dive = DIVE.format("Tuesday")
    told = '"We did what we could in that wind," the harbour master of Sarama said.'
    found = chains(f"{dive}\n\n{told}", dive, f"{told}\n\n{dive}")
    quotes = [values for kind, values in found if kind == "quote"]
    assert [tuple(map(bool, values)) for values in quotes] == [(True, False, True)]


def test_a_value_that_had_gone_and_comes_back_in_its_place_is_one_chain() -> None:
    with_it, without = (
        "The captain was allegedly to blame, the judge said.",
        "The captain was to blame, the judge said.",
    )
    assert chains(with_it, without, with_it) == [("hedge", ("allegedly", "", "allegedly"))]
