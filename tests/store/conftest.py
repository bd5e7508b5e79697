"""Stores, and invented articles to put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from dedupe.records import Article, Origin, Rejection, Revision, ScoredPair, Story
from dedupe.store import BatchCounts, Store, open_store

MORNING = "2031-05-04T06:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as fresh:
        yield fresh


@pytest.fixture
def ingest() -> Callable[..., BatchCounts]:
    """Ingest articles in one run and batches of a size, and return the counts."""

    def run(
        store: Store, articles: Sequence[Article], rejections: Iterable[Rejection] = (), batch: int = 100
    ) -> BatchCounts:
        number = store.begin_run("0.1", MORNING)
        counts = store.add_batch(number, [], [*rejections], seen_at=MORNING)
        for start in range(0, len(articles), batch):
            counts += store.add_batch(number, articles[start : start + batch], seen_at=MORNING)
        store.finish_run(number, MORNING, counts)
        return counts

    return run


@pytest.fixture
def ferry() -> list[Article]:
    """Three versions of a story, a copy of the last by another publisher, and an article that stands alone."""
    old = "Two ferries collided off Port Ellis.\n\nThree people were hurt."
    new = "Two ferries collided off Port Ellis.\n\nFive people were hurt.\n\nThe harbour is closed."
    last = "Two ferries collided off Port Ellis.\n\nFive people were hurt.\n\nThe harbour is open again."
    return [
        Article(key="ferry-1", text=old, title="Ferries collide", source="Harbour Post", published_at="2031-05-04"),
        Article(key="ferry-2", text=new, title="Five hurt", source="Harbour Post", published_at="2031-05-05"),
        Article(key="ferry-3", text=last, source="Harbour Post", published_at="2031-05-06"),
        Article(key="copy", text=last, source="Island News", published_at="2031-05-06"),
        Article(
            key="cake", text="The cake fair opens on Sunday.", source="Island News", origin=Origin(file="a.txt", line=7)
        ),
    ]


@pytest.fixture
def cluster() -> Callable[..., list[str]]:
    """Cluster a store into the stories that are given by the articles' KEYs, and return the hashes in order."""

    def run(store: Store, *stories: Sequence[str], pairs: Sequence[tuple[str, str]] = ()) -> list[str]:
        stored = list(store.articles())
        position = {one.name: number for number, one in enumerate(stored)}
        store.save_clustering(
            [_pair(position[a], position[b]) for a, b in pairs],
            [_story([position[name] for name in names]) for names in stories],
            [],
            [one.hash for one in stored],
            fingerprint=store.facts_fingerprint(),
            settings_json="{}",
        )
        return [one.hash for one in stored]

    return run


def _pair(a: int, b: int) -> ScoredPair:
    # As the steps make them: positions ascend, and a's containment belongs to the article at a.
    low, high = sorted((a, b))
    share_low, share_high = (0.25, 0.75) if (low, high) == (a, b) else (0.75, 0.25)
    return ScoredPair(
        a=low, b=high, relation="revision", score=0.5, jaccard=0.125, containment_a=share_low,
        containment_b=share_high, reasons=("two rare passages in the same order",),
    )  # fmt: skip


def _story(positions: Sequence[int]) -> Story:
    return Story(
        revisions=tuple(
            Revision(
                article=position, number=number, relation="revision" if number > 1 else None, ordered_by="published_at"
            )
            for number, position in enumerate(positions, 1)
        )
    )
