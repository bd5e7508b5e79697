from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dedupe.changes import apply, edit_script, invert
from dedupe.changes.hunks import side
from dedupe.changes.words import word_edits
from dedupe.records import Edit
from dedupe.settings import ChangeSettings

SIGNS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


def marked(old: str, new: str, settings: ChangeSettings = ChangeSettings()) -> str:  # noqa: B008 - frozen
    return "".join(SIGNS[edit.op].format(edit.text) for edit in word_edits(old, new, settings).edits)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("At least 227 were killed.", "At least 249 were killed.", "At least [-227-]{+249+} were killed."),
        ("It cost 1,200.50 then.", "It cost 1,300.50 then.", "It cost [-1,200.50-]{+1,300.50+} then."),
        ("He had been told.", "He had not been told.", "He had{+ not+} been told."),
        ("Nobody was hurt, police said.", "Police said nobody was hurt.", "[-Nobody-]{+Police said nobody+} was hurt[-, police said-]."),
        ("two  spaces", "two spaces", "two[-  -]{+ +}spaces"),
        ("造成227人死亡。", "造成249人死亡。", "造成[-227-]{+249+}人死亡。"),
        ("It sank. It was old.", "It sank. Divers came. It was old.", "It sank.{+ Divers came.+} It was old."),
        ("It’s late", "It isn’t late", "[-It’s-]{+It isn’t+} late"),
        ("a crew of negligent men", "a crew of “negligent” men", "a crew of {+“+}negligent{+”+} men"),
    ],
)  # fmt: skip
def test_edits_read_as_an_editor_would_mark_them(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_no_island_of_a_small_word_is_left_between_rewrites() -> None:
    old = "The council has approved plans for the new bridge."
    new = "The council was asked about money for an old tower."
    assert marked(old, new) == (
        "The council [-has approved plans for the new bridge-]{+was asked about money for an old tower+}."
    )


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_steps_and_bits_rebuild_the_same_sides(old: list[str], new: list[str]) -> None:
    for limit in (0, 10_000):
        edits = word_edits(" ".join(old), " ".join(new), ChangeSettings(word_edits=limit)).edits
        assert side(edits, "delete") == " ".join(old)
        assert side(edits, "insert") == " ".join(new)


TIGHT = ChangeSettings(word_edits=0, word_window=4)


def test_a_long_hunk_is_cut_where_both_sides_are_the_same_and_says_so() -> None:
    old = "One boat sank off the pier. Two of the crew died. It was old and rusty."
    new = "A boat sank off the pier. Three of the crew died. It was old and dirty."
    assert marked(old, new, TIGHT) == (
        "[-One-]{+A+} boat sank off the pier. [-Two-]{+Three+} of the crew died. It was old and [-rusty-]{+dirty+}."
    )
    assert word_edits(old, new, TIGHT).coarse


def test_few_edits_between_windows_are_known_to_be_the_fewest() -> None:
    old = "One boat sank off the pier. Two of the crew died. It was old and rusty."
    assert not word_edits(old, f"Now {old} Sad.", ChangeSettings(word_window=4)).coarse


def test_a_text_that_repeats_itself_is_cut_in_proportion() -> None:
    old = "The boat sank . " * 40
    new = old.replace("The boat sank . The boat", "The boat sank . A boat")
    result = word_edits(old, new, TIGHT)
    assert result.coarse
    assert [edit.text for edit in result.edits if edit.op == "delete"] == ["The"] * 20


def test_more_words_than_there_are_characters_do_not_break_the_code() -> None:
    old = " ".join(f"w{number}" for number in range(60_000))
    edits = word_edits(old, f"{old} more", ChangeSettings()).edits
    assert edits[1:] == (Edit("insert", " more"),)


@pytest.mark.parametrize(
    ("old", "new"), [("-\x1d city", "city"), ("\u0e33", "$\x1c\u3000\u0e33"), ("a \x1e\x1f b", "b")]
)
def test_two_kinds_of_white_space_may_meet(old: str, new: str) -> None:
    script = edit_script(old, new)
    assert apply(old, script) == new
    assert apply(new, invert(script)) == old
    spelled = "".join(edit.text for hunk in script.hunks for edit in hunk.edits if edit.op != "insert")
    assert spelled == old.strip()
