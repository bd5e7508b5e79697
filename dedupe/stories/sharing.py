"""What two texts share, for a person to read: the rarest phrases, whether passages keep their order, quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import Features
from dedupe.text.quotations import quotations
from dedupe.text.shingles import Hashes, shingle_hashes, word_hashes
from dedupe.text.tokens import edit_tokens, placed_terms, terms, words

_MOST_SHARED = 5  # phrases: enough to see whether they are of the subject
_LONGEST = 40  # words of a phrase that are shown
_PASSAGE = 5  # words: what is shorter stands in both by chance
_QUOTATION = 3  # words: shorter ones are names and scare quotes


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """Words that stand in both texts, spelt as in the first, and in how many other texts they stand too."""

    text: str
    other_texts: int


def shared_phrases(
    text: str, pair: tuple[int, int], features: Features, family: NDArray[np.int64], settings: SignatureSettings
) -> tuple[SharedPhrase, ...]:
    """Return the rarest phrases of a text that another document shares, longest first among equally rare ones.

    ``text`` is that of the first document of the ``pair``; how rare is counted in families (see similarity.weights),
    whose labels have shape (n_documents,).
    """
    shingles = np.intersect1d(features.shingles[pair[0]], features.shingles[pair[1]], assume_unique=True)
    tokens = edit_tokens(text)
    spoken = placed_terms(tokens)
    hashes = shingle_hashes(word_hashes([term for term, _, _ in spoken]), settings.shingle_words)
    texts, families = _spread(shingles, features, family)
    found: dict[str, tuple[int, int, int]] = {}
    for start, stop in _runs(np.isin(hashes, shingles)):
        end = min(stop + settings.shingle_words - 1, start + _LONGEST)
        members = np.searchsorted(shingles, hashes[start : end - settings.shingle_words + 1])  # those that are shown
        phrase = " ".join("".join(tokens[spoken[start][1] : spoken[end - 1][2] + 1]).split())
        phrase += "…" * (end < stop + settings.shingle_words - 1)
        found.setdefault(phrase, (int(families[members].min()), start - stop, int(texts[members].min()) - 2))
    ranked = sorted(found, key=lambda phrase: found[phrase][:2])
    return tuple(SharedPhrase(phrase, found[phrase][2]) for phrase in ranked[:_MOST_SHARED])


def passages_in_order(a: str, b: str) -> tuple[int, int]:
    """Return how many passages of five words or more two texts share, and how many of these keep their order.

    A passage is as long as it can be; what stands in either text more than once is left out, as its place says nothing.
    """
    one, other = (shingle_hashes(word_hashes(terms(text)), _PASSAGE) for text in (a, b))
    repeated = {shingle for side in (one, other) for shingle, count in Counter(side.tolist()).items() if count > 1}
    place_of = {shingle: place for place, shingle in enumerate(other.tolist())}
    places: list[int] = []
    last: int | None = None
    for shingle in one.tolist():
        if shingle in repeated:
            continue
        place = place_of.get(shingle)
        if place is not None and (last is None or place != last + 1):
            places.append(place)
        last = place
    ends: list[int] = []  # the least last place of an ascending run of each length
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places), len(ends)


def shared_quotations(a: str, b: str) -> tuple[int, int]:
    """Return how many quotations of three words or more stand in both texts, and how many the one with fewer has."""
    one, other = (
        {said for quotation in quotations(text) if len(said := tuple(words(quotation.said))) >= _QUOTATION}
        for text in (a, b)
    )
    return len(one & other), min(len(one), len(other))


def _spread(
    shingles: Hashes, features: Features, family: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return in how many texts, and in how many families, each of some distinct ascending shingles stands."""
    values = features.shingles.values
    places = np.flatnonzero(np.isin(values, shingles))
    which = np.searchsorted(shingles, values[places])
    owners = np.searchsorted(features.shingles.offsets, places, side="right") - 1
    texts = np.bincount(which, minlength=len(shingles))
    of_family = np.unique(np.stack((which, family[owners]), axis=1), axis=0)[:, 0]
    return texts, np.bincount(of_family, minlength=len(shingles))


def _runs(shared: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each run of shared shingles begins and ends."""
    edges = np.flatnonzero(np.diff(shared.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
