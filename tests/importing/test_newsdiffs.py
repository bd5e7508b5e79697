"""NewsDiffs: the repository that its scraper fills, and the tables of its models."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dedupe.errors import InputError
from dedupe.importing.newsdiffs import read_newsdiffs

from .conftest import FIRE, TOLL, History, Read

Take = Callable[..., Read]
# As Django makes them of website/frontend/models.py.
TABLES = """
    CREATE TABLE "Articles" ("id" integer NOT NULL PRIMARY KEY, "url" varchar(255) NOT NULL UNIQUE, "initial_date" datetime NOT NULL,
        "last_update" datetime NOT NULL, "last_check" datetime NOT NULL);
    CREATE TABLE "version" ("id" integer NOT NULL PRIMARY KEY, "article_id" integer NOT NULL REFERENCES "Articles" ("id"),
        "v" varchar(255) NOT NULL UNIQUE, "title" varchar(255) NOT NULL, "byline" varchar(255) NOT NULL, "date" datetime NOT NULL,
        "boring" bool NOT NULL);
"""
PATH = "www.post.example__2031__05__04__fire.html"


def page(text: str, date: str = "May 4, 2031, 9:00 am") -> str:
    return f"{date}\nFire on ferry\nBy ADA LINDGATE\n\n{text}"


@pytest.fixture
def database(history: History, tmp_path: Path) -> Path:
    history.commit(**{PATH: page(FIRE)})
    history.commit(**{PATH: page(FIRE, "May 4, 2031, 9:05 am")})
    history.commit(**{PATH: page(TOLL)})
    path = tmp_path / "newsdiffs.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(TABLES)
        connection.execute(
            "INSERT INTO Articles VALUES (7, 'http://www.post.example/2031/05/04/fire.html/', '', '', '')"
        )
        for number, commit in enumerate(history.git("rev-list", "--reverse", "HEAD").splitlines()):
            connection.execute("INSERT INTO version VALUES (?, 7, ?, '', '', '', ?)", (number, commit, number == 1))
    connection.close()
    return path


def test_versions_with_their_database(database: Path, history: History, take: Take) -> None:
    read = take(partial(read_newsdiffs, str(history.path), database=str(database)))
    assert [(one.text.strip(), one.fetched_at) for one in read.articles] == [
        (FIRE.strip(), "2031-05-04T09:00:00Z"), (TOLL.strip(), "2031-05-04T11:00:00Z"),
    ]  # fmt: skip
    first = read.articles[0]
    assert (first.title, first.byline) == ("Fire on ferry", "By ADA LINDGATE")
    assert first.url == "http://www.post.example/2031/05/04/fire.html/"
    assert first.published_at == "2031-05-04T09:00:00Z"
    assert read.passed == {"boring versions": 1}


def test_the_repository_alone_gives_the_address_by_its_path(database: Path, history: History, take: Take) -> None:
    del database
    read = take(partial(read_newsdiffs, str(history.path)))
    assert len(read.articles) == 3
    assert {one.url for one in read.articles} == {"http://www.post.example/2031/05/04/fire.html"}


def test_another_database_is_one_line(history: History, take: Take, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE Articles (id)").connection.close()
    with pytest.raises(InputError, match="no database of NewsDiffs: its table Articles has no url"):
        take(partial(read_newsdiffs, str(history.path), database=str(tmp_path / "other.db")))
