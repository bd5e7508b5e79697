"""The JSON keeps its schemas, and alone rebuilds both texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports
from dedupe.changes import edit_script
from dedupe.records import Changes, Comparison, Significance
from dedupe.reports import as_json

SCHEMAS = Path(reports.__file__).parent / "schemas"
GOLDEN = Path(__file__).parents[1] / "golden"
TEXTS = st.text(alphabet=st.sampled_from("ab, \n\u202e渡"), max_size=60)


def validator(name: str) -> Draft202012Validator:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())
    return Draft202012Validator(files[f"{name}.schema.json"], registry=registry)


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.schema.json")), ids=lambda path: path.name)
def test_each_schema_is_a_schema(schema: Path) -> None:
    Draft202012Validator.check_schema(json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize(
    ("schema", "golden"),
    [
        ("diff", "diff.json"),
        ("report", "report.json"),
        ("log", "log.json"),
        ("stories", "stories.jsonl"),
        ("pairs", "pairs.jsonl"),
        ("export", "export.jsonl"),
    ],
)
def test_the_golden_files_keep_their_schemas(schema: str, golden: str) -> None:
    text = (GOLDEN / golden).read_text("utf-8")
    documents = [json.loads(line) for line in text.splitlines()] if golden.endswith("l") else [json.loads(text)]
    for document in documents:
        validator(schema).validate(document)


@pytest.mark.parametrize("schema", ["diff", "log", "stories", "pairs"])
def test_a_field_that_is_not_promised_breaks_the_schema(schema: str) -> None:
    (golden,) = GOLDEN.glob(f"{schema}.json*")
    document = json.loads(golden.read_text("utf-8").splitlines()[0]) | {"surprise": 1}
    assert "surprise" in next(validator(schema).iter_errors(document)).message


def rebuilt(document: dict[str, Any], side: str) -> str:
    """One of the two texts, from the JSON alone, as the schema's descriptions tell how."""
    op = {"old": "delete", "new": "insert"}[side]
    paragraphs: dict[int, str] = {}
    for hunk in document["hunks"]:
        text = "".join(text for kind, text in hunk["edits"] if kind in ("equal", op))
        if hunk[side]:
            paragraphs.update(zip(hunk[side], text.split("\n\n"), strict=True))
    unusual = document["separators"][side]
    text = unusual.get("0", "")
    for number in range(len(paragraphs)):
        usual = "" if number + 1 == len(paragraphs) else "\n\n"
        text += paragraphs[number] + unusual.get(str(number + 1), usual)
    return text


def test_both_texts_are_rebuilt_from_the_json_alone(update: Comparison) -> None:
    document = json.loads(as_json.document(as_json.comparison(update)))
    assert rebuilt(document, "old") == update.old.article.text
    assert rebuilt(document, "new") == update.new.article.text


@given(TEXTS, TEXTS)
def test_any_two_texts_are_rebuilt_from_the_json_alone(old: str, new: str) -> None:
    significance = Significance(level="update", disclosed=None, reasons=())
    changes = Changes(script=edit_script(old, new), metadata=(), facts=(), significance=significance)
    document = json.loads(as_json.document(as_json.changes(changes)))
    assert (rebuilt(document, "old"), rebuilt(document, "new")) == (old, new)


def test_long_arrays_stand_one_element_a_line() -> None:
    lines = list(as_json.array([{"a": 1}, {"b": 2}]))
    assert lines == ["[", '{"a":1}', ",", '{"b":2}', "]"]
    assert json.loads("".join(lines)) == [{"a": 1}, {"b": 2}]
