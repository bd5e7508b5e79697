"""Where paragraphs come from: laws for any history, then what an editor does."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.changes import edit_script
from dedupe.changes.blame import BlamedParagraph, blame
from dedupe.errors import PatchError
from dedupe.text.paragraphs import split_paragraphs

WORDS = ["the", "ferry", "sank", "off", "Sarama", "late", "on", "Tuesday", "227", "249", "people", "were", "saved"]
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """The versions of an article under editors who add, drop, change and swap paragraphs, and go back."""
    versions = [draw(st.lists(PARAGRAPH, max_size=5))]
    for _ in range(draw(st.integers(0, 4))):
        new = list(draw(st.sampled_from(versions)))
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(new)))
            match draw(st.sampled_from(["add", "drop", "edit", "twin", "swap", "split", "merge"])):
                case "add":
                    new.insert(place, draw(PARAGRAPH))
                case "drop":
                    del new[place : place + 1]
                case "twin" if place < len(new):
                    new.insert(0, new[place])
                case "swap":
                    new.reverse()
                case "edit" if place < len(new):
                    new[place] += f" {draw(st.sampled_from(WORDS))}"
                case "split" if place < len(new):
                    new[place : place + 1] = new[place].split(" ", 1)
                case "merge":
                    new[place : place + 2] = [" ".join(new[place : place + 2])] if new[place:] else []
        versions.append(new)
    return ["\n\n".join(version) for version in versions]


def blamed(texts: Sequence[str]) -> tuple[BlamedParagraph, ...]:
    return blame(texts, [edit_script(*pair) for pair in pairwise(texts)])


def origins(*texts: str) -> list[tuple[int, int, int | None]]:
    """First, changed and returned of each paragraph of the last text."""
    return [(one.origin.first, one.origin.changed, one.origin.returned) for one in blamed(texts)]


def assert_lawful(texts: Sequence[str]) -> None:
    """Each paragraph once, on the first version that had its words; it returned where it was missing just before."""
    layouts = [split_paragraphs(text).paragraphs for text in texts]
    told = blamed(texts)
    assert [(one.number, one.text) for one in told] == list(enumerate(layouts[-1]))
    for one in told:
        origin = one.origin
        holding = [place for place, paragraphs in enumerate(layouts) if one.text in paragraphs]
        assert origin.changed == holding[0]
        assert 0 <= origin.first <= origin.changed
        gaps = [after for before, after in pairwise(holding) if after != before + 1]
        assert origin.returned == (gaps[-1] if gaps else None)


@settings(max_examples=200)
@given(histories())
def test_every_paragraph_is_blamed_once_and_on_the_first_version_that_had_it(texts: list[str]) -> None:
    assert_lawful(texts)


@settings(max_examples=100)
@given(histories(), st.data())
def test_who_goes_back_to_a_version_has_written_nothing(texts: list[str], data: st.DataObject) -> None:
    back = data.draw(st.integers(0, len(texts) - 1))
    then = [(one.origin.first, one.origin.changed) for one in blamed(texts[: back + 1])]
    now = [(one.origin.first, one.origin.changed) for one in blamed([*texts, texts[back]])]
    assert now == then


@settings(max_examples=50)
@given(histories(), PARAGRAPH)
def test_what_comes_later_does_not_change_what_was_blamed(texts: list[str], more: str) -> None:
    before = {one.text: one.origin for one in blamed(texts)}
    after = {one.text: one.origin for one in blamed([*texts, f"{texts[-1]}\n\n{more}"])}
    assert {text: after[text] for text in before} == before


FERRY = "A fire broke out on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
SAVED = "At least 227 people were taken off the ship by four boats and a navy helicopter."
MORE = SAVED.replace("227", "249")
PIER = "Divers are due to inspect the harbour mouth on Tuesday, when the wind is expected to turn to the north."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([FERRY], [(0, 0, None)]),
        ([""], []),
        ([FERRY, f"{PIER}\n\n{FERRY}"], [(1, 1, None), (0, 0, None)]),
        ([f"{FERRY}\n\n{SAVED}", f"{FERRY}\n\n{MORE}"], [(0, 0, None), (0, 1, None)]),
        ([f"{FERRY}\n\n{SAVED}", f"{FERRY}\n\n{MORE}", f"{SAVED}\n\n{FERRY}"], [(0, 0, 2), (0, 0, None)]),
        ([f"{FERRY} {PIER}", f"{FERRY}\n\n{PIER}"], [(0, 1, None), (0, 1, None)]),
        ([FERRY, f"{FERRY}\n\n{PIER}", f"{FERRY} {PIER}"], [(0, 2, None)]),
        ([SAVED, FERRY, f"{FERRY}\n\n{MORE}"], [(1, 1, None), (2, 2, None)]),
    ],
    ids=["alone", "empty", "added above", "changed", "reverted and moved", "split", "merged", "gone and rewritten"],
)
def test_what_editors_do(texts: list[str], expected: list[tuple[int, int, int | None]]) -> None:
    assert origins(*texts) == expected


def test_twins_are_as_old_as_the_older() -> None:
    told = origins(SAVED, f"{PIER}\n\n{MORE}\n\n{MORE}")
    assert told == [(1, 1, None), (0, 1, None), (0, 1, None)]


def test_scripts_of_other_texts_are_refused() -> None:
    with pytest.raises(PatchError, match="2 versions have 1 steps between them, not 0"):
        blame([FERRY, SAVED], [])
    with pytest.raises(PatchError, match="paragraphs that they do not have"):
        blame([FERRY, SAVED], [edit_script(FERRY, f"{SAVED}\n\n{PIER}")])
    with pytest.raises(PatchError, match="does not tell of every paragraph"):
        blame([FERRY, f"{SAVED}\n\n{PIER}"], [edit_script(FERRY, SAVED)])


@pytest.mark.parametrize("folder", ["bitcoinops", "wikiversions"])
def test_the_histories_of_real_pages_are_lawful(folder: str, real_data: Path) -> None:
    with gzip.open(real_data / folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    histories: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (real_data / folder / "labels.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            histories[row["story"]].append((int(row["version"]), texts[row["id"]]))
    long = [history for history in histories.values() if 4 <= len(history) <= 8]
    assert len(long) >= 8
    for history in long[:: len(long) // 8]:
        assert_lawful([text for _, text in sorted(history)])
