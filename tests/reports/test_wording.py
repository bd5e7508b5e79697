"""The same few words for the same records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dedupe.records import Comparison, Edit, EditScript, FactChange, Hunk, MetadataChange, Significance, StoredStory
from dedupe.reports import wording
from dedupe.reports.tally import Tally, in_words, listed, tally


@pytest.mark.parametrize(
    ("hunk", "label"),
    [
        (Hunk(kind="added", old=(), new=(0,), edits=()), "¶ 1 added"),
        (Hunk(kind="removed", old=(3, 4, 5), new=(), edits=()), "¶ 4–6 removed"),
        (Hunk(kind="split", old=(3,), new=(28, 30), edits=()), "¶ 4 → 29, 31 split"),
        (Hunk(kind="equal", old=(7,), new=(1,), edits=(), moved=True), "¶ 8 → 2 moved"),
        (Hunk(kind="merged", old=(7, 8), new=(1,), edits=(), moved=True), "¶ 8–9 → 2 moved and merged"),
        (Hunk(kind="changed", old=(2,), new=(2,), edits=(Edit("delete", "a"),)), "¶ 3 changed"),
        (
            Hunk(kind="changed", old=(2,), new=(2,), edits=(Edit("delete", "A"), Edit("insert", "a"))),
            "¶ 3 changed in typography only",
        ),
    ],
)
def test_a_hunk_is_labelled_as_people_count(hunk: Hunk, label: str) -> None:
    assert wording.hunk_label(hunk) == label


@pytest.mark.parametrize(
    ("level", "disclosed", "words"),
    [
        ("update", None, "update"),
        ("cosmetic", None, "cosmetic"),
        ("correction", True, "correction, disclosed"),
        ("correction", False, "silent correction"),
    ],
)
def test_a_verdict_says_whether_a_correction_is_disclosed(
    level: str, disclosed: bool | None, words: str, update: Comparison
) -> None:
    significance = Significance(level=level, disclosed=disclosed, reasons=())  # type: ignore[arg-type]
    assert wording.verdict(replace(update.changes, significance=significance)) == words


@pytest.mark.parametrize(
    ("old", "new", "context", "words"),
    [
        ("227", "249", "killed", "227 → 249 killed"),
        ("", "9,000", "", "+9,000"),
        ("498", "", "soldiers", "-498 soldiers"),
    ],
)
def test_a_fact_in_words(old: str, new: str, context: str, words: str) -> None:
    assert wording.fact_in_words(FactChange(kind="number", old=old, new=new, hunk=0, context=context)) == words


@pytest.mark.parametrize(
    ("field", "old", "new", "words"),
    [
        ("title", "Fire", None, "“Fire” → none"),
        ("modified_at", None, "2031-05-04T16:00:59Z", "none → 2031-05-04 16:00"),
        ("url", "https://a.example/1", "https://a.example/2", "https://a.example/1 → https://a.example/2"),
    ],
)
def test_a_field_in_words(field: str, old: str | None, new: str | None, words: str) -> None:
    assert wording.field_in_words(MetadataChange(field=field, old=old, new=new)) == words


def test_facts_that_came_with_a_whole_paragraph_are_not_told_again(update: Comparison) -> None:
    assert dict(wording.facts_by_kind(update.changes)) == {
        "number": ["227 → 249 people", "14 → 16 hurt", "2008 → 2009"],
        "hedge": ["+grave"],
    }


@pytest.mark.parametrize(("count", "last"), [(9, "8 → 9"), (10, "and 2 more")])
def test_more_facts_than_a_reader_takes_in_are_counted(update: Comparison, count: int, last: str) -> None:
    facts = tuple(FactChange(kind="number", old=f"{n}", new=f"{n + 1}", hunk=2) for n in range(count))
    ((_, told),) = wording.facts_by_kind(replace(update.changes, facts=facts))
    assert (len(told), told[-1]) == (9, last)


def test_long_quotations_are_shortened() -> None:
    fact = FactChange(kind="quote", old="", new="word " * 20 + "end", hunk=0)
    assert wording.fact_in_words(fact) == f"+“{('word ' * 11 + 'word')}…”"


def test_a_story_says_how_many_versions_and_sources_it_has(story: StoredStory) -> None:
    assert wording.versions(story) == "3 versions in 4 articles from 2 sources"
    assert wording.versions(replace(story, revisions=story.revisions[:1])) == "1 version"


def test_a_step_between_copies_is_no_step_between_versions(story: StoredStory, update: Comparison) -> None:
    copies = replace(update, old=story.revisions[1].article, new=story.revisions[2].article)
    assert wording.step_label(update, story) == "Version 1 → 2"
    assert wording.step_label(copies, story) == "Version 2, the same text"


def test_nothing_changed_is_said_so(update: Comparison) -> None:
    same = EditScript(hunks=(), old_separators=("",), new_separators=("",))
    nothing = replace(update, changes=replace(update.changes, script=same, metadata=(), facts=()))
    assert wording.summary(nothing) == "nothing changed"


def test_white_space_alone_is_said_so(update: Comparison) -> None:
    spaced = EditScript(hunks=(), old_separators=("",), new_separators=("\n",))
    cosmetic = Significance(level="cosmetic", disclosed=None, reasons=())
    changes = replace(update.changes, script=spaced, metadata=(), facts=(), significance=cosmetic)
    assert wording.summary(replace(update, changes=changes)) == "cosmetic: only white space between paragraphs changed"


def test_counts_are_of_paragraphs(update: Comparison) -> None:
    assert tally(update.changes) == Tally(
        facts=(("number", 3),),
        fields=("title", "modified_at"),
        changed=2,
        typography=1,
        added=2,
        removed=1,
        moved=2,
        split=1,
        unchanged=3,
    )


def test_one_is_singular() -> None:
    assert in_words(Tally(facts=(("number", 1),), added=1)) == "1 figure changed; 1 paragraph added"


def test_thousands_are_grouped() -> None:
    assert in_words(Tally(removed=12_000)) == "12,000 paragraphs removed"


def test_names_are_listed_as_people_do() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
