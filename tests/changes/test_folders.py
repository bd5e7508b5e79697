"""The laws on real revisions: every 25th consecutive pair of the five labelled folders."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from dedupe.changes import apply, edit_script, fact_changes, invert
from dedupe.changes.hunks import side
from dedupe.text.tokens import edit_tokens

FOLDERS = ("bitcoinops", "wikiversions", "us_18f_blog", "us_digitalgov", "opensuse_news")
EVERY = 25


def consecutive_pairs(folder: Path) -> list[tuple[str, str]]:
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    versions: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (folder / "labels.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            versions[row["story"]].append((int(row["version"]), row["id"]))
    return [
        (texts[before], texts[after])
        for story in sorted(versions)
        for (_, before), (_, after) in pairwise(sorted(versions[story]))
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_revisions_are_rebuilt_both_ways_and_no_word_is_cut(folder: str, real_data: Path) -> None:
    sample = consecutive_pairs(real_data / folder)[::EVERY]
    assert sample
    for old, new in sample:
        script = edit_script(old, new)
        backwards = invert(script)
        assert apply(old, script) == new
        assert apply(new, backwards) == old
        assert invert(backwards) == script
        assert all(fact.hunk < len(script.hunks) for fact in fact_changes(script))
        for hunk in script.hunks:
            for op in ("delete", "insert"):
                pieces = [edit.text for edit in hunk.edits if edit.op in ("equal", op)]
                assert [token for piece in pieces for token in edit_tokens(piece)] == edit_tokens(side(hunk.edits, op))
