from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes import edit_script, invert
from dedupe.changes.sentences import sentences
from dedupe.records import SentenceMove

WARNING = "Forecasters had issued a warning of strong winds."
OLD = f"The ferry left Orlen late on Monday. {WARNING}\n\nIt was built in a small yard and repaired in spring."
NEW = f"The ferry left Orlen late on Monday.\n\nIt was built in a small yard and repaired in spring. {WARNING}"


@given(st.text(alphabet="ab.!”\n 。", max_size=40))
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_a_sentence_that_moved_is_marked_as_such() -> None:
    script = edit_script(OLD, NEW)
    assert [hunk.kind for hunk in script.hunks] == ["changed", "changed"]
    assert script.sentence_moves == (SentenceMove(old=0, new=1, text=WARNING),)
    assert invert(script).sentence_moves == (SentenceMove(old=1, new=0, text=WARNING),)
