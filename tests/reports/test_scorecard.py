"""An evaluation with every kind of mistake, as text and JSON, exactly as the golden files have it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports
from dedupe.evaluation.closeness import Closeness
from dedupe.evaluation.evaluate import Band, Evaluation, Order
from dedupe.evaluation.misses import Miss, Mistakes, ToldMiss
from dedupe.evaluation.mistakes import WrongJoin
from dedupe.records import StoredPair
from dedupe.reports import scorecard
from dedupe.reports.layout import Screen

Golden = Callable[[str, Iterable[str]], None]
SCHEMAS = Path(reports.__file__).parent / "schemas"
FERRY, HARBOUR, ORLE = "1a2b3c4d5e6f", "2b3c4d5e6f70", "3c4d5e6f7081"


@pytest.fixture
def evaluation() -> Evaluation:
    return Evaluation(
        articles=4500,
        missing=5,
        unclear=2,
        judged_pairs=9_980_000,
        true_pairs=900_000,
        found_pairs=880_000,
        right_pairs=850_000,
        listed_pairs=200_000,
        bands=(Band(0.0, 0.1, 50_000, 20_000), Band(0.1, 0.5, 0, 0), Band(0.5, 1.0, 150_000, 149_000)),
        order=Order(pairs=620, in_order=590, told_apart=600, adjacent=540, stated=450, right=441),
    )


@pytest.fixture
def mistakes(pairs: list[StoredPair]) -> Mistakes:
    alba, notices = pairs
    joined = replace(notices, relation="revision", score=0.31, reasons=("one template",))
    recorded = Closeness(
        relation="recurring", score=0.9, jaccard=0.8, containment_a=0.9, containment_b=1 / 3, reasons=("other days",)
    )
    apart = Closeness(relation=None, score=0.0, jaccard=0.0, containment_a=0.0, containment_b=0.0, reasons=())
    return Mistakes(
        joins=[
            WrongJoin(
                story=FERRY,
                labelled=("fire", "notice"),
                articles=(alba.a, joined.b),
                pairs=1500,
                links=3,
                link=joined,
                chain=(alba, joined),
            ),
            WrongJoin(
                story=ORLE,
                labelled=("fire", "bell\x1b[2J"),
                articles=(alba.a, alba.b),
                pairs=1,
                links=1,
                link=alba,
                chain=(alba,),
            ),
        ],
        all_joins=7,
        misses=[
            ToldMiss(
                miss=Miss(labelled="notice", stories=(HARBOUR, ORLE), parts=(("c", "d"), ("a", "b"))),
                articles=("b", "c"),
                closeness=recorded,
                recorded=True,
                compared=4,
            ),
            ToldMiss(
                miss=Miss(labelled="choir", stories=(HARBOUR, FERRY), parts=(("e",), ("f",))),
                articles=("e", "f"),
                closeness=apart,
                recorded=False,
                compared=1,
            ),
        ],
        all_misses=2,
    )


def test_scores_and_mistakes_in_text(evaluation: Evaluation, mistakes: Mistakes, golden: Golden) -> None:
    golden("evaluate.txt", scorecard.text(evaluation, [Path("ambiguous.csv")], mistakes, Screen(width=80)))


def test_scores_and_mistakes_in_json(evaluation: Evaluation, mistakes: Mistakes, golden: Golden) -> None:
    golden("evaluate.json", [scorecard.json(evaluation, mistakes)])


@pytest.mark.parametrize("with_mistakes", [True, False])
def test_the_json_keeps_its_schema_and_nothing_else_does(
    evaluation: Evaluation, mistakes: Mistakes, with_mistakes: bool
) -> None:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())
    validator = Draft202012Validator(files["evaluate.schema.json"], registry=registry)
    document = json.loads(scorecard.json(evaluation, mistakes if with_mistakes else None))
    validator.validate(document)
    assert ("errors" in document) == with_mistakes
    assert "surprise" in next(validator.iter_errors(document | {"surprise": 1})).message
    for field in document.keys() - {"errors"}:
        without = {name: value for name, value in document.items() if name != field}
        assert field in next(validator.iter_errors(without)).message


def test_the_smallest_scorecard_leaves_out_what_there_is_not(evaluation: Evaluation) -> None:
    small = replace(
        evaluation,
        missing=0,
        unclear=0,
        true_pairs=0,
        found_pairs=0,
        right_pairs=0,
        listed_pairs=0,
        bands=(Band(0.0, 1.0, 0, 0),),
        order=Order(),
    )
    assert list(scorecard.text(small, [])) == [
        "articles   4,500 labelled and in the store",
        "pairs      0 true, 0 found, 0 right",
        "precision  1.0000",
        "recall     1.0000",
        "F1         1.0000",
        "ARI        1.0000  adjusted Rand index",
        "recall by Jaccard similarity of the pair",
        "  0.0 to 1.0       -  of 0",
    ]


def test_no_mistakes_are_said_to_be_none(evaluation: Evaluation) -> None:
    nothing = Mistakes(joins=[], all_joins=0, misses=[], all_misses=0)
    assert list(scorecard.text(evaluation, [], nothing))[-4:] == ["", "wrong joins  none", "", "misses  none"]
