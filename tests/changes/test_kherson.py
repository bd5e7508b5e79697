"""The two reports on Kherson: an update that shares five paragraphs and rewrites, splits and moves a dozen."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe.changes import apply, edit_script, fact_changes, invert
from dedupe.records import EditScript, Hunk


@pytest.fixture(scope="module")
def texts(real_data: Path) -> tuple[str, str]:
    old, new = (
        next((real_data / "kherson").glob(f"{number}_*.txt")).read_text(encoding="utf-8") for number in ("000", "002")
    )
    return old.replace(" date 2022-03-03 ", "", 1), new.split("\n", 2)[2]


@pytest.fixture(scope="module")
def script(texts: tuple[str, str]) -> EditScript:
    return edit_script(*texts)


def hunk_of(script: EditScript, old: int) -> Hunk:
    return next(hunk for hunk in script.hunks if old in hunk.old)


def test_both_texts_are_rebuilt(texts: tuple[str, str], script: EditScript) -> None:
    old, new = texts
    assert apply(old, script) == new
    assert apply(new, invert(script)) == old


def test_five_paragraphs_are_equal_and_stay(script: EditScript) -> None:
    equal = [
        (i, j, hunk.moved)
        for hunk in script.hunks
        if hunk.kind == "equal"
        for i, j in zip(hunk.old, hunk.new, strict=True)
    ]
    assert equal == [(6, 38, False), (21, 47, False), (23, 49, False), (24, 53, False), (25, 54, False)]


@pytest.mark.parametrize(
    ("matter", "old", "kind", "moved", "new"),
    [
        ("the mayor", 0, "changed", False, (13,)),
        ("the port city", 2, "changed", False, (17,)),
        ("explosions", 3, "split", False, (28, 30)),
        ("the convoy", 4, "split", False, (32, 35)),
        ("equipment", 5, "changed", False, (36,)),
        ("Mariupol", 7, "changed", True, (26,)),
        ("refugees", 12, "changed", True, (50,)),
        ("the tally", 13, "changed", True, (51,)),
        ("talks", 14, "split", False, (44, 46)),
        ("UN casualties", 22, "changed", False, (48,)),
    ],
)
def test_rewritten_paragraphs_are_found(
    script: EditScript, matter: str, old: int, kind: str, moved: bool, new: tuple[int, ...]
) -> None:
    hunk = hunk_of(script, old)
    assert (hunk.kind, hunk.moved, hunk.old, hunk.new) == (kind, moved, (old,), new)


def test_both_tolls_rose(script: EditScript) -> None:
    numbers = [(fact.old, fact.new, fact.context) for fact in fact_changes(script) if fact.kind == "number"]
    assert numbers == [("227", "249", "civilians"), ("525", "553", "injured")]


def test_the_minister_is_quoted_otherwise(script: EditScript) -> None:
    talks = script.hunks.index(hunk_of(script, 14))
    quotes = [fact for fact in fact_changes(script) if fact.kind == "quote" and fact.hunk == talks]
    assert len(quotes) == 1
    assert quotes[0].old.startswith("but only on one")
    assert quotes[0].new.startswith("but we will continue")
