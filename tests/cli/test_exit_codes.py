"""docs/exit-codes.md is true: every command of its table is run, and every message of SQLite's is one that we give."""

from __future__ import annotations

import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedupe import pipeline
from dedupe.cli.program import program
from dedupe.errors import StoreBusy
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import connection, open_store
from tests.conftest import heed_interrupts

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/exit-codes.md").read_text("utf-8")
COMMANDS = re.findall(r"^\| (\d) \| `dedupe (.+?)` \| (?:`(.+)` )?\|$", PAGE, re.MULTILINE)
OF_SQLITE = re.findall(r"^\| 1 \| `(?!dedupe)(.+)` \|$", PAGE, re.MULTILINE)
NOW = "2031-06-01T00:00:00Z"
FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exit-codes")
    later = f"{FIRE}\n\nAt least 249 people were saved."
    with open_store(made / "news.db", create=True) as store:
        articles = [
            Article(
                key="fire", text=f"{FIRE}\n\nAt least 227 people were saved.", source="Post", published_at="2031-05-04"
            ),
            Article(key="later", text=later, source="Post", published_at="2031-05-05"),
            Article(key="copy", text=later, source="Ledger", published_at="2031-05-06"),
        ]
        store.add_batch(store.begin_run("0", NOW), articles, seen_at=NOW)
        pipeline.cluster(store, Settings())
        pipeline.diff(store, Settings())
    (made / "page.txt").write_text(f"{FIRE}\n" * 100, encoding="utf-8")
    (made / "empty.db").touch()
    statements = {
        "other.db": "CREATE TABLE recipe (name TEXT)",
        "old.db": "UPDATE derived_layout SET hash = 'of other tables'",
        "new.db": "PRAGMA user_version = 99",
    }
    for name in ("old.db", "new.db"):
        open_store(made / name, create=True).close()
    for name, statement in statements.items():
        with closing(sqlite3.connect(made / name)) as database:
            database.execute(statement)
            database.commit()
    return made


@pytest.mark.parametrize(("code", "command", "told"), COMMANDS)
def test_what_the_table_says(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, command: str, told: str) -> None:
    monkeypatch.chdir(folder)
    ended = CliRunner().invoke(program, shlex.split(command), prog_name="dedupe")
    assert ended.exit_code == int(code), ended.output
    last = ended.stderr.splitlines()[-1] if ended.stderr else ""
    assert last == told if code != "2" or told.startswith("dedupe") else last.startswith(told)
    assert not told.startswith("dedupe") or ended.stderr.count("\n") == 1


def test_the_tables_were_found() -> None:
    assert len(COMMANDS) == 24
    assert len(OF_SQLITE) == 6


@pytest.mark.parametrize("told", OF_SQLITE)
def test_each_message_about_the_disk_is_one_of_ours(told: str) -> None:
    ours = [
        meaning.format(
            holder="process 4711 (dedupe ingest night.jsonl)",
            seconds=60.0,
            name="SQLITE_IOERR_WRITE",
            error="database disk image is malformed",
        )
        for _, meaning in connection._MEANINGS.values()
    ]
    assert told in ours


def test_a_store_that_another_process_holds(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "news.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_store(folder / "news.db", busy_seconds=0.01) as store, pytest.raises(StoreBusy) as error:
            store.begin_run("0", NOW)
    # The other connection is one of this process: the kernel names nobody.
    assert str(error.value) == f"{folder / 'news.db'}: another process holds the store (waited 0.01 s)"


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "dedupe", *arguments], env=environment, **options)  # type: ignore[call-overload, no-any-return]


def test_a_broken_pipe_is_quiet(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start("export", "--db", str(folder / "news.db"), stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, told = process.communicate()
    assert told == b""
    assert process.returncode in (1, 141)


def test_an_interrupted_step_leaves_a_store_that_goes_on(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    process = start(
        "ingest", "-", "--db", str(db), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stderr is not None
    records = b"".join(
        b'{"id": "a%d", "text": "The cake fair opens on day %d."}\n' % (number, number) for number in range(1500)
    )
    process.stdin.write(records)
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not db.exists() or not stored(db):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.wait(60)
    told = process.stderr.read()
    for stream in (process.stdin, process.stdout, process.stderr):
        assert stream is not None
        stream.close()
    assert (process.returncode, told) == (130, b"dedupe: interrupted\n")
    with open_store(db) as store:
        assert store.article_count() == 1000  # the whole batches
        assert store.check(read_data=True) == []
    again = start("ingest", "-", "--db", str(db), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    told, _ = again.communicate(records)
    assert told == b"read       1,500 records = 500 stored + 1,000 seen before + 0 rejected\n"


def stored(db: Path) -> int:
    try:
        with closing(sqlite3.connect(db)) as database:
            return int(database.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
