"""A store of the sample corpus and of hostile articles, folded and compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import Store, open_store

CORPUS = Path(__file__).parents[2] / "corpus"
WHEN = "2031-06-01T00:00:00Z"
HOSTILE = (
    Article(key="../../../etc/passwd", title="../../up/and/away", text="=cmd|' /C calc'!A0 was the text of it.\n\nNo more."),
    Article(
        key="a\nb", title='<script>"; DROP TABLE article; --', source="-1+1", url="https://x.example/a>; rel=\"original\", <b/1234567",
        text="A text that nobody else has, with a line\x0bof its own and a \x1b[31m colour.", fetched_at="2031-05-04T09:30:00Z",
    ),
    Article(key="CON", title="\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), text="Another one of these short texts, alone."),
)  # fmt: skip


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "news.db"
    with open_store(path, create=True) as store:
        pipeline.ingest(store, [str(CORPUS)], clock=lambda: WHEN)
        run = store.begin_run("0", WHEN)
        store.finish_run(run, WHEN, store.add_batch(run, HOSTILE, seen_at=WHEN))
        pipeline.cluster(store, Settings())
        pipeline.diff(store, Settings())
    return path


@pytest.fixture
def store(news: Path) -> Iterator[Store]:
    with open_store(news, read_only=True) as opened:
        yield opened
