"""Truth: the two reports on Kherson, and the stories of five labelled corpora."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dedupe.cli.program import program

FOLDERS = ("bitcoinops", "wikiversions", "us_18f_blog", "us_digitalgov", "opensuse_news")
DATE = " date 2022-03-03 "  # leads the body of one file, and is metadata


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run the program on one store, and return what it prints."""

    def invoke(*arguments: object, code: int = 0) -> str:
        result = CliRunner().invoke(program, [*map(str, arguments), "--db", str(tmp_path / "news.db")])
        assert result.exit_code == code, result.output
        return result.stdout

    return invoke


@pytest.fixture
def kherson(real_data: Path) -> tuple[Path, Path]:
    old, new = sorted((real_data / "kherson").glob("*.txt"))
    assert (old.name[:3], new.name[:3]) == ("000", "002")
    return old, new


def side(diff: dict[str, Any], op: str, which: str) -> str:
    """One of the two texts, from the JSON alone: every hunk spells out its paragraphs, and separators are told apart."""
    paragraphs = {}
    for hunk in diff["hunks"]:
        if hunk[which]:
            text = "".join(piece for kind, piece in hunk["edits"] if kind in ("equal", op))
            paragraphs |= dict(zip(hunk[which], text.split("\n\n"), strict=True))
    assert sorted(paragraphs) == list(range(len(paragraphs)))
    unusual = diff["separators"][which]
    between = [unusual.get(str(place), "\n\n") for place in range(1, len(paragraphs))]
    inner = zip((paragraphs[number] for number in sorted(paragraphs)), [*between, ""], strict=True)
    return unusual.get("0", "") + "".join(map("".join, inner)) + unusual.get(str(len(paragraphs)), "")


@pytest.mark.parametrize("names", [("000.txt", "002.txt"), ("z.txt", "a.txt")])
def test_two_reports_of_one_day_are_one_story_and_the_tolls_tell_the_order(
    kherson: tuple[Path, Path], run: Callable[..., str], tmp_path: Path, names: tuple[str, str]
) -> None:
    folder = tmp_path / "kherson"
    folder.mkdir()
    for source, name in zip(kherson, names, strict=True):
        shutil.copy(source, folder / name)
    run("run", folder)
    (line,) = run("stories", "--format", "jsonl").splitlines()
    articles = json.loads(line)["articles"]
    assert [(one["article"], one["revision"], one["relation"]) for one in articles] == [
        (f"kherson/{names[0]}", 1, None),
        (f"kherson/{names[1]}", 2, "revision"),
    ]
    assert {one["ordered_by"] for one in articles} == {"rising figures (227 → 249, 525 → 553)"}
    assert run("check", "--read-data").endswith(": clean\n")


def test_the_json_of_a_diff_alone_rebuilds_both_reports(kherson: tuple[Path, Path], run: Callable[..., str]) -> None:
    old, new = kherson
    diff = json.loads(run("diff", old, new, "--format", "json"))
    bodies = [path.read_text(encoding="utf-8").split("\n", 2)[-1] for path in kherson]
    assert side(diff, "insert", "new") == bodies[1]
    assert side(diff, "delete", "old") == old.read_text(encoding="utf-8").replace(DATE, "", 1)
    equal = [hunk for hunk in diff["hunks"] if hunk["kind"] == "equal"]
    assert sum(len(hunk["old"]) for hunk in equal) == 5
    figures = [(fact["old"], fact["new"]) for fact in diff["facts"] if fact["kind"] == "number"]
    assert {("227", "249"), ("525", "553")} <= set(figures)


def test_the_stories_of_five_labelled_corpora(real_data: Path, run: Callable[..., str]) -> None:
    run("ingest", *(real_data / folder / "articles.jsonl.gz" for folder in FOLDERS))
    run("cluster")
    labels = [real_data / folder / "labels.csv" for folder in FOLDERS]
    card = json.loads(run("evaluate", *labels, "--format", "json"))
    assert (card["articles"], card["missing"]) == (4450, 0)
    assert card["true_pairs"] == 6583
    assert card["f1"] >= 0.96
    assert card["precision"] >= 0.99
    assert card["neighbours_in_order"] >= 0.9 * card["neighbours"]
    assert run("check", "--read-data").endswith(": clean\n")
