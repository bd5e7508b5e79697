"""``.jsonl``: one JSON object a line, each an article, under the field names of many tools (see fields).

Lines are read one at a time, so a file may be of any length. A line that cannot be read is rejected
with its number and the reason, and the next one is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from dedupe.errors import InputError
from dedupe.reading.files import InputFile, Record, Warn
from dedupe.reading.streams import MAX_RECORD_BYTES, MIB, lines
from dedupe.reading.validity import Unreadable, decode
from dedupe.reading.values import article_from

_DECODER = msgspec.json.Decoder(dict[str, Any])
_BLANK = b" \t\r\n\f\v" + codecs.BOM_UTF8
_HIGH, _LOW = rb"\\u[dD][89abAB][0-9a-fA-F]{2}", rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_SURROGATES = re.compile(rb"(%s%s)|(%s|%s)" % (_HIGH, _LOW, _HIGH, _LOW))


def read_jsonl(file: InputFile, stream: BinaryIO, warn: Warn) -> Iterator[Record]:
    """Yield an article or a rejection for every line that is not blank."""
    number = 0
    try:
        for number, line in enumerate(lines(stream), start=1):
            if line is None:
                yield file.rejection(f"a line of more than {MAX_RECORD_BYTES // MIB} MiB", line=number)
                continue
            if line.strip(_BLANK):
                yield _read_line(file, number, line, warn)
    except InputError as error:
        yield file.rejection(str(error), line=number + 1)


def _read_line(file: InputFile, number: int, line: bytes, warn: Warn) -> Record:
    try:
        decode(line, first_line=number)  # names the byte that is no UTF-8, which the decoder does not
        return article_from(_decoded(line.removeprefix(codecs.BOM_UTF8)), file, file.origin(number), warn)
    except Unreadable as error:
        return file.rejection(str(error), line=number)


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        return _DECODER.decode(line)
    except RecursionError as error:
        raise Unreadable("broken JSON: nested too deeply") from error
    except msgspec.ValidationError as error:
        raise Unreadable(_why_invalid(str(error))) from error
    except msgspec.DecodeError as error:
        raise Unreadable(_why_broken(line, str(error))) from error


def _why_invalid(message: str) -> str:
    """Well-formed JSON that we cannot take: mostly another thing than an object."""
    _, expected, got = message.partition("Expected `object`, got ")
    if expected:
        return f"not a JSON object but {got.strip('`')}"
    return f"broken JSON: {message[0].lower()}{message[1:].partition(' - at ')[0]}"


def _why_broken(line: bytes, message: str) -> str:
    """The decoder calls a lone surrogate a truncated input."""
    for pair, lone in _SURROGATES.findall(line):
        if lone and not pair:
            return f"broken JSON: a lone surrogate, {lone.decode()}"
    if message == "Input data was truncated":
        return "broken JSON: the line ends before the object does"
    return f"broken JSON: {message.removeprefix('JSON is malformed: ')}"
