from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes import compare
from dedupe.records import Article, ChangeReport, Comparison, StoredArticle, StoredStory
from dedupe.reports.ranking import most_deserving

SIDE = StoredArticle(hash="xxh128:0", name="a", body_hash="xxh128:1", article=Article(key="a", text="Nine died."))
CHANGES = compare(SIDE.article, replace(SIDE.article, text="Twelve died."))
RANKS = st.lists(st.lists(st.integers(0, 100), max_size=4), max_size=5)


def reports_of(ranks: list[list[int]]) -> list[ChangeReport]:
    return [
        ChangeReport(
            story=StoredStory(id=f"{place:012x}", title="", revisions=()),
            comparisons=tuple(step(attention) for attention in steps),
        )
        for place, steps in enumerate(ranks)
    ]


def step(attention: int) -> Comparison:
    significance = replace(CHANGES.significance, attention=attention)
    return Comparison(old=SIDE, new=SIDE, changes=replace(CHANGES, significance=significance))


def ranks_of(reports: list[ChangeReport]) -> list[tuple[str, list[int]]]:
    return [
        (report.story.id[-1], [compared.changes.significance.attention for compared in report.comparisons])
        for report in reports
    ]


def test_the_first_steps_are_those_that_deserve_eyes_most() -> None:
    reports = reports_of([[10, 40], [90], [0], [60, 5, 70]])
    assert ranks_of(most_deserving(reports, 4)) == [("1", [90]), ("3", [60, 70]), ("0", [40])]


def test_of_equals_those_told_first_are_kept() -> None:
    assert ranks_of(most_deserving(reports_of([[20], [20, 20], [20]]), 2)) == [("0", [20]), ("1", [20])]


@given(RANKS, st.integers(1, 12))
def test_no_step_left_out_deserves_more_than_one_that_is_kept(ranks: list[list[int]], most: int) -> None:
    kept = [rank for _, steps in ranks_of(most_deserving(reports_of(ranks), most)) for rank in steps]
    assert (
        sorted(kept, reverse=True) == sorted((rank for steps in ranks for rank in steps if rank), reverse=True)[:most]
    )
