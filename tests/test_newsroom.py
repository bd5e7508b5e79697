"""The invented corpus that speed is measured on is what its truth says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, islice
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

SEED = 20
COUNT = 600  # articles
FAR = 999_990  # the place of an article that nobody wants to wait for


@pytest.fixture(scope="module")
def newsroom(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The generator."""
    return bench_script("newsroom")


@pytest.fixture(scope="module")
def texts(newsroom: ModuleType) -> dict[str, str]:
    """The texts of a corpus by their KEYs."""
    return {told["id"]: told["text"] for told in newsroom.articles(COUNT, SEED)}


def planted(newsroom: ModuleType, texts: dict[str, str], kind: str) -> list[tuple[str, str]]:
    return [(texts[pair.a], texts[pair.b]) for pair in newsroom.truth(COUNT) if pair.kind == kind]


def jaccard(newsroom: ModuleType, a: str, b: str) -> float:
    one, other = newsroom.shingles(a), newsroom.shingles(b)
    return len(one & other) / len(one | other)


def bodies(newsroom: ModuleType, texts: dict[str, str], kind: str) -> list[tuple[list[str], list[str]]]:
    """The paragraphs of each pair, without what the paper adds to all its articles."""
    shared = {part for paper in range(newsroom.PAPERS) for one in newsroom.boilerplate(SEED, paper) for part in one}
    return [
        tuple([part for part in text.split("\n\n") if part not in shared] for text in pair)  # type: ignore[misc]
        for pair in planted(newsroom, texts, kind)
    ]


@pytest.mark.parametrize(("kind", "told"), [("copy95", 0.95), ("copy80", 0.8), ("copy60", 0.6)])
def test_a_copy_has_the_jaccard_that_it_was_planted_with(
    newsroom: ModuleType, texts: dict[str, str], kind: str, told: float
) -> None:
    measured = [jaccard(newsroom, a, b) for a, b in planted(newsroom, texts, kind)]
    assert len(measured) == COUNT // 50
    assert max(abs(one - told) for one in measured) <= 0.01


def test_an_update_keeps_from_thirty_to_fifty_of_a_hundred_paragraphs(
    newsroom: ModuleType, texts: dict[str, str]
) -> None:
    for old, new in bodies(newsroom, texts, "kept"):
        assert len(old) == len(new)
        assert 0.3 <= sum(a == b for a, b in zip(old, new, strict=True)) / len(old) <= 0.5
        assert all(a == b or jaccard(newsroom, a, b) < 0.05 for a, b in zip(old, new, strict=True))


def test_a_light_touch_is_on_every_paragraph(newsroom: ModuleType, texts: dict[str, str]) -> None:
    for old, new in bodies(newsroom, texts, "touched"):
        changed = [
            sum(x != y for x, y in zip(a.split(), b.split(), strict=True)) for a, b in zip(old, new, strict=True)
        ]
        assert set(changed) == {newsroom.TOUCHES}


def test_articles_share_nothing_else_but_what_their_paper_adds(newsroom: ModuleType, texts: dict[str, str]) -> None:
    alone = {key: texts[key] for key in islice((key for key in texts if key.endswith(".0")), 150)}
    shared = {part for paper in range(newsroom.PAPERS) for one in newsroom.boilerplate(SEED, paper) for part in one}
    common = [both for a, b in combinations(alone.values(), 2) if (both := set(a.split("\n\n")) & set(b.split("\n\n")))]
    assert len(common) > 100
    assert all(both <= shared for both in common)


def test_most_articles_are_alone_and_as_long_as_news(newsroom: ModuleType, texts: dict[str, str]) -> None:
    told = {key for pair in newsroom.truth(COUNT) for key in (pair.a, pair.b)}
    assert told <= set(texts)
    assert len(told) == COUNT // 5
    assert 450 < sum(len(text.split()) for text in texts.values()) / COUNT < 500


def test_an_article_needs_none_of_those_before_it(newsroom: ModuleType) -> None:
    assert [newsroom.article(SEED, number) for number in range(90, 100)] == [
        *islice(newsroom.articles(100, SEED), 90, 100)
    ]
    far = newsroom.article(SEED, FAR)
    assert far["id"] == newsroom.key_of(FAR)
    assert newsroom.original_of(FAR) == FAR - 90


@given(count=st.integers(5, 200), seed=st.integers(0, 2**32))
def test_as_many_shingles_break_as_are_asked_for(newsroom: ModuleType, count: int, seed: int) -> None:
    words = [f"w{number}" for number in range(500)]
    text = [" ".join(words[at : at + 50]) for at in range(0, 500, 50)]
    changed = newsroom.broken(newsroom.default_rng(seed), text, count)
    kept = newsroom.shingles(" ".join(text)) & newsroom.shingles(" ".join(changed))
    assert len(kept) == 496 - count


def test_a_judge_of_the_truth_finds_it_right(newsroom: ModuleType) -> None:
    told = list(newsroom.truth(COUNT))
    right = newsroom.judged([[pair.a, pair.b] for pair in told], told)
    assert {right[name] for name in (*newsroom.KINDS, "precision")} == {1.0}
    nothing = newsroom.judged([], told)
    assert {nothing[kind] for kind in newsroom.KINDS} == {0.0}
    everything = newsroom.judged([[newsroom.key_of(number) for number in range(COUNT)]], told)
    assert everything["precision"] == len(told) / (COUNT * (COUNT - 1) // 2)
