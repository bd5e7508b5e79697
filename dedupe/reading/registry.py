"""Which reader takes which file: a new format is a module with a reader, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from dedupe.reading.files import Reader
from dedupe.reading.jsonl import read_jsonl
from dedupe.reading.plain import read_plain

READERS: Final[Mapping[str, Reader]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".txt": read_plain,
}
"""Suffix in lower case -> reader. Each suffix may be followed by ``.gz``."""


def kind_of(path: PurePath) -> tuple[str, bool]:
    """Return a file's suffix in lower case, and whether the file is gzipped.

    >>> kind_of(PurePath("2031/wire.JSONL.gz")), kind_of(PurePath("Makefile"))
    (('.jsonl', True), ('', False))
    """
    packed = path.suffix.lower() == ".gz"
    return (PurePath(path.stem) if packed else path).suffix.lower(), packed
