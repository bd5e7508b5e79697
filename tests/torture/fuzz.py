"""Hostile input through every command: no traceback, no control character on a terminal, no file outside the folder.

Records, files, names and options are drawn from what has broken programs before: bytes that are no UTF-8, NUL, lone
surrogates, NaN, ids of 10 kB, ids that are paths, SQL, shell or escape sequences, absurd dates, JSON 100,000 levels deep.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from trial import Torn, main, remove, run

_STRINGS = (
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "é", "e\u0301", "\u202e", "\ufeff", "\u2028", "\x1b[31m", "\x1b]0;title\x07",
    "\r", "\x7f", "\x9b2J", "../../x", "/etc/passwd", "..", "-", "--help", "~", "$(touch torn)", "`touch torn`", "; touch torn",
    "' OR 1=1; DROP TABLE article; --", '"', "\\", "%s%n", "{0}", "*", "?", "[", "a" * 10_000, "漢" * 3000, "\U0010ffff", "0" * 400,
    "NaN", "1e999", "-0", "@1a2b3c4d", "k@1a2b3c4d", "xxh128:0", "xxh128:" + "0" * 32, "0123456789ab", "<script>", "|", "`#*_",
    "\u0300" * 200, "\u200d" * 50, "ﷺ" * 20,
)  # fmt: skip
_DATES = (
    "0000-00-00", "9999-12-31T23:59:60Z", "-44-03-15", "2031-02-30", "31/12/2031", "2031-W01-1", "10000-01-01", "1e400",
    "2031-01-01T00:00:00+99:99", "now", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "٢٠٣١-٠١-٠١", " 2031-01-01 ",
)  # fmt: skip
_VALUES = (
    None, True, False, 0, -1, 2**63, 2**64, -(2**70), 1e308, float("nan"), float("inf"), [], {}, [[[]]], {"a": {"b": []}}, [None],
)  # fmt: skip
_FIELDS = (
    "id", "text", "title", "url", "source", "byline", "published_at", "modified_at", "fetched_at", "language", "extractor",
)  # fmt: skip
_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift_jis", "gb18030", "koi8-r", "utf-7", "euc-kr",
    "big5",
)  # fmt: skip
_BYTES = (
    b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe2\x82", b"\0", b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9",
    b"\x28\xb5\x2f\xfd", b"\r\n", b"\r", b"\x1a", b"[" * 100_000, b'{"text":' * 100_000, b'{"a":1', b'"', b"{}", b"[]", b"null",
    b'{"text":"\\ud800"}', b'{"text":"a","text":"b"}', b"NaN", b'{"id":NaN,"text":"a"}', b"1" * 5000, b'{"id":' + b"1" * 5000 + b"}",
)  # fmt: skip
_SENTENCE = "The ferry left the harbour at nine with forty people on board, the harbour master said on Sunday."
_SUFFIXES = (".jsonl", ".json", ".txt", ".md", ".html", ".jsonl.gz", ".csv", "", ".warc", ".zst", ".xml")


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Run so many rounds of records and commands; return how many of each there were."""
    draw = random.Random(options.seed)
    counts = {"records": 0, "commands": 0, "tracebacks": 0}
    for number in range(options.rounds):
        folder = place / f"round-{number}"
        folder.mkdir()
        records = [_record(draw) for _ in range(options.records)]
        inputs = [_file(draw, folder, part, records[part::3]) for part in range(3)]
        db = place / "fuzzed.db"
        remove(db)
        for command in _commands(draw, inputs, options.commands):
            _judge(number, command, str(db), place)
            counts["commands"] += 1
        counts["records"] += len(records)
    if list(Path.cwd().glob("torn")) or list(place.parent.glob("torn")):
        raise Torn("something was executed")
    return counts


def _judge(number: int, command: list[str], db: str, place: Path) -> None:
    ended = run(*command, *([] if command[0] == "--help" else ["--db", db]))
    told = ended.err + (b"" if "-o" in command else ended.out)
    where = f"round {number}: {[part[:60] for part in command]}: "
    if ended.code not in (0, 1, 2) or b"Traceback" in ended.err:
        raise Torn(f"{where}exit {ended.code}: {ended.err[-3000:].decode(errors='replace')}")
    if any(byte < 32 and byte not in b"\n\t" for byte in told) or b"\x7f" in told or b"\xc2\x9b" in told:
        raise Torn(f"{where}a control character: {told[:3000]!r}")
    if ended.code == 1 and command[0] not in ("run", "ingest", "diff", "check", "evaluate"):
        ended.line()
    if command[0] == "check" and ended.code == 1 and b"no store here" not in ended.err:
        raise Torn(f"{where}{ended.out[:3000]!r}{ended.err[:3000]!r}")
    del place


def _record(draw: random.Random) -> bytes:
    record = {}
    for field in draw.sample(_FIELDS, draw.randint(1, len(_FIELDS))):
        record[field] = _value(draw, field)
    if draw.random() < 0.7:
        record["text"] = (
            f"{_SENTENCE}\n\n{draw.choice(_STRINGS)}{_SENTENCE[draw.randrange(50) :]} {draw.choice(_STRINGS)}"
        )
    line = json.dumps(record, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")
    if draw.random() < 0.1:
        line = draw.choice(_BYTES)
    if draw.random() < 0.1:
        at = draw.randrange(len(line) + 1)
        line = line[:at] + draw.choice(_BYTES[:12]) + line[at:]
    return line.replace(b"\n", b" ")


def _value(draw: random.Random, field: str) -> object:
    if draw.random() < 0.2:
        return draw.choice(_VALUES)
    if field.endswith("_at") and draw.random() < 0.8:
        return draw.choice(_DATES)
    return draw.choice(_STRINGS) + draw.choice(_STRINGS)


def _file(draw: random.Random, folder: Path, number: int, lines: list[bytes]) -> Path:
    suffix = ".jsonl" if draw.random() < 0.6 else draw.choice(_SUFFIXES)
    data = b"\n".join(lines)
    if draw.random() < 0.3:
        data = data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")
    name = draw.choice(("part", "pa rt", "-part", "p\x1b[31m", "p;touch torn", "pä", "p*")) + f"{number}{suffix}"
    path = folder / name
    path.write_bytes(data)
    return path


def _commands(draw: random.Random, inputs: list[Path], most: int) -> list[list[str]]:
    """``run`` on everything, then commands with hostile names, options and files in any order, then ``check``."""
    files = [str(path) for path in inputs]

    def name() -> str:
        if draw.random() < 0.3:
            return draw.choice(files)
        return (draw.choice(_STRINGS) or "x").replace("\0", "") or "x"

    templates: list[list[str]] = [
        ["ingest", draw.choice(files)], ["cluster"], ["diff", "--all"], ["diff", name(), name()], ["diff", name(), "--from", "1"],
        ["diff", *files[:2], "--format", "json"], ["diff", *files[1:], "--exit-code"], ["stories"], ["stories", "--all"],
        ["stories", "--format", "jsonl"], ["log", name()], ["blame", name()], ["facts", name()], ["pairs"],
        ["pairs", "--format", "jsonl"], ["pairs", "--explain", name(), name()], ["join", name(), name(), "--why", name()],
        ["separate", name(), name(), "--why", name()], ["verdicts"], ["verdicts", "--withdraw", name(), name()], ["report"],
        ["report", "--format", "json"], ["report", "--format", "markdown"], ["report", name()], ["evaluate", draw.choice(files)],
        ["forget", name(), "--why", name()], ["forget", name(), "--why", "x", "--copies", "--dry-run"], ["export"], ["rebuild"],
        ["facts", name(), "--since", draw.choice(_DATES)], ["log", name(), "--since", draw.choice(_STRINGS).replace("\0", "")],
        ["run", name()], ["check", "--read-data"],
    ]  # fmt: skip
    return [["run", *files], *draw.sample(templates, min(most, len(templates))), ["check", "--read-data"]]


if __name__ == "__main__":
    main(torture, rounds=6, records=60, commands=12)
