"""Kill -9 at random moments of every step, and before and after every transaction: nothing acknowledged is lost.

An article counts as acknowledged once its batch has been committed. After each kill SQLite and ``check --read-data``
must find the store whole, every acknowledged article must be there, and each batch in full or not at all; at the end,
what a store exports that was killed all the time must be, byte for byte, what one exports that never was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trial import STEPS, Torn, exported, finished, main, must, newsroom, remove, start, whole, write

from dedupe.pipeline import comparing, ingesting
from dedupe.store import ingest
from dedupe.store.connection import Connection

_BATCH = 7  # records a transaction, so that there are many
_STORIES = 8


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Kill so often at random, and at every transaction; return how often and what was lost."""
    draw = random.Random(options.seed)
    parts = [write(place / f"{part}.jsonl", newsroom(options.seed + part, _STORIES)) for part in range(2)]
    expected = finished(place / "reference.db", *parts)
    every = 0 if options.transactions == 0 else _at_every_transaction(place, parts, expected, options.transactions)
    kills = chains = 0
    while kills < options.kills:
        kills += _chain(place / "killed.db", parts, expected, draw, options.kills - kills)
        chains += 1
    return {"random kills": kills, "chains": chains, "kills at transactions": every, "lost": 0, "torn": 0}


def _steps(parts: list[Path]) -> list[tuple[str, ...]]:
    first, second = map(str, parts)
    return [("ingest", first), *STEPS, ("ingest", second), *STEPS, ("rebuild",)]


def _records(parts: list[Path]) -> set[int]:
    return {len(part.read_text("utf-8").splitlines()) for part in parts}


def _chain(db: Path, parts: list[Path], expected: bytes, draw: random.Random, most: int) -> int:
    """Do all steps on one store, each killed a few times before it may end; return the number of kills."""
    records = _records(parts)
    remove(db)
    kills = 0
    for step in _steps(parts):
        for _ in range(min(draw.randint(0, 4), most - kills)):
            kills += _killed(db, step, records, lambda: None, delay=draw.random() ** 2 * 0.3)
        must(*step, "--db", str(db))
    if exported(db) != expected:
        raise Torn(f"{db}: after {kills} kills another export")
    return kills


def _at_every_transaction(place: Path, parts: list[Path], expected: bytes, stride: int) -> int:
    """Kill before and after the COMMIT of every (or every n-th) transaction of each step; return how often."""
    records = _records(parts)
    sound, db = place / "sound.db", place / "killed.db"
    kills = 0
    for step in _steps(parts):
        at = 0
        while True:
            remove(db)
            if sound.exists():
                shutil.copy(sound, db)
            before = at % 2 == 0
            if not _killed(db, step, records, lambda before=before, nth=at // 2: _kill_at_commit(nth, before=before)):
                break
            kills += 1
            at += stride
        must(*step, "--db", str(sound))
    if exported(sound) != expected:
        raise Torn("step by step another export than in one go")
    return kills


def _killed(
    db: Path, step: tuple[str, ...], records: set[int], prepare: Callable[[], object], delay: float | None = None
) -> bool:
    """Run a step that is killed, judge the store, and return whether it was killed before its end."""
    reader, writer = os.pipe()
    child = start(*step, "--db", str(db), prepare=lambda: (_small_batches(writer), prepare()))
    os.close(writer)
    if delay is not None:
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
    ended = child.end()
    with open(reader, "rb") as stream:
        acknowledged = stream.read().decode().split()
    if ended.code not in (0, -signal.SIGKILL):
        raise Torn(f"{step}: exit {ended.code}: {ended.err.decode()}")
    _judge(db, acknowledged, records)
    return ended.code != 0


def _small_batches(acknowledge: int) -> None:
    """In the child: small transactions, and a word to the parent after each that stored articles."""
    ingesting._BATCH_ARTICLES, comparing._BATCH_COMPARISONS = _BATCH, 3
    add_batch = ingest.add_batch

    def told(connection: Connection, run: int, articles: list, *rest: object) -> object:
        counts = add_batch(connection, run, articles, *rest)
        os.write(acknowledge, f"{' '.join(map(ingest.article_hash, articles))}\n".encode())
        return counts

    ingest.add_batch = told


def _kill_at_commit(nth: int, *, before: bool) -> None:
    execute = Connection.execute
    seen = 0

    def dying(connection: Connection, *arguments: object) -> object:
        nonlocal seen
        if arguments[0] != "COMMIT":
            return execute(connection, *arguments)
        seen += 1
        if before and seen > nth:
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(connection, *arguments)
        if seen > nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Connection.execute = dying


def _judge(db: Path, acknowledged: list[str], records: set[int]) -> None:
    if not whole(db):
        if acknowledged:
            raise Torn(f"{db}: lost, with {len(acknowledged)} articles")
        return
    with closing(sqlite3.connect(db)) as connection:
        stored = {hashed for (hashed,) in connection.execute("SELECT article_hash FROM article")}
        lost = [hashed for hashed in acknowledged if hashed not in stored]
        if lost:
            raise Torn(f"{db}: lost {lost}")
        for read, started in connection.execute("SELECT stored + sighted + rejected, started_at FROM ingest_run"):
            if read % _BATCH and read not in records:
                raise Torn(f"{db}: the run of {started} holds {read} records, which is not a number of whole batches")


if __name__ == "__main__":
    main(torture, kills=15, transactions=5)
