"""The trap of bench/notices.py: notices of one template, each a story of its own, and true second versions among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SMALL = 400  # notices: twenty of each template
ENOUGH = 1000  # notices: fifty of each template, so that it shows that they are templates


@pytest.fixture(scope="module")
def bench(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The program that writes the notices."""
    return bench_script("notices")


@pytest.fixture
def notices(bench: ModuleType) -> Callable[..., list[Any]]:
    def make(articles: int = SMALL, seed: int = 1, revised: float = 0.0) -> list[Any]:
        return list(bench.Writer(seed).notices(articles, bench.templates(), revised))

    return make


@pytest.fixture
def folded(bench: ModuleType, notices: Callable[..., list[Any]], tmp_path: Path) -> Callable[[float], Any]:
    """Fold a corpus with a share of second versions, and score it."""

    def fold(revised: float) -> Any:
        files = tmp_path / "notices.jsonl", tmp_path / "labels.csv"
        bench.write(notices(ENOUGH, revised=revised), *files)
        return bench.score(*files, tmp_path)

    return fold


def test_a_seed_gives_one_corpus_and_another_seed_another(notices: Callable[..., list[Any]]) -> None:
    assert notices(seed=3) == notices(seed=3)
    assert not {one.text for one in notices(seed=3)} & {one.text for one in notices(seed=4)}


def test_every_notice_is_a_story_of_its_own_and_as_long_as_a_wire_agency_makes_them(
    notices: Callable[..., list[Any]],
) -> None:
    made = notices(2000)
    assert len({one.text for one in made}) == len({one.story for one in made}) == len({one.key for one in made}) == 2000
    assert {30 <= len(one.text.split()) <= 150 for one in made} == {True}
    assert not [one.text for one in made if re.search("[{}|]", one.text + one.title)]
    assert set(Counter(one.story.partition(":")[0] for one in made).values()) == {100}  # of twenty templates


def test_names_come_again_and_days_are_crowded(bench: ModuleType, notices: Callable[..., list[Any]]) -> None:
    made = notices(2000)
    bank = bench.Writer(1).big_bank
    assert sum(one.text.startswith(bank) for one in made) == 60
    crowds = Counter((one.story.partition(":")[0], one.date.date()) for one in made)
    assert max(crowds.values()) >= 20
    offices = Counter(one.text.split(" Grain Office")[0] for one in made if one.story.startswith("tender"))
    assert max(offices.values()) >= 8  # week after week


def test_second_versions_stand_beside_the_same_notices(notices: Callable[..., list[Any]]) -> None:
    plain, revised = notices(), notices(revised=0.5)
    assert [one for one in revised if not one.version] == plain
    first = {one.story: one for one in plain}
    kinds: Counter[str] = Counter()
    for second in (one for one in revised if one.version):
        old, later = first[second.story], second.date - first[second.story].date
        if second.text.startswith("CORRECTED - Please read "):
            kinds["corrected"] += 1
            new_word, old_word = re.findall(r"Please read (.+), not (.+)\. A corrected", second.text)[0]
            body = second.text.partition("\n\n")[2]
            assert body != old.text
            assert old.text in {
                body[: at.start()] + old_word + body[at.end() :] for at in re.finditer(re.escape(new_word), body)
            }
            assert timedelta(0) < later < timedelta(hours=1)
        else:
            assert second.text.startswith(f"{old.text}\n\n")
            kinds["longer" if second.source == old.source else "reprinted"] += 1
    assert sum(kinds.values()) == len(revised) - SMALL
    assert min(kinds.values()) >= 30, kinds


def test_hardly_a_notice_stands_in_a_story_with_a_stranger(folded: Callable[[float], Any]) -> None:
    result = folded(0.0)
    assert result.pairs.articles == ENOUGH
    assert result.wrong.total() < ENOUGH / 100, result.wrong


def test_second_versions_of_notices_are_found(folded: Callable[[float], Any]) -> None:
    result = folded(0.1)
    assert result.pairs.true_pairs >= 30
    assert result.pairs.recall >= 0.95
