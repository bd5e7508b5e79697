"""What holds for any two texts. ``DEDUPE_LAW_EXAMPLES`` tries each law on that many times as many of them."""

from __future__ import annotations

import os
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedupe.changes import apply, edit_script, fact_changes, invert
from dedupe.changes.hunks import in_reading_order, paragraphs
from dedupe.records import EditScript
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.tokens import edit_tokens

TIMES = int(os.environ.get("DEDUPE_LAW_EXAMPLES", "1"))

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)
CROWDED = st.text(alphabet="ab1.,'“” \n\t-é周\u0301\u200d\x00\ud800", max_size=60)

WORDS = [
    *("the", "ferry", "sank", "off", "Sarama", "late", "on", "Tuesday", "officials", "said", "at", "least", "not"),
    *("227", "1,200.50", "3", "March", "two", "people", "killed", "“late”", "it’s", "40-mile", "周二", "造成227人死亡"),
]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
ARTICLE = st.lists(PARAGRAPH, max_size=8)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, str]:
    """An article and what an editor with many hands made of it."""
    old = draw(ARTICLE)
    new = list(old)
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(new)))
        match draw(st.sampled_from(["add", "drop", "move", "twin", "edit", "split", "merge"])):
            case "add":
                new.insert(place, draw(PARAGRAPH))
            case "drop":
                del new[place : place + 1]
            case "move" if place < len(new):
                new.insert(draw(st.integers(0, len(new) - 1)), new.pop(place))
            case "twin" if place < len(new):
                new.insert(place, new[place])
            case "edit" if place < len(new):
                words = new[place].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
                new[place] = " ".join(words)
            case "split" if place < len(new):
                new[place : place + 1] = new[place].split(". ", 1)
            case "merge":
                new[place : place + 2] = [" ".join(new[place : place + 2])] if new[place:] else []
    return "\n\n".join(old), draw(st.sampled_from(["\n\n", "\n", "\n \n\n"])).join(new)


ANY_PAIR = st.one_of(revisions(), st.tuples(CROWDED, CROWDED), st.tuples(ANY_TEXT, ANY_TEXT))


@settings(max_examples=300 * TIMES, deadline=None)
@given(ANY_PAIR)
@example(("", ""))
@example(("", "a\n\nb"))
@example((" a\n\n\n\nb \n", "b\n\na"))
@example(("a\n\n\u0301b", "a \u0301b"))
def test_a_script_leads_there_and_back(pair: tuple[str, str]) -> None:
    old, new = pair
    script = edit_script(old, new)
    assert apply(old, script) == new
    assert apply(new, invert(script)) == old
    assert invert(invert(script)) == script


@settings(max_examples=100 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_a_text_against_itself_is_equal_and_unmoved(pair: tuple[str, str]) -> None:
    script = edit_script(pair[0], pair[0])
    count = len(split_paragraphs(pair[0]).paragraphs)
    assert [(hunk.kind, hunk.moved, hunk.old, hunk.new) for hunk in script.hunks] == [
        ("equal", False, tuple(range(count)), tuple(range(count)))
    ][:count]
    assert fact_changes(script) == ()


@settings(max_examples=200 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_facts_of_the_inverse_are_the_facts_turned_round(pair: tuple[str, str]) -> None:
    script = edit_script(*pair)
    turned = [(fact.kind, fact.new, fact.old) for fact in fact_changes(script) if fact.kind in ("number", "date")]
    back = [(fact.kind, fact.old, fact.new) for fact in fact_changes(invert(script)) if fact.kind in ("number", "date")]
    assert sorted(turned) == sorted(back)


@settings(max_examples=100 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_hunks_alone_rebuild_the_paragraphs_of_both_sides(pair: tuple[str, str]) -> None:
    script = edit_script(*pair)
    for text, op in zip(pair, ("delete", "insert"), strict=True):
        numbered = sorted(item for hunk in script.hunks for item in paragraphs(hunk, op))
        assert numbered == list(enumerate(split_paragraphs(text).paragraphs))


@settings(max_examples=100 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_no_edit_cuts_a_token(pair: tuple[str, str]) -> None:
    for hunk in edit_script(*pair).hunks:
        for op in ("delete", "insert"):
            pieces = [edit.text for edit in hunk.edits if edit.op in ("equal", op)]
            assert [token for piece in pieces for token in edit_tokens(piece)] == edit_tokens("".join(pieces))


@settings(max_examples=100 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_edits_are_no_longer_than_they_need_be(pair: tuple[str, str]) -> None:
    for hunk in edit_script(*pair).hunks:
        assert all(edit.text for edit in hunk.edits)
        for before, after in pairwise(hunk.edits):
            assert (before.op, after.op) in {
                ("equal", "delete"), ("equal", "insert"), ("delete", "insert"), ("delete", "equal"), ("insert", "equal"),
            }  # fmt: skip


@settings(max_examples=100 * TIMES, deadline=None)
@given(ANY_PAIR)
def test_hunks_stand_in_reading_order_and_runs_are_whole(pair: tuple[str, str]) -> None:
    hunks = edit_script(*pair).hunks
    assert list(hunks) == in_reading_order(reversed(hunks))
    for before, after in pairwise(hunks):
        if before.kind == after.kind == "equal" and before.moved == after.moved:
            assert (before.old[-1] + 1, before.new[-1] + 1) != (after.old[0], after.new[0])


@settings(max_examples=50 * TIMES, deadline=None)
@given(revisions())
def test_the_same_texts_give_the_same_script(pair: tuple[str, str]) -> None:
    first: EditScript = edit_script(*pair)
    assert edit_script(*pair) == first
