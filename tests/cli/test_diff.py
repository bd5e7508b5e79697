"""diff: articles of the store and files, its exit codes, its errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Dedupe = Callable[..., Result]
ALL_SHOWS_NOTHING = "--all records and shows no change: it takes no --format, --stat or --exit-code."
WHAT_IS_NEEDED = "Two articles or files are needed, OLD and NEW; or STORY with --from N, --to N; or --all."


def test_two_files_need_no_store(dedupe: Dedupe, newsroom: Path) -> None:
    result = dedupe("diff", newsroom / "fire.txt", newsroom / "fire-2.txt")
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"- {newsroom / 'fire.txt'}  2031-05-04")
    assert "    ~ At least [-227-]{+249+} people were taken off the ship by four coastguard boats and a navy" in lines
    assert result.exit_code == 0
    assert not Path("dedupe.db").exists()


def test_two_articles_of_the_store_are_told_as_recorded(dedupe: Dedupe, db: str, newsroom: Path) -> None:
    stored = dedupe("diff", "harbour-post/fire.txt", "harbour-post/fire-2.txt", "--db", db, "--format", "json")
    files = dedupe("diff", newsroom / "fire.txt", newsroom / "fire-2.txt", "--format", "json")
    recorded, computed = json.loads(stored.stdout), json.loads(files.stdout)
    assert recorded["old"]["article"] == "harbour-post/fire.txt"
    assert recorded["hunks"] == computed["hunks"]


def test_articles_that_were_never_compared_are_compared_now(dedupe: Dedupe, db: str) -> None:
    result = dedupe("diff", "harbour-post/fire-2.txt", "harbour-post/fire.txt", "--db", db, "--format", "markdown")
    assert "~~249~~**227**" in result.stdout


def test_an_article_and_a_file(dedupe: Dedupe, db: str, newsroom: Path) -> None:
    result = dedupe("diff", "harbour-post/fire.txt", newsroom / "fire.txt", "--db", db)
    assert "nothing changed" in result.stdout.splitlines()


def test_a_file_of_one_line_of_json_is_an_article(dedupe: Dedupe) -> None:
    for name, figure in (("a.jsonl", 227), ("b.jsonl", 249)):
        Path(name).write_text(
            json.dumps({"text": f"At least {figure} people were taken off the ship."}), encoding="utf-8"
        )
    assert (
        "    ~ At least [-227-]{+249+} people were taken off the ship." in dedupe("diff", "a.jsonl", "b.jsonl").stdout
    )


def test_a_key_of_several_articles_is_ambiguous_and_their_names_are_not(dedupe: Dedupe) -> None:
    lines = [
        {"id": "w1", "text": f"At least {figure} people were taken off the burning ship."} for figure in (227, 249)
    ]
    Path("wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    dedupe("run", "wire.jsonl")
    result = dedupe("diff", "w1", "w1")
    assert result.exit_code == 1
    assert result.stderr.startswith("dedupe: 2 articles go by 'w1' in dedupe.db: w1@")
    names = result.stderr.split(": ")[2].split()
    changed = dedupe("diff", *(name.strip(",") for name in names)).stdout
    assert "[-227-]{+249+}" in changed or "[-249-]{+227+}" in changed


@pytest.mark.parametrize(("new", "code"), [("fire.txt", 0), ("fire-2.txt", 1), ("no-such.txt", 2)])
def test_exit_code_follows_diff(dedupe: Dedupe, newsroom: Path, new: str, code: int) -> None:
    assert dedupe("diff", "--exit-code", newsroom / "fire.txt", newsroom / new).exit_code == code


def test_without_exit_code_a_difference_is_no_failure(dedupe: Dedupe, newsroom: Path) -> None:
    assert dedupe("diff", newsroom / "fire.txt", newsroom / "fire-2.txt").exit_code == 0
    assert dedupe("diff", newsroom / "fire.txt", "no-such.txt").exit_code == 1


def test_a_name_that_is_nothing_is_said_so(dedupe: Dedupe, newsroom: Path, db: str) -> None:
    result = dedupe("diff", newsroom / "fire.txt", "no-such.txt", "--db", db)
    assert result.stderr == f"dedupe: no-such.txt: neither an article of the store {db} nor a file\n"


def test_without_a_store_a_name_is_a_file(dedupe: Dedupe, newsroom: Path) -> None:
    result = dedupe("diff", newsroom / "fire.txt", "no-such.txt")
    assert result.stderr == "dedupe: no-such.txt: no such file, and no store dedupe.db\n"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "two.jsonl",
            '{"text": "First article."}\n{"text": "Second article."}\n',
            "more than one article; diff takes one",
        ),
        ("none.jsonl", "", "no article in it"),
        ("a.pdf", "x", "no reader for .pdf files"),
    ],
)
def test_a_file_holds_exactly_one_article(dedupe: Dedupe, newsroom: Path, name: str, text: str, reason: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    result = dedupe("diff", newsroom / "fire.txt", name)
    assert (result.stderr, result.exit_code) == (f"dedupe: {name}: {reason}\n", 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], f"Error: {WHAT_IS_NEEDED}\n"),
        (["a"], f"Error: {WHAT_IS_NEEDED}\n"),
        (["a", "b", "c"], f"Error: {WHAT_IS_NEEDED}\n"),
        (["a", "b", "--from", "1"], "Error: --from and --to are versions of one STORY.\n"),
        (["--to", "2"], "Error: --from and --to are versions of one STORY.\n"),
        (["--all", "a"], "Error: --all takes no articles and no versions.\n"),
        (["--all", "--to", "2"], "Error: --all takes no articles and no versions.\n"),
        (["--all", "--format", "json"], f"Error: {ALL_SHOWS_NOTHING}\n"),
        (["--all", "--stat"], f"Error: {ALL_SHOWS_NOTHING}\n"),
        (["--all", "--exit-code"], f"Error: {ALL_SHOWS_NOTHING}\n"),
    ],
)
def test_wrong_usage_exits_with_2(dedupe: Dedupe, arguments: list[str], message: str) -> None:
    result = dedupe("diff", *arguments)
    assert result.stderr.endswith(message)
    assert result.exit_code == 2


def test_kherson(dedupe: Dedupe, real_data: Path) -> None:
    old, new = sorted((real_data / "kherson").glob("*.txt"))
    text = dedupe("diff", old, new).stdout
    assert "227 → 249" in text
    assert "525 → 553" in text


def test_files_are_read_as_people_say(dedupe: Dedupe) -> None:
    for name, toll in (("old.dat", 227), ("new.dat", 249)):
        row = f"words;day\nAt least {toll} people were taken off the ship by four boats.;04/05/2031\n"
        Path(name).write_text(row, encoding="utf-8")
    told = ("--from", "csv", "--map", "text=words", "--map", "published_at=day", "--date-order", "dmy")
    result = dedupe("diff", "old.dat", "new.dat", *told, "--format", "json")
    assert json.loads(result.stdout)["hunks"][0]["kind"] == "changed"
    assert json.loads(result.stdout)["old"]["published_at"] == "2031-05-04"


def test_a_format_is_no_version_and_nonsense_is_neither(dedupe: Dedupe, db: str) -> None:
    result = dedupe("diff", "harbour-post/fire.txt", "--from", "csv", "--db", db)
    assert "--from csv is a format of files; of a STORY it is the number of a version." in " ".join(
        result.stderr.split()
    )
    assert result.exit_code == 2
    assert "'x' is neither a number nor a format: text, jsonl" in " ".join(
        dedupe("diff", "a", "b", "--from", "x").stderr.split()
    )


def test_bars_tell_how_much_of_each_passage_changed(dedupe: Dedupe, db: str) -> None:
    bars = ["  ¶ 2 changed | 2 +-", "  ¶ 5 added   | 6 ++++++", "    7 words put in, 1 taken out"]
    told = dedupe("diff", "harbour-post/fire.txt", "harbour-post/fire-2.txt", "--stat", "--db", db)
    assert told.stdout.splitlines()[-3:] == bars
    log = dedupe("log", "harbour-post/fire.txt", "--stat", "--db", db).stdout
    assert "\n".join(f"    {bar}" for bar in bars) in log
    for command in (["diff", "a", "b"], ["log", "a"]):
        refused = dedupe(*command, "--stat", "--format", "json", "--db", db)
        assert (refused.exit_code, "--stat is drawn as text" in refused.stderr) == (2, True)
