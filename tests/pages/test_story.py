"""A story's page says who had it first, what each version changed, and how facts moved."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from dedupe import pipeline
from dedupe.changes import compare
from dedupe.changes.blame import BlamedArticle, BlamedParagraph, Origin
from dedupe.pages import Told, one_page, site
from dedupe.pages.listing import listed_story
from dedupe.pages.story import StoryView, story_view
from dedupe.records import ChangeReport, Comparison, StoredRevision, StoredStory
from dedupe.reports import wording
from dedupe.settings import Settings
from dedupe.store import open_store
from tests.pages.parsing import parse
from tests.reports.conftest import stored


def view_of(report: ChangeReport) -> StoryView:
    return story_view(report, [f"{number}.html" for number, _ in enumerate(report.comparisons)], None, None)


def chain(*texts: str) -> ChangeReport:
    """A story of texts a day apart."""
    articles = [
        stored(f"a{number}", text, source="Post", published_at=f"2031-05-{number:02d}")
        for number, text in enumerate(texts, 1)
    ]
    revisions = [
        StoredRevision(article=article, number=number, relation=None, ordered_by="published date")
        for number, article in enumerate(articles, 1)
    ]
    changes = [
        Comparison(old=old, new=new, changes=compare(old.article, new.article, Settings().changes))
        for old, new in pairwise(articles)
    ]
    story = StoredStory(id="0123456789ab", title="Rain", revisions=tuple(revisions))
    return ChangeReport(story=story, comparisons=tuple(changes))


def test_versions_stand_newest_first_with_what_led_to_them(report: ChangeReport) -> None:
    view = view_of(report)
    assert [version.number for version in view.versions] == [3, 2, 1]
    assert [[step.page for step in version.steps] for version in view.versions] == [["1.html"], ["0.html"], []]
    assert [len(version.carriers) for version in view.versions] == [1, 2, 1]
    assert (view.first.side.source, view.first.side.when) == ("Harbour Post", "2031-05-04 09:30")
    assert view.latest.side.name == "meridian/渡轮.txt"


def test_a_step_is_told_in_the_words_of_every_face(report: ChangeReport) -> None:
    for version in view_of(report).versions:
        for step in version.steps:
            compared = report.comparisons[int(step.page[0])]
            assert step.verdict.words == wording.verdict(compared.changes)
            assert step.verdict.counts == wording.counts(compared)
            told = [(row.name, " · ".join(row.words)) for row in step.rows if row.kind in ("fact", "back")]
            assert told == [row for row in wording.particulars(compared) if row[0] not in ("headline", "date modified")]


def test_the_one_step_of_two_versions_is_all_that_changed() -> None:
    view = view_of(chain("Rain fell on 3 roofs.", "Rain fell on 4 roofs."))
    assert view.overall == view.versions[0].steps[0]
    assert view_of(chain("Rain.", "More rain.", "Much more rain.")).overall is None


def test_passages_in_which_figures_moved_are_told_first() -> None:
    old = [f"The mayor of town {name} spoke at length about the water." for name in "abcdef"]
    new = [text.replace("at length", "briefly") for text in old]
    (step,) = (
        view_of(chain("\n\n".join([*old, "It rained on 3 roofs."]), "\n\n".join([*new, "It rained on 4 roofs."])))
        .versions[0]
        .steps
    )
    assert [passage.label for passage in step.passages] == ["¶ 1 changed", "¶ 2 changed", "¶ 7 changed"]
    assert step.more == "4 more passages"


def test_a_passage_that_moved_or_came_is_told_by_its_beginning(report: ChangeReport) -> None:
    (step,) = view_of(replace(report, comparisons=report.comparisons[:1])).versions[1].steps
    came = step.passages[0]
    text = "Divers began to search the car deck on Sunday afternoon. ¶ Their boats came from Orle."
    assert (came.kind, [(run.op, run.text) for run in came.line]) == ("added", [("insert", text)])
    moved = "The quay was full of people at noon. " * 20
    old, new = "One.\n\nTwo.\n\nThree.\n\n" + moved, moved + "\n\nOne.\n\nTwo.\n\nThree."
    (step,) = view_of(chain(old, new)).versions[0].steps
    (passage,) = (one for one in step.passages if one.kind == "moved")
    assert passage.line[0].text.startswith(("The quay was full", "One. ¶ Two."))
    assert len(passage.line[0].text) <= 300


def test_a_silent_correction_is_marked_as_such(report: ChangeReport) -> None:
    assert view_of(report).versions[0].steps[0].verdict.kind == "silent"


def test_a_figure_climbs_its_stairs() -> None:
    counts = ["At least 227 people died in the flood.", "At least 249 people died in the flood."]
    view = view_of(chain(*counts, "At least 253 people died in the flood."))
    (group,) = view.moved
    (fact,) = group.shown
    assert (group.kind, fact.words, fact.versions) == ("figures", "227 → 249 → 253 people", (2, 3))
    assert fact.chart
    assert len(fact.chart.points) == 2


def test_a_figure_that_climbs_all_day_is_told_by_its_ends() -> None:
    view = view_of(chain(*(f"At least {n} people died in the flood." for n in range(10, 30))))
    (fact,) = view.moved[0].shown
    assert fact.words == "10 → 11 → 12 → 13 → 14 → … → 27 → 28 → 29 people"
    assert fact.versions == (2, 3, None, 19, 20)
    assert fact.chart
    assert len(fact.chart.points) == 1


def test_only_so_many_facts_are_shown_at_once() -> None:
    old = "\n\n".join(f"In district {chr(97 + n)} the water reached {n + 30} houses and a mill." for n in range(14))
    new = "\n\n".join(f"In district {chr(97 + n)} the water reached {n + 60} houses and a mill." for n in range(14))
    (group,) = view_of(chain(old, new)).moved
    assert (len(group.shown), len(group.more)) == (10, 4)


def test_old_versions_of_a_long_story_are_told_in_short() -> None:
    view = view_of(chain(*(f"The river stood at {n} metres on Sunday, the office said." for n in range(10, 36))))
    passages = [bool(step.passages) for version in view.versions for step in version.steps]
    assert passages == [True] * 20 + [False] * 5


def test_a_very_long_story_counts_what_is_unchanged_on_its_page() -> None:
    same = "\n\n".join(f"Paragraph {n} says nothing new of the river. " + "It rose and fell. " * 400 for n in range(12))
    texts = [f"{same}\n\nThe river stood at {n} metres." for n in range(10, 18)]
    page = one_page(Told(report=chain(*texts)))
    assert len(page) < 200_000
    assert "unchanged paragraphs are counted here, not shown" in page
    assert page.count("12 paragraphs unchanged") == 7
    short = one_page(Told(report=chain("Rain.\n\nWind blew 3 times.", "Rain.\n\nWind blew 4 times.")))
    assert "counted here" not in short


def test_a_paragraph_is_laid_at_the_door_of_its_source(report: ChangeReport) -> None:
    revisions = report.story.revisions
    blamed = BlamedArticle(
        article=revisions[3].article,
        story=report.story.id,
        versions=(revisions[0], revisions[1], revisions[3]),
        paragraphs=(
            BlamedParagraph(number=0, text="Old words.", origin=Origin(first=0, changed=0)),
            BlamedParagraph(number=1, text="New words.", origin=Origin(first=1, changed=2)),
        ),
    )
    view = story_view(report, ["a", "b"], None, blamed)
    assert [(one.number, one.source, one.changed) for one in view.origins] == [
        (1, "Harbour Post", ""),
        (2, "Harbour Post", "in these words since version 3"),
    ]
    page = dict(site([Told(report=report, blamed=blamed)]))["stories/1a2b3c4d5e6f/text.html"]
    assert [text for one in parse(page).named("p") if "words" in one.classes() for text in one.texts()] == [
        "Old words.",
        "New words.",
    ]


def test_a_story_is_listed_by_its_weightiest_step(report: ChangeReport) -> None:
    row = listed_story(report, "x.html")
    assert row.verdict
    assert row.verdict.attention == 40
    assert (row.versions, row.articles, row.first_day, row.last) == (3, 4, "2031-05-04", "2031-05-04 16:00")
    assert row.sources == ("Harbour Post", "Coast Daily")
    assert listed_story(replace(report, comparisons=()), "x.html").verdict is None


def test_pages_are_told_the_first_version_against_the_last(newsroom: Path) -> None:
    with open_store(newsroom, read_only=True) as store:
        for name, ends in (("057ea2ea336f", (1, 5)), ("3a7f5d555031", None)):
            story = store.story(name)
            told = pipeline.tell(store, ChangeReport(story=story, comparisons=()), Settings())
            numbers = {one.article.hash: one.number for one in story.revisions}
            overall = told.overall and (numbers[told.overall.old.hash], numbers[told.overall.new.hash])
            assert overall == ends
            assert told.blamed
            assert told.blamed.article == story.revisions[-1].article
