"""The check finds what is wrong, says it in one line, and repairs nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedupe.changes import edit_script
from dedupe.errors import StoreDamaged
from dedupe.records import Article, Changes, Significance
from dedupe.store import BatchCounts, Store
from dedupe.store.spelling import checksum


@pytest.fixture
def full(
    store: Store, ingest: Callable[..., BatchCounts], cluster: Callable[..., list[str]], ferry: list[Article]
) -> Store:
    ingest(store, ferry)
    cluster(store, ["ferry-1", "ferry-2", "ferry-3"])
    old, new = store.article("ferry-1"), store.article("ferry-2")
    meaning = Significance(level="update", disclosed=None, reasons=())
    script = edit_script(old.article.text, new.article.text)
    store.save_comparisons(
        [(old.hash, new.hash, Changes(script=script, metadata=(), facts=(), significance=meaning))], "{}"
    )
    store._connection.execute("PRAGMA foreign_keys = OFF")
    return store


def test_a_sound_store_is_clean(full: Store):
    assert full.check(read_data=True) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE ingest_run SET articles_read = 9", "run 1: read 9, but stored 5 + sighted 0 + rejected 0"),
        ("UPDATE ingest_run SET stored = 4, articles_read = 4", "run 1: stored 4, but 5 are there"),
        ("INSERT INTO sighting VALUES (1, 99, 1, '', '', 1, NULL)", "sighting 1: refers to a article that is not there"),
        ("UPDATE revision SET number = 5 WHERE position = 2", "story {id}: its revisions are not numbered one after the other"),
        ("UPDATE revision SET position = 7 WHERE position = 2", "story {id}: its revisions are not numbered one after the other"),
        ("UPDATE story SET articles = 4 WHERE articles = 3", "story {id}: has 3 articles, but says 4"),
        ("UPDATE story SET story_id = 'feed' WHERE articles = 3", "story feed: its members make it {id}"),
    ],
)  # fmt: skip
def test_a_broken_law_is_found(full: Store, change: str, problem: str):
    (story,) = full.stories()
    full._connection.execute(change)
    assert problem.format(id=story.id) in full.check()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE body SET text = text || '!' WHERE id = 1", "body {body}: its text is not what was stored"),
        ("UPDATE body SET word_count = 9 WHERE id = 1", "body {body}: has 10 words, but says 9"),
        ("UPDATE article SET title = 'x' WHERE id = 1", "{path}: article 'ferry-1' is not what was stored: run dedupe check"),
    ],
)  # fmt: skip
def test_altered_data_is_found_where_data_are_read(full: Store, change: str, problem: str):
    body = full.article("ferry-1").body_hash
    full.drop_derived()
    full._connection.execute(change)
    assert full.check() == []
    assert problem.format(body=body, path=full.path) in full.check(read_data=True)


def test_a_title_that_is_no_longer_text_is_found(full: Store):
    full._connection.execute("UPDATE story SET title = CAST(x'ff' AS TEXT)")
    assert full.check() == []
    damaged = f"{full.path}: the file is damaged (a text is not UTF-8)"
    assert full.check(read_data=True) == [f"story: {damaged}", damaged]


def test_an_index_that_lost_an_article_is_found(full: Store):
    full._connection.execute("PRAGMA writable_schema = ON")
    full._connection.execute("UPDATE sqlite_master SET sql = sql || ' WHERE id > 1' WHERE name = 'article_by_key'")
    full._connection.execute("PRAGMA writable_schema = RESET")
    full._connection.execute("REINDEX article_by_key")
    full._connection.execute("PRAGMA writable_schema = ON")
    full._connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, ' WHERE id > 1', '') WHERE name = 'article_by_key'"
    )
    full._connection.execute("PRAGMA writable_schema = RESET")
    with pytest.raises(StoreDamaged) as error:
        list(full.articles())
    assert str(error.value) == f"{full.path}: an article cannot be found by its KEY: run dedupe check"
    assert "SQLite: row 1 missing from index article_by_key" in full.check()


def test_a_script_that_does_not_rebuild_its_text_is_found(full: Store):
    """Rows and checksum that agree with each other, but not with the text: only applying the script tells."""
    old, new = full.article("ferry-1"), full.article("ferry-2")
    full._connection.execute(
        "UPDATE paragraph SET text = 'Nine people were hurt.' WHERE text = 'Three people were hurt.'"
    )
    full._connection.execute("UPDATE hunk SET edits = replace(edits, 'Three', 'Nine')")
    layout, problem = full.check()
    assert layout == f"body {old.body_hash}: its paragraphs do not make its text"
    assert problem == f"{full.path}: the changes from 'ferry-1' to 'ferry-2' are not what was stored: run dedupe check"
    other = edit_script(old.article.text.replace("Three", "Nine"), new.article.text)
    meaning = Significance(level="update", disclosed=None, reasons=())
    forged = checksum(old.hash, new.hash, Changes(script=other, metadata=(), facts=(), significance=meaning))
    full._connection.execute("UPDATE edit_script SET checksum = ?", (forged,))
    assert full.check()[1:] == [
        "edit script ferry-1 -> ferry-2: the text is not the one the edit script was made from: it differs at paragraph 1",
        "edit script ferry-1 -> ferry-2: does not rebuild its old version",
    ]
