"""What is left out of a passage is equal, and what is shown is what changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import Edit, EditScript, Hunk
from dedupe.reports.passages import Piece, is_same, is_typography, passage

EDITS = st.lists(
    st.builds(
        Edit, st.sampled_from(["equal", "delete", "insert"]), st.text(alphabet=st.sampled_from("ab渡 \n,"), max_size=40)
    ),
    max_size=6,
)


def shown(*edits: Edit, around: int = 2) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in passage(edits, around=around)]


def test_a_few_words_are_kept_beside_each_edit() -> None:
    pieces = shown(
        Edit("equal", "one two three four five, six "),
        Edit("delete", "seven"),
        Edit("insert", "7"),
        Edit("equal", " eight nine ten eleven twelve 13 14 15 "),
        Edit("insert", "16"),
        Edit("equal", ". End of the text here."),
    )
    assert pieces == [
        ("gap", "…"),
        ("equal", "five, six "),
        ("delete", "seven"),
        ("insert", "7"),
        ("equal", " eight nine"),
        ("gap", " … "),
        ("equal", "14 15 "),
        ("insert", "16"),
        ("equal", ". End of"),
        ("gap", "…"),
    ]


def test_a_gap_of_two_words_is_not_worth_it() -> None:
    text = "one two three four "
    assert shown(Edit("equal", text), Edit("insert", "five")) == [("equal", text), ("insert", "five")]


def test_white_space_at_the_ends_of_an_edit_is_shown_as_equal() -> None:
    assert shown(Edit("equal", "city"), Edit("delete", " of"), Edit("equal", " Orle")) == [
        ("equal", "city"),
        ("equal", " "),
        ("delete", "of"),
        ("equal", " Orle"),
    ]


def test_the_end_of_a_paragraph_is_shown() -> None:
    assert shown(Edit("delete", " "), Edit("insert", "\n\n")) == [("equal", " "), ("insert", "¶"), ("equal", " ")]


def test_white_space_that_is_all_the_change_is_shown() -> None:
    assert shown(Edit("equal", "a "), Edit("insert", " "), Edit("equal", "b")) == [
        ("equal", "a "),
        ("insert", "␣"),
        ("equal", "b"),
    ]


@given(EDITS, st.integers(0, 5))
def test_every_changed_word_is_shown_and_nothing_else_as_changed(edits: list[Edit], around: int) -> None:
    for op in ("delete", "insert"):
        told = "".join(piece.text for piece in passage(edits, around=around) if piece.kind == op)
        changed = "".join(edit.text.replace("\n\n", "¶") for edit in edits if edit.op == op)
        assert "".join(told.replace("␣", "").split()) == "".join(changed.split())


@given(EDITS)
def test_pieces_are_never_empty_and_stay_on_one_line(edits: list[Edit]) -> None:
    assert all(isinstance(piece, Piece) and piece.text and "\n" not in piece.text for piece in passage(edits, around=1))


def changed(*edits: Edit) -> Hunk:
    return Hunk(kind="changed", old=(0,), new=(0,), edits=edits)


def test_other_quotes_are_typography() -> None:
    assert is_typography(changed(Edit("delete", '"'), Edit("insert", "“"), Edit("equal", "fire")))


def test_another_word_is_no_typography() -> None:
    assert not is_typography(changed(Edit("delete", "fire"), Edit("insert", "fires")))


def test_a_moved_paragraph_is_a_change() -> None:
    stayed = Hunk(kind="equal", old=(0,), new=(0,), edits=(Edit("equal", "fire"),))
    moved = Hunk(kind="equal", old=(0,), new=(0,), edits=(Edit("equal", "fire"),), moved=True)
    assert is_same(EditScript(hunks=(stayed,), old_separators=("", ""), new_separators=("", "")))
    assert not is_same(EditScript(hunks=(moved,), old_separators=("", ""), new_separators=("", "")))


def test_other_white_space_around_paragraphs_is_a_change() -> None:
    assert not is_same(EditScript(hunks=(), old_separators=("",), new_separators=("\n",)))
