"""Bounded work gives a coarser answer, says so, and is still an exact one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dedupe.changes import apply, edit_script, invert
from dedupe.changes.assignment import assign
from dedupe.settings import ChangeSettings

TIGHT = [
    ChangeSettings(word_characters=0),
    ChangeSettings(aligned_characters=20),
    ChangeSettings(aligned_paragraphs=3),
    ChangeSettings(feature_lookups=1, assignment_steps=0),
    ChangeSettings(word_edits=0, word_window=1),
]
TEXT = st.lists(
    st.sampled_from(["fire", "It sank.", "周二。", "e\u0301", "\n\n", " ", "crew", "No!"]), max_size=40
).map(" ".join)


@pytest.mark.parametrize("tight", TIGHT)
@hypothesis_settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_however_tight_the_bounds_the_script_is_exact(tight: ChangeSettings, old: str, new: str) -> None:
    script = edit_script(old, new, tight)
    assert apply(old, script) == new
    assert apply(new, invert(script)) == old


def test_a_hunk_too_long_for_words_keeps_its_two_ends() -> None:
    script = edit_script("a b c d e f", "a b x d e f", ChangeSettings(word_characters=0))
    assert script.coarse
    assert [(edit.op, edit.text) for edit in script.hunks[0].edits] == [
        ("equal", "a b"), ("delete", " c d"), ("insert", " x d"), ("equal", " e f"),
    ]  # fmt: skip


@pytest.mark.parametrize("tight", TIGHT[1:4])
def test_bounded_aligning_says_so(tight: ChangeSettings) -> None:
    old = "\n\n".join(f"The boat {k} took {k + 9} people to pier {k % 3}." for k in range(9))
    assert edit_script(old, old.replace("took", "carried"), tight).coarse
    assert not edit_script(old, old.replace("took", "carried")).coarse


def test_without_steps_each_row_takes_the_best_left() -> None:
    assert assign([[(0, 1.0), (1, 0.9)], [(0, 0.8)]], columns=2, steps=0) == ({0: 0}, True)
