"""Torn stories: what is lost between which parts, and the pair that comes closest to joining them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.evaluation.closeness import Corpus, closest
from dedupe.evaluation.misses import Miss, tell_misses, worst_misses
from dedupe.records import JOINING, Article, StoredPair
from dedupe.settings import Settings
from dedupe.similarity.candidates import sign
from dedupe.similarity.features import extract_features
from dedupe.stories import documents_of
from dedupe.stories.explain import grounds_of

SETTINGS = Settings()
FERRY = (
    "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said. At least 227 "
    "people were taken off the ship by four coastguard boats and a navy helicopter. "
)
LATER = "Divers began to search the car deck on Monday, and the minister promised an inquiry into the burnt cables. "
LIBRARY = (
    "The city library of Lindenholt will open on Sunday afternoons from September, the council decided by one vote. "
    "Readers had asked for it for eleven years. "
)
TEXTS = {"f1": FERRY, "f2": FERRY + LATER, "f3": LATER + "Its owners said nothing.", "l1": LIBRARY, "l2": FERRY}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    articles = [Article(key=name, text=text) for name, text in TEXTS.items()]
    documents = documents_of(articles)
    features = extract_features((document.text for document in documents), SETTINGS.signatures)
    return Corpus(
        names=list(TEXTS),
        articles=articles,
        documents=documents,
        features=features,
        table=sign(features, SETTINGS.signatures),
    )


def miss(one: Sequence[str], other: Sequence[str]) -> Miss:
    return Miss(labelled="S", stories=("X", "Y"), parts=(tuple(one), tuple(other)))


def test_parts_of_a_labelled_story_lose_the_pairs_between_them() -> None:
    label_of = dict(zip("abcdefgh", "SSSSSTTU", strict=True))
    story_of = dict(zip("abcdefghi", "XXYYZXXXX", strict=True))
    misses, total = worst_misses(story_of, label_of, 9)
    assert [(each.labelled, each.stories, each.pairs) for each in misses] == [
        ("S", ("X", "Y"), 4),
        ("S", ("X", "Z"), 2),
        ("S", ("Y", "Z"), 2),
    ]
    assert misses[1].parts == (("a", "b"), ("e",))
    assert total == 3


PLACED = st.dictionaries(
    st.sampled_from("abcdefghijkl"), st.tuples(st.sampled_from("ST"), st.sampled_from("VWXYZ")), max_size=12
)


@given(PLACED, st.integers(1, 12))
def test_the_worst_are_the_worst_of_all(placed: dict[str, tuple[str, str]], most: int) -> None:
    label_of = {name: label for name, (label, _) in placed.items()}
    story_of = {name: story for name, (_, story) in placed.items()}
    lost: dict[tuple[str, frozenset[str]], int] = {}
    for a, b in combinations(placed, 2):
        if label_of[a] == label_of[b] and story_of[a] != story_of[b]:
            key = (label_of[a], frozenset((story_of[a], story_of[b])))
            lost[key] = lost.get(key, 0) + 1
    misses, total = worst_misses(story_of, label_of, most)
    assert total == len(lost)
    assert [each.pairs for each in misses] == sorted(lost.values(), reverse=True)[:most]
    assert all(lost[each.labelled, frozenset(each.stories)] == each.pairs for each in misses)


def test_a_story_torn_into_thousands_of_parts_is_no_trouble() -> None:
    names = [f"n{at:06}" for at in range(100_000)]
    misses, total = worst_misses({name: name for name in names}, dict.fromkeys(names, "S"), 5)
    assert (len(misses), total) == (5, 100_000 * 99_999 // 2)


def test_the_closest_pair_between_two_parts_is_told(corpus: Corpus) -> None:
    (told,) = tell_misses([miss(["f1"], ["f2", "l1"])], [], corpus, SETTINGS)
    assert told.articles == ("f1", "f2")
    assert (told.recorded, told.compared) == (False, 2)
    assert told.closeness.relation in JOINING
    assert told.closeness.containment_a == 1.0
    (turned,) = tell_misses([miss(["f2"], ["l2"])], [], corpus, SETTINGS)
    assert turned.articles == ("f2", "l2")  # l2 has the text of f1, which comes before that of f2
    assert turned.closeness == told.closeness.turned()


def test_its_scores_are_those_of_explain(corpus: Corpus) -> None:
    pairs = list(combinations(range(len(corpus.documents)), 2))
    for link, told in closest(corpus, [{pair} for pair in pairs], SETTINGS):
        grounds = grounds_of(link, corpus.articles, corpus.documents, corpus.features, corpus.table, SETTINGS)
        for field in ("relation", "score", "jaccard", "containment_a", "containment_b"):
            assert getattr(told, field) == getattr(grounds, field)
        assert set(told.reasons) <= {sentence for _, sentence in grounds.evidence}


def test_a_verified_pair_is_told_as_it_was_recorded(corpus: Corpus) -> None:
    pair = StoredPair(
        a="f1",
        b="f2",
        relation="related",
        score=0.99,
        jaccard=0.5,
        containment_a=1.0,
        containment_b=0.25,
        reasons=("a person keeps them apart",),
    )
    (told,) = tell_misses([miss(["f2", "l1"], ["l2"])], [pair], corpus, SETTINGS)
    assert (told.articles, told.recorded) == (("f2", "l2"), True)
    closeness = told.closeness
    assert (closeness.relation, closeness.score, closeness.reasons) == ("related", 0.99, pair.reasons)
    assert (closeness.containment_a, closeness.containment_b) == (0.25, 1.0)
    (straight,) = tell_misses([miss(["f1"], ["f2"])], [pair], corpus, SETTINGS)
    assert straight.closeness == closeness.turned()


def test_only_so_many_pairs_are_compared_but_recorded_ones_always(corpus: Corpus) -> None:
    torn = miss(["l1"], ["f1", "f2", "f3"])
    (told,) = tell_misses([torn], [], corpus, SETTINGS, most_compared=1)
    assert told.compared == 1
    far = next(name for name in ("f1", "f2", "f3") if name not in told.articles)
    pair = StoredPair(
        a=far, b="l1", relation="related", score=0.2, jaccard=0.1, containment_a=0.1, containment_b=0.1, reasons=()
    )
    (both,) = tell_misses([torn], [pair], corpus, SETTINGS, most_compared=1)
    assert both.compared == 2


def test_nothing_is_asked_where_nothing_is_missed(corpus: Corpus) -> None:
    assert tell_misses([], [], replace(corpus, documents=()), SETTINGS) == []
