"""``.json``: one object, an array of them, or several one after another, each an article (see objects).

The values are told apart by their brackets as the bytes come, and each is then read by itself: of an
array of any length one value is in memory. What is broken within its brackets is rejected alone;
brackets that never close end the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from dedupe.errors import InputError
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.objects import decoded, records_of
from dedupe.reading.streams import MAX_RECORD_BYTES
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable, decode

_CHUNK = MIB
# A whole string, a quote whose string is not all there yet, or a bracket.
_TOKEN = re.compile(rb'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"|"|[\[\]{}]', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,]*+")
_SCALAR_END = re.compile(rb"[\s,\[\]{}]")


def read_json(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every value."""
    values = _Values(stream)
    found = False
    try:
        for line, content in values:
            found = True
            try:
                decode(content, first_line=line)
                record = decoded(content, "record")
            except Unreadable as error:
                yield file.rejection(str(error), line=line)
                continue
            yield from records_of(record, file, line, context)
        if not found:
            yield file.rejection("no article in it", line=1)
    except InputError as error:
        yield file.rejection(str(error), line=values.line)


class _Values:
    """The values of a file, each with the line that it begins on: those of arrays at its top, and those beside them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0
        self._depth = 0
        self.line = 1

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Raises InputError where a value has no end, or is too long."""
        if self._more() and self._held.startswith(codecs.BOM_UTF8):
            self._at = len(codecs.BOM_UTF8)
        while self._go_to_value():
            first = self._held[self._at : self._at + 1]
            if first == b"[" and self._depth == 0:
                self._depth = 1
                self._at += 1
            elif first == b"]" and self._depth == 1:
                self._depth = 0
                self._at += 1
            else:
                end = self._end_of_value(first)
                yield self.line, self._held[self._at : end]
                self._advance(end)
        if self._depth:
            raise InputError("the file ends before the array does")

    def _more(self) -> bool:
        """Take in more bytes, at least as many as are held, so that a long value is not looked at too often."""
        held = len(self._held) - self._at
        if held > MAX_RECORD_BYTES:
            raise InputError(f"a record of more than {MAX_RECORD_BYTES // MIB} MiB")
        taken = self._stream.read(max(_CHUNK, held))
        self._held = self._held[self._at :] + taken
        self._at = 0
        return bool(taken)

    def _go_to_value(self) -> bool:
        """Step over what is between values."""
        while True:
            between = _BETWEEN.match(self._held, self._at)
            self._advance(between.end() if between else self._at)
            if self._at < len(self._held):
                return True
            if not self._more():
                return False

    def _advance(self, to: int) -> None:
        self.line += self._held.count(b"\n", self._at, to)
        self._at = to

    def _end_of_value(self, first: bytes) -> int:
        """Where the value at hand ends, all of it being held then."""
        if first not in b'{["':
            return self._end_of_scalar()
        depth, seen = 0, 0  # counted from where the value begins, which moves
        while True:
            at = self._at + seen
            for token in _TOKEN.finditer(self._held, at):
                if token[0] == b'"':
                    break
                seen = token.end() - self._at
                depth += (token[0] in b"{[") - (token[0] in b"]}")
                if depth <= 0:
                    return token.end()
            else:
                seen = len(self._held) - self._at
            if not self._more():
                raise InputError("broken JSON: the file ends before the record does")

    def _end_of_scalar(self) -> int:
        while not (end := _SCALAR_END.search(self._held, self._at + 1)):
            if not self._more():
                return len(self._held)
        return end.start()
