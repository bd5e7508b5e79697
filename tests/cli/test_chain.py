"""A story that went to and fro, as log, facts, report and diff tell it: any two versions, and since a date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedupe.cli.program import program

Dedupe = Callable[..., Result]

FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
SAVED = "At least {} people were taken off the ship by four coastguard boats and a navy helicopter."
ORLE = "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement."
CALM = "The sea was calm when the first of the boats came alongside, its crew recalled."
VERSIONS = (
    ("a", "06:00", 227, [ORLE]),
    ("b", "07:00", 249, [ORLE]),
    ("c", "08:00", 227, [ORLE]),
    ("d", None, 227, [ORLE, CALM]),
    ("e", "10:00", 249, [ORLE, CALM]),
)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one story: 227, 249, the first text again, a version without a date, and 249 again."""
    folder = tmp_path_factory.mktemp("chain")
    records = [
        {
            "id": key,
            "source": "Harbour Post",
            "url": "https://post.example/fire",
            "title": "Ferry burns",
            "text": "\n\n".join([FIRE, SAVED.format(saved), *more]),
        }
        | ({"date_modify": f"2031-05-04T{time}:00Z"} if time else {})
        for key, time, saved, more in VERSIONS
    ]
    (folder / "post.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    db = folder / "chain.db"
    ran = CliRunner().invoke(program, ["run", str(folder / "post.jsonl"), "--db", str(db)])
    assert ran.exit_code == 0, ran.output
    return db


def lines_of(result: Result) -> list[str]:
    """The lines of a log or a report, but for the kind of each change, which is told elsewhere."""
    kinds = re.compile(r"^      [a-z ,]+: (?=date modified)|(?<=→ \d) · .*")
    return [
        kinds.sub(lambda kind: "      …: " if kind[0].startswith(" " * 6) else "", line)
        for line in result.stdout.splitlines()
    ]


LATEST = [
    "   5  2031-05-04 10:00  Harbour Post  e",
    "      …: date modified and 1 figure changed; 1 paragraph changed",
    "      date modified  none → 2031-05-04 10:00",
    "      figures        227 → 249 people",
    "      brings back    ¶ 2 as in version 2",
]
UNDATED = [
    "   4  undated           Harbour Post  d",
    "      update: 1 paragraph added",
]
RETURNED = [
    "   3  2031-05-04 08:00  Harbour Post  c",
    "      …: date modified and 1 figure changed; 1 paragraph changed",
    "      date modified  2031-05-04 07:00 → 2031-05-04 08:00",
    "      figures        249 → 227 people",
    "      brings back    the text as in version 1",
]
FIRST_STEP = [
    "   2  2031-05-04 07:00  Harbour Post  b",
    "      …: date modified and 1 figure changed; 1 paragraph changed",
    "      date modified  2031-05-04 06:00 → 2031-05-04 07:00",
    "      figures        227 → 249 people",
]


def test_the_log_says_what_each_version_brings_back(dedupe: Dedupe, chain: Path) -> None:
    title, *lines = lines_of(dedupe("log", "a", "--db", chain))
    assert title.startswith("Ferry burns  story ")
    first = "   1  2031-05-04 06:00  Harbour Post  a"
    assert lines == ["", *LATEST, "", *UNDATED, "", *RETURNED, "", *FIRST_STEP, "", first]


@pytest.mark.parametrize(
    ("since", "versions"),
    [
        ("2031-05-04", ["", *LATEST, "", *RETURNED, "", *FIRST_STEP]),
        ("2031-05-04T08:00", ["", *LATEST, "", *RETURNED]),
        ("2031-05-04T08:00:01+00:00", ["", *LATEST]),
        ("2031-05-05", ["", "nothing changed"]),
    ],
)
def test_the_log_since_a_date(dedupe: Dedupe, chain: Path, since: str, versions: list[str]) -> None:
    result = dedupe("log", "a", "--db", chain, "--since", since)
    assert lines_of(result)[1:] == versions
    assert result.stderr == "1 step without a date left out\n"
    told = json.loads(dedupe("log", "a", "--db", chain, "--since", since, "--format", "json").stdout)
    assert [version["revision"] for version in told["versions"]] == [
        int(line[:4]) for line in versions if line[:4].strip().isdigit()
    ]


def test_a_day_is_not_before_an_hour_of_it(dedupe: Dedupe, db: str) -> None:
    told = dedupe("log", "harbour-post/fire.txt", "--db", db, "--since", "2031-05-05T09:00")
    assert (told.stdout.splitlines()[2][:16], told.stderr) == ("   2  2031-05-05", "")


def test_facts_go_to_and_fro(dedupe: Dedupe, chain: Path) -> None:
    to_and_fro = ["figures", "  2, 3, 5  227 → 249 ↩ 227 ↩ 249 people (3 returns to 1, 5 to 2)"]
    assert dedupe("facts", "a", "--db", chain).stdout.splitlines()[-2:] == to_and_fro
    later = dedupe("facts", "a", "--db", chain, "--since", "2031-05-04T09:00")
    assert later.stdout.splitlines()[-2:] == to_and_fro  # with all that it was before
    assert later.stderr == "1 step without a date left out\n"
    nothing = dedupe("facts", "a", "--db", chain, "--since", "2031-05-05")
    assert nothing.stdout.splitlines()[-1] == "no fact changed"
    told = json.loads(dedupe("facts", "a", "--db", chain, "--format", "json").stdout)
    back = [change["returns_to"] and change["returns_to"]["article"] for change in told["facts"][0]["changes"]]
    assert back == [None, "a", "b"]


def test_the_report_since_a_date(dedupe: Dedupe, chain: Path) -> None:
    result = dedupe("report", "--db", chain, "--since", "2031-05-04T09:00")
    assert lines_of(result)[3:] == [
        "",
        "   1  2031-05-04 06:00  Harbour Post  a",
        "   2  2031-05-04 07:00  Harbour Post  b",
        "   3  2031-05-04 08:00  Harbour Post  c",
        "   4  undated           Harbour Post  d",
        "   5  2031-05-04 10:00  Harbour Post  e",
        "",
        "── Version 4 → 5",
        "  date modified and 1 figure changed; 1 paragraph changed",
        "  order: modified date",
        "  date modified  none → 2031-05-04 10:00",
        "  figures        227 → 249 people",
        "  brings back    ¶ 2 as in version 2",
        "",
        "  … 1 paragraph unchanged",
        "  ¶ 2 changed",
        "    ~ At least [-227-]{+249+} people were taken off the ship by four…",
        "  … 2 paragraphs unchanged",
    ]
    assert result.stderr == "1 step without a date left out\n"


def test_since_an_ingest(dedupe: Dedupe, newsroom: Path, tmp_path: Path) -> None:
    db = tmp_path / "nights.db"
    night = ("run", "--db", db)
    dedupe(*night, newsroom / "fire.txt", newsroom / "library.txt")
    assert dedupe("report", "--db", db, "--since", "last-run").stdout == ""
    dedupe(*night, newsroom / "fire-2.txt")
    second = dedupe("report", "--db", db, "--since", "last-run").stdout
    assert "227 → 249" in second
    assert second == dedupe("report", "--db", db, "--since", "run:2").stdout
    assert second == dedupe("report", "--db", db, "--since", "run:1").stdout
    assert "227 → 249" in dedupe("log", "harbour-post/fire.txt", "--db", db, "--since", "last-run").stdout
    assert "227 → 249" in dedupe("facts", "harbour-post/fire.txt", "--db", db, "--since", "run:2").stdout
    dedupe(*night, newsroom)  # nothing new
    assert dedupe("report", "--db", db, "--since", "last-run").stdout == ""
    beyond = dedupe("report", "--db", db, "--since", "run:4")
    assert (beyond.exit_code, beyond.stderr) == (
        1, f"dedupe: {db} has no ingest 4: the ingests there are numbered 1 to 3\n"
    )  # fmt: skip


def test_a_version_that_comes_late_is_new_on_both_sides(dedupe: Dedupe, newsroom: Path, tmp_path: Path) -> None:
    db = tmp_path / "late.db"
    dedupe("run", "--db", db, newsroom / "fire-2.txt")
    dedupe("run", "--db", db, newsroom / "fire.txt")
    assert "227 → 249" in dedupe("report", "--db", db, "--since", "last-run").stdout


def test_a_story_that_did_not_change_since_is_not_reported(dedupe: Dedupe, chain: Path) -> None:
    later = ("report", "--db", chain, "--since", "2031-05-05")
    assert dedupe(*later).stdout == ""
    assert dedupe(*later, "--format", "json").stdout == "[]\n"


@pytest.mark.parametrize("command", ["log", "facts", "report"])
def test_what_is_no_date_is_wrong_usage(dedupe: Dedupe, chain: Path, command: str) -> None:
    result = dedupe(command, "a", "--db", chain, "--since", "yesterday")
    assert result.exit_code == 2
    assert result.stderr.endswith("or 2031-05-04T09:30:00Z, no run:N and not last-run.\n")


@pytest.mark.parametrize(
    ("options", "old", "new", "versions"),
    [
        (["--from", "2", "--to", "5"], "b", "e", "versions 2 → 5 of 5"),
        (["--from", "4"], "d", "e", "versions 4 → 5 of 5"),
        (["--to", "4"], "a", "d", "versions 1 → 4 of 5"),
        (["--from", "5", "--to", "1"], "e", "a", "versions 5 → 1 of 5"),
    ],
)
def test_any_two_versions(dedupe: Dedupe, chain: Path, options: list[str], old: str, new: str, versions: str) -> None:
    by_number = dedupe("diff", "c", *options, "--db", chain).stdout
    first, second, third, *_ = by_number.splitlines()
    assert (first[:3], second[:3], third.split(" in ")[0]) == (f"- {old}", f"+ {new}", versions)
    assert dedupe("diff", old, new, "--db", chain).stdout == by_number
    told = json.loads(dedupe("diff", old, new, "--db", chain, "--format", "json").stdout)["between"]
    assert f"versions {told['old']} → {told['new']} of {told['versions']}" == versions
    assert third.endswith(told["story"])
    assert versions in dedupe("diff", old, new, "--db", chain, "--format", "markdown").stdout.lower()


def test_two_articles_of_one_text_are_one_version(dedupe: Dedupe, chain: Path) -> None:
    assert dedupe("diff", "e", "e", "--db", chain).stdout.splitlines()[2].startswith("both version 5 of 5 in story ")


def test_articles_of_two_stories_lie_in_none(dedupe: Dedupe, db: str) -> None:
    told = dedupe("diff", "harbour-post/fire.txt", "harbour-post/library.txt", "--db", db, "--format", "json")
    assert json.loads(told.stdout)["between"] is None


@pytest.mark.parametrize(("code", "options"), [(1, []), (2, ["--exit-code"])])
def test_a_version_that_is_not_there_is_said_so(dedupe: Dedupe, chain: Path, code: int, options: list[str]) -> None:
    result = dedupe("diff", "a", "--to", "6", "--db", chain, *options)
    assert result.exit_code == code
    assert result.stderr.endswith(" has no version 6: its versions are 1 to 5\n")
