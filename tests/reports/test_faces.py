"""Each face tells the same story, exactly as its golden file has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from dedupe.records import ChangeReport, Comparison, StoredPair, StoredStory
from dedupe.reports import as_json, export, listings, markdown, terminal
from dedupe.reports.layout import Screen, cells

Golden = Callable[[str, Iterable[str]], None]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def test_comparison_in_text(update: Comparison, golden: Golden) -> None:
    golden("diff.txt", terminal.comparison(update, Screen(width=80)))


def test_comparison_in_markdown(update: Comparison, golden: Golden) -> None:
    golden("diff.md", markdown.comparison(update))


def test_comparison_in_json(update: Comparison, golden: Golden) -> None:
    golden("diff.json", [as_json.document(as_json.comparison(update))])


def test_report_in_text(report: ChangeReport, golden: Golden) -> None:
    golden("report.txt", terminal.stories([report], Screen(width=80)))


def test_report_in_colour(report: ChangeReport, golden: Golden) -> None:
    golden("report-colour.txt", terminal.stories([report], Screen(width=80, colour=True)))


def test_report_in_markdown(report: ChangeReport, golden: Golden) -> None:
    golden("report.md", markdown.stories([report, report]))


def test_report_in_json(report: ChangeReport, golden: Golden) -> None:
    golden("report.json", as_json.array(map(as_json.report, [report, report])))


def test_log_in_text(report: ChangeReport, golden: Golden) -> None:
    golden("log.txt", listings.log(report, Screen(width=80)))


def test_log_in_json(report: ChangeReport, golden: Golden) -> None:
    golden("log.json", [as_json.document(as_json.log(report))])


def test_stories_in_text(story: StoredStory, golden: Golden) -> None:
    golden("stories.txt", listings.stories([story, story]))


def test_stories_in_jsonl(story: StoredStory, golden: Golden) -> None:
    golden("stories.jsonl", [as_json.document(as_json.story(story))])


def test_pairs_in_text(pairs: list[StoredPair], golden: Golden) -> None:
    golden("pairs.txt", listings.pairs(pairs, Screen(width=80)))


def test_pairs_in_jsonl(pairs: list[StoredPair], golden: Golden) -> None:
    golden("pairs.jsonl", [as_json.document(as_json.pair(pair)) for pair in pairs])


def test_export(report: ChangeReport, pairs: list[StoredPair], golden: Golden) -> None:
    rows = [export.article(revision.article) for revision in report.story.revisions]
    rows += [export.story(report.story), *map(export.pair, pairs), *map(export.comparison, report.comparisons)]
    golden("export.jsonl", map(as_json.document, rows))


def test_colours_add_nothing_but_colours(report: ChangeReport) -> None:
    plain = list(terminal.story(report, Screen(width=80)))
    coloured = list(terminal.story(report, Screen(width=80, colour=True)))
    assert plain == [ESCAPE.sub("", line).rstrip() for line in coloured]
    assert plain != coloured


@pytest.mark.parametrize("width", [40, 64, 100])
def test_no_line_is_wider_than_the_screen(report: ChangeReport, width: int) -> None:
    lines = [
        *terminal.story(report, Screen(width=width)),
        *terminal.comparison(report.comparisons[0], Screen(width=width)),
    ]
    names = [revision.article.name for revision in report.story.revisions]
    prose = [line for line in lines if not any(name in line for name in names)]
    assert max(map(cells, prose)) <= width


def test_a_name_is_never_clipped(report: ChangeReport) -> None:
    text = "\n".join(terminal.story(report, Screen(width=40)))
    assert all(revision.article.name in text for revision in report.story.revisions)


def test_no_stories_are_an_empty_report() -> None:
    assert list(terminal.stories([], Screen())) == []
    assert list(markdown.stories([])) == []
    assert list(as_json.array([])) == ["[]"]


def test_a_long_title_leaves_the_id_a_line_of_its_own(report: ChangeReport) -> None:
    assert list(terminal.heading(report.story, Screen(width=60))) == [
        "Sixteen in hospital after ferry fire  story 1a2b3c4d5e6f"
    ]
    assert list(terminal.heading(report.story, Screen(width=40))) == [
        "Sixteen in hospital after ferry fire",
        "story 1a2b3c4d5e6f",
    ]
