"""Whatever column of a stored comparison is altered, the check says so; no damage passes for a change that was found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedupe import pipeline
from dedupe.cli.program import program
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import derived, open_store

NOW = "2031-06-01T00:00:00Z"
FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
CALM = "The sea was calm when the first of the boats came alongside, its crew recalled."
SAVED = "At least {} people were taken off the ship by four coastguard boats and a navy helicopter."
ORLE = "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement."
TEXTS = (
    [f"{FIRE} {CALM}", SAVED.format(227), ORLE],
    [FIRE, "Divers began to search the car deck.", SAVED.format(249), f"{ORLE} {CALM}"],
    [f"{FIRE} {CALM}", SAVED.format(227), ORLE],
)
TABLES = ("edit_script", "hunk", "hunk_paragraph", "fact_change", "meta_change", "sentence_move", "reversion")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows in every table of a comparison."""
    path = tmp_path_factory.mktemp("damage") / "sound.db"
    articles = [
        Article(
            key=f"v{hour}", source="Post", title=f"Ferry {hour}", modified_at=f"2031-05-04T0{hour}:00:00Z",
            text="\n\n".join(text),
        )
        for hour, text in enumerate(TEXTS)
    ]  # fmt: skip
    with open_store(path, create=True) as store:
        store.add_batch(store.begin_run("0", NOW), articles, seen_at=NOW)
        pipeline.cluster(store, Settings())
        pipeline.diff(store, Settings())
    with closing(sqlite3.connect(path)) as connection:
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert all(counts.values()), counts
    return path


def columns() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in derived.TABLES.values():
            connection.execute(statement)
        return [(table, name) for table in TABLES for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]


def flipped(value: object) -> object:
    """The same value with its lowest bit the other way round; NULL becomes something."""
    match value:
        case None:
            return 1
        case int():
            return value ^ 1
        case "":
            return "\x01"
        case _:
            text = str(value)
            return text[:-1] + chr(ord(text[-1]) ^ 1)


@pytest.mark.parametrize("row", ["first", "last"])
@pytest.mark.parametrize(("table", "column"), columns())
def test_a_flipped_bit_in_any_column_is_found(sound: Path, tmp_path: Path, table: str, column: str, row: str) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        keys = [name for _, name, _, _, _, part in connection.execute(f"PRAGMA table_info({table})") if part]
        at = -1 if row == "last" else 0
        rows = connection.execute(f"SELECT {column}, {', '.join(keys)} FROM {table} ORDER BY {', '.join(keys)}")
        value, *key = rows.fetchall()[at]
        where = " AND ".join(f"{name} = ?" for name in keys)
        try:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (flipped(value), *key))
        except sqlite3.IntegrityError:  # another row has that value already, and one of the two is moved away
            connection.execute(f"UPDATE {table} SET {column} = {column} + 1000 WHERE {where}", key)
        connection.commit()
    checked = CliRunner().invoke(program, ["check", "--read-data", "--db", str(path)])
    assert checked.exit_code == 1
    lines = checked.stdout.splitlines()
    assert lines
    assert all(len(line) < 400 and not line.startswith("Traceback") for line in lines)
    if table in ("hunk_paragraph", "fact_change", "meta_change", "sentence_move") and column not in (
        "edit_script", "hunk", "paragraph"
    ):  # fmt: skip
        told = [line for line in lines if "are not what was stored" in line]
        assert len(told) == 1, lines


SEALED = (
    *(("article", column) for column in ("fetched_at", "file", "line")),
    *(("verdict", column) for column in ("verdict", "a", "b", "why")),
    *(("scored_pair", column) for column in ("relation", "score", "jaccard", "containment_a", "containment_b", "reasons")),
    *(("story", column) for column in ("story_id", "title", "articles", "first_published")),
    *(("revision", column) for column in ("position", "number", "relation", "ordered_by")),
    *(("cap", column) for column in ("name", "times", "left_out")),
)  # fmt: skip


@pytest.mark.parametrize(("table", "column"), SEALED)
def test_what_no_hash_covered_is_sealed(sound: Path, tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(sound, path)
    with open_store(path) as store:
        one = next(store.articles()).hash
        store.add_batch(store.begin_run("0", NOW), [Article(key="zoo", text="The cake fair opens.")], seen_at=NOW)
        loner = next(each.hash for each in store.articles() if each.name == "zoo")
        store.add_verdict("separate", loner, one, "another day")
        with store.transaction():
            seal = "checksum_of('pairs', 3, 4)"
            store._connection.execute(f"INSERT INTO cap VALUES ('pairs', 3, 4, {seal})")
    assert CliRunner().invoke(program, ["check", "--read-data", "--db", str(path)]).exit_code == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        row, value = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchone()
        altered: object = value / 2 + 0.125 if isinstance(value, float) else flipped(value)
        altered = {"fetched_at": "2031-01-01", "a": 2, "b": 2, "position": 5}.get(column, altered)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (altered, row))
        connection.commit()
    checked = CliRunner().invoke(program, ["check", "--read-data", "--db", str(path)])
    assert checked.exit_code == 1, (value, altered)


def test_a_sound_store_is_clean_to_the_last_bit(sound: Path) -> None:
    checked = CliRunner().invoke(program, ["check", "--read-data", "--db", str(sound)])
    assert (checked.exit_code, checked.stdout) == (0, f"{sound}: clean\n")


def test_no_report_tells_of_a_damaged_change(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE fact_change SET new = '259' WHERE new = '249'")
        connection.commit()
    for command in ("report --format json", "facts v0", "log v0", "diff v0 v1"):
        told = CliRunner().invoke(program, [*command.split(), "--db", str(path)])
        assert told.exit_code == 1, command
        assert "259" not in told.stdout
        assert told.stderr == (
            f"dedupe: {path}: the changes from 'v0' to 'v1' are not what was stored: run dedupe check\n"
        )


@pytest.mark.parametrize("part", [b"CREATE TABLE story", b"STRICT", b"story_id"])
@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_a_flipped_bit_in_the_schema_is_one_line(sound: Path, tmp_path: Path, part: bytes, bit: int) -> None:
    content = bytearray(sound.read_bytes())
    content[content.index(part, content.index(b"CREATE TABLE story")) + len(part) - 1] ^= bit
    path = tmp_path / "damaged.db"
    path.write_bytes(content)
    for command in ("check", "stories", "export"):
        told = CliRunner().invoke(program, [command, "--db", str(path)])
        assert (told.exit_code, told.stdout) == (1, ""), command
        assert told.stderr.startswith(f"dedupe: {path}: the file is damaged (")
        assert told.stderr.count("\n") == 1
