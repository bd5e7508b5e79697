"""A disk that is full, fails, or may not be written: one clean line, exit 1, the store whole, and on again when there is room.

A forgetting may be left half done: the check says so, and it goes on when it is asked for again.

Three ways: SQLite is allowed so many pages more and no others (the disk is full); a file may not grow beyond a size
(the write itself fails); from the n-th statement on, the open files are folders (nothing can be read or written).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from trial import STEPS, TO_BE_ENDED, Torn, exported, finished, main, must, newsroom, remove, run, whole, write

from dedupe.pipeline import comparing, ingesting
from dedupe.store import database, search
from dedupe.store.connection import Connection

_NOBODY = 65534
_PAGE = 16384
_STATEMENTS_A_PAGE = 8  # so that all ways are tried about as often


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Try every step with every limit; return how often it failed, by the kind of failure."""
    part = write(place / "part.jsonl", newsroom(options.seed, 16))
    reference = place / "reference.db"
    expected = finished(reference, part)
    forget = ("forget", f"Post-{options.seed}-3-0", "--copies", "--why", "asked for")
    steps: list[tuple[str, ...]] = [("ingest", str(part)), *STEPS, ("rebuild",), ("search", "harbour"), forget]
    counts = dict.fromkeys(_LIMITS, 0)
    sound = place / "sound.db"
    for step in steps:
        if step == forget:
            must(*step, "--db", str(reference))
            expected = _finished(reference)
        for kind, limit in _LIMITS.items():
            stride = max(1, options.stride // _STATEMENTS_A_PAGE) if limit is _few_pages else options.stride
            counts[kind] += _all_limits(place, sound, step, limit, stride, expected)
        must(*step, "--db", str(sound))
    if _finished(sound) != expected:
        raise Torn("another export")
    return {**counts, "read-only": _read_only(place, sound, part), "reports": _reports(place, sound)}


def _finished(db: Path) -> bytes:
    for step in STEPS:
        must(*step, "--db", str(db))
    return exported(db)


def _all_limits(
    place: Path, sound: Path, step: tuple[str, ...], limit: Callable[[int], None], stride: int, expected: bytes
) -> int:
    """Run a step under a limit of 0, 1 x stride, 2 x stride ... until it is large enough; return the failures."""
    db = place / "tried.db"
    size = 0
    while True:
        remove(db)
        if sound.exists():
            shutil.copy(sound, db)
        ended = run(*step, "--db", str(db), prepare=lambda size=size: (_small_batches(), limit(size)))
        if ended.code == 0:
            return size // stride
        if ended.code != 1:
            raise Torn(f"{step} with {size}: exit {ended.code}: {ended.err.decode()}")
        if str(db) not in ended.line():
            raise Torn(f"{step} with {size}: the store is not named: {ended.line()}")
        whole(db, but=TO_BE_ENDED)
        if size // stride % 4 == 0:
            must(*step, "--db", str(db))
            if _finished(db) != expected:
                raise Torn(f"{step} with {size}: another export once there was room")
            whole(db)
        size += stride


def _small_batches() -> None:
    ingesting._BATCH_ARTICLES, comparing._BATCH_COMPARISONS, search._BATCH = 4, 3, 9


def _few_pages(more: int) -> None:
    """Leave room for so many pages; a new store's first page is always there."""
    configure = database._configure

    def limited(connection: Connection) -> None:
        configure(connection)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        # A new store gets another size of page later on, and with it the limit falls away: it is set again.
        prepare = database._prepare_for_writing

        def prepared(connection: Connection) -> None:
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            connection.execute(f"PRAGMA max_page_count = {max(1, pages + more)}")
            prepare(connection)

        database._prepare_for_writing = prepared

    database._configure = limited


def _small_files(pages: int) -> None:
    """Let no file grow beyond so many pages and one (stderr is a file too): writing then fails with EFBIG."""
    resource.setrlimit(resource.RLIMIT_FSIZE, ((pages + 1) * _PAGE, (pages + 1) * _PAGE))


def _failing_after(statements: int) -> None:
    """Make folders of the store's open files before the n-th statement."""
    execute = Connection.execute
    left = statements

    def failing(connection: Connection, *arguments: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            for descriptor in _descriptors_of(connection.path):
                os.dup2(os.open("/", os.O_RDONLY), descriptor)
        return execute(connection, *arguments)

    Connection.execute = failing


def _descriptors_of(path: str) -> Iterator[int]:
    for name in os.listdir("/proc/self/fd"):
        try:
            to = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if to in (path, f"{path}-wal", f"{path}-journal"):
            yield int(name)


_LIMITS: dict[str, Callable[[int], None]] = {
    "no page left": _few_pages,
    "no byte written": _small_files,
    "no file read or written": _failing_after,
}


def _read_only(place: Path, sound: Path, part: Path) -> int:
    """A folder and a file that may only be read: reading works, writing is refused in one line."""
    folder = place / "shut"
    folder.mkdir()
    db = folder / "news.db"
    shutil.copy(sound, db)
    db.chmod(0o444)
    folder.chmod(0o555)
    before = db.read_bytes()
    part.chmod(0o444)
    for command in ("ingest",), ("cluster",), ("diff", "--all"), ("rebuild",), ("join", "a", "b", "--why", "so"):
        given = (str(part),) if command == ("ingest",) else ()
        ended = run(*command, *given, "--db", str(db), prepare=_as_nobody)
        if ended.code != 1 or "read-only" not in ended.line():
            raise Torn(f"{command} in a read-only folder: exit {ended.code}: {ended.err.decode()}")
    for command in ("stories",), ("export",), ("check", "--read-data"), ("report",):
        ended = run(*command, "--db", str(db), prepare=_as_nobody)
        if ended.code != 0:
            raise Torn(f"{command} in a read-only folder: exit {ended.code}: {ended.err.decode()}")
    ended = run("run", str(part), "--db", str(folder / "new.db"), prepare=_as_nobody)
    if ended.code != 1 or "cannot be opened" not in ended.line():
        raise Torn(f"a new store in a read-only folder: exit {ended.code}: {ended.err.decode()}")
    folder.chmod(0o755 | stat.S_IWUSR)
    if db.read_bytes() != before or sorted(folder.iterdir()) != [db]:
        raise Torn("a store that may only be read was touched")
    return 10


def _as_nobody() -> None:
    if os.getuid() == 0:  # nothing is read-only for root
        os.setuid(_NOBODY)


def _reports(place: Path, sound: Path) -> int:
    """A report is there in full or not at all; stdout on a full disk is an error."""
    out = place / "out.jsonl"
    expected = exported(sound)
    tried = 0
    for size in range(1, 4):  # the index of the journal takes two pages
        ended = run("export", "--db", str(sound), "-o", str(out), prepare=lambda size=size: _small_files(size))
        if len(expected) <= (size + 1) * _PAGE:
            break
        if ended.code != 1 or "cannot be written" not in ended.line() or out.exists():
            raise Torn(f"export -o: exit {ended.code}: {ended.err.decode()}")
        tried += 1
    full = os.open("/dev/full", os.O_WRONLY)
    for command in ("export", "stories", "report", "log Post-1-0-0", "pairs", "check", "verdicts", "--help"):
        ended = run(*command.split(), *(() if command == "--help" else ("--db", str(sound))), stdout=full)
        wrote = command != "verdicts"  # there are none
        if ended.code != int(wrote) or (wrote and "No space left" not in ended.line()):
            raise Torn(f"{command} > /dev/full: exit {ended.code}: {ended.err.decode()}")
        tried += 1
    if list(place.glob(".*.part")):
        raise Torn("a part of a report was left behind")
    return tried


if __name__ == "__main__":
    main(torture, stride=12)
