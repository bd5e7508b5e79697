"""One byte of a store is another: the check finds it in every text, signature, edit script and search index, and no report is ever wrong.

Half of the bytes are drawn from the texts (those too that take several pages), signatures, edit scripts and
search index as they lie in the file, the others from anywhere. Where
``check --read-data`` finds nothing (the byte meant nothing), every report must be what it was; whatever it finds, a report
that exits with 0 must be what it was, too.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from trial import WORDS, Torn, finished, main, must, newsroom, remove, run, write

_REPORTS = (
    ("export",), ("stories", "--format", "jsonl"), ("pairs", "--format", "jsonl"), ("report", "--format", "json"),
    ("verdicts", "--format", "jsonl"), ("search", "harbour", "--format", "jsonl"), ("facts", "long-0"), ("blame", "long-1"),
)  # fmt: skip
_GUARDED = {
    "texts": "SELECT text FROM body",
    "signatures": "SELECT article FROM signature UNION ALL SELECT passages FROM signature",
    "search index": "SELECT block FROM article_search_data UNION ALL SELECT sz FROM article_search_docsize",
    "edit scripts": "SELECT edits FROM hunk UNION ALL SELECT text FROM paragraph UNION ALL SELECT reasons FROM edit_script",
}
_PIECE = 256  # bytes
_SHORTEST = 24  # bytes: what is shorter may lie in other places of the file, too


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Flip so many bytes, one at a time; return how many were found, and where."""
    sound = place / "sound.db"
    finished(sound, write(place / "part.jsonl", chain(newsroom(options.seed, 6), _long())))
    must(
        "join",
        *(f"Post-{options.seed}-{story}-0" for story in range(2)),
        "--why",
        "the same evening",
        "--db",
        str(sound),
    )
    must("cluster", "--db", str(sound))
    must("diff", "--all", "--db", str(sound))
    must("search", "harbour", "--db", str(sound))
    with closing(sqlite3.connect(sound)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    must("check", "--read-data", "--db", str(sound))
    expected = {report: must(*report, "--db", str(sound)) for report in _REPORTS}
    guarded = _places(sound)
    draw = random.Random(options.seed)
    counts = {"flips": 0, "found": 0, "meant nothing": 0, **dict.fromkeys(guarded, 0)}
    data = sound.read_bytes()
    wrong: dict[str, int] = {}
    for number in range(options.flips):
        part = [*guarded][number // 2 % len(guarded)] if number % 2 else ""
        at = draw.choice(guarded[part]) if part else draw.randrange(len(data))
        flipped = bytearray(data)
        flipped[at] ^= draw.randrange(1, 256)
        db = place / "flipped.db"
        remove(db)
        db.write_bytes(flipped)
        try:
            found = _try(db, expected, in_guarded=bool(part))
        except Torn as torn:
            if not options.collect:
                raise Torn(
                    f"byte {at}: {data[at]:#04x} became {flipped[at]:#04x} ({part or 'anywhere'}): {torn}"
                ) from torn
            told = f"{part or 'anywhere'}: {data[at - 20 : at + 10]!r}: {torn}"[:300]
            print(at, told)  # noqa: T201
            wrong[told[:30]] = wrong.get(told[:30], 0) + 1
            continue
        counts["flips"] += 1
        counts["found" if found else "meant nothing"] += 1
        if part:
            counts[part] += 1
    return {**counts, **wrong}


def _try(db: Path, expected: dict[tuple[str, ...], bytes], *, in_guarded: bool) -> bool:
    """Return whether the check found it; raise Torn where it should have, or where a report is wrong."""
    checked = run("check", "--read-data", "--db", str(db))
    if checked.code not in (0, 1) or (checked.err and not checked.line()):
        raise Torn(f"check: exit {checked.code}: {checked.err.decode()}")
    if in_guarded and checked.code == 0:
        raise Torn("not found by check --read-data")
    for report, told in expected.items():
        ended = run(*report, "--db", str(db))
        if ended.code == 0 and ended.out != told:
            known = "though check finds it" if checked.code else "and check does not find it"
            raise Torn(f"{' '.join(report)} is wrong, {known}")
        if ended.code != 0 and (ended.code != 1 or not ended.line()):
            raise Torn(f"{report}: exit {ended.code}: {ended.err.decode()}")
        if ended.code != 0 and checked.code == 0:
            raise Torn(f"{report} fails ({ended.line()}) though check finds nothing")
    return checked.code == 1


def _long() -> Iterator[dict[str, str]]:
    """Two versions of a text that takes several pages of the file, as most of a book would."""
    draw = random.Random(0)
    told = [" ".join(f"{draw.choice(WORDS)}{draw.randrange(9999)}" for _ in range(60)) for _ in range(120)]
    for version in range(2):
        yield {
            "id": f"long-{version}", "source": "Post", "published_at": f"2031-06-0{version + 1}",
            "text": "\n\n".join([*told, f"At least {version + 2} were counted."]),
        }  # fmt: skip


def _places(db: Path) -> dict[str, list[int]]:
    """Return where in the file the bytes of each guarded part lie: of short values in one piece, of long ones piece by piece.

    What is longer than a page goes on in pages that may lie anywhere; only the pieces that a page's end cuts are left out.
    """
    data = db.read_bytes()
    with closing(sqlite3.connect(db)) as connection:
        return {part: [*_offsets(data, connection.execute(query))] for part, query in _GUARDED.items()}


def _offsets(data: bytes, rows: sqlite3.Cursor) -> Iterator[int]:
    for (value,) in rows:
        raw = value.encode() if isinstance(value, str) else value or b""
        for start in range(0, len(raw) - _SHORTEST + 1, _PIECE):
            piece = raw[start : start + _PIECE]
            at = data.find(piece) if len(piece) >= _SHORTEST else -1
            # Once only: a second place may be what is left of a page that was given up, which nobody reads.
            if at >= 0 and data.find(piece, at + 1) < 0:
                yield from range(at, at + len(piece))


if __name__ == "__main__":
    main(torture, flips=60, collect=0)
