"""What two texts share, in their own words: the rarest phrases first, passages and their order, quotations."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import extract_features
from dedupe.stories.sharing import SharedPhrase, passages_in_order, shared_phrases, shared_quotations

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


@pytest.mark.parametrize(("number", "mark"), [(40, ""), (41, "…"), (60, "…")])
def test_a_long_phrase_is_cut_and_says_so(number: int, mark: str) -> None:
    text = " ".join(f"word{at}" for at in range(number))
    (phrase,) = shared(text, text)
    assert phrase.text == " ".join(f"word{at}" for at in range(40)) + mark


def test_five_phrases_are_shown_and_of_equally_rare_ones_the_longest_first() -> None:
    phrases = [" ".join(f"p{number}w{at}" for at in range(3 + number)) for number in range(7)]
    one, other = (" ".join(f"{phrase} {name}{at}" for at, phrase in enumerate(phrases)) for name in ("one", "other"))
    assert [phrase.text for phrase in shared(one, other)] == phrases[:1:-1]


def test_a_phrase_is_as_rare_as_its_rarest_part() -> None:
    texts = ["a b c d e f one g h i j", "g h i j two a b c d e f", "three a b c"]
    assert shared(*texts) == (SharedPhrase("a b c d e f", 0), SharedPhrase("g h i j", 0))


def test_rarity_is_counted_in_families_before_length() -> None:
    short, long = "a b c d", "e f g h i j k l"
    texts = [f"{long} one {short}", f"{short} two {long}", f"three {short}", f"four {short}", f"five {long}"]
    assert shared(*texts, family=[0, 0, 0, 0, 1]) == (SharedPhrase(short, 2), SharedPhrase(long, 1))


def test_of_phrases_as_rare_and_as_long_the_first_in_the_text_comes_first() -> None:
    assert shared("a b c one d e f", "d e f two a b c", "three a b c", family=[0, 0, 0]) == (
        SharedPhrase("a b c", 1),
        SharedPhrase("d e f", 0),
    )


def test_a_phrase_without_spaces_is_shown_from_its_first_letter_to_its_last() -> None:
    assert shared("港口今天关闭", "港口今天关闭") == (SharedPhrase("港口今天关闭", 0),)


def test_texts_that_share_nothing_share_no_phrase() -> None:
    assert shared("One two three four.", "Five six seven eight.") == ()
    assert shared("", "One two.") == ()


def test_a_text_with_a_repeated_sentence_keeps_its_own_order() -> None:
    text = (
        "The Alba ran aground at four. Nobody was hurt on board. The mole was closed all day. Nobody was hurt on board."
    )
    passages, in_order = passages_in_order(text, text + " More.")
    assert passages == in_order > 0


def test_a_passage_has_five_words_or_more_and_counts_once() -> None:
    assert passages_in_order("one a b c d two", "three a b c d four") == (0, 0)
    assert passages_in_order("one a b c d e two", "three a b c d e four") == (1, 1)
    assert passages_in_order("one a b c d e f g h two", "three a b c d e f g h four") == (1, 1)


def test_what_goes_on_elsewhere_is_another_passage() -> None:
    assert passages_in_order("a b c d e f", "a b c d e x y b c d e f") == (2, 2)


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_in_order_are_the_most_passages_that_ascend(order: tuple[int, ...]) -> None:
    passages = [" ".join(f"p{number}w{at}" for at in range(7)) for number in range(4)]
    one = " ".join(f"{passages[number]} one{number}" for number in order)
    other = " ".join(f"{passage} other{number}" for number, passage in enumerate(passages))
    most = max(size for size in range(5) for some in combinations(order, size) if list(some) == sorted(some))
    assert passages_in_order(one, other) == (4, most)


def test_what_comes_after_a_repeated_sentence_counts() -> None:
    again = "Nobody was hurt on board."
    one, other = (
        f"{again} {name} {again} {end} The mole was closed all day." for name, end in (("A", "B"), ("C", "D"))
    )
    assert passages_in_order(one, other) == (1, 1)


def test_quotations_of_three_words_or_more_are_counted_of_the_text_with_fewer() -> None:
    one = "He said “late”, “so late”, “it was dark” and “nobody saw the mole”."
    other = "She said “so late” and “It was dark”."
    assert shared_quotations(one, other) == shared_quotations(other, one) == (1, 1)
