"""The SQLite files of diffengine and NewsEdits, and files that are none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.errors import InputError
from dedupe.exporting.newsedits import write_newsedits
from dedupe.importing.diffengine import read_diffengine
from dedupe.importing.newsedits import read_newsedits
from dedupe.reading.files import Context, Record
from dedupe.settings import Settings
from dedupe.store import open_store

from .conftest import FIRE, PARAGRAPHS, TOLL, Read

Take = Callable[..., Read]
# As peewee makes them of diffengine's models.
DIFFENGINE = """
    CREATE TABLE "entry" ("id" INTEGER NOT NULL PRIMARY KEY, "url" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL, "checked" DATETIME NOT NULL);
    CREATE TABLE "entryversion" ("id" INTEGER NOT NULL PRIMARY KEY, "title" VARCHAR(255) NOT NULL, "url" VARCHAR(255) NOT NULL,
        "summary" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL, "archive_url" VARCHAR(255), "entry_id" INTEGER NOT NULL,
        FOREIGN KEY ("entry_id") REFERENCES "entry" ("id"));
    CREATE TABLE "diff" ("id" INTEGER NOT NULL PRIMARY KEY, "old_id" INTEGER NOT NULL, "new_id" INTEGER NOT NULL, "created" DATETIME NOT NULL,
        "tweeted" DATETIME, "blogged" DATETIME);
    CREATE TABLE "feed" ("url" VARCHAR(255) NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL);
    CREATE TABLE "feedentry" ("id" INTEGER NOT NULL PRIMARY KEY, "feed_id" VARCHAR(255) NOT NULL, "entry_id" INTEGER NOT NULL, "created" DATETIME NOT NULL);
    INSERT INTO feed VALUES ('https://post.example/rss', 'The Post', '2031-05-01 00:00:00.000000');
    INSERT INTO entry VALUES (1, 'https://post.example/fire-on-the-ferry', '2031-05-04 09:00:00.107604', '2031-05-04 12:00:00.000001');
    INSERT INTO feedentry VALUES (1, 'https://post.example/rss', 1, '2031-05-04 09:00:00.2');
"""
URL = "https://post.example/fire-on-the-ferry"


def made(path: Path, script: str, rows: Iterable[tuple[object, ...]] = (), query: str = "") -> str:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.executemany(query, rows) if query else None
    connection.commit()
    connection.close()
    return str(path)


def summary(text: str) -> str:
    return "".join(f"<p>{one}</p>" for one in text.strip().split("\n\n"))


@pytest.fixture
def diffengine(tmp_path: Path) -> str:
    rows = [
        (1, "Fire &amp; ferry", URL, summary(FIRE), "2031-05-04 09:00:01.107604", None, 1),
        (2, "249 saved", URL, summary(TOLL), "2031-05-04 11:00:00", "https://web.archive.org/web/2031/", 1),
        (3, "Fire & ferry", URL, summary(FIRE), "2031-05-04 12:00:00.5", None, 1), (4, "Gone", URL, "", "2031-05-04 13:00:00", None, 1),
    ]  # fmt: skip
    return made(tmp_path / "diffengine.db", DIFFENGINE, rows, "INSERT INTO entryversion VALUES (?, ?, ?, ?, ?, ?, ?)")


def test_every_version_of_diffengine(diffengine: str, take: Take) -> None:
    read = take(partial(read_diffengine, diffengine))
    assert [(one.text, one.fetched_at) for one in read.articles] == [
        (FIRE.strip(), "2031-05-04T09:00:01Z"), (TOLL.strip(), "2031-05-04T11:00:00Z"), (FIRE.strip(), "2031-05-04T12:00:00Z"),
    ]  # fmt: skip
    assert {(one.url, one.source, one.extractor) for one in read.articles} == {
        (URL, "The Post", "readability (diffengine)")
    }
    assert [one.origin.line for one in read.articles] == [1, 2, 3]
    assert read.rejected == [f"{diffengine}:4: empty article"]


def test_a_page_of_diffengine_is_a_story_and_what_came_back_a_version(diffengine: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db", create=True) as store:
        source: Callable[[Context], Iterable[Record]] = partial(read_diffengine, diffengine)
        pipeline.import_from(store, source, clock=lambda: "2031-06-01T00:00:00Z")  # type: ignore[arg-type]
        pipeline.cluster(store, Settings())
        (story,) = store.stories()
    assert [one.article.article.text for one in story.revisions] == [FIRE.strip(), TOLL.strip(), FIRE.strip()]


SENTENCES = """
    CREATE TABLE split_sentences (entry_id TEXT, version REAL, sent_idx TEXT, sentence TEXT);
"""


def test_sentences_are_texts_again(tmp_path: Path, take: Take) -> None:
    rows = [("10", float(version), str(place), f"<p>{text}</p>") for version, texts in enumerate((FIRE, TOLL))
            for place, text in reversed(list(enumerate(texts.strip().split("\n\n") * 4)))]  # fmt: skip
    rows += [("9", 0.0, "0", "No paragraphs."), ("9", 0.0, "1", "But two sentences.")]
    path = made(tmp_path / "nyt.db", SENTENCES, rows, "INSERT INTO split_sentences VALUES (?, ?, ?, ?)")
    read = take(partial(read_newsedits, path))
    assert read.articles[0].text == "No paragraphs. But two sentences."
    assert [one.text for one in read.articles[1:]] == [
        "\n\n".join([*PARAGRAPHS] * 4),
        "\n\n".join(TOLL.strip().split("\n\n") * 4),
    ]
    assert [one.key for one in read.articles] == ["nyt/9", "nyt/10", "nyt/10"]
    assert read.warnings == ["3 versions have no time: their order follows from their texts alone"]


def test_what_is_exported_for_newsedits_comes_back_as_the_same_words(
    diffengine: str, tmp_path: Path, take: Take
) -> None:
    with open_store(tmp_path / "news.db", create=True) as store:
        pipeline.import_from(store, partial(read_diffengine, diffengine), clock=lambda: "2031-06-01T00:00:00Z")
        pipeline.cluster(store, Settings())
        write_newsedits(store.stories(min_articles=1), tmp_path / "out.db")
        before = sorted((each.article.key, each.article.text.split(), each.article.title) for each in store.articles())
    read = take(partial(read_newsedits, str(tmp_path / "out.db")))
    assert sorted((one.key, one.text.split(), one.title) for one in read.articles) == before


@pytest.mark.parametrize("source", [read_diffengine, read_newsedits])
@pytest.mark.parametrize(
    "content", [None, b"", b"no database at all, but words", b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_file_that_is_none_is_one_line(
    source: Callable[[str, Context], Iterable[Record]], content: bytes | None, take: Take, tmp_path: Path
) -> None:
    path = tmp_path / "it.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"it\.db: \S") as error:
        take(partial(source, str(path)))
    assert "\n" not in str(error.value)
