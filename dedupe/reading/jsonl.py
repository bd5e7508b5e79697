"""``.jsonl``: one JSON object a line, each an article, under the field names of many tools (see fields).

Lines are read one at a time, so a file may be of any length. A line that cannot be read is rejected
with its number and the reason, and the next one is read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dedupe.errors import InputError
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.objects import decoded, records_of
from dedupe.reading.streams import MAX_RECORD_BYTES, lines
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable, decode

_BLANK = b" \t\r\n\f\v" + codecs.BOM_UTF8


def read_jsonl(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every line that is not blank."""
    number = 0
    try:
        for number, line in enumerate(lines(stream), start=1):
            if line is None:
                yield file.rejection(f"a line of more than {MAX_RECORD_BYTES // MIB} MiB", line=number)
                continue
            if line.strip(_BLANK):
                yield from _read_line(file, number, line, context)
    except InputError as error:
        yield file.rejection(str(error), line=number + 1)


def _read_line(file: InputFile, number: int, line: bytes, context: Context) -> Sequence[Record]:
    try:
        decode(line, first_line=number)  # names the byte that is no UTF-8, which the decoder does not
        record = decoded(line.removeprefix(codecs.BOM_UTF8), "line")
    except Unreadable as error:
        return (file.rejection(str(error), line=number),)
    return records_of(record, file, number, context)
