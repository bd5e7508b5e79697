"""What is known of two documents beside their scores, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dedupe.records import Article
from dedupe.similarity.scores import Scores
from dedupe.stories.documents import Document
from dedupe.stories.evidence import Evidence, Side, days_listed

Scored = Callable[..., Scores]


def side(*carriers: Article) -> Side:
    """That of one text, whatever its articles hold."""
    return Side.of(Document(0, tuple(range(len(carriers))), ["One text."]), carriers, 9)


def carriers(name: str, values: Sequence[str | None]) -> list[Article]:
    return [Article(key=f"{name} {value}", text="One text.", **{name: value}) for value in values]  # type: ignore[arg-type]


@pytest.fixture
def evidence(scored: Scored) -> Callable[[Side, Side], Evidence]:
    return lambda a, b: Evidence(scored([(0, 1)], [0.5], jaccard=[0.123456]), 0, 0.654321, a, b)


def test_of_many_headlines_four_are_kept_and_the_likest_two_compared(
    evidence: Callable[[Side, Side], Evidence],
) -> None:
    one = side(*carriers("title", ["Weather", "Fire at the quay", None, "Ferry", "Harbour", "Ballot", "Ferry"]))
    assert one.headlines == ("Ballot", "Ferry", "Fire at the quay", "Harbour")
    assert evidence(one, side(*carriers("title", ["Choir", "Fire at the quay"]))).headline_likeness() == 1.0


def test_a_source_that_is_not_known_is_no_other_source(evidence: Callable[[Side, Side], Evidence]) -> None:
    known, unknown = side(*carriers("source", [None, "Post"])), side(*carriers("source", [None, ""]))
    assert known.sources == {"Post"}
    assert not evidence(known, unknown).is_elsewhere()


def test_of_many_sources_the_first_of_either_side_is_named(evidence: Callable[[Side, Side], Evidence]) -> None:
    one, other = side(*carriers("source", ["Post", "Wire"])), side(*carriers("source", ["News", "Tide"]))
    assert dict(evidence(one, other).told())["sources"] == "other sources: News, Post"


def test_days_apart_are_told_where_both_have_a_date(evidence: Callable[[Side, Side], Evidence]) -> None:
    early, late = (side(*carriers("published_at", [at])) for at in ("2031-05-04T23:59:59Z", "2031-05-07T00:00:00Z"))
    assert evidence(early, late).days_apart() == evidence(late, early).days_apart() == 3
    undated = side(*carriers("published_at", [None]))
    assert [evidence(*sides).days_apart() for sides in ((early, undated), (undated, late))] == [None, None]


def test_shares_are_recorded_to_four_places(evidence: Callable[[Side, Side], Evidence]) -> None:
    nobody = side(*carriers("source", [None]))
    pair = evidence(nobody, nobody).pair(0, 1, "related", "so")
    assert (pair.score, pair.jaccard) == (0.6543, 0.1235)


def test_three_days_are_listed_and_more_are_hinted_at() -> None:
    days = [(5, 4), (5, 5), (5, 6), (5, 7), (5, 8)]
    assert days_listed(days[:3]) == "05-04, 05-05, 05-06"
    assert days_listed(days[:4]) == days_listed(days) == "05-04, 05-05, 05-06 …"
