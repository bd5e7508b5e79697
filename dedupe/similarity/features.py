"""Texts -> what is compared: shingles, figures, words and passages, packed.

Article shingles run across the ends of paragraphs, as anyone would compute them; passage shingles stay
inside, so that a passage has the same ones wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.ragged import Packer, Ragged, counted, distinct, offsets_of
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.shingles import Hashes, hashed_passages, holds_figure, shingle_hashes

OFTEN = 255
"""Times: a word said more often says no more."""

_MUCH = 3_000_000  # characters: with more, loading compiled code takes less time than it saves


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of n documents.

    ``shingles``, ``figures`` (the shingles that hold a digit) and ``words``: a row of distinct
    ascending uint64 hashes for each document; ``word_counts`` (uint8) says how often each word stands
    there, up to 255. ``passages``: a row of shingles for each passage long enough to tell something, in order,
    repeats and all; ``passage_offsets``, int64 of shape (n + 1,), says which are whose: document i has those from
    ``passage_offsets[i]`` to ``passage_offsets[i + 1]``. ``folder``: where those of a large corpus
    stand in files without a name, and what is made of them may; None where they are in memory.
    """

    shingles: Ragged
    figures: Ragged
    words: Ragged
    word_counts: Ragged
    passages: Ragged
    passage_offsets: NDArray[np.int64]
    folder: Path | None = None

    def __len__(self) -> int:
        return len(self.shingles)

    def passages_of(self, documents: NDArray[np.integer]) -> Ragged:
        """Return the numbers of the passages of some documents, a row for each, in the order named."""
        return Ragged(self.passages.offsets[:-1], self.passage_offsets).places(documents)

    def take(self, documents: Sequence[int]) -> Features:
        """Return the features of some documents, ascending and distinct, as if there were no others."""
        if len(documents) == len(self):
            return self
        chosen = np.array(documents, dtype=np.int64)
        passages = self.passages_of(chosen)
        return Features(
            shingles=self.shingles.take(chosen),
            figures=self.figures.take(chosen),
            words=self.words.take(chosen),
            word_counts=self.word_counts.take(chosen),
            passages=self.passages.take(passages.values),
            passage_offsets=passages.offsets,
            folder=self.folder,
        )


def extract_features(
    texts: Iterable[str],
    settings: SignatureSettings,
    advance: Callable[[int], None] = lambda _: None,
    folder: Path | None = None,
) -> Features:
    """Return the features of texts in order; ``advance`` is told how many more texts are done.

    Those of a large corpus stand in files without a name in ``folder``, some 12 kB a text, where one is given.
    """
    texts = iter(texts)
    first = _up_to(_MUCH, texts)
    rest = next(texts, None)
    packing = _Packing(folder if rest is not None else None)
    if rest is None:
        for text in first:
            packing.add_text(text, settings)
            advance(1)
    else:
        from dedupe.similarity.bulk import extract_in_bulk  # numba costs half a second

        for part in extract_in_bulk(chain(first, (rest,), texts), settings):
            packing.add(part)
            advance(len(part))
    return packing.packed()


def _up_to(characters: int, texts: Iterator[str]) -> list[str]:
    first: list[str] = []
    while characters > 0 and (text := next(texts, None)) is not None:
        first.append(text)
        characters -= len(text)
    return first


class _Packing:
    """The features of texts as they come."""

    def __init__(self, folder: Path | None) -> None:
        self._shingles, self._figures, self._words, self._passages = (Packer(np.uint64, folder) for _ in range(4))
        self._word_counts = Packer(np.uint8, folder)
        self._passages_of: list[NDArray[np.int64]] = []  # how many each text has
        self._folder = folder

    def add(self, part: Features) -> None:
        """Add the features of some texts."""
        self._shingles.add_rows(part.shingles)
        self._figures.add_rows(part.figures)
        self._words.add_rows(part.words)
        self._word_counts.add_rows(part.word_counts)
        self._passages.add_rows(part.passages)
        self._passages_of.append(np.diff(part.passage_offsets))

    def add_text(self, text: str, settings: SignatureSettings) -> None:
        """Add the features of one text, in numpy alone."""
        hashes, ends = hashed_passages(split_paragraphs(text).paragraphs, settings.passage_words)
        rolled = shingle_hashes(hashes, settings.shingle_words)
        self._shingles.add(distinct(rolled))
        self._figures.add(distinct(rolled[holds_figure(hashes, settings.shingle_words)]))
        vocabulary, counts = counted(hashes)
        self._words.add(vocabulary)
        self._word_counts.add(np.minimum(counts, OFTEN))
        own = _passage_shingles(rolled, ends, settings)
        for passage in own:
            self._passages.add(passage)
        self._passages_of.append(np.array([len(own)]))

    def packed(self) -> Features:
        """Return the features of all texts added, and forget them."""
        return Features(
            shingles=self._shingles.packed(),
            figures=self._figures.packed(),
            words=self._words.packed(),
            word_counts=self._word_counts.packed(),
            passages=self._passages.packed(),
            passage_offsets=offsets_of(np.concatenate([np.empty(0, np.int64), *self._passages_of])),
            folder=self._folder,
        )


def _passage_shingles(rolled: Hashes, ends: list[int], settings: SignatureSettings) -> list[Hashes]:
    rows = []
    start = 0
    least = max(settings.passage_words, settings.shingle_words)
    for end in ends:
        if end - start >= least:
            # The last shingles begun in a passage run over into the next one.
            rows.append(rolled[start : end - settings.shingle_words + 1])
        start = end
    return rows
