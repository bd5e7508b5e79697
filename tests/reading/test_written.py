"""What trafilatura, newspaper and news-please wrote themselves (see written/make.py), and cc_news as Hugging Face stores it.

They have ideas of their own of paragraphs, dates and bylines, and trafilatura's texts begin with the headline, which is kept as it
came; words, headlines and stories are the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.reading import read
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import open_store

from .test_every_format import CHOSEN, CORPUS
from .writers import FORMATS

WRITTEN = Path(__file__).parent / "written"
OF_EXTRACTORS = ("trafilatura", "newspaper", "news-please")


@pytest.fixture(scope="module")
def twelve() -> list[Article]:
    found = {record.key: record for record in read([str(CORPUS)]) if isinstance(record, Article)}
    return [found[key] for key in CHOSEN]


def words(article: Article) -> str:
    """The words of a text, without the headline that it may begin with."""
    return " ".join(article.text.split()).removeprefix(f"{article.title} ")


def stories(path: Path, folder: Path) -> set[frozenset[str]]:
    """The words of the texts of each story."""
    with open_store(folder / f"{path.stem}.db", create=True) as store:
        assert pipeline.ingest(store, [str(path)], clock=lambda: "2031-06-01T00:00:00Z").stored == 12
        pipeline.cluster(store, Settings())
        return {
            frozenset(words(one.article.article) for one in story.revisions) for story in store.stories(min_articles=1)
        }


@pytest.mark.parametrize("name", OF_EXTRACTORS)
def test_the_articles_of_an_extractor_are_read_as_they_are(name: str, twelve: list[Article], tmp_path: Path) -> None:
    warnings: list[str] = []
    path = WRITTEN / f"{name}.jsonl"
    records = list(read([str(path)], warn=lambda _, sentence: warnings.append(sentence)))
    articles = [record for record in records if isinstance(record, Article)]
    assert len(articles) == len(records) == 12
    assert list(map(words, articles)) == list(map(words, twelve))
    assert [one.title for one in articles] == [one.title for one in twelve]
    assert [one.url is None for one in articles] == [one.url is None for one in twelve]
    assert warnings == []
    assert stories(path, tmp_path) == stories(FORMATS["JSON lines"](twelve, tmp_path), tmp_path)


def test_cc_news_is_read_as_hugging_face_stores_it(twelve: list[Article], tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"title": one.title, "text": one.text, "domain": "post.example", "date": (one.published_at or "").replace("T", " ").rstrip("Z"),
         "description": "A teaser.", "url": one.url or "", "image_url": ""}
        for one in twelve
    ]  # fmt: skip
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "train-00000-of-00001.parquet")
    articles = [one for one in read([str(tmp_path / "train-00000-of-00001.parquet")]) if isinstance(one, Article)]
    assert [(one.text, one.title, one.published_at) for one in articles] == [
        (one.text, one.title, one.published_at) for one in twelve
    ]
    assert {one.source for one in articles} == {"post.example"}
