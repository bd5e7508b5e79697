"""stories, log, pairs, report and export over a store."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from dedupe.store import Store

Dedupe = Callable[..., Result]


@pytest.fixture
def story(dedupe: Dedupe, db: str) -> str:
    """The id of the only story."""
    return str(json.loads(dedupe("stories", "--db", db, "--format", "jsonl").stdout)["story"])


def test_stories_are_those_of_two_articles_or_more(dedupe: Dedupe, db: str, story: str) -> None:
    expected = f"{story}  2 versions  2 articles  2031-05-04 to 2031-05-05  Fire on ferry off Sarama\n"
    assert dedupe("stories", "--db", db).stdout == expected


def test_all_stories_are_all(dedupe: Dedupe, db: str) -> None:
    lines = dedupe("stories", "--db", db, "--all", "--format", "jsonl").stdout.splitlines()
    articles = [article["article"] for line in lines for article in json.loads(line)["articles"]]
    assert sorted(articles) == ["harbour-post/fire-2.txt", "harbour-post/fire.txt", "harbour-post/library.txt"]


def test_a_story_goes_by_id_prefix_or_article(dedupe: Dedupe, db: str, story: str) -> None:
    logs = [dedupe("log", name, "--db", db).stdout for name in (story, story[:6], "harbour-post/fire.txt")]
    assert logs[0].startswith(f"Fire on ferry off Sarama  story {story}\n")
    assert logs[1:] == logs[:1] * 2


def test_a_log_is_newest_first(dedupe: Dedupe, db: str, story: str) -> None:
    versions = json.loads(dedupe("log", story, "--db", db, "--format", "json").stdout)["versions"]
    assert [version["articles"][0]["article"] for version in versions] == [
        "harbour-post/fire-2.txt",
        "harbour-post/fire.txt",
    ]
    assert [len(version["changes"]) for version in versions] == [1, 0]


def test_search_finds_articles_with_their_story_and_an_excerpt(dedupe: Dedupe, db: str, story: str) -> None:
    result = dedupe("search", "navy “249 people”", "--db", db)
    assert result.stdout == (
        f"2031-05-05  harbour-post/fire-2.txt  story {story}\n"
        "      Fire on ferry off Sarama\n"
        "      … Sarama, the coastguard said. At least 249 people were taken off the ship by four coastguard\n"
        "      boats and a navy helicopter. The Alba left Orle at midnight with …\n\n"
    )
    told = json.loads(dedupe("search", "navy “249 people”", "--db", db, "--format", "jsonl").stdout)
    assert [run for run in told["excerpt"] if run[0] == "hit"] == [["hit", "249 people"], ["hit", "navy"]]


def test_search_says_what_it_left_out_and_that_nothing_was_found(dedupe: Dedupe, db: str) -> None:
    assert dedupe("search", "ferry", "--db", db, "--limit", "1").stderr == "1 more; --limit tells them\n"
    assert dedupe("search", "zebra", "--db", db).stderr == "nothing found\n"
    refused = dedupe("search", "--db", db, "--", "-fog")
    assert (refused.exit_code, refused.stderr) == (1, "dedupe: no word to look for in '-fog'\n")


def test_a_search_whose_index_another_process_drops_makes_it_once_more(
    dedupe: Dedupe, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date, made = Store.bring_search_up_to_date, []

    def drop() -> None:
        with closing(sqlite3.connect(db)) as other:
            other.execute("DROP TABLE IF EXISTS article_search")

    def and_lose_it(store: Store, advance: Callable[[int], None]) -> None:
        """Make the index, which another process drops the first time."""
        bring_up_to_date(store, advance)
        if not made:
            drop()
        made.append(store.search_state())

    monkeypatch.setattr(Store, "bring_search_up_to_date", and_lose_it)
    drop()
    assert dedupe("search", "navy", "--db", db).exit_code == 0
    assert made == ["absent", "current"]


def test_a_search_writes_only_where_the_index_lacks_articles(
    dedupe: Dedupe, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dedupe("search", "navy", "--db", db).stdout
    with closing(sqlite3.connect(db)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    before = Path(db).read_bytes()
    monkeypatch.setattr("dedupe.store.database._prepare_for_writing", lambda _: pytest.fail("opened for writing"))
    assert dedupe("search", "navy", "--db", db).stdout == first
    assert Path(db).read_bytes() == before


def test_pairs_give_their_reasons(dedupe: Dedupe, db: str) -> None:
    pair = json.loads(dedupe("pairs", "--db", db, "--format", "jsonl").stdout)
    assert (pair["a"], pair["b"], pair["relation"]) == ("harbour-post/fire-2.txt", "harbour-post/fire.txt", "revision")
    text = dedupe("pairs", "--db", db).stdout
    assert pair["reasons"][0].split(",")[0] in " ".join(text.split())


def test_a_report_tells_what_changed(dedupe: Dedupe, db: str) -> None:
    text = dedupe("report", "--db", db).stdout
    assert "227 → 249" in text
    assert "[-227-]{+249+}" in text
    assert "+ Two of them died in hospital." in text
    assert "library" not in text


def test_a_report_names_the_stories_it_is_asked_for(dedupe: Dedupe, db: str) -> None:
    assert "Library opens on Sundays\n" in dedupe("report", "harbour-post/library.txt", "--db", db).stdout


@pytest.mark.parametrize(
    ("file", "begins"), [("r.md", "# Fire"), ("r.json", "[\n{"), ("r.txt", "Fire on ferry off Sarama\n═")]
)
def test_the_form_of_a_report_follows_the_ending(dedupe: Dedupe, db: str, file: str, begins: str) -> None:
    result = dedupe("report", "--db", db, "-o", file)
    assert (result.output, result.exit_code) == ("", 0)
    assert Path(file).read_text(encoding="utf-8").startswith(begins)


def test_an_export_goes_to_a_file_or_to_stdout(dedupe: Dedupe, db: str) -> None:
    assert dedupe("export", "--db", db, "-o", "all.jsonl").output == ""
    exported = Path("all.jsonl").read_text(encoding="utf-8")
    assert exported == dedupe("export", "--db", db).stdout
    types = [json.loads(line)["type"] for line in exported.splitlines()]
    assert types == ["article"] * 3 + ["story"] * 2 + ["pair", "comparison"]


def test_an_export_leaves_out_when_and_where_articles_were_read(dedupe: Dedupe, db: str) -> None:
    article = json.loads(dedupe("export", "--db", db).stdout.splitlines()[0])
    assert not {"fetched_at", "origin", "file", "run"} & article.keys()


def test_a_file_stays_as_it_was_when_writing_it_fails(dedupe: Dedupe, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("all.jsonl").write_text("before", encoding="utf-8")

    def fail(_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dedupe.cli.export.document", fail)
    result = dedupe("export", "--db", db, "-o", "all.jsonl")
    assert result.stderr == "dedupe: all.jsonl: cannot be written: No space left on device\n"
    assert result.exit_code == 1
    assert [path.name for path in Path().iterdir()] == ["all.jsonl"]
    assert Path("all.jsonl").read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("no/such/folder.md", "cannot be written: No such file or directory"),
        (".", "is where this command runs, which a site cannot take the place of: name a folder below"),
    ],
)
def test_an_output_that_cannot_be_written_is_said_so(dedupe: Dedupe, db: str, output: str, reason: str) -> None:
    result = dedupe("report", "--db", db, "-o", output)
    assert (result.stderr, result.exit_code) == (f"dedupe: {output}: {reason}\n", 1)


def test_a_device_is_written_to_and_never_replaced(dedupe: Dedupe, db: str) -> None:
    Path("link").symlink_to("/dev/null")
    assert dedupe("report", "--db", db, "-o", "link").output == ""
    assert Path("link").is_symlink()
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link(dedupe: Dedupe, db: str) -> None:
    Path("link.md").symlink_to("real.md")
    assert dedupe("report", "--db", db, "-o", "link.md").output == ""
    assert Path("link.md").is_symlink()
    assert Path("real.md").read_text(encoding="utf-8").startswith("# Fire")


def test_a_report_of_the_most_deserving_steps_begins_with_them(dedupe: Dedupe, db: str) -> None:
    whole, first = (
        dedupe("report", *options, "--db", db, "--format", "json").stdout for options in ([], ["--most", "1"])
    )
    assert json.loads(first) == json.loads(whole)
    assert " · attention " in dedupe("report", "--most", "1", "--db", db).stdout
    refused = dedupe("report", "--most", "0", "--db", db)
    assert refused.exit_code == 2
    assert "0 is not in the range x>=1" in refused.stderr


def test_rows_for_spreadsheets(dedupe: Dedupe, db: str, story: str) -> None:
    def rows(*command: str) -> list[dict[str, str]]:
        told = dedupe(*command, "--db", db, "--format", "csv")
        assert told.exit_code == 0, told.output
        return list(csv.DictReader(io.StringIO(told.stdout, newline=""), strict=True))

    assert [(row["story"], row["versions"]) for row in rows("stories")] == [(story, "2")]
    assert [(row["version"], row["article"]) for row in rows("log", story)] == [
        ("2", "harbour-post/fire-2.txt"), ("1", "harbour-post/fire.txt"),
    ]  # fmt: skip
    assert ("227", "249", "1", "2") in [
        (row["old"], row["new"], row["old_version"], row["new_version"]) for row in rows("facts", story)
    ]
    changes = rows("report")
    assert ("passage", "added", "¶ 5", "", "Two of them died in hospital.") in [
        (row["what"], row["how"], row["place"], row["old"], row["new"]) for row in changes
    ]
    assert rows("diff", "harbour-post/fire.txt", "harbour-post/fire-2.txt") == changes


def test_a_formula_is_defused_unless_asked_for(dedupe: Dedupe) -> None:
    for number, title in enumerate(("=1+1", "@SUM(1)")):
        Path(f"{number}.txt").write_text(
            f"Title: {title}\nDate: 2031-05-0{number + 1}\nURL: https://post.example/a\n\n"
            "A fire broke out on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said.\n"
        )
    dedupe("run", "0.txt", "1.txt")
    dedupe("report", "-o", "defused.csv")
    dedupe("report", "--no-defuse", "-o", "plain.csv")
    assert "'=1+1,'@SUM(1)" in Path("defused.csv").read_text()
    assert ",=1+1,@SUM(1)" in Path("plain.csv").read_text()
