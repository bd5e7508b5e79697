"""The file that NewsEdits' own queries read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.exporting.newsedits import match, write_newsedits
from dedupe.store import Store


@pytest.fixture
def written(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "newsedits.db"
    write_newsedits(store.stories(min_articles=1), path)
    return path


def test_the_sentences_of_a_version_are_its_text(written: Path, store: Store) -> None:
    texts = {each.name: each.article.text for each in store.articles()}
    with sqlite3.connect(written) as connection:
        versions = connection.execute("SELECT entry_id, version, article FROM entryversion").fetchall()
        assert len(versions) > 90
        for entry, version, article in versions:
            rows = connection.execute(
                "SELECT sentence FROM split_sentences WHERE entry_id = ? AND version = ? ORDER BY sent_idx",
                (entry, version),
            )
            assert "".join("".join(row[0].split()) for row in rows) == "".join(texts[article].split())


def test_a_query_of_its_tools_finds_what_an_editor_changed(written: Path) -> None:
    # As in its util_data_fetching_for_app: the two versions of a match with their sentences.
    query = """
        SELECT old.sentence, new.sentence
        FROM matched_sentences AS m
        JOIN split_sentences AS old ON old.entry_id = m.entry_id AND CAST(old.version AS INT) = m.version_x AND old.sent_idx = m.sent_idx_x
        JOIN split_sentences AS new ON new.entry_id = m.entry_id AND CAST(new.version AS INT) = m.version_y AND new.sent_idx = m.sent_idx_y
        WHERE m.avg_sentence_distance_x BETWEEN 0.001 AND 0.44 AND old.sentence LIKE '%Thorsby%'
    """
    with sqlite3.connect(written) as connection:
        (pair,) = connection.execute(query).fetchall()
    assert "48 million" in pair[0]
    assert "84 million" in pair[1]


def test_two_stores_of_the_same_articles_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        write_newsedits(store.stories(min_articles=1), tmp_path / name)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


SENTENCES = st.lists(
    st.sampled_from(["It sank.", "Two men died.", "Three men died.", "Rain.", "Nobody knows why it burned."]),
    max_size=7,
)


@given(SENTENCES, SENTENCES)
def test_every_sentence_stands_in_one_match(old: list[str], new: list[str]) -> None:
    matches = list(match(old, new))
    assert sorted(x for x, _, _ in matches if x is not None) == list(range(len(old)))
    assert sorted(y for _, y, _ in matches if y is not None) == list(range(len(new)))
    assert all((distance is None) == (x is None or y is None) for x, y, distance in matches)
    assert sum(distance == 0.0 for _, _, distance in matches) == sum(
        min(old.count(one), new.count(one)) for one in set(old)
    )
