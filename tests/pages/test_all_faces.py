"""Every face tells the same changes of the same stories: read back from what the program wrote, and held against each other."""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from dedupe.cli.program import program
from dedupe.records import Edit, Hunk
from dedupe.reports import wording
from tests.pages.parsing import Element, parse

ATOM = "{http://www.w3.org/2005/Atom}"
WHOLE = ("changed", "split", "merged")  # hunks whose edits every face spells out


@dataclass(frozen=True)
class Step:
    """A step as a face tells it. Words that were put in or taken out stand one after the other, without white space."""

    label: str
    verdict: str
    attention: int
    passages: tuple[str, ...]
    put_in: str
    taken_out: str


Steps = dict[str, list[Step]]
"""The steps of each story, in order."""


@pytest.fixture(scope="module")
def written(newsroom: Path) -> Path:
    """A folder with the report in every form."""
    folder = newsroom.parent / "faces"
    for name in ("all.txt", "all.md", "all.json", "all.csv", "all.atom", "site/"):
        folder.mkdir(exist_ok=True)
        ran = CliRunner().invoke(program, ["report", "--db", str(newsroom), "-o", f"{folder}/{name}"])
        assert ran.exit_code == 0, ran.output
    return folder


def squeezed(words: str) -> str:
    return re.sub(r"[\s¶␣]", "", words)


def marked(passages: str, opening: str, closing: str) -> str:
    return squeezed("".join(re.findall(f"{re.escape(opening)}(.*?){re.escape(closing)}", passages, re.DOTALL)))


# ---------------------------------------------------------------- each face, read back


def of_json(folder: Path) -> Steps:
    told: Steps = {}
    for report in json.loads((folder / "all.json").read_text(encoding="utf-8")):
        numbers = {one["article"]: one["revision"] for one in report["articles"]}
        told[report["story"]] = [_of_json(step, numbers) for step in report["comparisons"]]
    return told


def _of_json(step: dict[str, Any], numbers: dict[str, int]) -> Step:
    hunks = [
        Hunk(kind=one["kind"], old=tuple(one["old"]), new=tuple(one["new"]), moved=one["moved"],
             edits=tuple(Edit(*edit) for edit in one["edits"]))
        for one in step["hunks"]
    ]  # fmt: skip
    labels = {wording.hunk_label(hunk): hunk for hunk in hunks if hunk.kind != "equal" or hunk.moved}
    whole = [hunk for label, hunk in labels.items() if hunk.kind in WHOLE and "typography" not in label]
    old, new = (numbers[step[side]["article"]] for side in ("old", "new"))
    level, disclosed = step["significance"]["class"], step["significance"]["disclosed"]
    verdict = {True: f"{level}, disclosed", False: f"silent {level}", None: level}[disclosed]
    return Step(
        f"Version {old} → {new}" if old != new else f"Version {new}, the same text",
        verdict,
        step["significance"]["attention"],
        tuple(labels),
        squeezed("".join(edit.text for hunk in whole for edit in hunk.edits if edit.op == "insert")),
        squeezed("".join(edit.text for hunk in whole for edit in hunk.edits if edit.op == "delete")),
    )


def of_text(folder: Path) -> Steps:
    told: Steps = {}
    for line, below in _parted((folder / "all.txt").read_text(encoding="utf-8"), r"(?m)^.* · story ([0-9a-f]{12})$"):
        told[line[1]] = []
        for rule, step in _parted(below, r"(?m)^── (Version [^·]*?) · (.*?)(?: · attention (\d+))? ─+$"):
            passages = re.findall(r"(?m)^  (¶ .*(?:" + LABEL_ENDS + "))$", step)
            shown = "".join(text for label, text in _parted(step, r"(?m)^  ¶ .*$") if _is_whole(label[0]))
            told[line[1]].append(
                Step(rule[1], rule[2], int(rule[3] or 0), _hunks(passages),
                     marked(shown, "{+", "+}"), marked(shown, "[-", "-]"))
            )  # fmt: skip
    return told


def of_markdown(folder: Path) -> Steps:
    told: Steps = {}
    text = (folder / "all.md").read_text(encoding="utf-8")
    for line, below in _parted(text, r"(?m)^.* · story ([0-9a-f]{12})$"):
        told[line[1]] = []
        for head, step in _parted(below, r"(?m)^## (Version .*)$"):
            verdict = re.search(r"(?m)^\*\*(.+?)\.\*\* (.*)$", step)
            assert verdict
            attention = re.search(r"Attention (\d+)\.$", verdict[2])
            passages = re.findall(r"(?m)^\*\*(¶ .*)\*\*$", step)
            shown = "".join(
                text for label, text in _parted(step, r"(?m)^\*\*¶ .*\*\*$") if _is_whole(label[0].strip("*"))
            )
            quoted = "\n".join(line for line in shown.splitlines() if line.startswith(">"))
            told[line[1]].append(
                Step(head[1], verdict[1][0].lower() + verdict[1][1:], int(attention[1]) if attention else 0, _hunks(passages),
                     _of_marks(quoted, r"\*\*(.+?)(?<!\\)\*\*|<ins>(.*?)</ins>"), _of_marks(quoted, r"~~(.+?)(?<!\\)~~|<del>(.*?)</del>"))
            )  # fmt: skip
    return told


def _of_marks(quoted: str, pattern: str) -> str:
    words = "".join("".join(found) for found in re.findall(pattern, quoted))
    return squeezed(html.unescape(re.sub(r"\\(.)", r"\1", words)))


def of_pages(folder: Path) -> Steps:
    told: Steps = {}
    for story, steps in of_json(folder).items():
        used: Counter[str] = Counter()
        told[story] = []
        for step in steps:
            numbers = re.findall(r"\d+", step.label)
            stem = "-".join(numbers if len(numbers) == 2 else numbers * 2)
            used[stem] += 1
            name = stem if used[stem] == 1 else f"{stem}-{used[stem]}"
            told[story].append(
                _of_page(parse((folder / f"site/stories/{story}/{name}.html").read_text(encoding="utf-8")))
            )
    return told


def _of_page(page: Element) -> Step:
    verdict = next(one for one in page.named("p") if "verdict" in one.classes())
    attention = re.search(r"attention (\d+)", "".join(verdict.texts()))
    hunks = [one for one in page.named("div") if "hunk" in one.classes() and "sentence" not in one.classes()]
    spelled = [
        one for hunk in hunks if _is_whole(hunk.attributes["aria-label"])
        for one in hunk.all() if "data-spelled" in one.attributes
    ]  # fmt: skip
    return Step(
        "".join(page.named("h1")[0].texts()),
        "".join(verdict.named("strong")[0].texts()),
        int(attention[1]) if attention else 0,
        tuple(hunk.attributes["aria-label"] for hunk in hunks),
        _of_elements(spelled, "ins", "added: "),
        _of_elements(spelled, "del", "removed: "),
    )


def _of_elements(spelled: list[Element], tag: str, spoken: str) -> str:
    return squeezed("".join("".join(one.texts()).removeprefix(spoken) for each in spelled for one in each.named(tag)))


def of_rows(folder: Path) -> Steps:
    told: Steps = {story: [] for story in of_json(folder)}
    with (folder / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    by_step: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        by_step.setdefault((row["story"], row["old_article"], row["new_article"]), []).append(row)
    for (story, *_), of_step in by_step.items():
        old, new = of_step[0]["old_version"], of_step[0]["new_version"]
        passages = tuple(f"{row['place']} {row['how']}" for row in of_step if row["what"] == "passage")
        label = f"Version {old} → {new}" if old != new else f"Version {new}, the same text"
        told[story].append(Step(label, of_step[0]["change"], int(of_step[0]["attention"]), passages, "", ""))
    return told


LABEL_ENDS = "changed|added|removed|split|merged|moved|only"


def _hunks(labels: list[str]) -> tuple[str, ...]:
    return tuple(label for label in labels if not label.endswith("a sentence moved"))


def _is_whole(label: str) -> bool:
    return label.strip().endswith(WHOLE) and "typography" not in label


def _parted(text: str, pattern: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each place where a text matches, with what stands below it up to the next."""
    places = list(re.finditer(pattern, text))
    ends = [*(place.start() for place in places[1:]), len(text)][: len(places)]
    yield from ((place, text[place.end() : end]) for place, end in zip(places, ends, strict=True))


# ---------------------------------------------------------------- and held against each other


@pytest.mark.parametrize("face", [of_text, of_markdown, of_pages], ids=lambda face: face.__name__)
def test_a_face_tells_the_steps_and_passages_of_the_json(face: Any, written: Path) -> None:
    expected = of_json(written)
    assert sum(len(steps) for steps in expected.values()) > 30
    assert sum(len(step.passages) for steps in expected.values() for step in steps) > 100
    assert face(written) == expected


def test_rows_tell_them_too(written: Path) -> None:
    def plain(steps: Steps) -> dict[str, list[tuple[Any, ...]]]:
        return {
            story: [(one.label, one.verdict, one.attention, one.passages) for one in told]
            for story, told in steps.items()
        }

    with_changes = {
        story: [one for one in told if one.passages or one.attention] for story, told in of_json(written).items()
    }
    told = {story: [one for one in steps if one.passages or one.attention] for story, steps in of_rows(written).items()}
    assert plain(told) == plain(with_changes)


def test_rows_and_json_tell_the_same_facts_fields_and_texts(written: Path) -> None:
    fields = {"headline": "title", "byline": "byline", "source": "source", "address": "url", "language": "language",
              "date published": "published_at", "date modified": "modified_at"}  # fmt: skip
    kinds = {"figure": "number", **{kind: kind for kind in ("date", "quote", "name", "negation", "hedge")}}
    with (written / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: cell.removeprefix("'") for name, cell in row.items()} for row in csv.DictReader(file)]
    told: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        if row["what"] in fields | kinds:
            told[row["old_article"], row["new_article"], (fields | kinds)[row["what"]], row["old"], row["new"]] += 1
    expected: Counter[tuple[str, ...]] = Counter()
    for report in json.loads((written / "all.json").read_text(encoding="utf-8")):
        for step in report["comparisons"]:
            sides = step["old"]["article"], step["new"]["article"]
            for one in step["facts"]:
                expected[(*sides, one["kind"], *(one[side].removeprefix("'") for side in ("old", "new")))] += 1
            for one in step["metadata"]:
                expected[(*sides, one["field"], *((one[side] or "").removeprefix("'") for side in ("old", "new")))] += 1
    assert sum(expected.values()) > 100
    assert told == expected


def test_text_markdown_and_pages_tell_the_same_facts_in_the_same_words(written: Path) -> None:
    text = squeezed((written / "all.txt").read_text(encoding="utf-8"))
    markdown = squeezed(html.unescape(re.sub(r"\\(.)", r"\1", (written / "all.md").read_text(encoding="utf-8"))))
    told = 0
    for page in sorted(written.glob("site/stories/*/*-*.html")):
        story, numbers = page.parent.name, page.stem.split("-")
        if int(numbers[1]) - int(numbers[0]) > 1:
            continue  # of versions that are no neighbours: no step of the report
        for row in parse(page.read_text(encoding="utf-8")).having("class"):
            if row.classes() & {"row-fact", "row-back"}:
                words = squeezed("".join(row.named("dd")[0].texts()))
                told += 1
                assert words in text, (story, page.name, words)
                assert words in markdown, (story, page.name, words)
    assert told > 30


def test_a_feed_tells_every_dated_step_in_the_same_words(written: Path) -> None:
    feed = ElementTree.parse(written / "all.atom").getroot()  # noqa: S314 - our own
    told = {}
    for entry in feed.findall(f"{ATOM}entry"):
        content = html.unescape(re.sub("<[^>]+>", "", entry.findtext(f"{ATOM}content") or ""))
        head = re.match(r"\s*(.*?)(?:, attention (\d+))?\. (Version .*?) of story ([0-9a-f]{12}), in (.*)\.", content)
        assert head
        labels = re.findall(r"(?m)^(¶ .*?(?:" + LABEL_ENDS + ")): ", content)
        told[head[4], head[5], head[3]] = (head[1], int(head[2] or 0), labels)
    dated = 0
    for report in json.loads((written / "all.json").read_text(encoding="utf-8")):
        steps = of_json(written)[report["story"]]
        for step, plain in zip(steps, report["comparisons"], strict=True):
            new = plain["new"]
            if new["published_at"] or new["modified_at"] or new.get("fetched_at"):
                dated += 1
                verdict, attention, labels = told[report["story"], new["article"], step.label]
                assert (verdict, attention) == (step.verdict, step.attention)
                assert set(labels) <= set(step.passages)
                assert bool(labels) == any("typography" not in label for label in step.passages)
    assert dated == len(told) > 20
