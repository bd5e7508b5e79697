from __future__ import annotations

from dataclasses import replace

import pytest

from dedupe.changes import apply, edit_script, invert
from dedupe.errors import PatchError
from dedupe.records import Edit

OLD = "The ferry sank.\n\nTwo people died.\n\nIt was old.\n"
NEW = "The ferry sank.\n\nThree people died.\n\nIt was old.\n"
NOT_THE_ONE = "the text is not the one the edit script was made from"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (OLD.replace("Two", "Four"), "it differs at paragraph 1"),
        (NEW, "it differs at paragraph 1"),
        (OLD + "More.", "it goes on after the last paragraph"),
        ("\n" + OLD, "it differs at paragraph 0"),
        (OLD[:-1], "it differs at paragraph 2"),
        ("", "it differs at paragraph 0"),
    ],
)
def test_another_text_is_refused_with_the_place(text: str, where: str) -> None:
    with pytest.raises(PatchError) as caught:
        apply(text, edit_script(OLD, NEW))
    assert str(caught.value) == f"{NOT_THE_ONE}: {where}"


def test_a_text_that_begins_otherwise_is_refused() -> None:
    with pytest.raises(PatchError, match=f"^{NOT_THE_ONE}: it begins otherwise$"):
        apply(OLD, edit_script(f"  {OLD}", NEW))


def test_a_script_without_a_hunk_is_damaged() -> None:
    script = edit_script(OLD, NEW)
    with pytest.raises(PatchError, match=r"^the edit script is damaged: no hunk holds old paragraph 1$"):
        apply(OLD, replace(script, hunks=(script.hunks[0], script.hunks[2])))


def test_a_script_with_a_hunk_twice_is_damaged() -> None:
    script = edit_script(OLD, NEW)
    with pytest.raises(PatchError, match=r"^the edit script is damaged: hunk 1 has no right to old paragraph 0$"):
        apply(OLD, replace(script, hunks=(script.hunks[0], *script.hunks)))


def test_a_hunk_without_its_paragraphs_is_damaged() -> None:
    script = edit_script(OLD, NEW)
    torn = replace(script.hunks[0], edits=(Edit("equal", "one\n\ntwo"),))
    with pytest.raises(PatchError, match=r"^the edit script is damaged: hunk 0 does not hold its old paragraphs$"):
        apply(OLD, replace(script, hunks=(torn, *script.hunks[1:])))


def test_what_was_added_is_removed_on_the_way_back() -> None:
    script = edit_script("One is here.\n\nThree is there.", "One is here.\n\nQuite another matter.\n\nThree is there.")
    assert [hunk.kind for hunk in script.hunks] == ["equal", "added", "equal"]
    assert [(hunk.kind, hunk.old) for hunk in invert(script).hunks] == [
        ("equal", (0,)),
        ("removed", (1,)),
        ("equal", (2,)),
    ]
