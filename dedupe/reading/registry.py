"""Which reader takes which file: a new format is a module with a reader, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from dedupe.reading.extras import is_there
from dedupe.reading.feed import read_feed
from dedupe.reading.files import Reader
from dedupe.reading.html import read_html
from dedupe.reading.json import read_json
from dedupe.reading.jsonl import read_jsonl
from dedupe.reading.newsml import read_newsml
from dedupe.reading.parquet import read_parquet
from dedupe.reading.plain import read_plain
from dedupe.reading.tables import read_csv, read_tsv
from dedupe.reading.warc import read_warc


@dataclass(frozen=True, slots=True)
class Format:
    """A reader, the suffixes of its files in lower case, and the packages that it needs beyond our own."""

    read: Reader
    suffixes: tuple[str, ...]
    packages: tuple[str, ...] = ()

    def missing(self) -> str | None:
        """Return the first of its packages that is not installed."""
        return next((package for package in self.packages if not is_there(package)), None)


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format(read_plain, (".txt",)),
    "jsonl": Format(read_jsonl, (".jsonl", ".ndjson")),
    "json": Format(read_json, (".json", ".jsonld")),
    "csv": Format(read_csv, (".csv",)),
    "tsv": Format(read_tsv, (".tsv", ".tab")),
    "html": Format(read_html, (".html", ".htm", ".xhtml"), ("trafilatura",)),
    "warc": Format(read_warc, (".warc", ".wet"), ("trafilatura",)),
    "feed": Format(read_feed, (".rss", ".atom"), ("feedparser",)),
    "newsml": Format(read_newsml, (".newsml", ".g2")),
    "parquet": Format(read_parquet, (".parquet", ".pq"), ("pyarrow",)),
}
"""Name, as ``--from`` takes it -> format."""

PACKINGS: Final = (".gz", ".bz2", ".xz", ".zst", ".zip")
"""The suffixes that may follow, or, for .zip, stand alone."""

_BY_SUFFIX = {suffix: name for name, format_ in FORMATS.items() for suffix in format_.suffixes}


def format_of(suffix: str) -> str | None:
    """Return the name of the format that a suffix, in lower case, stands for."""
    return _BY_SUFFIX.get(suffix)


def kind_of(path: PurePath) -> tuple[str, str]:
    """Return a file's suffix and that of its compression, both in lower case.

    >>> kind_of(PurePath("2031/wire.JSONL.gz")), kind_of(PurePath("pages.zip")), kind_of(PurePath("Makefile"))
    (('.jsonl', '.gz'), ('', '.zip'), ('', ''))
    """
    packed = path.suffix.lower()
    if packed not in PACKINGS:
        return packed, ""
    return ("" if packed == ".zip" else PurePath(path.stem).suffix.lower()), packed
