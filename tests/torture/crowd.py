"""Many at once: writers wait for each other, readers see whole batches, nothing is lost, doubled or told as locked.

Four writers and four readers, or as many as are asked for, come to one store again and again: each writer reads one of many
overlapping parts of a newsroom into it, or folds, compares or rebuilds; each reader lists, exports, checks or reports. At the
end the store must hold what was acknowledged, and export what one writer alone would have made. Then one writer keeps the
store for too long, and another must say which process it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trial import Torn, exported, finished, main, must, newsroom, run, start, whole, write

from dedupe.pipeline import ingesting
from dedupe.store import open_store
from dedupe.store.connection import Connection

_BATCH = 5
_PARTS = 60
_READING = (
    ("stories", "--format", "jsonl"), ("export",), ("check", "--read-data"), ("report", "--format", "json"),
    ("pairs",), ("search", "harbour"), ("log", "Post-0-0-0"),
)  # fmt: skip
_WRITING = (("cluster",), ("diff", "--all"), ("rebuild",))
_READS = 0.6  # of what a writer does; the rest is one of the steps
_PAUSE = 0.05  # seconds at most, between two commands


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Let so many writers and readers at one store, so many times at least and for so many minutes; return what they did."""
    parts = [write(place / f"{number}.jsonl", newsroom(number // 2, 5)) for number in range(_PARTS)]
    db = place / "crowded.db"
    must("run", str(parts[0]), "--db", str(db))
    until = time.monotonic() + 60 * options.minutes
    told = place / "told"
    roles = [(_write, number) for number in range(options.writers)]
    roles += [(_read, number) for number in range(options.readers)]
    pids = [
        _loop(role, db, parts, options.rounds, until, told / f"{role.__name__}{number}", options.seed + 100 * place_in)
        for place_in, (role, number) in enumerate(roles)
    ]
    failed = [pid for pid in pids if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0]
    if failed:
        raise Torn(f"{len(failed)} of those that came again and again (told above)")
    whole(db)
    done = [json.loads(line) for path in sorted(told.iterdir()) for line in path.read_text("utf-8").splitlines()]
    read = [number for line in done for number in line.get("parts", ())]
    _account(db, parts, [0, *read])
    for step in _WRITING[:2]:
        must(*step, "--db", str(db))
    if exported(db) != finished(place / "reference.db", *(parts[number] for number in sorted({0, *read}))):
        raise Torn("another export than of one writer alone")
    return {
        "writers": options.writers, "readers": options.readers,
        "ingests": len(read), "steps": sum(line.get("steps", 0) for line in done),
        "reports": sum(line.get("reports", 0) for line in done),
        "longest wait": round(max(line["longest"] for line in done), 1),
        "lost": 0, "doubled": 0, "locked": 0, "holders named": _told_who_holds_it(db, parts[0]),
    }  # fmt: skip


def _account(db: Path, parts: list[Path], read: list[int]) -> None:
    """Every record of every ingest that was acknowledged is stored or sighted, once."""
    records = sum(_records(parts[number]) for number in read)
    keys = {json.loads(line)["id"] for number in read for line in parts[number].read_text("utf-8").splitlines()}
    with closing(sqlite3.connect(db)) as connection:
        stored, sighted = connection.execute("SELECT sum(stored), sum(sighted) FROM ingest_run").fetchone()
        articles = connection.execute("SELECT count(*), count(DISTINCT article_key) FROM article").fetchone()
    if stored + sighted != records or articles != (len(keys), len(keys)):
        raise Torn(f"{records} records of {len(keys)} articles: {stored} stored, {sighted} sighted, {articles} there")


def _loop(
    role: Callable[[Path, list[Path], random.Random], dict[str, object]],
    db: Path, parts: list[Path], rounds: int, until: float, told: Path, seed: int,
) -> int:  # fmt: skip
    """Fork a process that plays a role again and again, and writes down what it did."""
    told.parent.mkdir(exist_ok=True)
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = 1
    try:
        draw = random.Random(seed)
        done = 0
        with told.open("w", encoding="utf-8") as lines:
            while done < rounds or time.monotonic() < until:
                time.sleep(draw.random() * _PAUSE)
                began = time.monotonic()
                did = role(db, parts, draw)
                lines.write(json.dumps({**did, "longest": time.monotonic() - began}) + "\n")
                done += 1
        code = 0
    except Torn as torn:
        os.write(2, f"{torn}\n".encode())
    finally:
        os._exit(code)


def _write(db: Path, parts: list[Path], draw: random.Random) -> dict[str, object]:
    if draw.random() >= _READS:
        _clean(draw.choice(_WRITING), db)
        return {"steps": 1}
    number = draw.randrange(len(parts))
    _clean(("ingest", str(parts[number])), db)
    return {"parts": [number]}


def _read(db: Path, parts: list[Path], draw: random.Random) -> dict[str, object]:
    _clean(draw.choice(_READING), db)
    _whole_batches(db, parts)
    return {"reports": 1}


def _clean(command: tuple[str, ...], db: Path) -> None:
    ended = run(*command, "--db", str(db), prepare=_small_batches)
    if ended.code != 0 or b"locked" in ended.err or b"holds the store" in ended.err:
        raise Torn(f"{command}: exit {ended.code}: {ended.err.decode()}{ended.out.decode()[:500]}")


def _small_batches() -> None:
    ingesting._BATCH_ARTICLES = _BATCH


def _whole_batches(db: Path, parts: list[Path]) -> None:
    whole_parts = {_records(part) for part in parts}
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        query = """
            SELECT json_array(id, stored, sighted, articles_read, (SELECT count(*) FROM article WHERE run = ingest_run.id),
                              (SELECT count(*) FROM sighting WHERE run = ingest_run.id)) FROM ingest_run
        """
        for (row,) in connection.execute(query).fetchall():
            number, stored, sighted, read, articles, sightings = json.loads(row)
            if (stored, sighted) != (articles, sightings) or (read is not None and read != stored + sighted):
                raise Torn(f"run {number}: {row}")
            if (stored + sighted) % _BATCH and stored + sighted not in whole_parts:
                raise Torn(f"run {number} shows a part of a batch: {row}")


def _records(part: Path) -> int:
    return part.read_bytes().count(b"\n")


def _told_who_holds_it(db: Path, part: Path) -> int:
    """Keep the store in one process: a second job waits for it, or says which it is; killed, it is in nobody's way."""
    steps = (("ingest", str(part)), ("rebuild",))
    for step in steps:
        reader, writer = os.pipe()
        holder = start("rebuild", "--db", str(db), prepare=lambda writer=writer: _hold_at_commit(writer))
        os.close(writer)
        os.read(reader, 1)  # it has the lock
        ended = run(*step, "--db", str(db), prepare=_impatient)
        expected = f"dedupe: {db}: process {holder.pid} ("
        if ended.code != 1 or not ended.line().startswith(expected) or "holds the store" not in ended.line():
            raise Torn(f"{step} beside process {holder.pid}: exit {ended.code}: {ended.err.decode()}")
        waiting = start(*step, "--db", str(db))
        time.sleep(0.3)
        os.kill(holder.pid, signal.SIGKILL)
        holder.end()
        os.close(reader)
        if (after := waiting.end()).code != 0:
            raise Torn(f"{step} after process {holder.pid} was killed: exit {after.code}: {after.err.decode()}")
    return len(steps)


def _hold_at_commit(writer: int) -> None:
    execute = Connection.execute

    def holding(connection: Connection, *arguments: object) -> object:
        if arguments[0] == "COMMIT":
            os.write(writer, b".")
            time.sleep(600)
        return execute(connection, *arguments)

    Connection.execute = holding


def _impatient() -> None:
    open_store.__kwdefaults__["busy_seconds"] = 0.2


if __name__ == "__main__":
    main(torture, writers=4, readers=4, rounds=3, minutes=0)
