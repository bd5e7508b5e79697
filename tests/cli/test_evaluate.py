"""dedupe evaluate: scores, the worst mistakes with their evidence, and labels that do not fit the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports

Dedupe = Callable[..., Result]
SCHEMAS = Path(reports.__file__).parent / "schemas"
FIRE, LATER, LIBRARY = (f"harbour-post/{name}.txt" for name in ("fire", "fire-2", "library"))
RIGHT = f"id,story,version\n{FIRE},fire,0\n{LATER},fire,1\n{LIBRARY},library,0\n"
JOINED = f"id,story\n{FIRE},fire\n{LATER},another fire\n{LIBRARY},library\n"
TORN = f"id,story\n{FIRE},day\n{LATER},day\n{LIBRARY},day\n"


@pytest.fixture
def card(dedupe: Dedupe, db: str) -> Callable[..., dict[str, Any]]:
    """Evaluate against labels, and return the JSON that keeps its schema."""
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())

    def evaluate(content: str, *options: str) -> dict[str, Any]:
        Path("labels.csv").write_text(content, encoding="utf-8")
        result = dedupe("evaluate", "labels.csv", "--db", db, "--format", "json", *options)
        assert (result.exit_code, result.stderr) == (0, "")
        document: dict[str, Any] = json.loads(result.stdout)
        Draft202012Validator(files["evaluate.schema.json"], registry=registry).validate(document)
        return document

    return evaluate


def test_what_is_right_is_right_by_every_measure(card: Callable[..., dict[str, Any]]) -> None:
    told = card(RIGHT, "--errors", "5")
    assert [told[share] for share in ("precision", "recall", "f1", "adjusted_rand")] == [1.0] * 4
    assert (told["articles"], told["missing"], told["judged_pairs"]) == (3, 0, 3)
    assert {name: count for name, count in told.items() if name.startswith("neighbours")} == dict.fromkeys(
        [
            "neighbours",
            *(f"neighbours_{way}" for way in ("in_order", "told_apart", "adjacent", "stated", "stated_right")),
        ],
        1,
    )
    assert told["errors"] == {"joins": [], "joins_in_all": 0, "misses": [], "misses_in_all": 0}


def test_errors_are_told_only_when_asked_for(card: Callable[..., dict[str, Any]]) -> None:
    assert "errors" not in card(JOINED)


def test_a_wrong_join_comes_with_the_pair_that_holds_it(
    card: Callable[..., dict[str, Any]], dedupe: Dedupe, db: str
) -> None:
    told = card(JOINED, "--errors", "5")
    pair = json.loads(dedupe("pairs", "--db", db, "--format", "jsonl").stdout)
    story = json.loads(dedupe("stories", "--db", db, "--format", "jsonl").stdout)["story"]
    (join,) = told["errors"]["joins"]
    assert join == {
        "wrong_pairs": 1,
        "story": story,
        "labelled": ["another fire", "fire"],
        "articles": [LATER, FIRE],
        "links": 1,
        "link": pair,
        "chain": [pair],
    }
    assert told["precision"] == 0.0


def test_a_miss_comes_with_the_pair_that_was_closest(
    card: Callable[..., dict[str, Any]], dedupe: Dedupe, db: str
) -> None:
    told = card(TORN, "--errors", "5")
    (miss,) = told["errors"]["misses"]
    assert (miss["lost_pairs"], miss["labelled"], miss["recorded"], miss["compared"]) == (2, "day", False, 2)
    assert [part["articles"] for part in miss["parts"]] == [2, 1]
    closest = miss["closest"]
    explained = json.loads(
        dedupe("pairs", "--explain", closest["a"], closest["b"], "--db", db, "--format", "jsonl").stdout
    )
    for field in ("a", "b", "relation", "score", "jaccard", "containment_a", "containment_b"):
        assert closest[field] == explained[field]
    assert [part["story"] for part in miss["parts"]] == explained["explained"]["stories"]


def test_text_tells_both(dedupe: Dedupe, db: str) -> None:
    Path("labels.csv").write_text(JOINED.replace("library\n", "fire\n"), encoding="utf-8")
    lines = dedupe("evaluate", "labels.csv", "--db", db, "--errors", "1").stdout.splitlines()
    assert "wrong joins  1" in lines
    assert any(line.startswith("  1  1 wrong pair in story ") for line in lines)
    assert "misses  1" in lines
    assert "  1  1 true pair lost of fire" in lines
    assert any(line.startswith("     not related  score 0.000") for line in lines)


def test_labels_without_an_article_are_counted(card: Callable[..., dict[str, Any]]) -> None:
    told = card(RIGHT + "who/knows.txt,fire,2\n")
    assert (told["articles"], told["missing"], told["unclear"], told["recall"]) == (3, 1, 0, 1.0)


def test_labels_that_name_no_article_at_all_are_an_error(dedupe: Dedupe, db: str) -> None:
    Path("labels.csv").write_text("id,story\nwho,knows\n", encoding="utf-8")
    result = dedupe("evaluate", "labels.csv", "--db", db)
    assert result.exit_code == 1
    assert result.stderr == f"dedupe: labels.csv: none of the 1 ids is the KEY of an article of the store ({db})\n"


@pytest.fixture
def twice(dedupe: Dedupe) -> list[str]:
    """A store where one KEY has two articles: their names."""
    for number in ("227", "249"):
        text = (
            f"A fire broke out aboard the ferry Alba and {number} people were taken off, the coastguard of Sarama said."
        )
        Path("wire.jsonl").write_text(json.dumps({"id": "w1", "text": text}) + "\n", encoding="utf-8")
        Path("other.jsonl").write_text(json.dumps({"id": "w2", "text": f"{text} More."}) + "\n", encoding="utf-8")
        assert dedupe("run", "wire.jsonl", "other.jsonl", "--db", "twice.db").exit_code == 0
    lines = dedupe("export", "--db", "twice.db").stdout.splitlines()
    return [row["name"] for row in map(json.loads, lines) if row["type"] == "article" and row["key"] == "w1"]


def test_a_key_of_several_articles_is_left_out_and_said_so(dedupe: Dedupe, twice: list[str]) -> None:
    Path("labels.csv").write_text(f"id,story\nw1,fire\n{twice[0]},fire\n", encoding="utf-8")
    told = json.loads(dedupe("evaluate", "labels.csv", "--db", "twice.db", "--format", "json").stdout)
    assert (told["articles"], told["missing"], told["unclear"]) == (1, 1, 1)
    text = dedupe("evaluate", "labels.csv", "--db", "twice.db").stdout
    assert text.startswith(
        "articles   1 labelled and in the store; 1 left out, each the KEY of several articles (label KEY@1a2b3c4d)\n"
    )


def test_labels_of_nothing_but_such_keys_are_an_error(dedupe: Dedupe, twice: list[str]) -> None:
    assert len(twice) == 2
    Path("labels.csv").write_text("id,story\nw1,fire\n", encoding="utf-8")
    result = dedupe("evaluate", "labels.csv", "--db", "twice.db")
    assert result.exit_code == 1
    assert result.stderr == (
        "dedupe: labels.csv: 'w1' is the KEY of several articles of the store: label KEY@1a2b3c4d (twice.db)\n"
    )


def test_no_errors_are_no_number(dedupe: Dedupe, db: str) -> None:
    Path("labels.csv").write_text(RIGHT, encoding="utf-8")
    assert dedupe("evaluate", "labels.csv", "--db", db, "--errors", "0").exit_code == 2


def test_the_same_labels_in_any_order_give_the_same_bytes(dedupe: Dedupe, db: str) -> None:
    header, *rows = JOINED.splitlines()
    outputs = set()
    for some in (rows, rows[::-1]):
        Path("labels.csv").write_text("\n".join([header, *some]), encoding="utf-8")
        outputs.add(dedupe("evaluate", "labels.csv", "--db", db, "--errors", "9", "--format", "json").stdout)
    assert len(outputs) == 1


def test_on_real_articles_every_wrong_and_lost_pair_is_accounted_for(real_data: Path, dedupe: Dedupe) -> None:
    folders = [real_data / name for name in ("us_18f_blog", "us_digitalgov")]
    dedupe("ingest", *(folder / "articles.jsonl.gz" for folder in folders), "--db", "real.db")
    dedupe("cluster", "--db", "real.db")
    rows = [line.split(",") for each in folders for line in (each / "labels.csv").read_text("utf-8").splitlines()[1:]]
    number = {story: at for at, story in enumerate(sorted({story for _, story, *_ in rows}))}
    # Two stories of the labels as one: what we did not join is then missed, and nearly all of it shares nothing.
    for name, stories_in_one in (("right.csv", 1), ("wrong.csv", 2)):
        lines = (f"{key},{number[story] // stories_in_one}" for key, story, *_ in rows)
        Path(name).write_text("\n".join(["id,story", *lines]), encoding="utf-8")
        result = dedupe("evaluate", name, "--db", "real.db", "--errors", "5000", "--format", "json")
        told = json.loads(result.stdout)
        errors = told["errors"]
        assert len(errors["joins"]) == errors["joins_in_all"]
        assert sum(join["wrong_pairs"] for join in errors["joins"]) == told["found_pairs"] - told["right_pairs"] > 0
        assert sum(miss["lost_pairs"] for miss in errors["misses"]) == told["true_pairs"] - told["right_pairs"]
        assert errors["misses_in_all"] == len(errors["misses"])
    assert errors["misses_in_all"] > 100
