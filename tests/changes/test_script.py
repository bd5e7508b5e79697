"""The edit script as a whole: what kind a hunk is, when it is coarse, and that memory is left as it was."""

from __future__ import annotations

import gc

import pytest

from dedupe.changes.script import edit_script
from dedupe.settings import ChangeSettings

PIECES = ("The ferry Alba ran aground on the northern mole of Sarama.", "Tugs pulled it free before the morning tide.")


def test_a_paragraph_cut_in_two_is_split_and_read_backwards_merged() -> None:
    whole, cut = " ".join(PIECES), "\n\n".join(PIECES)
    assert [hunk.kind for hunk in edit_script(whole, cut).hunks] == ["split"]
    assert [hunk.kind for hunk in edit_script(cut, whole).hunks] == ["merged"]


def test_a_script_is_coarse_where_words_alone_were_too_many() -> None:
    old = " ".join(f"old{number} kept{number}" for number in range(300))
    new = old.replace("old", "new")
    few = ChangeSettings(word_characters=1, word_edits=1, word_window=10)
    assert edit_script(old, new, few).coarse
    assert not edit_script(old, new).coarse


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_of_cycles_rests_meanwhile_and_is_left_as_it_was(
    enabled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def moves(_: object) -> tuple[()]:
        seen.append(gc.isenabled())
        return ()

    monkeypatch.setattr("dedupe.changes.script.sentence_moves", moves)
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        edit_script("One.", "Two.")
        assert (seen, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if before else gc.disable)()
