"""Many texts at a time -> features, by the kernels and on every core; the same bits as one text at a time.

What the kernels cannot read (a script without spaces, a loose accent) is read one text at a time, in its place.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import Features
from dedupe.similarity.kernels import make_features, read_texts
from dedupe.similarity.ragged import Ragged
from dedupe.text.alphabet import alphabet
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.shingles import Hashes, hashed_passages

_CHUNK = 1 << 20  # characters: about 512 articles, which stay in the cache of a core
_LONG_LINE = 100  # characters: what has a longer line is surely not wrapped by hand


def extract_in_bulk(texts: Iterable[str], settings: SignatureSettings) -> Iterator[Features]:
    """Yield the features of texts in order, those of some hundred texts at a time."""
    workers = os.cpu_count() or 1
    running: deque[Future[Features]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for chunk in _chunks(texts):
            running.append(pool.submit(_features_of, chunk, settings))
            if len(running) > workers:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of some texts, and where the passages of each end; ``counts``, shape (n_texts, 2), says how many."""

    hashes: Hashes
    ends: NDArray[np.int64]
    counts: NDArray[np.int64]


def _features_of(texts: Sequence[str], settings: SignatureSettings) -> Features:
    words = _read(texts, settings.passage_words)
    most = len(words.hashes)
    sets = (np.empty(most, np.uint64), np.empty(most, np.uint64), np.empty(most, np.uint64), np.empty(most, np.uint64))
    repeats, passage_lengths = np.empty(most, np.int32), np.empty(len(words.ends), np.int64)
    lengths = np.empty((len(texts), 4), np.int64)
    make_features(
        words.hashes, words.ends, words.counts, settings.shingle_words, settings.passage_words, sets, repeats, lengths,
        passage_lengths,
    )  # fmt: skip
    shingles, figures, vocabularies = (_packed(sets[at], lengths[:, at]) for at in range(3))
    return Features(
        shingles=shingles,
        figures=figures,
        words=vocabularies,
        word_counts=_packed(repeats, lengths[:, 2]),
        passages=_packed(sets[3], passage_lengths[: lengths[:, 3].sum()]),
        passage_document=np.repeat(np.arange(len(texts)), lengths[:, 3]),
    )


def _packed(values: NDArray[np.generic], lengths: NDArray[np.int64]) -> Ragged:
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    return Ragged(values[: offsets[-1]], offsets)


def _read(texts: Sequence[str], least: int) -> _Words:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = np.concatenate(([0], np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))))
    data = np.frombuffer(b"".join(encoded), np.uint8)
    wrapped = np.fromiter(map(_is_wrapped, texts), np.bool_, len(texts))
    places = len(data) // 2 + len(texts)
    hashes, ends, counts = np.empty(places, np.uint64), np.empty(places, np.int64), np.empty((len(texts), 2), np.int64)
    read_texts(data, offsets, wrapped, alphabet(), least, hashes, ends, counts)
    words, passages = np.maximum(counts, 0).sum(axis=0)
    return _completed(_Words(hashes[:words], ends[:passages], counts), texts, least)


def _is_wrapped(text: str) -> bool:
    """Return whether the lines of a paragraph were broken by hand."""
    if "\n" not in text or any(len(line) > _LONG_LINE < len(line.strip()) for line in text.split("\n")):
        return False
    return any("\n" in paragraph for paragraph in split_paragraphs(text).paragraphs)


def _completed(words: _Words, texts: Sequence[str], least: int) -> _Words:
    """Read, one by one, the texts that the kernel could not."""
    unread = np.flatnonzero(words.counts[:, 0] < 0).tolist()
    if not unread:
        return words
    counts = words.counts.copy()
    hashes, ends = [], []
    first_word = first_end = before = 0
    for text in [*unread, len(texts)]:
        n_words, n_ends = counts[before:text].sum(axis=0)
        hashes.append(words.hashes[first_word : first_word + n_words])
        ends.append(words.ends[first_end : first_end + n_ends])
        first_word, first_end, before = first_word + n_words, first_end + n_ends, text + 1
        if text < len(texts):
            own, own_ends = hashed_passages(texts[text], least)
            hashes.append(own)
            ends.append(np.array(own_ends, np.int64))
            counts[text] = len(own), len(own_ends)
    return _Words(np.concatenate(hashes), np.concatenate(ends), counts)
