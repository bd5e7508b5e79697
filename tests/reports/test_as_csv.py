"""Rows for spreadsheets: nothing lost, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

import pytest

from dedupe.changes.chains import fact_chains
from dedupe.records import ChangeReport, Comparison, StoredStory
from dedupe.reports import as_csv
from dedupe.reports.as_csv import Rows
from tests.pages.test_hostile import PAYLOADS, poisoned

Golden = Callable[[str, Iterable[str]], None]
FORMULAS = [
    f"{start}{body}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠")
    for body in ("cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example";"x")', "1+1", "SUM(A1:A9)\n,=2")
]


def table(told: Rows, *, defused: bool = True) -> list[list[str]]:
    text = "".join(f"{line}\n" for line in as_csv.lines(told, defused=defused))
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def tables(report: ChangeReport) -> list[Rows]:
    chains = fact_chains(report.comparisons)
    return [
        as_csv.stories([report.story]), as_csv.log(report), as_csv.facts(report, chains), as_csv.reports([report]),
        *(as_csv.difference(one, None) for one in report.comparisons),
    ]  # fmt: skip


def test_stories(story: StoredStory, golden: Golden) -> None:
    golden("stories.csv", as_csv.lines(as_csv.stories([story, story])))


def test_log(report: ChangeReport, golden: Golden) -> None:
    golden("log.csv", as_csv.lines(as_csv.log(report)))


def test_facts(report: ChangeReport, golden: Golden) -> None:
    golden("facts.csv", as_csv.lines(as_csv.facts(report, fact_chains(report.comparisons))))


def test_report(report: ChangeReport, golden: Golden) -> None:
    golden("report.csv", as_csv.lines(as_csv.reports([report])))


def test_a_comparison_alone_names_no_versions(update: Comparison) -> None:
    rows = table(as_csv.difference(update, None))
    assert {tuple(row[:3]) for row in rows[1:]} == {("", "", "")}


def test_every_value_comes_back(report: ChangeReport) -> None:
    for told, again in zip(tables(report), tables(report), strict=True):
        read = table(told, defused=False)
        assert read[0] == list(again.columns)
        assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in again.rows]


@pytest.mark.parametrize("payload", [*PAYLOADS, *FORMULAS])
def test_no_cell_is_a_formula_whatever_strangers_write(payload: str, report: ChangeReport) -> None:
    for told, again in zip(tables(poisoned(report, payload)), tables(poisoned(report, payload)), strict=True):
        rows = table(told)
        plain = [
            list(map(str, again.columns)),
            *(["" if cell is None else str(cell) for cell in row] for row in again.rows),
        ]
        assert [len(row) for row in rows] == [len(row) for row in plain]
        for row, as_it_is in zip(rows, plain, strict=True):
            for cell, value in zip(row, as_it_is, strict=True):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
                assert cell in (value, f"'{value}")


def test_on_demand_a_formula_stays_what_it_is() -> None:
    told = Rows(("a",), [("=1+1",), (-5,), ("fine",)])
    assert table(told) == [["a"], ["'=1+1"], ["-5"], ["fine"]]
    assert table(told, defused=False) == [["a"], ["=1+1"], ["-5"], ["fine"]]
