"""Candidates at every level: who meets, who never does, and signatures that come back from the store as they went."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dedupe.records import Cap
from dedupe.settings import Settings, SignatureSettings
from dedupe.similarity import candidates
from dedupe.similarity.candidates import SignatureTable, assemble, document_pairs, passage_pairs, sign
from dedupe.similarity.compare import candidate_pairs, propose
from dedupe.similarity.features import Features, extract_features
from dedupe.similarity.index import Index
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.weights import weigh

SETTINGS = SignatureSettings()
WITHOUT_SUBJECTS = SignatureSettings(subject_words=0)
NOWHERE = np.empty(0, dtype=np.uint64)
BODY = "The {} said on {} that nobody could tell how the {} had come loose from its {} in the night."


def proposed(
    texts: Sequence[str], places: Sequence[np.ndarray] | None = None, settings: SignatureSettings = SETTINGS
) -> tuple[list[tuple[int, int]], tuple[Cap, ...]]:
    features = extract_features(texts, settings)
    found = Ragged.pack(places or [NOWHERE] * len(texts))
    index, whole = Index.of(features), Settings(signatures=settings)
    proposals = propose(sign(features, settings), whole)
    rarity = weigh(index, proposals["document bands"].pairs, whole.evidence)
    pairs, caps = candidate_pairs(index, rarity, proposals, found, whole)
    return [tuple(pair) for pair in pairs.tolist()], caps


def same(one: SignatureTable, other: SignatureTable) -> bool:
    names = ("documents", "present", "passages", "passage_offsets")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.mark.parametrize("held", [0, 1, 3])
def test_pairs_of_many_bands_are_the_same_however_few_are_held(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{BODY.format('mayor', day, 'bell', 'beam')} It was {day} again." for day in ("Monday", "Friday") * 4]
    table = sign(extract_features(texts, SETTINGS), SETTINGS)
    whole = document_pairs(table, SETTINGS), passage_pairs(table, SETTINGS)
    monkeypatch.setattr(candidates, "_PAIRS", held)
    for expected, found in zip(whole, (document_pairs(table, SETTINGS), passage_pairs(table, SETTINGS)), strict=True):
        assert len(expected.pairs) > held
        assert found.pairs.tolist() == expected.pairs.tolist()
        assert (found.large_buckets, found.left_out) == (expected.large_buckets, expected.left_out)


def test_packed_signatures_come_back(features: Features) -> None:
    table = sign(features, SETTINGS)
    assert same(assemble(list(table.packed()), SETTINGS), table)


def test_a_text_too_short_to_shingle_is_packed_as_none(features: Features) -> None:
    assert list(sign(features, SETTINGS).packed())[-2:] == [(None, b""), (None, b"")]


def test_signatures_made_in_pieces_are_the_same(corpus: list[str], features: Features) -> None:
    pieces = [corpus[at : at + 5] for at in range(0, len(corpus), 5)]
    packed = [one for piece in pieces for one in sign(extract_features(piece, SETTINGS), SETTINGS).packed()]
    assert same(assemble(packed, SETTINGS), sign(features, SETTINGS))


def test_no_documents_have_no_candidates() -> None:
    assert proposed([]) == ([], ())
    assert same(assemble([], SETTINGS), sign(extract_features([], SETTINGS), SETTINGS))


def test_texts_too_short_to_shingle_never_meet() -> None:
    assert proposed(["", "too short", "too short!", ""], settings=WITHOUT_SUBJECTS) == ([], ())


def test_one_shared_passage_is_enough() -> None:
    shared = BODY.format("harbour master", "Sunday", "pontoon", "chain")
    one = "\n\n".join([f"One{at} tells{at} of{at} this{at} alone{at} and{at} that{at} too{at}." for at in range(9)])
    other = "\n\n".join([f"Two{at} knows{at} a{at} very{at} other{at} thing{at} or{at} so{at}." for at in range(9)])
    assert proposed([one, other]) == ([], ())
    assert proposed([one + "\n\n" + shared, shared + "\n\n" + other]) == ([(0, 1)], ())


def test_a_shared_url_or_key_is_enough() -> None:
    a, b = (np.array([number], dtype=np.uint64) for number in (7, 9))
    assert proposed(["alpha", "beta", "gamma"], [a, b, np.concatenate((a, b))]) == ([(0, 2), (1, 2)], ())


def test_a_shared_subject_is_enough() -> None:
    one = "Dunmarrow mourned its four miners while the owner of Dunmarrow slept in the house above Dunmarrow."
    anew = "Nobody told the families, and the pit of Dunmarrow stayed shut: Dunmarrow waits, as Dunmarrow must."
    assert proposed([one, anew], settings=WITHOUT_SUBJECTS) == ([], ())
    assert proposed([one, anew]) == ([(0, 1)], ())


def test_what_a_large_bucket_leaves_out_is_reported_exactly() -> None:
    settings = SignatureSettings(bucket_all_pairs=4, bucket_neighbours=1, subject_words=0)
    place = np.array([7], dtype=np.uint64)
    pairs, caps = proposed([f"text {number}" for number in range(6)], [place] * 6, settings)
    assert pairs == [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 2), (2, 3), (3, 4), (4, 5)]
    assert caps == (Cap(name="large buckets of URLs and KEYs", times=1, left_out=6),)


def test_a_footer_under_every_text_costs_no_more_than_linear_work() -> None:
    footer = "\n\n" + BODY.format("Courier", "Monday", "ferry", "quay")
    texts = [" ".join(f"w{number}n{at}" for at in range(200)) + "." + footer for number in range(300)]
    pairs, caps = proposed(texts)
    assert len(pairs) <= 300 * (SETTINGS.bucket_neighbours + 1)
    assert [cap.name for cap in caps] == ["large buckets of passage bands"]
    assert caps[0].left_out == caps[0].times * (300 * 299 // 2 - len(pairs))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_documents_in_another_order_have_the_same_candidates(corpus: list[str], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(corpus)).tolist()
    shuffled, _ = proposed([corpus[at] for at in order])
    assert sorted(tuple(sorted((order[a], order[b]))) for a, b in shuffled) == proposed(corpus)[0]
