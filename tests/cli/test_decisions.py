"""join, separate, verdicts and pairs --explain: from a person's word to the stories."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports

Dedupe = Callable[..., Result]
FIRE, LATER, LIBRARY = (f"harbour-post/{name}.txt" for name in ("fire", "fire-2", "library"))
SCHEMAS = Path(reports.__file__).parent / "schemas"


@pytest.fixture
def run(dedupe: Dedupe, db: str) -> Callable[..., str]:
    """Run a command on a copy of the store, which is ours to change, and return its stdout."""
    copyfile(db, "dedupe.db")

    def told(*arguments: str) -> str:
        result = dedupe(*arguments)
        assert (result.stderr, result.exit_code) == ("", 0)
        return result.stdout

    return told


def validate(schema: str, line: str) -> None:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(one)) for file, one in files.items())
    Draft202012Validator(files[f"{schema}.schema.json"], registry=registry).validate(json.loads(line))


def stories(run: Callable[..., str]) -> list[list[str]]:
    run("cluster")
    lines = run("stories", "--all", "--format", "jsonl").splitlines()
    return sorted(sorted(one["article"] for one in json.loads(line)["articles"]) for line in lines)


def test_a_person_has_the_last_word(run: Callable[..., str]) -> None:
    assert run("separate", FIRE, LATER, "--why", "two fires") == (
        f"recorded   separate  {FIRE}  {LATER}\nnext       dedupe cluster && dedupe diff --all\n"
    )
    run("join", LIBRARY, FIRE, "--why", "the same\nweekend")
    assert stories(run) == [[LATER], [FIRE, LIBRARY]]
    assert run("verdicts") == (
        f"separate  {LATER}  {FIRE}     two fires\njoin      {FIRE}    {LIBRARY}  the same weekend\n"
    )
    assert "a person separated them: two fires;" in " ".join(run("pairs").split())


def test_a_decision_survives_a_rebuild_and_is_exported(run: Callable[..., str]) -> None:
    run("separate", FIRE, LATER, "--why", "two fires")
    run("rebuild")
    assert stories(run) == [[LATER], [FIRE], [LIBRARY]]
    line = next(line for line in run("export").splitlines() if '"verdict"' in line)
    validate("export", line)
    expected = {"verdict": "separate", "a": LATER, "b": FIRE, "why": "two fires"}
    assert json.loads(line) == {"type": "verdict"} | expected
    assert json.loads(run("verdicts", "--format", "jsonl")) == expected


def test_what_is_withdrawn_leaves_no_trace_in_the_stories(run: Callable[..., str]) -> None:
    before = stories(run), run("export")
    run("separate", FIRE, LATER, "--why", "two fires")
    assert stories(run) != before[0]
    assert run("verdicts", "--withdraw", LATER, FIRE).startswith(f"recorded   withdraw  {LATER}  {FIRE}\n")
    assert (run("verdicts"), stories(run)) == ("", before[0])
    run("diff", "--all")
    assert run("export") == before[1]


def test_what_lists_nothing_takes_no_format(dedupe: Dedupe) -> None:
    result = dedupe("verdicts", "--withdraw", LATER, FIRE, "--format", "jsonl")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.endswith("Error: --withdraw lists nothing: it takes no --format.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("join", FIRE, "nobody", "--why", "so"), "no article goes by 'nobody' in dedupe.db"),
        (("join", FIRE, FIRE, "--why", "so"), f"'{FIRE}' cannot be joined with itself"),
        (("separate", FIRE, LATER, "--why", " "), "a decision needs a reason in words"),
        (("verdicts", "--withdraw", FIRE, LATER), f"nobody decided about '{LATER}' and '{FIRE}'"),
        (("pairs", "--explain", FIRE, FIRE), f"'{FIRE}' is one article, and two are needed"),
    ],
)
def test_what_cannot_be_is_one_line(dedupe: Dedupe, db: str, arguments: tuple[str, ...], message: str) -> None:
    copyfile(db, "dedupe.db")
    result = dedupe(*arguments)
    assert (result.stdout, result.stderr, result.exit_code) == ("", f"dedupe: {message}\n", 1)


def test_copies_of_one_text_cannot_be_separated(dedupe: Dedupe) -> None:
    articles = [{"id": name, "text": "A fire broke out early on Sunday aboard the ferry."} for name in "ab"]
    Path("two.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    dedupe("run", "two.jsonl")
    result = dedupe("separate", "a", "b", "--why", "so")
    assert result.stderr == "dedupe: 'a' and 'b' have the same text, and one text is always of one story\n"
    explained = json.loads(dedupe("pairs", "--explain", "a", "b", "--format", "jsonl").stdout)
    assert (explained["relation"], explained["score"]) == ("identical", 1.0)
    assert explained["explained"]["evidence"] == {"text": "the same text, character for character"}


# ---------------------------------------------------------------- pairs --explain


def test_an_explanation_tells_the_evidence_what_is_shared_and_the_story(run: Callable[..., str]) -> None:
    lines = run("pairs", "--explain", FIRE, LATER).splitlines()
    assert lines[0] == f"{FIRE}    2031-05-04"
    assert lines[2].startswith("revision  score 0.")
    kinds = [line[:10].strip() for line in lines[4:] if line[0] != " "]
    expected = ["because", "phrases", "words", "subject", "order", "quotes", "figures", "days", "place"]
    assert kinds == [*expected, "headline", "sources", "dates", "shared", "story"]
    assert "dates     1 day apart" in lines
    shared = next(line for line in lines if line.startswith("shared"))
    assert (
        shared == "shared    “people were taken off the ship by four coastguard boats and a navy helicopter. The Alba"
    )
    assert lines[-1].endswith(": this pair joins them")


def test_strangers_are_explained_too(run: Callable[..., str]) -> None:
    line = run("pairs", "--explain", LIBRARY, FIRE, "--format", "jsonl")
    validate("pairs", line)
    told = json.loads(line)
    assert (told["a"], told["b"], told["relation"]) == (LIBRARY, FIRE, None)
    assert (told["explained"]["chain"], told["explained"]["current"]) == ([], True)
    assert run("pairs", "--explain", LIBRARY, FIRE).splitlines()[-1].endswith(": too little is shared")


def test_a_chain_holds_together_what_is_no_pair(run: Callable[..., str]) -> None:
    run("join", LIBRARY, FIRE, "--why", "the same weekend")
    run("cluster")
    line = run("pairs", "--explain", LIBRARY, LATER, "--format", "jsonl")
    validate("pairs", line)
    assert [(pair["a"], pair["b"]) for pair in json.loads(line)["explained"]["chain"]] == [
        (FIRE, LIBRARY),
        (LATER, FIRE),
    ]
    text = run("pairs", "--explain", LIBRARY, LATER)
    assert f"they hold together through 2 pairs\n          {FIRE} and {LIBRARY}: revision, score 0.000\n" in text


def test_an_explanation_says_what_a_person_decided_and_whether_it_holds_yet(run: Callable[..., str]) -> None:
    run("separate", FIRE, LATER, "--why", "two fires")
    stale = run("pairs", "--explain", FIRE, LATER).splitlines()
    assert stale[-1] == "note      articles or decisions came since the last folding: run dedupe cluster"
    run("cluster")
    told = run("pairs", "--explain", FIRE, LATER).splitlines()
    assert told[2].startswith("related  score 0.")
    assert told[4] == "decided   a person separated them: two fires"
    assert told[-1].endswith(": related articles are not joined")


def test_an_article_that_came_since_is_not_folded_yet(run: Callable[..., str]) -> None:
    Path("new.jsonl").write_text('{"id": "new", "text": "Nothing at all was heard of the ferry."}', encoding="utf-8")
    run("ingest", "new.jsonl")
    assert "story     not folded yet\n" in run("pairs", "--explain", "new", FIRE)


def test_pairs_of_a_story_and_of_a_relation(run: Callable[..., str]) -> None:
    every = run("pairs", "--format", "jsonl").splitlines()
    assert {json.loads(line)["relation"] for line in every} == {"revision"}
    assert run("pairs", "--relation", "recurring", "--format", "jsonl") == ""
    assert run("pairs", "--relation", "revision", "--relation", "related", "--format", "jsonl").splitlines() == every
    assert run("pairs", FIRE, "--format", "jsonl").splitlines() == every
    assert run("pairs", LIBRARY, "--format", "jsonl") == ""
