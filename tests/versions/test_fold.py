"""The step as a whole: what it makes does not depend on who came first, and every article is somewhere."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from dedupe.records import Article

Fold = Callable[..., Any]
DATES = [None, "2031-05-04", "2031-05-04T09:30:00Z", "2031-05-05"]


def newsroom(seed: int) -> list[Article]:
    """Forty articles: versions, copies, returns and strangers, with and without dates, sources and URLs."""
    random = Random(seed)  # noqa: S311  a test that can be repeated
    articles = []
    for story in range(6):
        sentences = [" ".join(f"s{story}p{at}w{word}" for word in range(9)) + "." for at in range(8)]
        texts = [" ".join(sentences[at : at + 5]) for at in range(4)]
        for at in range(random.randint(1, 8)):
            articles.append(
                Article(
                    key=f"k{random.randint(0, 9)}-{story}-{at}",
                    text=random.choice(texts),
                    url=random.choice([None, f"https://post.example/{story}"]),
                    source=random.choice([None, "Harbour Post", "Island News"]),
                    published_at=random.choice(DATES),
                )
            )
    return articles


def told(found: Any) -> tuple[Any, ...]:
    """Everything that a folding says, by KEY."""
    pairs = [(found.articles[pair.a].key, found.articles[pair.b].key, *_shares(pair)) for pair in found.folding.pairs]
    stories = [
        [(found.articles[one.article].key, one.number, one.relation, one.ordered_by) for one in story.revisions]
        for story in found.folding.stories
    ]
    return pairs, stories, found.folding.caps


def _shares(pair: Any) -> tuple[Any, ...]:
    return pair.relation, pair.score, pair.jaccard, pair.containment_a, pair.containment_b, pair.reasons


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_decides_nothing(fold: Fold, seed: int) -> None:
    articles = newsroom(seed)
    expected = told(fold(articles))
    assert told(fold(articles[::-1])) == expected
    assert told(fold(articles[1::2] + articles[::2])) == expected


@pytest.mark.parametrize("seed", range(5))
def test_every_article_has_one_place_and_numbers_run_on(fold: Fold, seed: int) -> None:
    found = fold(newsroom(seed))
    places = [one for story in found.folding.stories for one in story.revisions]
    assert sorted(one.article for one in places) == list(range(len(found.articles)))
    for story in found.folding.stories:
        numbers = [one.number for one in story.revisions]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, numbers[-1] + 1))
        assert all((one.relation is None) == (one.number == 1) for one in story.revisions)
        texts = [(one.number, found.articles[one.article].text) for one in story.revisions]
        assert len({number for number, _ in texts}) == len(set(texts)), "one number, one text"


@pytest.mark.parametrize("seed", range(3))
def test_pairs_ascend_and_are_each_there_once(fold: Fold, seed: int) -> None:
    places = [(pair.a, pair.b) for pair in fold(newsroom(seed)).folding.pairs]
    assert places == sorted(set(places))
    assert all(a < b for a, b in places)


def test_nothing_folds_into_nothing(fold: Fold) -> None:
    assert told(fold([])) == ([], [], ())


def test_texts_too_short_to_compare_stand_alone(fold: Fold) -> None:
    found = fold([Article(key="a", text="Fire."), Article(key="b", text="Fire!"), Article(key="c", text="")])
    assert len(found.folding.stories) == 3


def test_two_versions_that_only_a_third_holds_together_are_revisions(fold: Fold) -> None:
    paragraphs = [" ".join(f"p{at}w{word}" for word in range(12)) + "." for at in range(6)]
    ends = {"a": paragraphs[:2], "middle": paragraphs[1:5], "z": paragraphs[4:]}
    articles = [
        Article(key=key, text="\n\n".join(text), published_at=f"2031-05-0{day}")
        for day, (key, text) in enumerate(sorted(ends.items(), key=lambda item: item[0] == "middle"), 1)
    ]
    found = fold(articles)
    assert found.pair("a", "z") is None
    assert [(name, relation) for name, _, relation, _ in found.revisions("a")] == [
        ("a", None),
        ("z", "revision"),
        ("middle", "revision"),
    ]
