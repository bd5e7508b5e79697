"""Notes of updates, and stamps of the last change: read from both sides."""

from __future__ import annotations

import pytest

from dedupe.text.normalize import fold
from dedupe.text.stamps import Stamp, later, latest, notes_in, stamp_of, unstamped


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Last updated: 7 March 2031, 3.30 pm", Stamp((2031, 3, 7), (15, 30))),
        ("UPDATED 10:32 GMT", Stamp(None, (10, 32))),
        ("Modified 2031-03-07", Stamp((2031, 3, 7), None)),
        ("Mis à jour le 7 mars 2031 à 9h05", Stamp((2031, 3, 7), (9, 5))),
        ("Aktualisiert am 7. März 2031 um 21:40 Uhr", Stamp((2031, 3, 7), (21, 40))),
        ("Actualizado 12 a.m.", Stamp(None, (0, 0))),
        ("更新：2031年3月7日 15:30", Stamp((2031, 3, 7), (15, 30))),
        ("Updated twice, by 12 editors", None),
        ("At 15:30 the page was shut", None),
        ("The list was updated at 15:30, " + "as the wardens of the park had asked for " * 3, None),
    ],
)
def test_a_stamp_is_a_short_line_with_a_day_or_a_time(text: str, stamp: Stamp | None) -> None:
    assert stamp_of(fold(text)) == stamp


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("UPDATE: All were found.", 1),
        ("Update 2\n\nThe road is open.", 1),
        ("*Update (Friday):* The road is open.\n\n_Correction_ It was Monday.", 2),
        ("An earlier version of this report named the wrong year.", 1),
        ("Berichtigung: Es war Montag.\n\nFe de erratas: fue el lunes.\n\n更正：是星期一。", 3),
        ("Update your maps now.\n\nNote: the road is open.\n\nEditor's note: He lives there.", 0),
        ("The update: it came late.", 0),
    ],
)
def test_a_note_begins_a_line_and_says_what_it_is(text: str, notes: int) -> None:
    assert notes_in(fold(text)) == notes


DAY, NEXT = (2031, 3, 7), (2031, 3, 8)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Stamp(DAY, (23, 0)), Stamp(NEXT, (1, 0)), 1),
        (Stamp(DAY, (9, 0)), Stamp(DAY, (9, 1)), 1),
        (Stamp(None, (9, 0)), Stamp(None, (9, 1)), 1),
        (Stamp(DAY, None), Stamp(DAY, (9, 1)), 0),
        (Stamp(DAY, (9, 0)), Stamp(None, (9, 1)), 0),
        (Stamp(DAY, (9, 0)), Stamp(DAY, (9, 0)), 0),
    ],
)
def test_stamps_are_compared_only_where_they_can_be(old: Stamp, new: Stamp, expected: int) -> None:
    assert later(old, new) == expected
    assert later(new, old) == -expected


def test_a_text_is_as_late_as_its_latest_stamp() -> None:
    assert latest([Stamp(DAY, (9, 0)), Stamp(NEXT, None), Stamp(None, (23, 0))]) == Stamp(NEXT, None)
    assert latest([]) is None
    assert [str(one) for one in (Stamp(DAY, (9, 5)), Stamp(None, (9, 5)), Stamp(DAY, None))] == [
        "2031-03-07 09:05",
        "09:05",
        "2031-03-07",
    ]


@pytest.mark.parametrize(
    "word",
    ["Updated", "Update", "Modified", "Revised", "Edited", "Geändert", "Modifié", "Modificado", "Mise à jour", "Mis à jour",
     "Aktualisiert", "Actualizado", "Actualización", "Atualizado", "Atualização", "Обновлено", "Обновление", "更新"],
)  # fmt: skip
def test_a_dated_stamp_of_any_language_is_taken_out(word: str) -> None:
    assert unstamped(f"Rain. {word}: 7 March 2031") == "rain. "
    assert unstamped(f"Rain. {word}: at last") == fold(f"Rain. {word}: at last")
