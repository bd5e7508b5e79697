"""Many at once: writers wait for each other, readers see whole batches, nothing is lost, doubled or told as locked.

Writers read overlapping parts of a newsroom into one store while others fold, compare and rebuild it and readers list,
export and check it; at the end it must export what one writer alone would have made.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from trial import Torn, finished, main, must, newsroom, run, start, whole, write

from dedupe.pipeline import ingesting

_BATCH = 5
_READING = (("stories", "--format", "jsonl"), ("export",), ("check",), ("report", "--format", "json"), ("pairs",))
_WRITING = (("cluster",), ("diff", "--all"), ("rebuild",))


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Let so many writers and readers at one store; return how often each came through."""
    parts = [write(place / f"{number}.jsonl", newsroom(number // 2, 5)) for number in range(options.writers)]
    expected = finished(place / "reference.db", *parts)
    db = place / "crowded.db"
    first = start("ingest", str(parts[0]), "--db", str(db), prepare=_small_batches)
    writers = [start("ingest", str(part), "--db", str(db), prepare=_small_batches) for part in parts[1:]]
    draw = random.Random(options.seed)
    while not db.exists() or not _made(db):
        time.sleep(0.01)
    loops = [_loop(db, kind, options.rounds, draw.random()) for kind in (*_WRITING, *_READING)]
    for child in (first, *writers):
        ended = child.end()
        if ended.code != 0:
            raise Torn(f"a writer: exit {ended.code}: {ended.err.decode()}")
    for pid in loops:
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
            raise Torn("one of those that came again and again")
    whole(db)
    if _finish(db) != expected:
        raise Torn("another export than of one writer alone")
    rounds = options.rounds * len(loops)
    return {"writers": len(parts), "other commands": rounds, "snapshots": rounds, "lost": 0, "doubled": 0, "locked": 0}


def _finish(db: Path) -> bytes:
    for step in ("cluster",), ("diff", "--all"):
        must(*step, "--db", str(db))
    return must("export", "--db", str(db))


def _small_batches() -> None:
    ingesting._BATCH_ARTICLES = _BATCH


def _made(db: Path) -> bool:
    with closing(sqlite3.connect(db)) as connection:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0])


def _loop(db: Path, command: tuple[str, ...], rounds: int, seed: float) -> int:
    """Fork a process that runs a command again and again, with a look at whole batches in between."""
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = 1
    try:
        draw = random.Random(seed)
        for _ in range(rounds):
            time.sleep(draw.random() * 0.05)
            ended = run(*command, "--db", str(db))
            if ended.code != 0 or b"locked" in ended.err:
                raise Torn(f"{command}: exit {ended.code}: {ended.err.decode()}{ended.out.decode()[:500]}")
            _whole_batches(db)
        code = 0
    except Torn as torn:
        os.write(2, f"{torn}\n".encode())
    finally:
        os._exit(code)


def _whole_batches(db: Path) -> None:
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


if __name__ == "__main__":
    main(torture, writers=4, rounds=2)
