"""What the tortures share: an invented newsroom, the program in a forked child, and how a store is judged.

A child is forked from a parent that has loaded everything, so that it takes milliseconds to start, and may be prepared
(a smaller disk, another user, a call that ends in SIGKILL) before the program begins.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # this checkout, wherever the script is started

import dedupe.__main__
from dedupe.cli.program import program

WORDS = [
    "harbour",
    "ferry",
    "council",
    "strike",
    "bridge",
    "tunnel",
    "mayor",
    "police",
    "court",
    "hospital",
    "storm",
    "flood",
    "fire",
    "school",
    "market",
    "bank",
    "train",
    "factory",
    "union",
    "minister",
    "valley",
    "river",
    "lighthouse",
    "museum",
    "choir",
    "quarry",
    "pension",
    "vote",
    "engine",
    "captain",
    "witness",
    "verdict",
]
STEPS = (("cluster",), ("diff", "--all"))
TO_BE_ENDED = "bytes of it may be left in the file: run dedupe forget once more"  # what the check says of a forgetting


class Torn(AssertionError):
    """A promise that was broken, told with all that is needed to see it again."""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code, or minus the signal; and what it wrote."""

    code: int
    out: bytes
    err: bytes

    def line(self) -> str:
        """The one line on stderr that a deliberate error is; raises Torn where it is something else."""
        text = self.err.decode()
        if not (text.startswith("dedupe: ") and text.count("\n") == 1 and text.endswith("\n")):
            raise Torn(f"no clean line but {text!r} (exit {self.code})")
        return text[:-1]


@dataclass(frozen=True)
class Child:
    """A program that runs; ``end`` waits for it."""

    pid: int
    outputs: tuple[int, int]

    def end(self) -> Ended:
        """Wait, and return how it ended."""
        _, status = os.waitpid(self.pid, 0)
        told = []
        for descriptor in self.outputs:
            os.lseek(descriptor, 0, os.SEEK_SET)
            with open(descriptor, "rb") as stream:
                told.append(stream.read())
        return Ended(os.waitstatus_to_exitcode(status), *told)


def start(*arguments: str, prepare: Callable[[], object] = lambda: None, stdout: int | None = None) -> Child:
    """Fork a child that runs ``dedupe ARGUMENTS`` after ``prepare()``."""
    outputs = tuple(os.memfd_create(name) for name in ("out", "err"))
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 70  # neither of ours
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.dup2(outputs[0] if stdout is None else stdout, 1)
            os.dup2(outputs[1], 2)
            sys.argv = ["dedupe", *arguments]
            prepare()
            dedupe.__main__.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
    return Child(pid, (outputs[0], outputs[1]))


def run(*arguments: str, prepare: Callable[[], object] = lambda: None, stdout: int | None = None) -> Ended:
    """Run ``dedupe ARGUMENTS`` in a child to its end."""
    return start(*arguments, prepare=prepare, stdout=stdout).end()


def must(*arguments: str) -> bytes:
    """Run the program, which may not fail, and return what it wrote."""
    ended = run(*arguments)
    if ended.code != 0:
        raise Torn(f"dedupe {' '.join(arguments)}: exit {ended.code}: {ended.err.decode()}{ended.out.decode()}")
    return ended.out


def newsroom(seed: int, stories: int) -> Iterator[dict[str, str]]:
    """Yield invented records: stories of up to four versions, copies by another publisher, and what stands alone."""
    draw = random.Random(seed)
    for story in range(stories):
        paragraphs = [_paragraph(draw) for _ in range(draw.randint(2, 7))]
        for version in range(draw.choice((1, 1, 2, 3, 4))):
            if version:
                paragraphs[draw.randrange(len(paragraphs))] += f" At least {draw.randint(2, 900)} people were counted."
                paragraphs.insert(draw.randrange(len(paragraphs) + 1), _paragraph(draw))
            when = f"2031-{1 + story % 12:02}-{1 + story % 28:02}T{version:02}:00:00Z"
            for source in ("Post", "Ledger")[: draw.choice((1, 1, 1, 2))]:
                yield {
                    "id": f"{source}-{seed}-{story}-{version}", "source": source, "published_at": when,
                    "title": f"{draw.choice(WORDS)} and {draw.choice(WORDS)}, {draw.randint(2, 99)}",
                    "text": "\n\n".join(paragraphs),
                }  # fmt: skip


def load() -> None:
    """Run every step once here, so that no child has anything left to import."""
    with folder() as place, open(os.devnull, "w", encoding="utf-8") as null, redirect_stdout(null):
        db = str(place / "first.db")
        inputs = str(write(place / "first.jsonl", newsroom(0, 4)))
        for step in (("run", inputs), ("check", "--read-data"), ("export",), ("stories",), ("report",), ("rebuild",)):
            with suppress(SystemExit):
                program([*step, "--db", db], prog_name="dedupe")
    gc.freeze()


def _paragraph(draw: random.Random) -> str:
    said = " ".join(f"{draw.choice(WORDS)}{draw.choice(('', '', 's', 'like'))}" for _ in range(draw.randint(12, 40)))
    return f"{said.capitalize()} on day {draw.randint(1, 9999)}."


def write(path: Path, records: Iterator[dict[str, str]]) -> Path:
    """Write records as JSON, one a line."""
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def whole(db: Path, but: str = "") -> bool:
    """Raise Torn unless SQLite and ``check --read-data`` find a store whole; return whether anything was ever made in it.

    The check may name problems that end in ``but``, and no others.
    """
    if not db.exists():
        return False
    with closing(sqlite3.connect(db)) as connection:
        if (told := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            raise Torn(f"integrity_check: {told}")
        if told := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise Torn(f"foreign_key_check: {told}")
        made = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    if made and (checked := run("check", "--read-data", "--db", str(db))).code != 0:
        problems = checked.out.decode().splitlines()
        if not (but and problems and all(problem.endswith(but) for problem in problems)):
            raise Torn(f"check: exit {checked.code}: {checked.err.decode()}{checked.out.decode()}")
    return made


def exported(db: Path) -> bytes:
    """What a store exports."""
    return must("export", "--db", str(db))


def finished(db: Path, *inputs: Path) -> bytes:
    """Read inputs, fold, compare, and return what the store then exports."""
    must("run", *map(str, inputs), "--db", str(db))
    return exported(db)


def remove(db: Path) -> None:
    """Remove a store with its journal."""
    for path in db.parent.glob(f"{db.name}*"):
        path.unlink()


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the length of a block, which other users may look into."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def main(torture: Callable[[Path, argparse.Namespace], dict[str, object]], **options: int) -> None:
    """Run a torture by its options (name=small number), and print its figures as one line of JSON."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for name, default in options.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parsed = parser.parse_args()
    load()
    began = time.monotonic()
    with folder() as place:
        figures = torture(place, parsed)
    figures["seconds"] = round(time.monotonic() - began, 1)
    print(json.dumps({Path(sys.argv[0]).stem: figures}))  # noqa: T201
