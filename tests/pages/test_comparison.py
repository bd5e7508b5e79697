"""A comparison page tells what the JSON tells, to the letter, and where what moved has gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from click.testing import CliRunner

from dedupe.changes import compare
from dedupe.cli.program import program
from dedupe.pages import Told, one_page, site
from dedupe.pages.comparison import compared
from dedupe.records import ChangeReport, Comparison, Hunk
from dedupe.reports import as_json
from dedupe.reports.safe import visible
from dedupe.settings import Settings
from tests.pages.parsing import Element, parse
from tests.reports.conftest import stored

Golden = Callable[[str, Iterable[str]], None]
OPS = {"ins": "insert", "del": "delete"}


def page_of(report: ChangeReport, name: str) -> str:
    pages = dict(site([Told(report=report)]))
    return pages[f"stories/{report.story.id}/{name}"]


def spelled(place: Element) -> list[list[str]]:
    """The edits that a hunk of a page spells out: neighbouring runs of one kind as one, its paragraphs a blank line apart."""
    runs: list[tuple[str, str]] = []
    for number, line in enumerate(place.named("p")):
        runs += [("", "\n\n")] * bool(number) + list(_runs(line))
    # Between the paragraphs of a run that came or went stands what came or went with them.
    outer = runs[0][0] if runs else "equal"
    joined = groupby(((op or outer, text) for op, text in runs), key=lambda run: run[0])
    return [[op, "".join(text for _, text in texts)] for op, texts in joined]


def _runs(line: Element, op: str = "equal") -> Iterator[tuple[str, str]]:
    for child in line.children:
        if isinstance(child, str):
            yield op, child
        elif "vh" not in child.classes():
            yield from _runs(child, OPS.get(child.tag, op))


def told(hunks: list[dict[str, object]]) -> dict[str, list[list[str]]]:
    """The edits of the JSON, neighbouring ones of one kind as one; what acts is made visible on a page."""
    return {
        str(number): [
            [op, "".join(visible(text) for _, text in edits)]
            for op, edits in groupby(hunk["edits"], key=lambda edit: edit[0])  # type: ignore[call-overload]
        ]
        for number, hunk in enumerate(hunks)
    }


def shown(page: str) -> dict[str, list[list[str]]]:
    found = {}
    for hunk in parse(page).having("data-hunk"):
        (place,) = hunk.having("data-spelled")
        assert hunk.attributes["data-hunk"] not in found
        found[hunk.attributes["data-hunk"]] = spelled(place)
    return found


def test_a_comparison_page_is_as_drawn(report: ChangeReport, golden: Golden) -> None:
    golden("comparison.html", page_of(report, "1-2.html").splitlines())


def test_every_hunk_of_the_newsroom_spells_out_the_edits_of_the_json(newsroom: Path, site: Path) -> None:
    ran = CliRunner().invoke(program, ["report", "--format", "json", "--db", str(newsroom)])
    compared_pages = 0
    for story in json.loads(ran.stdout):
        versions = {one["article"]: one["revision"] for one in story["articles"]}
        for one in story["comparisons"]:
            old, new = (versions[one[side]["article"]] for side in ("old", "new"))
            if old == new:
                continue
            page = site / "stories" / story["story"] / f"{old}-{new}.html"
            assert shown(page.read_text(encoding="utf-8")) == told(one["hunks"])
            compared_pages += 1
    assert compared_pages > 30


def test_every_hunk_of_a_made_story_spells_out_its_edits(report: ChangeReport) -> None:
    for name, one in zip(("1-2.html", "2-3.html"), report.comparisons, strict=True):
        assert shown(page_of(report, name)) == told(as_json.comparison(one)["hunks"])


def test_a_single_page_spells_out_every_comparison(report: ChangeReport) -> None:
    page = parse(one_page(Told(report=report)))
    for number, one in enumerate(report.comparisons, 1):
        (section,) = (place for place in page.having("id") if place.attributes["id"] == f"c{number}")
        hunks = {
            hunk.attributes["data-hunk"]: spelled(next(hunk.having("data-spelled")))
            for hunk in section.having("data-hunk")
        }
        assert hunks == told(as_json.comparison(one)["hunks"])


def test_side_by_side_shows_the_two_texts(update: Comparison) -> None:
    for part in compared(update, {}).parts:
        if part.change and part.change.old:
            hunk = update.changes.script.hunks[part.change.hunk]
            old = "".join(run.text for line in part.change.old for run in line)
            assert old == "".join(edit.text for edit in hunk.edits if edit.op != "insert")


def test_what_moved_is_linked_both_ways(report: ChangeReport) -> None:
    page = parse(page_of(report, "1-2.html"))
    anchors = {one.attributes["id"] for one in page.having("id")}
    moved = [place for place, hunk in enumerate(report.comparisons[0].changes.script.hunks) if hunk.moved]
    assert moved == [6, 7]
    links = [one.attributes["href"] for one in page.named("a")]
    for place in moved:
        assert {f"h{place}", f"h{place}-was"} <= anchors
        assert {f"#h{place}", f"#h{place}-was"} <= set(links)


def test_every_link_inside_a_page_leads_somewhere(site: Path) -> None:
    for path in [*site.rglob("*.html"), site.parent / "one.html"]:
        page = parse(path.read_text(encoding="utf-8"))
        ids = [one.attributes["id"] for one in page.having("id")]
        assert len(ids) == len(set(ids)), path
        for link in page.named("a"):
            address = link.attributes["href"]
            if not address.startswith("http"):
                file, _, anchor = address.partition("#")
                assert not anchor or file or anchor in ids, (path, address)
                assert (path.parent / file).resolve().is_file() or not file, (path, address)


def test_traces_stand_where_paragraphs_stood(update: Comparison) -> None:
    """After the nearest paragraph before them that stayed: ¶ 6 and ¶ 7 of the old text after its ¶ 5, which was removed."""
    parts = compared(update, {}).parts
    order = [part.trace.leads_to if part.trace else part.change.anchor if part.change else "same" for part in parts]
    assert order == ["same", "h1", "h2", "h3", "h4", "h5", "h7", "h6", "h6", "h7", "same"]


def test_a_page_of_no_change_says_so() -> None:
    same = stored("a", "Rain.\n\nMore rain.")
    told_of = compared(
        Comparison(old=same, new=same, changes=compare(same.article, same.article, Settings().changes)), {}
    )
    assert told_of.first == ""
    assert told_of.ribbon is None
    assert [part.words for part in told_of.parts] == ["2 paragraphs unchanged"]
    assert told_of.verdict.counts == "nothing changed"


def test_split_and_merge_end_their_paragraphs_visibly(report: ChangeReport) -> None:
    breaks = [one for one in parse(page_of(report, "1-2.html")).all() if "break" in one.classes()]
    assert {one.tag for one in breaks} == {"ins"}
    assert ["".join(text for text in one.texts() if text.isspace()) for one in breaks] == ["\n\n"]


def test_white_space_of_an_edit_is_not_marked_beside_its_words(update: Comparison) -> None:
    edits = update.changes.script.hunks[2].edits
    hunk = Hunk(
        kind="changed", old=(0,), new=(0,), edits=(replace(edits[1], text=" 227 "), replace(edits[2], text="249"))
    )
    script = replace(update.changes.script, hunks=(hunk,))
    (part,) = compared(replace(update, changes=replace(update.changes, script=script, facts=())), {}).parts
    assert part.change
    runs = part.change.lines[0]
    assert [(run.text, run.is_space) for run in runs] == [(" ", True), ("227", False), (" ", True), ("249", False)]
