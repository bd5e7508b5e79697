"""Two hundred payloads through every command and every format: nothing that strangers write acts on whoever reads it.

Each payload is the id, headline, byline, source, address and language of two versions of an article, stands in their texts,
and is the reason for what is decided about them. Which commands there are, and their arguments, switches and formats, the
program is asked: a command that comes later is tried by itself, or said to be unknown here. What comes out is judged as it
will be read: by a terminal, a parser of JSON or XML, a spreadsheet, a renderer of Markdown, a browser. Every ``stride``-th
payload is named to the commands that take names.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import click
from markdown_it import MarkdownIt
from trial import WORDS, Torn, main, run, write

from dedupe.cli.program import COMMANDS, load
from dedupe.store.tables import table_names
from tests.pages.parsing import parse
from tests.pages.test_hostile import PAYLOADS, faults

_APART = {
    "import git", "import diffengine", "import newsdiffs", "import newsedits", "import wayback",  # what they read goes ingest's way
    "import spark", "spark run",  # on a cluster; what comes of it are stories as these are
    "browse",  # tests/browse/test_hostile_store.py
}  # fmt: skip
_TURNS = {"run": 0, "separate": 1, "join": 2, "rebuild": 3, "forget": 5}  # the others, between, find what was decided
_WIRE, _LABELS, _OUT = "wire.jsonl", "labels.csv", "out"
# What a word of the help stands for, by the number of a payload: one way to say it, or several.
_MEANT: dict[str, Callable[[int], list[list[str]]]] = {
    "A": lambda number: [[_key(number, 1)]],
    "A B": lambda number: [[_key(number, 1), _key(number, 2)]],
    "ARTICLE": lambda number: [[_key(number, 2)]],
    "B": lambda number: [[_key(number, 2)]],
    "FILE": lambda _: [[f"{_OUT}/"]],  # a folder, where the command has one to fill
    "FOLDER": lambda _: [[_OUT]],
    "INPUT": lambda _: [[_WIRE]],
    "LABELS.csv": lambda _: [[_LABELS]],
    "N": lambda _: [["2"]],
    "OLD NEW | STORY": lambda number: [[_key(number, 1), _key(number, 2)], [_key(number, 1)]],
    "STORY": lambda number: [[_key(number, 2)]],
    "TABLE": lambda number: [[name] for name in table_names()[number % 8 :: 8]],
    "TEXT": lambda number: [[_SPOKEN[number]]],
    "WORDS": lambda number: [["died"], ["died", _SPOKEN[number]]],  # not alone: after "-" it is what may not be there
}
_SPOKEN = [payload.replace("\0", "") for payload in PAYLOADS]  # no argument and no text of the store holds a NUL
_WITHOUT_FORMATS = {"export": "jsonl", "export json-ld": "json", "export newsedits": "sqlite"}
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OF_MARKDOWN = re.compile("|h[123]|p|em|strong|s|ins|del|ul|li|blockquote|table|thead|tbody|tr|th|td")


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Fold the payloads, and send them through; return how many commands were done and refused, and what was judged as what."""
    os.chdir(place)
    write(Path(_WIRE), _records())
    with Path(_LABELS).open("w", encoding="utf-8", newline="") as file:
        labels = ((_key(number, version), payload) for number, payload in enumerate(_SPOKEN) for version in (1, 2))
        csv.writer(file).writerows([("id", "story"), *labels])
    counts = Counter(payloads=len(_SPOKEN))
    for name, command in sorted(_commands(), key=lambda named: _TURNS.get(named[0], 4)):
        tried: dict[tuple[str, ...], bool] = {}
        for number, form in product(range(len(_SPOKEN) - 1, -1, -options.stride), _formats(command)):
            told, switches = ["--format", form] if form else [], _switches(command, number)
            for asked, names in _asked(name, command, number):
                ways = [(*told, *asked, *switch, "--", *names) for switch in switches]
                new = {way: _is_done(name, form, way, counts) for way in ways if way not in tried}
                tried.update(new)
                if names and new and not any(new.values()):
                    raise Torn(f"dedupe {name} {names} is refused as {form or 'text'}")
        if not any(tried.values()):
            raise Torn(f"dedupe {name} is refused")
    if strangers := {*os.listdir()} - {_WIRE, _LABELS, *(f"dedupe.db{end}" for end in ("", "-wal", "-shm"))}:
        raise Torn(f"nobody asked for {strangers}")
    return dict(counts)


def _records() -> Iterator[dict[str, str]]:
    for number, payload in enumerate(_SPOKEN):
        draw = random.Random(number)
        prose = " ".join(f"{draw.choice(WORDS)}{draw.randrange(99)}" for _ in range(40))
        fields = dict.fromkeys(("title", "byline", "source", "url", "language"), payload)
        for version, toll in ((1, 227), (2, 249)):
            text = f"{prose}.\n\nAt least {toll} died, “{payload}” said {payload}.\n\n{payload} {version}"
            yield {"id": _key(number, version), "date": f"2031-05-0{version}", "text": text, **fields}


def _key(number: int, version: int) -> str:
    return f"{_SPOKEN[number]} {number}.{version}".lstrip()  # as it is kept


def _commands() -> Iterator[tuple[str, click.Command]]:
    """The commands that tell of articles, those within others by both names."""
    for name in COMMANDS:
        command = load(name)
        within = command.commands if isinstance(command, click.Group) else {}
        found = {f"{name} {part}": one for part, one in within.items()}
        if not within or command.invoke_without_command:
            found[name] = command
        yield from ((full, one) for full, one in found.items() if full not in _APART)


def _formats(command: click.Command) -> list[str]:
    """The formats of a command, or one without a name."""
    chosen = [one.type for one in command.params if one.opts[0] == "--format"]
    return [*chosen[0].choices] if chosen else [""]


def _asked(name: str, command: click.Command, number: int) -> Iterator[tuple[list[str], list[str]]]:
    """Every way to give a command the options that it asks for, and its arguments."""
    options, names = [], []
    for one in command.params:
        word = (one.metavar or "").strip("[].")
        is_argument = isinstance(one, click.Argument)
        if not (is_argument or one.required):
            continue
        if word not in _MEANT:
            raise Torn(f"dedupe {name} asks for {word or one.name}: say in _MEANT what that is, or why not in _APART")
        if is_argument:
            names.append([*([] if one.required else [[]]), *_MEANT[word](number)])
        else:
            options.append([[one.opts[-1], *meant] for meant in _MEANT[word](number)])
    for asked, said in product(product(*options), product(*names)):
        yield [part for one in asked for part in one], [part for one in said for part in one]


def _switches(command: click.Command, number: int) -> list[list[str]]:
    """Each switch of a command, each option that is known here, and none; one that changes nothing comes first."""
    found: list[list[str]] = [[]]
    for one in command.params:
        if not isinstance(one, click.Option) or one.required:
            continue
        if one.is_flag and not one.secondary_opts:  # what has two sides protects unless it is told not to
            found.append([one.opts[-1]])
        elif one.metavar in _MEANT:
            found += [[one.opts[-1], *meant] for meant in _MEANT[one.metavar](number)]
    return sorted(found, key=lambda switch: switch != ["--dry-run"])


def _is_done(name: str, form: str, way: Iterable[str], counts: Counter[str]) -> bool:
    """Run a command, judge all that it wrote, and return whether it did what was asked; raise Torn for what may not be."""
    out = Path(_OUT)
    ended = run(*name.split(), *way)
    said = f"dedupe {name} {way}: "
    if ended.code not in (0, 1, 2) or b"Traceback" in ended.err:
        raise Torn(f"{said}exit {ended.code}: {ended.err.decode()}")
    if ended.code == 1 and ended.err and not ended.out:
        ended.line()
    form = form or _WITHOUT_FORMATS.get(name, "text")
    judged = [("text", ended.err), ("text" if out.exists() else form, ended.out)]
    for path in (out, *out.rglob("*")):
        judged.append(("text", f"{path}".encode()))
        if path.is_file():
            judged.append((form if path == out else path.suffix, path.read_bytes()))
    for kind, told in judged:
        try:
            faulty = [*_JUDGES[kind](told)] if told else []
        except (ValueError, KeyError, AssertionError, csv.Error, ET.ParseError) as error:
            raise Torn(f"{said}no {kind}: {error!r}: {told[:500]!r}") from error
        if faulty:
            raise Torn(f"{said}as {kind}: {faulty}")
        counts[kind] += bool(told)
    counts["done" if ended.code == 0 else "refused"] += 1
    shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)
    return ended.code == 0


def _text(told: bytes) -> Iterator[str]:
    text = told.decode()
    yield from (repr(text[max(0, found.start() - 60) : found.end() + 20]) for found in _ACTING.finditer(text))


def _json(told: bytes) -> Iterator[str]:
    json.loads(told)
    yield from _text(told)


def _jsonl(told: bytes) -> Iterator[str]:
    for line in told.splitlines():
        yield from _json(line)


def _csv(told: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(told.decode(), newline=""), strict=True):
        yield from (cell for cell in row if cell.startswith(_FORMULA) and not _is_number(cell))


def _is_number(cell: str) -> bool:
    try:
        return float(cell) < 0
    except ValueError:
        return False


def _markdown(told: bytes) -> Iterator[str]:
    yield from _text(told)
    page = parse(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(told.decode()))
    strangers = (one for one in page.all() if one.attributes or not _OF_MARKDOWN.fullmatch(one.tag))
    yield from (f"<{one.tag} {one.attributes}>" for one in strangers)


def _page(told: bytes, *, alone: bool) -> Iterator[str]:
    yield from faults(parse(told.decode()), alone=alone)


def _atom(told: bytes) -> Iterator[str]:
    for one in ET.fromstring(told).iter():  # noqa: S314 - as a reader of feeds would
        if not one.tag.startswith("{http://www.w3.org/2005/Atom}"):
            yield one.tag
        if not one.attrib.get("href", "https:").startswith(("https:", "http:", "urn:", "tag:")):
            yield one.attrib["href"]


def _ours(told: bytes) -> Iterator[str]:
    """What browsers and people do not read as it is: a database, a table, a text for training; or a file of our own."""
    del told
    yield from ()


# By the name of a format; in a folder, by the ending of a file.
_JUDGES: dict[str, Callable[[bytes], Iterator[str]]] = {
    "text": _text, "json": _json, "jsonl": _jsonl, "csv": _csv, "markdown": _markdown, "atom": _atom,
    "html": lambda told: _page(told, alone=True), ".html": lambda told: _page(told, alone=False),
    ".jsonl": _jsonl, ".link": _text, "parquet": _ours, "sqlite": _ours, ".txt": _ours, ".css": _ours, ".js": _ours,
}  # fmt: skip


if __name__ == "__main__":
    main(torture, stride=20)
