"""Writing facts: every record leaves one trace, and the order in which they come never shows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.errors import StoreError
from dedupe.records import Article, Origin, Rejection
from dedupe.store import BatchCounts, Store, open_store
from dedupe.store import ingest as writing

MORNING = "2031-05-04T06:00:00Z"
EVENING = "2031-05-04T18:00:00Z"

# Few different values, so that copies, new versions and repeats are common.
ARTICLES = st.builds(
    Article,
    key=st.sampled_from(["a", "b", "c@0"]),
    text=st.sampled_from(["One.", "Two.\n\nThree.", "\0'; DROP TABLE body; --", "火灾。", "e\u0301\u202e"]),
    title=st.sampled_from([None, "", "Fire"]),
    source=st.sampled_from([None, "Harbour Post"]),
    published_at=st.sampled_from([None, "2031-05-04"]),
    fetched_at=st.sampled_from([None, MORNING, EVENING]),
    origin=st.builds(Origin, file=st.sampled_from(["x", "y"]), line=st.sampled_from([None, 1, 2])),
)


def _seen(articles: list[Article], batch: int) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db", create=True) as store:
        run = store.begin_run("0.1", MORNING)
        counts = BatchCounts()
        for start in range(0, len(articles), batch):
            counts += store.add_batch(run, articles[start : start + batch], seen_at=MORNING)
        store.finish_run(run, EVENING, counts)
        assert counts.read == len(articles)
        assert store.check(read_data=True) == []
        return counts, list(store.articles()), store.facts_fingerprint()


@settings(max_examples=25, deadline=None)
@given(st.lists(ARTICLES, max_size=12).flatmap(lambda them: st.tuples(st.just(them), st.permutations(them))))
def test_order_and_batches_of_ingest_never_show(orders: tuple[list[Article], list[Article]]):
    first, second = orders
    assert _seen(first, batch=100) == _seen(second, batch=2)


def test_an_article_comes_back_as_it_was_read(store: Store, ingest: Callable[..., BatchCounts], ferry: list[Article]):
    assert ingest(store, ferry) == BatchCounts(stored=5)
    read = sorted(ferry, key=lambda one: (one.source or "", one.published_at or "", one.key))
    assert [stored.article for stored in store.articles()] == read


def test_ingesting_again_adds_only_a_run_and_sightings(
    store: Store, ingest: Callable[..., BatchCounts], ferry: list[Article]
):
    ingest(store, ferry)
    before, fingerprint, summary = list(store.articles()), store.facts_fingerprint(), store.summary()
    assert ingest(store, ferry, batch=2) == BatchCounts(sighted=5)
    assert list(store.articles()) == before
    assert store.facts_fingerprint() == fingerprint
    assert store.summary() == replace(summary, runs=2, sightings=5)


def test_a_text_is_stored_once_for_all_that_carry_it(
    store: Store, ingest: Callable[..., BatchCounts], ferry: list[Article]
):
    ingest(store, ferry)
    assert store.summary().bodies == 4


def test_the_same_key_with_another_headline_is_another_article(store: Store, ingest: Callable[..., BatchCounts]):
    one = Article(key="fire", text="A fire broke out.", title="Fire")
    assert ingest(store, [one, replace(one, title="Big fire"), one]) == BatchCounts(stored=2, sighted=1)


def test_the_earliest_fetch_and_the_smallest_place_are_kept(store: Store, ingest: Callable[..., BatchCounts]):
    article = Article(key="fire", text="A fire broke out.", fetched_at=EVENING, origin=Origin(file="b", line=1))
    ingest(store, [article])
    ingest(store, [replace(article, fetched_at=MORNING, origin=Origin(file="a", line=9))])
    ingest(store, [replace(article, fetched_at=None, origin=Origin(file="a", line=10))])
    (stored,) = store.articles()
    assert stored.article == replace(article, fetched_at=MORNING, origin=Origin(file="a", line=9))


def test_an_earlier_fetch_is_a_new_fact(store: Store, ingest: Callable[..., BatchCounts]):
    article = Article(key="fire", text="A fire broke out.", fetched_at=EVENING)
    ingest(store, [article])
    before = store.facts_fingerprint()
    ingest(store, [replace(article, fetched_at=MORNING)])
    assert store.facts_fingerprint() != before


def test_what_was_read_is_what_was_stored_sighted_and_rejected(
    store: Store, ingest: Callable[..., BatchCounts], ferry: list[Article]
):
    rejection = Rejection(origin=Origin(file="bad.jsonl", line=3), reason="not JSON")
    counts = ingest(store, [*ferry, ferry[0]], [rejection])
    assert counts == BatchCounts(stored=5, sighted=1, rejected=1)
    (run,) = store.runs()
    assert (run.read, run.counts, run.finished_at) == (7, counts, MORNING)
    assert [stored.rejection for stored in store.rejections()] == [rejection]
    assert [stored.run for stored in store.rejections(run=1)] == [1]
    assert list(store.rejections(run=2)) == []


def test_a_file_name_that_is_not_utf8_is_kept_readable(store: Store, ingest: Callable[..., BatchCounts]):
    origin = Origin(file=os.fsdecode(b"caf\xe9.txt"))
    ingest(store, [Article(key="k", text="Coffee.", origin=origin)], [Rejection(origin=origin, reason="bad \udce9")])
    assert [one.article.origin.file for one in store.articles()] == ["caf\\udce9.txt"]
    assert [str(one.rejection) for one in store.rejections()] == ["caf\\udce9.txt: bad \\udce9"]


@pytest.mark.parametrize("field", ["key", "text", "title", "fetched_at"])
def test_a_lone_surrogate_is_refused_and_named(store: Store, field: str):
    article = replace(Article(key="fire", text="A fire."), **{field: "fire\ud800"})
    run = store.begin_run("0.1", MORNING)
    with pytest.raises(StoreError) as error:
        store.add_batch(run, [Article(key="cake", text="Cake."), article], seen_at=MORNING)
    assert str(error.value) == f"{article.key!r} holds a lone surrogate, which is no character: not stored"
    assert store.article_count() == 0


def test_another_article_of_the_same_hash_is_rejected_never_mistaken(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "article_hash", lambda _: "xxh128:" + "0" * 32)
    run = store.begin_run("0.1", MORNING)
    assert store.add_batch(run, [Article(key="a", text="One.")], seen_at=MORNING) == BatchCounts(stored=1)
    twin = Article(key="a", text="Two.", origin=Origin(file="f", line=2))
    assert store.add_batch(run, [twin], seen_at=MORNING) == BatchCounts(rejected=1)
    assert [str(stored.rejection) for stored in store.rejections()] == [
        "f:2: 'a' differs from what is stored under the same hash xxh128:00000000000000000000000000000000"
    ]


def test_another_text_of_the_same_hash_is_rejected_never_mistaken(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "content_hash", lambda _: "xxh128:" + "0" * 32)
    run = store.begin_run("0.1", MORNING)
    counts = store.add_batch(run, [Article(key="a", text="One."), Article(key="b", text="Two.")], seen_at=MORNING)
    assert counts == BatchCounts(stored=1, rejected=1)


def test_a_process_killed_between_batches_leaves_whole_batches(path: Path):
    script = f"""
import sys
from dedupe.records import Article
from dedupe.store import open_store
store = open_store({str(path)!r}, create=True)
run = store.begin_run("0.1", {MORNING!r})
for batch in range(10_000):
    store.add_batch(run, [Article(key=f"{{batch}}-{{n}}", text=f"{{batch}} {{n}}") for n in range(50)], seen_at="")
    print(batch, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        acknowledged = [int(process.stdout.readline()) for _ in range(20)][-1]
        process.send_signal(signal.SIGKILL)
    with open_store(path) as store:
        (run,) = store.runs()
        assert run.finished_at is None
        assert run.counts.stored == store.article_count()
        assert run.counts.stored % 50 == 0
        assert run.counts.stored >= 50 * (acknowledged + 1)
        assert store.check(read_data=True) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("Two ferries  collided.\n", 3), ("两艘渡轮相撞", 6), ("The 渡轮 sank", 4), ("Ναυάγιο – δύο", 3)],
)
def test_words_are_counted_as_a_person_counts(text: str, words: int):
    assert writing.word_count(text) == words
