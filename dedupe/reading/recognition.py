"""What a file is by its first bytes, where its name does not say.

Only what announces itself is recognised: a text without any mark stays unrecognised, since prose, a
table and a program look alike.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dedupe.errors import InputError
from dedupe.reading.streams import unpacked
from dedupe.reading.tables import has_text_column
from dedupe.reading.unpacking import UNPACKERS

HEAD: Final = 64 * 1024
"""So many bytes are looked at."""

_PACKED: Final = {
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ\x00": ".xz",
    b"\x28\xb5\x2f\xfd": ".zst",
    b"PK\x03\x04": ".zip",
}
_SPACE = b" \t\r\n" + codecs.BOM_UTF8
_PROLOGUE = re.compile(
    rb"\s*(?:<\?[^>]*>|<!--(?>(?:(?!-->).)*)-->|<!DOCTYPE(?! html)[^>]*>)", re.IGNORECASE | re.DOTALL
)
_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"\s*<(?:rss|feed|(?:\w+:)?feed|rdf:RDF)[\s>]")
_NEWSML = re.compile(rb"\s*<(?:\w+:)?news(?:Item|Message)[\s>]")
_JSON = re.compile(rb"[\[{]\s*[\[{\"\]}]")
_JSON_LINES = re.compile(rb"\{[^\n]*\}\s*\n\s*\{")


def recognised(path: Path, suffix: str, packed: str, columns: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the format of a file whose suffix names none, or too many, and the suffix of its compression.

    The format is None where nothing announces itself. A file that cannot be opened is not recognised.
    """
    try:
        with path.open("rb") as disk:
            magic = disk.read(6)
            packed = packed or next((name for mark, name in _PACKED.items() if magic.startswith(mark)), "")
            disk.seek(0)
            stream = unpacked(disk, packed) if packed in UNPACKERS else disk
            head = stream.read(HEAD) if packed != ".zip" else b""
    except (OSError, InputError):
        return None, packed
    return ("" if packed == ".zip" else format_by_content(head, suffix, columns)), packed


def format_by_content(head: bytes, suffix: str, columns: Mapping[str, str]) -> str | None:
    """Return the format that the first bytes of a file announce."""
    if suffix in (".csv", ".tsv", ".tab"):
        return suffix[1:].replace("tab", "tsv") if has_text_column(head, suffix != ".csv", columns) else None
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = head.lstrip(_SPACE)
    if _JSON.match(start):
        return "jsonl" if _JSON_LINES.match(start) else "json"
    while prologue := _PROLOGUE.match(start):
        start = start[prologue.end() :]
    if _NEWSML.match(start):
        return "newsml"
    return "feed" if _FEED.match(start) else "html" if _PAGE.match(start) else None
