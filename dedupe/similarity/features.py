"""Texts -> what is compared: shingles, figures, words and passages, packed.

Article shingles run across the ends of paragraphs, as anyone would compute them; passage shingles stay
inside, so that a passage has the same ones wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.ragged import Packer, Ragged, counted, distinct
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.passages import passage_words
from dedupe.text.shingles import Hashes, holds_figure, shingle_hashes, word_hashes


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of n documents.

    ``shingles``, ``figures`` (the shingles that hold a digit) and ``words``: a row of distinct
    ascending uint64 hashes for each document; ``word_counts`` (int32) says how often each word stands
    there. ``passages``: a row of shingles for each passage long enough to tell something, in order,
    repeats and all; ``passage_document`` (int64, ascending) says whose it is.
    """

    shingles: Ragged
    figures: Ragged
    words: Ragged
    word_counts: Ragged
    passages: Ragged
    passage_document: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.shingles)

    def take(self, documents: Sequence[int]) -> Features:
        """Return the features of some documents, ascending, as if there were no others."""
        chosen = np.array(documents, dtype=np.int64)
        inside = np.isin(self.passage_document, chosen)
        return Features(
            shingles=self.shingles.take(chosen),
            figures=self.figures.take(chosen),
            words=self.words.take(chosen),
            word_counts=self.word_counts.take(chosen),
            passages=self.passages.take(np.flatnonzero(inside)),
            passage_document=np.searchsorted(chosen, self.passage_document[inside]),
        )


def extract_features(
    texts: Iterable[str], settings: SignatureSettings, advance: Callable[[int], None] = lambda _: None
) -> Features:
    """Return the features of texts in order; ``advance`` is told the number of texts done, one by one."""
    shingles, figures, vocabularies, passages = Packer(), Packer(), Packer(), Packer()
    word_counts = Packer(np.int32)
    of_document = []  # passages
    for text in texts:
        hashes, ends = _hashed_passages(text, settings.passage_words)
        rolled = shingle_hashes(hashes, settings.shingle_words)
        shingles.add(distinct(rolled))
        figures.add(distinct(rolled[holds_figure(hashes, settings.shingle_words)]))
        vocabulary, counts = counted(hashes)
        vocabularies.add(vocabulary)
        word_counts.add(counts)
        own = _passage_shingles(rolled, ends, settings)
        for passage in own:
            passages.add(passage)
        of_document.append(len(own))
        advance(1)
    return Features(
        shingles=shingles.packed(),
        figures=figures.packed(),
        words=vocabularies.packed(),
        word_counts=word_counts.packed(),
        passages=passages.packed(),
        passage_document=np.repeat(np.arange(len(of_document)), of_document),
    )


def _hashed_passages(text: str, least: int) -> tuple[Hashes, list[int]]:
    flat: list[str] = []
    ends: list[int] = []
    for paragraph in split_paragraphs(text).paragraphs:
        for passage in passage_words(paragraph, least):
            flat += passage
            ends.append(len(flat))
    return word_hashes(flat), ends


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
