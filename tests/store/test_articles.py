"""Reading facts: in canonical order, and verified as they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedupe.errors import StoreDamaged
from dedupe.records import Article
from dedupe.store import BatchCounts, Store, articles

Ingest = Callable[..., BatchCounts]


def test_articles_come_by_source_date_and_key(
    store: Store, ingest: Ingest, ferry: list[Article], monkeypatch: pytest.MonkeyPatch
):
    ingest(store, ferry[::-1])
    monkeypatch.setattr(articles, "_AT_A_TIME", 2)
    assert [one.name for one in store.articles()] == ["ferry-1", "ferry-2", "ferry-3", "cake", "copy"]
    assert store.article_count() == 5


def test_copies_share_one_text_in_memory(store: Store, ingest: Ingest):
    ingest(store, [Article(key=f"copy-{number}", text="The ferry sank.") for number in range(9)])
    assert len({id(one.article.text) for one in store.articles()}) == 1


@pytest.mark.parametrize("change", ["article SET title = 'Nobody hurt'", "body SET text = text || ' '"])
def test_an_article_that_is_not_what_was_stored_is_never_handed_out(
    store: Store, ingest: Ingest, ferry: list[Article], change: str
):
    ingest(store, ferry[:1])
    store._connection.execute(f"UPDATE {change}")
    with pytest.raises(StoreDamaged) as error:
        store.article("ferry-1")
    assert str(error.value) == f"{store.path}: article 'ferry-1' is not what was stored: run dedupe check"


def test_a_damaged_page_is_one_line(store: Store, ingest: Ingest):
    ingest(store, [Article(key=f"k{n}", text=f"{n} " * 400) for n in range(200)])
    path = store.path
    store.close()
    with open(path, "r+b") as file:  # noqa: PTH123
        file.seek(16384 * 8)
        file.write(b"\xff" * 16384 * 4)
    from dedupe.store import open_store

    with open_store(path, read_only=True) as damaged:
        with pytest.raises(StoreDamaged, match=f"^{path}: the file is damaged"):
            list(damaged.articles())
        assert damaged.check() != []
