"""Facts through time, as people and scripts read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports
from dedupe.changes.chains import FactChain, FactStep, fact_chains
from dedupe.records import ChangeReport, FactChange, FactKind
from dedupe.reports import as_json
from dedupe.reports import facts as face
from dedupe.reports.layout import Screen, cells

Golden = Callable[[str, Iterable[str]], None]
SCHEMAS = Path(reports.__file__).parent / "schemas"
MORE = (
    FactChange(kind="number", old="249", new="253", hunk=1, context="people"),
    FactChange(kind="number", old="", new="12", hunk=1, context="people"),
    FactChange(kind="number", old="16", new="", hunk=2, context="hurt"),
    FactChange(
        kind="quote", old="", new="An inquiry will begin, and it will leave no cabin door\x1b[2J closed", hunk=2
    ),
)


@pytest.fixture
def told(report: ChangeReport) -> ChangeReport:
    """The story, whose second step carries on what the first one changed."""
    first, second = report.comparisons
    changes = replace(second.changes, facts=second.changes.facts + MORE)
    return replace(report, comparisons=(first, replace(second, changes=changes)))


def validate(document: dict[str, Any]) -> list[str]:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())
    errors = Draft202012Validator(files["facts.schema.json"], registry=registry).iter_errors(document)
    return [error.message for error in errors]


def test_facts_in_text(told: ChangeReport, golden: Golden) -> None:
    golden("facts.txt", face.text(told, fact_chains(told.comparisons), Screen(width=80)))


def test_facts_in_json(told: ChangeReport, golden: Golden) -> None:
    document = face.as_document(told, fact_chains(told.comparisons))
    golden("facts.json", [as_json.document(document)])
    assert validate(document) == []
    assert validate(document | {"surprise": 1}) != []


def test_a_chain_has_a_value_more_than_changes(told: ChangeReport) -> None:
    facts = face.as_document(told, fact_chains(told.comparisons))["facts"]
    assert [len(fact["values"]) - len(fact["changes"]) for fact in facts] == [1] * len(facts)
    assert ["227", "249", "253"] in [fact["values"] for fact in facts]


def chain(kind: FactKind, context: str, *values: str) -> FactChain:
    steps = (
        FactStep(comparison=at, facts=(0,), hunks=(0,), old=old, new=new)
        for at, (old, new) in enumerate(pairwise(values))
    )
    return FactChain(kind=kind, context=context, steps=tuple(steps))


@pytest.mark.parametrize(
    ("kind", "context", "values", "words"),
    [
        ("number", "killed", ("227", "249", "253"), "227 → 249 → 253 killed"),
        ("number", "", ("", "249", "253"), "+249 → 253"),
        ("number", "hurt", ("14", "16", ""), "14 → 16 hurt → gone"),
        ("name", "", ("Edgar", ""), "-Edgar"),
        ("quote", "", ("A bang", "A noise", "A hum"), "“A bang” → “A noise” → “A hum”"),
    ],
)
def test_a_chain_in_words(kind: FactKind, context: str, values: tuple[str, ...], words: str) -> None:
    assert face.in_words(chain(kind, context, *values)) == words


@pytest.mark.parametrize(
    ("values", "returned", "words"),
    [
        (("227", "249", "227"), [1], "227 → 249 ↩ 227 killed"),
        (("227", "249", "227", "253"), [1], "227 → 249 ↩ 227 → 253 killed"),
        (("227", "", "227"), [1], "-227 ↩ 227 killed"),
        (("", "227", "", "227"), [2], "+227 → gone ↩ 227 killed"),
    ],
)
def test_an_arrow_back_leads_to_a_former_value(values: tuple[str, ...], returned: list[int], words: str) -> None:
    assert face.in_words(chain("number", "killed", *values), returned) == words


def test_which_version_it_returns_to_stands_at_the_end(told: ChangeReport) -> None:
    lines = list(face.text(told, fact_chains(told.comparisons), Screen(width=80)))
    assert "  3     二百 → 三百 乘客 (3 returns to 1)" in lines


def test_what_is_counted_alike_stands_side_by_side() -> None:
    chains = [chain("number", context, "1", "2") for context in ("killed", "", "hurt", "killed", "", "hurt")]
    assert [one.context for one in face.by_context(chains)] == ["killed", "killed", "", "hurt", "hurt", ""]


@pytest.mark.parametrize("width", [40, 64, 100])
def test_no_line_is_wider_than_the_screen_and_none_acts_on_it(told: ChangeReport, width: int) -> None:
    lines = list(face.text(told, fact_chains(told.comparisons), Screen(width=width)))
    facts = lines[lines.index("figures") :]
    assert max(map(cells, facts)) <= width
    assert "\x1b" not in "".join(lines)
    assert "door␛[2J" in " ".join(line.strip() for line in facts)


def test_a_story_in_which_no_fact_changed_says_so(report: ChangeReport) -> None:
    assert list(face.text(report, (), Screen()))[-1] == "no fact changed"
    assert validate(face.as_document(report, ())) == []
