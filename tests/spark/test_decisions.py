"""What people decided holds on Spark as it does in one process, and only what it may change is made anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dedupe.errors import InputError
from dedupe.spark import run
from dedupe.spark.decisions import Decision, Known, decided, read_decisions
from dedupe.store import open_store
from tests.spark.conftest import CORPUS, dedupe, exported, imported

pytestmark = pytest.mark.filterwarnings("ignore")  # what Spark warns of is its own affair


def decide(db: Path) -> None:
    """Separate the ends of a long story and join them by way of a third, join strangers, and contradict a join by a copy."""
    with open_store(db) as store:
        stories = [
            [[one.article.hash for one in story.revisions if one.number == number] for number in range(1, 9)]
            for story in store.stories(1)
        ]
        texts = [[text for text in story if text] for story in stories]
        long = max(texts, key=len)
        assert len(long) > 2
        store.add_verdict("separate", long[0][0], long[-1][0], "two fires")
        lone = [story[0][0] for story in texts if len(story) == 1 and len(story[0]) == 1]
        store.add_verdict("join", lone[0], long[0][0], "the same fire")
        store.add_verdict("join", lone[0], long[-1][0], "the same fire, too")
        store.add_verdict("join", lone[1], lone[2], "one quarrel")
        store.add_verdict("separate", lone[3], lone[4], "nobody thought otherwise")
        copied = next(text for story in texts for text in story if len(text) > 1 and story is not long)
        store.add_verdict("join", copied[0], lone[5], "one hand wrote both")
        store.add_verdict("separate", copied[1], lone[5], "two hands did")


def test_decisions_hold_as_in_one_process(spark: Any, folded: Path, tmp_path: Path) -> None:
    here = tmp_path / "here.db"
    dedupe("run", CORPUS, "--db", here)
    before = exported(here)
    decide(here)
    dedupe("run", CORPUS, "--db", here)
    told = tmp_path / "verdicts.jsonl"
    told.write_text(dedupe("verdicts", "--format", "jsonl", "--db", here), encoding="utf-8")

    shutil.copytree(folded, tmp_path / "folded")
    summary = run(spark, [str(CORPUS)], str(tmp_path / "folded"), verdicts=read_decisions(told))
    assert {*summary.counts} - {*summary.skipped} == {"verdicts", "related", "stories", "changes"}
    imported(tmp_path / "folded", tmp_path / "imported.db")
    after = exported(tmp_path / "imported.db")
    assert after == exported(here)
    assert any("joins that would bring together" in line for line in after)
    assert len([line for line in after if line not in before]) > len(told.read_text(encoding="utf-8").splitlines())
    imported(tmp_path / "folded", tmp_path / "imported.db")
    assert exported(tmp_path / "imported.db") == after


def test_an_export_is_read_for_its_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    lines = [{"type": "article", "key": "x"}, {"type": "verdict", "verdict": "join", "a": "x", "b": "y", "why": "so"}]
    path.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read_decisions(path) == (Decision("join", "x", "y", "so"),)


@pytest.mark.parametrize("line", ["[]", "{", '{"verdict": "maybe", "a": "x", "b": "y", "why": "so"}', '{"verdict": "join", "a": "x", "b": "y", "why": " "}'])  # fmt: skip
def test_a_line_that_is_no_verdict_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "verdicts.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"verdicts\.jsonl:2: "):
        read_decisions(path)


def article(digits: str, key: str, text: bytes) -> Known:
    return Known(f"xxh128:{digits * 4}", key, text)


KNOWN = [article("0a1b2c3d", "x", b"1"), article("0a1b9999", "x", b"2"), article("77777777", "y", b"1")]


def test_names_mean_what_they_mean_in_a_store() -> None:
    (held,) = decided([Decision("join", "y", "x@0a1b9999", "so")], KNOWN)
    assert (held.a, held.b, held.documents) == (KNOWN[1].hash, KNOWN[2].hash, (b"1", b"2"))
    told = [Decision("join", *pair, "so") for pair in (("y", KNOWN[1].hash), (KNOWN[1].hash, "y"))]
    (last,) = decided([*told, Decision("separate", "y", "x@0a1b9", "no")], KNOWN)
    assert (last.kind, last.why) == ("separate", "no")


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [("x", "y", "2 articles go by 'x'"), ("y", "z", "no article goes by 'z'"), ("y", "x@0a1b2", "the same text")],
)
def test_a_decision_that_cannot_hold_is_refused(a: str, b: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        decided([Decision("join", a, b, "so")], KNOWN)
