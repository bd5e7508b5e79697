"""A JSON object -> the articles in it: mostly one, or those of the list or graph that it holds.

Shared by all formats whose records are JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from dedupe.reading.fields import find_fields
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.ninjs import as_fields, is_ninjs
from dedupe.reading.schema_org import articles_of, is_graph
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from

ENVELOPES: Final = ("articles", "items", "stories", "results", "documents", "docs", "data")
"""The names under which an answer of an API keeps its list of articles."""

_SPECIAL: Final = frozenset({"@graph", "uri", *ENVELOPES})
_DECODER = msgspec.json.Decoder(dict[str, Any])
_HIGH, _LOW = rb"\\u[dD][89abAB][0-9a-fA-F]{2}", rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_SURROGATES = re.compile(rb"(%s%s)|(%s|%s)" % (_HIGH, _LOW, _HIGH, _LOW))


def records_of(record: dict[str, Any], file: InputFile, line: int, context: Context) -> Sequence[Record]:
    """Return an article or a rejection for each article that an object, which begins on ``line``, should hold."""
    inner = None if _SPECIAL.isdisjoint(record) else _listed(record, context)
    if inner is None:
        return (_record(record, file, line, context, ""),)
    numbered = enumerate(inner, start=1)
    found = [_record(one, file, line, context, f"record {number}: ") for number, one in numbered]
    return found or [file.rejection("no article in it", line=line)]


def _listed(record: dict[str, Any], context: Context) -> list[Any] | None:
    """The articles of an object that is none itself, None where it is one."""
    if is_graph(record):
        return list(articles_of(record["@graph"]))
    lists = (record[name] for name in ENVELOPES if _is_list_of_objects(record.get(name)))
    listed: list[Any] | None = next(lists, None)
    if listed is None or "uri" in record or find_fields(record, context.options.columns).get("text"):
        return None
    return listed


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _record(record: Any, file: InputFile, line: int, context: Context, place: str) -> Record:
    origin = file.origin(line)
    try:
        if not isinstance(record, dict):
            raise Unreadable("not a JSON object")
        if not is_ninjs(record):
            return article_from(record, file, origin, context)
        fields, caution = as_fields(record)
        article = article_from(fields, file, origin, context)
    except Unreadable as error:
        return file.rejection(f"{place}{error}", line=line)
    if caution:
        context.warn(origin, caution)
    return article


def decoded(content: bytes, unit: str) -> dict[str, Any]:
    """Return the JSON object that ``content``, a ``unit`` of a file, holds. Raises Unreadable with the reason."""
    try:
        return _DECODER.decode(content)
    except RecursionError as error:
        raise Unreadable("broken JSON: nested too deeply") from error
    except msgspec.ValidationError as error:
        raise Unreadable(_why_invalid(str(error))) from error
    except msgspec.DecodeError as error:
        raise Unreadable(_why_broken(content, str(error), unit)) from error


def _why_invalid(message: str) -> str:
    """Well-formed JSON that we cannot take: mostly another thing than an object."""
    _, expected, got = message.partition("Expected `object`, got ")
    if expected:
        return f"not a JSON object but {got.strip('`')}"
    return f"broken JSON: {message[0].lower()}{message[1:].partition(' - at ')[0]}"


def _why_broken(content: bytes, message: str, unit: str) -> str:
    """The decoder calls a lone surrogate a truncated input."""
    for pair, lone in _SURROGATES.findall(content):
        if lone and not pair:
            return f"broken JSON: a lone surrogate, {lone.decode()}"
    if message == "Input data was truncated":
        return f"broken JSON: the {unit} ends before the object does"
    return f"broken JSON: {message.removeprefix('JSON is malformed: ')}"
