"""The same twelve articles in every format give the same bodies and fold into the same stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.reading import read
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import open_store

from .writers import FORMATS, Written

CORPUS = Path(__file__).parents[2] / "corpus"
CHOSEN = (
    "mw-310504-0117", "corpus/harbour-post/ferry-fire.txt", "corpus/harbour-post/ferry-fire-update.txt",
    "corpus/harbour-post/oyster-company-bankrupt.txt", "corpus/harbour-post/oyster-company-bankrupt-corrected.txt",
    "corpus/harbour-post/customs-find-tortoises.txt", "corpus/harbour-post/harbour-tunnel-tolls.txt",
    "corpus/harbour-post/night-bus-trial.txt", "corpus/harbour-post/choir-without-conductor.txt",
    "corpus/harbour-post/childrens-wing-doors.txt", "corpus/harbour-post/childrens-wing-doors-evening.txt",
    "corpus/harbour-post/herring-gull-census.txt",
)  # fmt: skip

Folded = set[frozenset[str]]


@pytest.fixture(scope="module")
def twelve() -> list[Article]:
    found = {record.key: record for record in read([str(CORPUS)]) if isinstance(record, Article)}
    return [found[key] for key in CHOSEN]


@pytest.fixture(scope="module")
def stories(twelve: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Folded:
    folder = tmp_path_factory.mktemp("lines")
    return folded(FORMATS["JSON lines"](twelve, folder), folder)


def folded(written: Path, folder: Path) -> Folded:
    """The texts of each story."""
    with open_store(folder / "stories.db", create=True) as store:
        summary = pipeline.ingest(store, [str(written)], clock=lambda: "2031-06-01T00:00:00Z")
        assert (summary.stored, summary.rejected) == (12, 0)
        pipeline.cluster(store, Settings())
        told = store.stories(min_articles=1)
        return {frozenset(one.article.article.text.strip() for one in story.revisions) for story in told}


@pytest.mark.parametrize("write", FORMATS.values(), ids=list(FORMATS))
def test_a_format_gives_the_same_bodies(write: Written, twelve: list[Article], tmp_path: Path) -> None:
    warnings: list[str] = []
    records = list(read([str(write(twelve, tmp_path))], warn=lambda _, sentence: warnings.append(sentence)))
    assert [str(record) for record in records if not isinstance(record, Article)] == []
    articles = [record for record in records if isinstance(record, Article)]
    assert [one.text.strip() for one in articles] == [one.text.strip() for one in twelve]
    assert [one.title for one in articles] == [one.title for one in twelve]
    assert [one.published_at for one in articles] == [one.published_at for one in twelve]
    assert [(one.byline, one.source) for one in articles] == [(one.byline, one.source) for one in twelve]
    assert warnings == []


@pytest.mark.parametrize("write", FORMATS.values(), ids=list(FORMATS))
def test_a_format_gives_the_same_stories(
    write: Written, twelve: list[Article], stories: Folded, tmp_path: Path
) -> None:
    assert folded(write(twelve, tmp_path), tmp_path) == stories
    assert sorted(map(len, stories)) == [1, 1, 1, 1, 1, 2, 2, 3]
