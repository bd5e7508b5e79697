"""How much of each passage changed, in bars of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from dedupe.changes import compare
from dedupe.records import Article, ChangeReport, Comparison
from dedupe.reports import listings, stat
from dedupe.reports.layout import Screen, cells

Golden = Callable[[str, Iterable[str]], None]


def between(old: str, new: str, update: Comparison) -> Comparison:
    return replace(update, changes=compare(Article(key="a", text=old), Article(key="b", text=new)))


def test_comparison_as_bars(update: Comparison, golden: Golden) -> None:
    golden("diff-stat.txt", stat.comparison(update, Screen(width=80)))


def test_log_with_bars(report: ChangeReport, golden: Golden) -> None:
    golden("log-stat.txt", listings.log(report, Screen(width=80), with_stat=True))


def test_words_are_counted_as_everywhere(update: Comparison) -> None:
    told = between("At least 1,200 people died in Orle.", "At least 1,250 people have died in Orle.", update)
    assert [(one.put_in, one.taken_out) for one in stat.amounts(told)] == [(2, 1)]
    chinese = between("基辅遭到袭击。", "基辅遭到袭击，三人死亡。", update)
    assert [(one.put_in, one.taken_out) for one in stat.amounts(chinese)] == [(4, 0)]


def test_where_nothing_changed_nothing_is_drawn(update: Comparison) -> None:
    assert list(stat.stat(between("The same.", "The same.", update), Screen())) == []


@pytest.mark.parametrize("width", [40, 80])
def test_bars_fit_and_show_the_least_word(width: int, update: Comparison) -> None:
    kept = "The ferries stayed in the harbour on Sunday because of the storm, the harbour master said in the evening."
    long = " ".join(f"word{number}" for number in range(3000))
    lines = list(stat.stat(between(kept, f"{kept} Now.\n\n{long}", update), Screen(width=width)))
    assert max(map(cells, lines)) <= width
    signs = [re.sub(r"[^+-]", "", line.partition("|")[2]) for line in lines[:-1]]
    assert signs[0] == "+"
    assert len(signs[1]) > 8
    assert lines[-1].strip() == "3,001 words put in, 0 taken out"
