"""Full-text search: what holds the words is found, whenever it came, and the index holds no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe.records import Article
from dedupe.store import Store, open_store
from dedupe.text.queries import parse_query

ARTICLES = [
    Article(key="pier", title="Ferry hits pier", text="The ferry Alba struck the old pier. Nobody was hurt."),
    Article(key="fog", title="Fog", text="Fog kept the ferry in port. The pier is old; so is the boat."),
    Article(key="cafe", title=None, text="The Café Marée closes in 周二. It’s the last: 1,200.50 crowns."),
    Article(key="arm", title="Toll", text="Colliding boats, twice."),
]


@pytest.fixture
def full(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "news.db", create=True)
    add(store, ARTICLES)
    return store


def add(store: Store, articles: list[Article]) -> None:
    run = store.begin_run("1", "2031-06-01T00:00:00Z")
    store.add_batch(run, articles, seen_at="2031-06-01T00:00:00Z")


def keys(store: Store, typed: str, limit: int = 20) -> list[str]:
    store.bring_search_up_to_date()
    return [hit.article.article.key for hit in store.search(parse_query(typed), limit)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", {"pier", "fog"}),
        ("ferry -fog", {"pier"}),
        ('"old pier"', {"pier"}),
        ("old pier", {"pier", "fog"}),
        ("collid*", {"arm"}),
        ("collid", set()),
        ("cafe maree", {"cafe"}),
        ("周二", {"cafe"}),
        ("二周", set()),
        ("it's", {"cafe"}),
        ("1,200.50", {"cafe"}),
        ("TOLL boats", {"arm"}),
        ("title text", set()),
        ("ferry OR toll", set()),
    ],
)
def test_all_words_must_be_there(full: Store, typed: str, found: set[str]) -> None:
    assert set(keys(full, typed)) == found
    assert full.search_count(parse_query(typed)) == len(found)


def test_a_headline_counts_more(full: Store) -> None:
    assert keys(full, "pier")[0] == "pier"


def test_what_comes_later_is_found_by_the_next_search(full: Store) -> None:
    assert keys(full, "harbour") == []
    add(full, [Article(key="late", text="The harbour is open again, the master said.")])
    assert keys(full, "harbour") == ["late"]


def test_the_order_of_ingest_decides_nothing(tmp_path: Path) -> None:
    same = [Article(key=f"k{number}", text="One and the same few words of one report.") for number in range(9)]
    orders = []
    for name, articles in (("a", same), ("b", same[::-1])):
        with open_store(tmp_path / f"{name}.db", create=True) as store:
            add(store, articles)
            orders.append(keys(store, "report", limit=4))
    assert orders[0] == orders[1]


def test_the_index_goes_with_what_was_derived_and_comes_back(full: Store) -> None:
    assert keys(full, "ferry -fog") == ["pier"]
    full.drop_derived()
    assert keys(full, "ferry -fog") == ["pier"]


def test_a_killed_indexing_goes_on(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedupe.store.search._BATCH", 1)

    class Killed(BaseException): ...

    def stop(_: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        full.bring_search_up_to_date(stop)
    assert set(keys(full, "ferry")) == {"pier", "fog"}


def test_a_forgotten_article_is_found_no_more_and_leaves_its_row_to_another(full: Store) -> None:
    assert keys(full, "colliding") == ["arm"]
    full.forget("arm", "asked for by its publisher", "2031-06-02T00:00:00Z")
    assert keys(full, "colliding") == []
    add(full, [Article(key="next", text="An altogether other article in the row that is free.")])
    assert keys(full, "altogether") == ["next"]
    assert keys(full, "colliding") == []


PROBLEM = "search index: is not what the texts make: run dedupe rebuild, and the next search makes it anew"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE article_search_data SET block = CAST(replace(CAST(block AS TEXT), 'ferry', 'gerry') AS BLOB) WHERE id > 10",
        "UPDATE article_search_docsize SET sz = x'0909' WHERE id = 1",
        "DELETE FROM article_search_docsize WHERE id = 1",
        "UPDATE article_search_data SET block = x'0501' WHERE id = 1",
        "DELETE FROM article_search_data WHERE id > 10",
    ],
)
def test_an_index_that_is_not_what_the_texts_make_is_found(full: Store, damage: str) -> None:
    assert full.check(read_data=True) == []
    keys(full, "ferry")
    assert full.check(read_data=True) == []
    full._connection.execute(damage)
    assert PROBLEM in full.check(read_data=True)


def test_an_index_that_does_not_find_what_stands_in_it_is_found(full: Store) -> None:
    many = " ".join(f"word{number:05}" for number in range(4_000))  # more than fit into a page of the index
    add(full, [Article(key="many", text=many)])
    assert keys(full, "word03999") == ["many"]
    assert full.check(read_data=True) == []
    full._connection.execute("DELETE FROM article_search_idx")
    assert full.check(read_data=True) == [PROBLEM]
