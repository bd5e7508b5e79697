"""Work grows with the corpus, not with its square: candidate pairs and rows are counted, seconds never are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any

import pytest

from dedupe.settings import Settings, SignatureSettings

WITHOUT_SUBJECTS = Settings(signatures=SignatureSettings(subject_words=0))
FEW, MANY = 300, 1200  # articles; a bucket of more than 64 has linearly many pairs


@pytest.fixture(scope="module")
def bench(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The benchmark, whose corpora and measuring these tests share."""
    return bench_script("scale")


@pytest.fixture(scope="module")
def measured(bench: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Invent a corpus and fold it, once."""

    @cache
    def run(case: str, size: int, settings: Settings | None = None) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp(f"{case}-{size}")
        path = folder / "corpus.jsonl.gz"
        bench.write(islice(bench.CORPORA[case](size), size), path)
        found: dict[str, Any] = bench.measure(path, folder, settings)
        return found

    return run


@pytest.mark.parametrize(
    ("case", "size", "stories", "revisions"),
    [
        ("identical", MANY, 1, 1),
        ("footer", MANY, 0, 1),
        ("ordinary", MANY, MANY // 10, 2),
        ("live", 150, 1, 150),
        ("undated", 60, 1, 60),
    ],
)
def test_every_corpus_folds_into_its_stories(measured: Any, case: str, size: int, stories: int, revisions: int) -> None:
    found = measured(case, size)
    assert (found["precision"], found["recall"]) == (1, 1)
    assert (found["articles"], found["stories"], found["revisions"]) == (size, stories, revisions)


def test_four_times_the_articles_under_one_footer_are_four_times_the_candidate_pairs(measured: Any) -> None:
    # Without rare words, which two invented articles share by chance: the more of them, the oftener.
    few, many = (measured("footer", size, WITHOUT_SUBJECTS)["pairs"] for size in (FEW, MANY))
    assert few > 8 * FEW
    assert 3 * few < many < 4.5 * few


@pytest.mark.parametrize("case", ["identical", "footer", "ordinary"])
def test_candidate_pairs_are_a_few_an_article(measured: Any, case: str) -> None:
    # Each article meets the first and the next eight of each large bucket that it stands in, and these are often the same.
    assert measured(case, MANY)["pairs"] <= 16 * MANY


def test_copies_are_one_text_and_need_no_candidates(measured: Any) -> None:
    assert measured("identical", MANY)["pairs"] == 0


def test_what_a_footer_leaves_out_is_told(measured: Any) -> None:
    told = {name: (times, left_out) for name, times, left_out in measured("footer", MANY)["caps"]}
    times, left_out = told["large buckets of passage bands"]
    assert times >= 4  # a footer of several passages, each in four bands
    assert left_out >= times * (MANY * (MANY - 1) // 2 - 9 * MANY)


def test_the_same_number_is_the_same_corpus(bench: ModuleType) -> None:
    for make in bench.CORPORA.values():
        assert list(islice(make(30), 30)) == list(islice(make(60), 30))


def test_words_are_told_apart(bench_script: Callable[[str], ModuleType]) -> None:
    prose = bench_script("prose")
    assert len({prose.word(number) for number in range(20_000)}) == 20_000
