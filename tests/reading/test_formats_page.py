"""docs/formats.md says what is read: its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from dedupe.reading import tables, unpacking, warc, worker
from dedupe.reading.dissecting import MEMORY_LIMIT
from dedupe.reading.extras import EXTRAS
from dedupe.reading.fields import ALIASES
from dedupe.reading.parquet import MAX_GROUP_BYTES
from dedupe.reading.registry import FORMATS, PACKINGS
from dedupe.reading.streams import MAX_RECORD_BYTES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]
GIB, MIB = 1 << 30, 1 << 20


def test_every_format_has_a_row_with_its_suffixes_and_packages() -> None:
    shown = {row[0].strip("`"): row for row in ROWS if len(row) == 5 and row[0] in {f"`{name}`" for name in FORMATS}}
    assert list(shown) == list(FORMATS)
    for name, one in FORMATS.items():
        suffixes = [suffix for suffix in re.findall(r"`(\.\w+)`", shown[name][1]) if suffix != ".xml"]
        assert tuple(suffixes) == one.suffixes
        assert tuple(shown[name][3].split()) == one.packages
        assert shown[name][4] == " ".join(f"`{EXTRAS[package]}`" for package in one.packages)


def test_every_name_of_a_field_is_on_the_page() -> None:
    shown = {row[0].strip("`"): tuple(row[1].split()) for row in ROWS if len(row) == 2}
    assert {field: shown[field] for field in ALIASES} == ALIASES


def test_every_compression_is_on_the_page() -> None:
    assert all(f"`{suffix}`" in PAGE for suffix in PACKINGS)


def test_every_extra_can_be_installed() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert {extra for extra in EXTRAS.values() if extra not in extras} == set()
    for package, extra in EXTRAS.items():
        assert any(requirement.startswith(package) for requirement in extras[extra])
    assert set(re.findall(r"\w+", extras["formats"][0].partition("[")[2])) == {*EXTRAS.values()} - {"spark"}
    assert "formats" in extras["all"][0].partition("[")[2]


def test_the_limits_are_those_that_hold() -> None:
    limits = {row[0]: row[1] for row in ROWS if len(row) == 2}
    assert limits["a line, row, record or whole file that is one article"] == f"{MAX_RECORD_BYTES // MIB} MiB"
    assert limits["a cell of a table"] == f"{tables.MAX_CELL // MIB} Mi characters"
    assert limits["a page of a WARC"] == f"{warc.MAX_PAGE_BYTES // MIB} MiB"
    assert limits["what a packed file may expand to"] == (
        f"{unpacking.EXPANSION_FREE // MIB} MiB, beyond that {unpacking.MAX_EXPANSION} times its size, "
        f"and never more than {unpacking.MAX_UNPACKED_BYTES // GIB} GiB"
    )
    assert limits["memory that unpacking may ask for"] == f"{unpacking.MAX_WINDOW // MIB} MiB"
    assert limits["a row group of Parquet"] == f"{MAX_GROUP_BYTES // GIB} GiB"
    assert limits["computing for a page or a feed"] == f"{worker.COMPUTING_LIMIT:g} seconds"
    assert f"{worker.COMPUTING_LIMIT:g}\nseconds of computing or at {MEMORY_LIMIT // GIB} GiB" in PAGE
