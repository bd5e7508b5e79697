"""The hard texts of bench/sizes.py at a hundredth of their size: the answers stay as good as their texts allow."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from dedupe.changes import apply, edit_script
from dedupe.settings import ChangeSettings


@pytest.fixture(scope="module")
def sizes(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The benchmark, whose hard texts these tests share."""
    return bench_script("sizes")


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("every fifth word edited", 1.1),
        ("every third word edited", 1.1),
        ("one paragraph, every third word edited", 1.1),
        ("a sentence repeated in one paragraph, every tenth edited", 1.0),
        ("Chinese, one paragraph", 1.2),
        ("no white space, every fifth word edited", 1.05),
        ("one word of 1 MB", 1.0),
    ],
)
def test_hardly_more_is_marked_than_was_edited(sizes: ModuleType, name: str, most: float) -> None:
    old, new, truly = sizes.CASES[name](0.01)
    for settings in (ChangeSettings(), ChangeSettings(word_window=400)):
        script = edit_script(old, new, settings)
        assert apply(old, script) == new
        assert sizes.marked(script) <= most * truly


def test_a_small_window_says_so(sizes: ModuleType) -> None:
    old, new, _ = sizes.CASES["one paragraph, every third word edited"](0.01)
    assert not edit_script(old, new).coarse
    assert edit_script(old, new, ChangeSettings(word_window=400)).coarse


def test_long_paragraphs_meet_in_one_piece(sizes: ModuleType) -> None:
    old, new, truly = sizes.CASES["one paragraph, every third word edited"](0.01)
    script = edit_script(old, new, ChangeSettings(aligned_characters=2_000, touched_share=1.0))
    assert [hunk.kind for hunk in script.hunks] == ["changed"]
    assert script.coarse
    assert sizes.marked(script) <= 1.1 * truly
