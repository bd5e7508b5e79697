"""The invented newsroom: it folds as its truth says, and it holds what its README promises."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.evaluation.evaluate import Place, evaluate, read_labels
from dedupe.records import StoredStory
from dedupe.settings import Settings
from dedupe.store import Store, open_store

CORPUS = Path(__file__).parents[1] / "corpus"
TRUTH = CORPUS / "truth.csv"
HARD = "dunmarrow-train-collision"

Versions = dict[str, dict[int, list[str]]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("corpus") / "corpus.db", create=True) as fresh:
        summary = pipeline.ingest(fresh, [str(CORPUS)], clock=lambda: "2031-06-01T00:00:00Z")
        assert (summary.sighted, summary.rejected) == (0, 0)
        pipeline.cluster(fresh, Settings())
        yield fresh


@pytest.fixture(scope="module")
def truth() -> Versions:
    """Story -> version -> the ids of its articles."""
    stories: Versions = defaultdict(lambda: defaultdict(list))
    with TRUTH.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            stories[row["story"]][int(row["version"])].append(row["id"])
    return stories


@pytest.fixture(scope="module")
def stories(store: Store) -> list[StoredStory]:
    return list(store.stories(min_articles=1))


def by_name(stories: list[StoredStory]) -> dict[str, tuple[str, int]]:
    """Story and revision number by KEY, or by KEY@prefix where a KEY has several articles."""
    return {one.article.name: (story.id, one.number) for story in stories for one in story.revisions}


def test_every_article_is_in_the_truth(stories: list[StoredStory], truth: Versions) -> None:
    labelled = sorted(name for versions in truth.values() for names in versions.values() for name in names)
    assert sorted(by_name(stories)) == labelled


def test_it_folds_exactly_as_the_truth_says(stories: list[StoredStory], truth: Versions) -> None:
    places = by_name(stories)
    found = defaultdict(set)
    for name, (story, _) in places.items():
        found[story].add(name)
    expected = [{name for names in versions.values() for name in names} for versions in truth.values()]
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected))


def test_versions_stand_in_their_order(stories: list[StoredStory], truth: Versions) -> None:
    places = by_name(stories)
    for story, versions in truth.items():
        numbers = [{places[name][1] for name in versions[version]} for version in sorted(versions)]
        assert all(max(old) < min(new) for old, new in pairwise(numbers)), story


def test_evaluate_says_so_too(stories: list[StoredStory]) -> None:
    found = {name: Place(story, number) for name, (story, number) in by_name(stories).items()}
    result = evaluate(read_labels([TRUTH]), found, lambda pairs: [1.0] * len(pairs))
    assert (result.missing, result.precision, result.recall) == (0, 1.0, 1.0)
    assert result.neighbours == result.neighbours_in_order > 0


def test_it_is_large_enough(truth: Versions) -> None:
    articles = sum(len(names) for versions in truth.values() for names in versions.values())
    assert articles >= 80
    assert f"{articles} articles" in (CORPUS / "README.md").read_text(encoding="utf-8")
    assert sum(2 <= len(versions) <= 6 for versions in truth.values()) >= 12
    assert all(len(versions) <= 6 for versions in truth.values())


def test_the_readme_counts_the_versions_of_every_story_that_it_names(truth: Versions) -> None:
    rows = re.findall(r"^\| (`[^|]+) \| ([\d, ]+) \|", (CORPUS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = {
        name: int(count)
        for names, counts in rows
        for name, count in zip(re.findall("`([^`]+)`", names), counts.split(", "), strict=True)
    }
    assert len(told) >= 20
    assert {name: len(truth[name]) for name in told} == told


def test_its_forms_are_those_of_archives_and_scrapers() -> None:
    assert {path.suffix for path in CORPUS.rglob("*.*") if path.name not in ("README.md", "truth.csv")} == {
        ".txt", ".jsonl",
    }  # fmt: skip


def test_the_hard_pair_is_as_hard_as_a_rewritten_report(store: Store, truth: Versions) -> None:
    old, new = (_runs(store.article(names[0]).article.text) for _, names in sorted(truth[HARD].items()))
    assert 0 < len(old & new) / len(old | new) < 0.15


def test_copies_of_an_agency_stand_at_three_other_publishers(store: Store, truth: Versions) -> None:
    names = [name for version in truth["ferry-fire"].values() for name in version]
    assert len({store.article(name).article.source for name in names}) >= 4


def test_some_articles_have_no_date(store: Store) -> None:
    undated = [one for one in store.articles() if not (one.article.published_at or one.article.modified_at)]
    assert len(undated) >= 3


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of five words, counted in the plainest way."""
    flat = re.findall(r"\w+", text.lower())
    return {tuple(flat[at : at + 5]) for at in range(len(flat) - 4)}
