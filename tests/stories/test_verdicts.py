"""What a person decides holds against the evidence, and is told with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dedupe.records import Article, Cap

Fold = Callable[..., Any]
OVERRULED = "joins that would bring together what a person separated"


def text(*paragraphs: str) -> str:
    return "\n\n".join(" ".join(f"{name}{word}" for word in range(30)) + "." for name in paragraphs)


@pytest.fixture
def articles() -> list[Article]:
    """Three versions of one report, each of which keeps half of the one before; and a stranger."""
    return [
        Article(key="one", text=text("a", "b", "c", "d"), published_at="2031-05-01"),
        Article(key="two", text=text("c", "d", "e", "f"), published_at="2031-05-02"),
        Article(key="three", text=text("d", "e", "f", "g"), published_at="2031-05-03"),
        Article(key="stranger", text=text("p", "q"), published_at="2031-05-04"),
    ]


def test_the_evidence_alone_joins_the_versions(fold: Fold, articles: list[Article]) -> None:
    assert fold(articles).stories() == [["one", "two", "three"]]


def test_a_join_holds_without_any_evidence(fold: Fold, articles: list[Article]) -> None:
    found = fold(articles, verdicts=[("join", "stranger", "two")])
    assert found.stories() == [["one", "two", "three", "stranger"]]
    pair = found.pair("two", "stranger")
    assert (pair.relation, pair.score, pair.jaccard) == ("revision", 0.0, 0.0)
    assert pair.reasons[0] == "a person joined them: so I say"


def test_a_join_keeps_the_scores_and_reasons_of_the_evidence(fold: Fold, articles: list[Article]) -> None:
    before, after = (fold(articles, verdicts=said).pair("one", "two") for said in ([], [("join", "two", "one")]))
    assert after.reasons == ("a person joined them: so I say", *before.reasons)
    assert (after.relation, after.score, after.jaccard) == (before.relation, before.score, before.jaccard)


def test_a_separation_cuts_the_weakest_link_on_the_way(fold: Fold, articles: list[Article]) -> None:
    found = fold(articles, verdicts=[("separate", "three", "one")])
    assert found.stories() == [["two", "three"]]
    assert found.relation("one", "three") == "related"
    assert found.pair("one", "three").reasons[0] == "a person separated them: so I say"
    assert found.relation("one", "two") == "related"
    assert found.pair("one", "two").reasons[0] == (
        "kept apart, as it would join one and three, which a person separated"
    )


def test_what_is_decided_about_a_copy_holds_for_its_text(fold: Fold, articles: list[Article]) -> None:
    copy = Article(key="copy", text=articles[0].text, published_at="2031-05-05")
    found = fold([*articles, copy], verdicts=[("separate", "copy", "two")])
    assert found.stories() == [["one", "copy"], ["two", "three"]]
    assert found.pair("one", "two") is None
    assert found.pair("copy", "two").reasons[0] == "a person separated them: so I say"


@pytest.mark.parametrize(
    "verdicts",
    [
        [("join", "one", "two"), ("join", "two", "stranger"), ("separate", "one", "stranger")],
        [("separate", "one", "stranger"), ("join", "two", "stranger"), ("join", "one", "two")],
    ],
)
def test_a_join_gives_in_to_a_separation_and_it_is_told(
    fold: Fold, articles: list[Article], verdicts: list[tuple[str, str, str]]
) -> None:
    found = fold(articles, verdicts=verdicts)
    assert found.stories() == [["one", "two", "three"]]
    assert found.pair("two", "stranger").reasons[:2] == (
        "kept apart, as it would join one and stranger, which a person separated",
        "a person joined them: so I say",
    )
    assert found.folding.caps == (Cap(name=OVERRULED, times=1, left_out=1),)


def test_of_two_copies_that_contradict_each_other_the_separation_wins(fold: Fold, articles: list[Article]) -> None:
    copy = Article(key="copy", text=articles[0].text)
    found = fold([*articles, copy], verdicts=[("join", "one", "stranger"), ("separate", "copy", "stranger")])
    assert {found.relation("one", "stranger"), found.relation("copy", "stranger")} == {"related"}
    assert found.folding.caps == (Cap(name=OVERRULED, times=1, left_out=1),)


def test_the_order_of_arrival_and_of_verdicts_decides_nothing(fold: Fold, articles: list[Article]) -> None:
    verdicts = [("separate", "one", "three"), ("join", "stranger", "one"), ("join", "stranger", "three")]
    found, other = fold(articles, verdicts=verdicts), fold(articles[::-1], verdicts=verdicts[::-1])
    assert (found.folding.pairs, found.folding.stories, found.folding.caps) == (
        other.folding.pairs, other.folding.stories, other.folding.caps,
    )  # fmt: skip
