"""blame and facts over a store."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Dedupe = Callable[..., Result]
NEW, OLD = "harbour-post/fire-2.txt", "harbour-post/fire.txt"


def test_each_paragraph_stands_beside_its_version(dedupe: Dedupe, db: str) -> None:
    lines = dedupe("blame", NEW, "--db", db).stdout.splitlines()
    told = [line.split("¶")[0].split() for line in lines if "¶" in line]
    assert told == [
        ["1", "2031-05-04"],
        ["1→2", "2031-05-05"],
        ["1", "2031-05-04"],
        ["1", "2031-05-04"],
        ["2", "2031-05-05"],
    ]


def test_whole_paragraphs_are_not_cut(dedupe: Dedupe, db: str) -> None:
    assert "the coastguard said." not in dedupe("blame", NEW, "--db", db).stdout
    whole = dedupe("blame", NEW, "--whole", "--db", db).stdout
    assert "off the port of Sarama, the coastguard said." in " ".join(whole.split())


def test_the_json_of_a_paragraph_names_version_article_and_text(dedupe: Dedupe, db: str) -> None:
    document = json.loads(dedupe("blame", NEW, "--db", db, "--format", "json").stdout)
    assert (document["article"], document["revision"]) == (NEW, 2)
    changed = document["paragraphs"][1]
    assert (changed["first"]["article"], changed["changed"]["article"], changed["returned"]) == (OLD, NEW, None)
    assert changed["text"].startswith("At least 249 people")
    lines = dedupe("blame", NEW, "--db", db, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [{"article": NEW} | one for one in document["paragraphs"]]


def test_a_lone_article_is_all_version_1(dedupe: Dedupe, db: str) -> None:
    document = json.loads(dedupe("blame", "harbour-post/library.txt", "--db", db, "--format", "json").stdout)
    assert {one["changed"]["revision"] for one in document["paragraphs"]} == {1}


def test_facts_are_lines_under_their_kind(dedupe: Dedupe, db: str) -> None:
    lines = dedupe("facts", OLD, "--db", db).stdout.splitlines()
    assert lines[lines.index("figures") + 1] == "  2  227 → 249 people"
    (fact,) = json.loads(dedupe("facts", OLD, "--db", db, "--format", "json").stdout)["facts"]
    assert (fact["kind"], fact["values"]) == ("number", ["227", "249"])
    assert [(one["old"]["article"], one["new"]["article"]) for one in fact["changes"]] == [(OLD, NEW)]


def test_a_story_of_one_has_no_facts_that_changed(dedupe: Dedupe, db: str) -> None:
    assert dedupe("facts", "harbour-post/library.txt", "--db", db).stdout.endswith("\nno fact changed\n")


@pytest.mark.parametrize("command", ["blame", "facts"])
def test_what_is_not_there_is_one_line(dedupe: Dedupe, db: str, command: str) -> None:
    result = dedupe(command, "no\x1b[31msuch", "--db", db)
    assert (result.stdout, result.exit_code, len(result.stderr.splitlines())) == ("", 1, 1)
    assert "\x1b" not in result.stderr
    assert dedupe(command, OLD).stderr == "dedupe: dedupe.db: there is no store here\n"
