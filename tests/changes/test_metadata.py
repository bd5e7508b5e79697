from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes import compare
from dedupe.changes.hunks import side
from dedupe.changes.metadata import metadata_changes
from dedupe.records import Article, Changes, Edit, MetadataChange

TEXT = "The ferry sank off Orlen on Monday.\n\nDivers found 249 people dead."


def retitled(old: str | None, new: str | None, *, text: str = TEXT, then: str = TEXT) -> Changes:
    return compare(Article(key="a", text=text, title=old), Article(key="b", text=then, title=new))


def told(old: Article, new: Article) -> list[tuple[str, str | None, str | None]]:
    return [(change.field, change.old, change.new) for change in metadata_changes(old, new)]


def test_what_changed_is_listed() -> None:
    old = Article(key="a", text="", title="Ferry sinks", url="https://a.example/1", published_at="2031-05-03")
    new = Article(key="b", text="", title="Ferry lost", byline="Ole Marn", published_at="2031-05-03")
    edits = (Edit("equal", "Ferry "), Edit("delete", "sinks"), Edit("insert", "lost"))
    assert metadata_changes(old, new) == (
        MetadataChange(field="title", old="Ferry sinks", new="Ferry lost", edits=edits),
        MetadataChange(field="byline", old=None, new="Ole Marn"),
    )


def test_a_date_that_came_is_a_change_and_one_that_a_record_lacks_is_none() -> None:
    dated = Article(key="a", text="", url="u", published_at="2031-05-03", modified_at="2031-05-04")
    bare = Article(key="b", text="")
    assert told(bare, dated) == [("modified_at", None, "2031-05-04")]
    assert told(dated, bare) == []
    moved = replace(dated, url="v", published_at="2031-05-05", modified_at="2031-05-06")
    assert [field for field, _, _ in told(dated, moved)] == ["url", "published_at", "modified_at"]


def test_of_another_publisher_the_headline_alone_is_told() -> None:
    old = Article(
        key="a", text="", source="Orlen Post", title="Ferry sinks", byline="A", url="u", modified_at="2031-05-03"
    )
    new = Article(
        key="b", text="", source="Harbour Times", title="Ferry lost", byline="B", url="v", modified_at="2031-05-04"
    )
    assert told(old, new) == [("title", "Ferry sinks", "Ferry lost")]
    assert told(old, replace(new, title=None)) == []
    assert len(told(old, replace(new, source=None))) == 4


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_the_edits_of_a_headline_spell_out_both(old: str, new: str) -> None:
    for change in metadata_changes(Article(key="a", text="", title=old), Article(key="b", text="", title=new)):
        assert (side(change.edits, "delete"), side(change.edits, "insert")) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "facts"),
    [
        ("Ferry: 227 dead", "Ferry: 249 dead", [("number", "227", "249", "dead")]),
        ("Ferry sank on Monday", "Ferry sank on Tuesday", [("date", "Monday", "Tuesday", "")]),
        ("Captain was told", "Captain was not told", [("negation", "", "not", "")]),
        ("Ferry sinks", "Ferry lost", []),
        (None, "Ferry: 249 dead", []),
        ("Ferry: 227 dead", None, []),
    ],
)
def test_a_headline_states_facts_that_belong_to_no_hunk(
    old: str | None, new: str | None, facts: list[tuple[str, str, str, str]]
) -> None:
    found = retitled(old, new).facts
    assert [(fact.kind, fact.old, fact.new, fact.context) for fact in found] == facts
    assert all(fact.hunk is None for fact in found)


def test_a_headline_put_right_over_the_same_text_is_a_silent_correction() -> None:
    judged = retitled("Ferry: 294 dead", "Ferry: 249 dead").significance
    assert (judged.level, judged.disclosed) == ("correction", False)
    assert judged.reasons == ("1 figure changed", "the headline changed", "nothing says that it was corrected")


def test_what_headline_and_text_both_say_is_one_change_and_no_correction() -> None:
    judged = retitled("Toll rises to 227", "Toll rises to 249", text=TEXT.replace("249", "227")).significance
    assert (judged.level, judged.disclosed) == ("update", None)
    assert judged.reasons == ("1 figure changed", "the headline changed")
