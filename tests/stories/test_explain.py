"""Phrases in their own words, the rarest first; and the shortest way from one article to another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dedupe.records import Relation, StoredPair
from dedupe.settings import SignatureSettings
from dedupe.similarity.features import extract_features
from dedupe.stories.explain import chain_between, recorded_pair
from dedupe.stories.sharing import SharedPhrase, passages_in_order, shared_phrases

SETTINGS = SignatureSettings()
FOOTER = "Subscribers read every story first."
FERRY = "At 4.30 a.m. the “Alba” ran aground on Sarama’s mole."


def shared(*texts: str, family: list[int] | None = None) -> tuple[SharedPhrase, ...]:
    features = extract_features(texts, SETTINGS)
    return shared_phrases(texts[0], (0, 1), features, np.array(family or [*range(len(texts))]), SETTINGS)


def test_the_rarest_phrase_comes_first_spelt_as_in_the_text() -> None:
    texts = [f"{FOOTER} Then {FERRY}", f"{FERRY} Nobody was hurt. {FOOTER}", f"The choir sings. {FOOTER}"]
    assert shared(*texts) == (
        SharedPhrase("At 4.30 a.m. the “Alba” ran aground on Sarama’s mole", 0),
        SharedPhrase("Subscribers read every story first", 1),
    )


def test_versions_of_one_page_do_not_make_a_phrase_common() -> None:
    texts = [f"{FERRY} {FOOTER}", f"{FOOTER} {FERRY}", f"One. {FERRY}", f"Two. {FERRY}", f"A choir. {FOOTER}"]
    assert [phrase.other_texts for phrase in shared(*texts, family=[0, 0, 0, 0, 1])] == [2, 1]


def test_a_long_phrase_is_cut_and_says_so() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    (phrase,) = shared(text, text)
    assert phrase.text == " ".join(f"word{number}" for number in range(40)) + "…"


def test_texts_that_share_nothing_share_no_phrase() -> None:
    assert shared("One two three four.", "Five six seven eight.") == ()
    assert shared("", "One two.") == ()


def pair(a: str, b: str, relation: Relation = "revision") -> StoredPair:
    return StoredPair(
        a=a, b=b, relation=relation, score=0.5, jaccard=0.5, containment_a=0.5, containment_b=0.5, reasons=()
    )


def test_the_shortest_chain_of_joining_pairs_is_found() -> None:
    pairs = [pair("a", "b"), pair("b", "c"), pair("b", "d"), pair("c", "e"), pair("d", "e"), pair("a", "e", "related")]
    assert [(one.a, one.b) for one in chain_between(pairs, "a", "e")] == [("a", "b"), ("b", "c"), ("c", "e")]
    assert [(one.a, one.b) for one in chain_between(pairs, "e", "a")] == [("c", "e"), ("b", "c"), ("a", "b")]
    assert chain_between(pairs, "a", "f") == ()


def test_a_pair_is_recorded_by_any_copy() -> None:
    found = pair("a2", "b")
    assert recorded_pair([pair("a", "c"), found], ["a", "a2"], ["b"]) == found
    assert recorded_pair([replace(found, a="b", b="a2")], ["a2"], ["b"]) is None


def test_a_text_with_a_repeated_sentence_keeps_its_own_order() -> None:
    text = (
        "The Alba ran aground at four. Nobody was hurt on board. The mole was closed all day. Nobody was hurt on board."
    )
    passages, in_order = passages_in_order(text, text + " More.")
    assert passages == in_order > 0
