"""Kill -9 at random moments of every step, and before and after all that it commits: nothing acknowledged is lost.

An article counts as acknowledged once its batch has been committed. After each kill SQLite and ``check --read-data``
must find the store whole, every acknowledged article must be there, and each batch in full or not at all; at the end,
what a store exports and finds that was killed all the time must be, byte for byte, what one does that never was.

A forgetting that was killed is undone, done, or to be asked for once more, and the check says so; once it is done, no byte
is left in the file or its journal of a paragraph that only the forgotten article had.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from trial import STEPS, TO_BE_ENDED, Ended, Torn, exported, main, must, newsroom, remove, run, start, whole, write

from dedupe.pipeline import comparing, ingesting
from dedupe.store import ingest, search
from dedupe.store.connection import Connection

_BATCH = 7  # records a transaction, so that there are many
_STORIES = 8
_SEARCH = ("search", "harbour", "--format", "jsonl")
_WRITING = ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
_READ = "SELECT stored + sighted + rejected + forgotten, started_at FROM ingest_run"


@dataclass(frozen=True)
class Work:
    """What is done to a store, and what its state is judged by on the way: how many records a file has, and what is forgotten."""

    steps: tuple[tuple[str, ...], ...]
    records: set[int]
    secret: bytes


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Kill so often at random, and at every transaction; return how often and what was lost."""
    draw = random.Random(options.seed)
    work = _work([write(place / f"{part}.jsonl", newsroom(options.seed + part, _STORIES)) for part in range(2)])
    reference = place / "reference.db"
    for step in work.steps:
        must(*step, "--db", str(reference))
    expected = _told(reference)
    every = 0 if options.transactions == 0 else _at_every_transaction(place, work, expected, options.transactions)
    kills = chains = 0
    while kills < options.kills:
        kills += _chain(place / "killed.db", work, expected, draw, options.kills - kills)
        chains += 1
    return {"random kills": kills, "chains": chains, "kills at transactions": every, "lost": 0, "torn": 0}


def _work(parts: list[Path]) -> Work:
    first, second = map(str, parts)
    key, secret = _alone(parts)
    forget = ("forget", key, "--copies", "--why", "asked for")
    return Work(
        steps=(
            ("ingest", first), *STEPS, ("ingest", second), *STEPS, ("rebuild",), _SEARCH, forget, *STEPS,
        ),
        records={len(part.read_text("utf-8").splitlines()) for part in parts},
        secret=secret.encode(),
    )  # fmt: skip


def _alone(parts: list[Path]) -> tuple[str, str]:
    """A later version of a story by its KEY, and a paragraph that is in no other text."""
    records = [json.loads(line) for part in parts for line in part.read_text("utf-8").splitlines()]
    return next(
        (record["id"], paragraph)
        for record in records
        for paragraph in record["text"].split("\n\n")
        if not record["id"].endswith("-0")
        and not any(paragraph in other["text"] for other in records if other["text"] != record["text"])
    )


def _told(db: Path) -> bytes:
    return exported(db) + must(*_SEARCH, "--db", str(db))


def _chain(db: Path, work: Work, expected: bytes, draw: random.Random, most: int) -> int:
    """Do all steps on one store, each killed a few times before it may end; return the number of kills."""
    remove(db)
    kills = 0
    for step in work.steps:
        for _ in range(min(draw.randint(0, 4), most - kills)):
            kills += _killed(db, step, work, lambda: None, delay=draw.random() ** 2 * 0.3)
        _end(db, step, work)
    if _told(db) != expected:
        raise Torn(f"{db}: after {kills} kills another export or another search")
    return kills


def _at_every_transaction(place: Path, work: Work, expected: bytes, stride: int) -> int:
    """Kill before and after every (or every n-th) statement of each step that writes, then go on; return how often."""
    sound, db = place / "sound.db", place / "killed.db"
    kills = 0
    for step in work.steps:
        at = 0
        while True:
            remove(db)
            if sound.exists():
                shutil.copy(sound, db)
            before = at % 2 == 0
            if not _killed(db, step, work, lambda before=before, nth=at // 2: _kill_at_writing(nth, before=before)):
                break
            _end(db, step, work)
            kills += 1
            at += stride
        must(*step, "--db", str(sound))
    if _told(sound) != expected:
        raise Torn("step by step another export or another search than in one go")
    return kills


def _end(db: Path, step: tuple[str, ...], work: Work) -> None:
    """Do a step to its end, which it may have come to already."""
    _refuse_failure(step, run(*step, "--db", str(db)))
    _judge(db, [], work)
    if step[0] == "forget":
        must("check", "--db", str(db))


def _refuse_failure(step: tuple[str, ...], ended: Ended) -> None:
    is_forgotten = step[0] == "forget" and ended.code == 1 and "was forgotten at" in ended.line()
    if ended.code not in (0, -signal.SIGKILL) and not is_forgotten:
        raise Torn(f"{step}: exit {ended.code}: {ended.err.decode()}")


def _killed(
    db: Path, step: tuple[str, ...], work: Work, prepare: Callable[[], object], delay: float | None = None
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
    _refuse_failure(step, ended)
    _judge(db, acknowledged, work)
    return ended.code == -signal.SIGKILL


def _small_batches(acknowledge: int) -> None:
    """In the child: small transactions, and a word to the parent after each that stored articles."""
    ingesting._BATCH_ARTICLES, comparing._BATCH_COMPARISONS, search._BATCH = _BATCH, 3, 9
    add_batch = ingest.add_batch

    def told(connection: Connection, run: int, articles: list, *rest: object) -> object:
        counts = add_batch(connection, run, articles, *rest)
        os.write(acknowledge, f"{' '.join(map(ingest.article_hash, articles))}\n".encode())
        return counts

    ingest.add_batch = told


def _kill_at_writing(nth: int, *, before: bool) -> None:
    execute = Connection.execute
    seen = 0

    def dying(connection: Connection, *arguments: object) -> object:
        nonlocal seen
        if arguments[0] not in _WRITING:
            return execute(connection, *arguments)
        seen += 1
        if before and seen > nth:
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(connection, *arguments)
        if seen > nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Connection.execute = dying


def _judge(db: Path, acknowledged: list[str], work: Work) -> None:
    left = work.secret in b"".join(path.read_bytes() for path in db.parent.glob(f"{db.name}*"))
    if not whole(db, but=TO_BE_ENDED):
        if acknowledged:
            raise Torn(f"{db}: lost, with {len(acknowledged)} articles")
        return
    with closing(sqlite3.connect(db)) as connection:
        if left and connection.execute("SELECT 1 FROM forgotten WHERE purged_at IS NOT NULL").fetchone():
            raise Torn(f"{db}: forgotten, and still there: {work.secret!r}")
        stored = {hashed for (hashed,) in connection.execute("SELECT article_hash FROM article")}
        lost = [hashed for hashed in acknowledged if hashed not in stored]
        if lost:
            raise Torn(f"{db}: lost {lost}")
        for read, started in connection.execute(_READ):
            if read % _BATCH and read not in work.records:
                raise Torn(f"{db}: the run of {started} holds {read} records, which is not a number of whole batches")


if __name__ == "__main__":
    main(torture, kills=15, transactions=5)
