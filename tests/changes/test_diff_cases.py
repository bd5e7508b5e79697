"""The invented cases of the shared data: operations, facts, significance and moves as an editor expects them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dedupe.changes import compare
from dedupe.records import Article, Changes, EditScript

CASES = (
    "01-number", "02-insert", "03-remove", "04-move-verbatim", "05-move-and-edit", "06-split", "07-merge",
    "08-split-and-edit", "09-swap-adjacent", "10-sentence-moves-between-paras", "11-replaced", "12-typography-only",
    "13-negation", "14-name", "15-corrected-with-note", "16-silent-correction", "17-duplicate-boilerplate",
    "18-near-twins", "19-timestamp-only", "20-paraphrase-to-quote", "20b-quotes-only", "21-live-page-moved-among-120",
    "22-spanish", "23-chinese", "24-block-move",
)  # fmt: skip

Operation = tuple[str, tuple[int, ...], tuple[int, ...]]


@pytest.fixture(scope="module")
def cases(real_data: Path) -> dict[str, dict[str, Any]]:
    read = json.loads((real_data / "diff_cases" / "cases.json").read_text(encoding="utf-8"))
    return {case["id"]: case for case in read}


def changes_of(case: dict[str, Any]) -> Changes:
    old, new = (Article(key=side, text="\n\n".join(case[side])) for side in ("old", "new"))
    return compare(old, new)


def operations(script: EditScript) -> list[Operation]:
    """The hunks as the cases write them: runs of equal, added and removed paragraphs one by one."""
    found: list[Operation] = []
    for hunk in script.hunks:
        match hunk.kind:
            case "equal":
                name = "moved" if hunk.moved else "equal"
                found += [(name, (i,), (j,)) for i, j in zip(hunk.old, hunk.new, strict=True)]
            case "added":
                found += [("added", (), (j,)) for j in hunk.new]
            case "removed":
                found += [("removed", (i,), ()) for i in hunk.old]
            case kind:
                found.append((f"moved+{kind}" if hunk.moved else kind, hunk.old, hunk.new))
    return sorted(found)


def accepted(case: dict[str, Any]) -> list[list[Operation]]:
    answers = [case["ops"]] if case["ops"] else case.get("accept", [])
    return [sorted((op["op"], tuple(op["old"]), tuple(op["new"])) for op in answer) for answer in answers]


def test_no_case_is_left_out(cases: dict[str, dict[str, Any]]) -> None:
    assert tuple(cases) == CASES


@pytest.mark.parametrize("name", CASES)
def test_operations_are_those_of_an_editor(name: str, cases: dict[str, dict[str, Any]]) -> None:
    case = cases[name]
    script = changes_of(case).script
    if answers := accepted(case):
        assert operations(script) in answers
    if "expect_moved" in case:
        moved = [[i, j] for hunk in script.hunks if hunk.moved for i, j in zip(hunk.old, hunk.new, strict=True)]
        assert moved == case["expect_moved"]


@pytest.mark.parametrize("name", CASES)
def test_facts_are_the_listed_ones_and_no_others(name: str, cases: dict[str, dict[str, Any]]) -> None:
    case = cases[name]
    found = sorted((fact.kind, fact.old, fact.new) for fact in changes_of(case).facts)
    assert found == sorted((fact["kind"], fact["old"], fact["new"]) for fact in case["facts"])


@pytest.mark.parametrize("name", CASES)
def test_significance_is_the_given_one(name: str, cases: dict[str, dict[str, Any]]) -> None:
    case = cases[name]
    significance = changes_of(case).significance
    assert case.get("significance", significance.level) == significance.level
    assert case.get("disclosed", significance.disclosed) == significance.disclosed
    assert significance.reasons
