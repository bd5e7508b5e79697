from __future__ import annotations

from dataclasses import replace

import pytest

from dedupe.changes import compare
from dedupe.records import Article, Significance

TEXT = (
    "The ferry sank off Orlen on Monday.\n\nIt was built in 1987 and had been repaired in spring.\n\nNine people died."
)
NOTE = "\n\nCorrection: An earlier version of this article gave another year."
MORE = "\n\nDivers hope to inspect the hull at low tide and say that towing could begin before the weekend."


def judged(new: str, **changed: str) -> Significance:
    old = Article(key="a", text=TEXT, title="Ferry sinks", modified_at="2031-05-03")
    article = Article(key="b", text=new, **{"title": "Ferry sinks", "modified_at": "2031-05-03", **changed})
    return compare(old, article).significance


@pytest.mark.parametrize(
    ("new", "level", "disclosed", "reasons"),
    [
        (TEXT, "cosmetic", None, ("the text is the same",)),
        (TEXT.replace("\n\n", "\n\n\n"), "cosmetic", None, ("only white space between paragraphs changed",)),
        (TEXT.replace("Orlen on", "Orlen  on"), "cosmetic", None, ("only typography, white space or a stamp of the last update changed",)),
        (TEXT.replace("repaired", "overhauled"), "style", None, ("nothing but wording and order",)),
        (TEXT.replace("1987", "1978"), "correction", False, ("1 date changed", "nothing says that it was corrected")),
        (TEXT.replace("1987", "1978") + NOTE, "correction", True, ("a note of correction was added",)),
        (TEXT.replace("Nine people", "Twelve people"), "update", None, ("1 figure changed",)),
        (TEXT.replace("Nine people", "Seven people"), "correction", False, ("1 figure changed", "nothing says that it was corrected")),
        (TEXT + MORE, "update", None, ("1 paragraph added",)),
        (TEXT.replace("1987", "1978") + MORE, "update", None, ("1 date changed", "1 paragraph added")),
    ],
)  # fmt: skip
def test_a_change_is_judged_with_reasons(
    new: str, level: str, disclosed: bool | None, reasons: tuple[str, ...]
) -> None:
    assert replace(judged(new), attention=0) == Significance(level=level, disclosed=disclosed, reasons=reasons)  # type: ignore[arg-type]


def test_a_correction_is_disclosed_by_its_date_of_change() -> None:
    assert replace(judged(TEXT.replace("1987", "1978"), modified_at="2031-05-04"), attention=0) == Significance(
        level="correction",
        disclosed=True,
        reasons=("1 date changed", "the date of modification moved, no note says so"),
    )


def test_a_note_under_the_time_of_an_entry_discloses_a_correction() -> None:
    note = NOTE.replace("Correction", "08.05 Correction")
    assert judged(TEXT.replace("1987", "1978") + note).reasons == ("a note of correction was added",)


def test_a_new_headline_is_more_than_cosmetic() -> None:
    assert replace(judged(TEXT, title="Ferry lost"), attention=0) == Significance(
        level="style", disclosed=None, reasons=("the headline changed",)
    )


def test_a_date_that_moved_over_the_same_text_is_cosmetic() -> None:
    assert replace(judged(TEXT, modified_at="2031-05-04"), attention=0) == Significance(
        level="cosmetic", disclosed=None, reasons=("the text is the same", "the date of modification changed")
    )
