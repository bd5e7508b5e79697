"""Many texts at a time -> features, by the kernels and on every core; the same bits as one text at a time.

Paragraphs that the kernels cannot read (a script without spaces, a loose accent) are read one by one, in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import Features
from dedupe.similarity.kernels import make_features, read_texts
from dedupe.similarity.ragged import Ragged, offsets_of
from dedupe.similarity.threads import on_every_core
from dedupe.text.alphabet import alphabet
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.shingles import hashed_passages

_CHUNK = 1 << 20  # characters: about 512 articles, which stay in the cache of a core
_LONG_LINE = 100  # characters: what has a longer line is surely not wrapped by hand


def extract_in_bulk(texts: Iterable[str], settings: SignatureSettings) -> Iterator[Features]:
    """Yield the features of texts in order, those of some hundred texts at a time."""
    yield from on_every_core(lambda chunk: _features_of(chunk, settings), _chunks(texts), ahead=2)


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
    """The hashes of the words of each text, in order, and where its passages end among them."""

    hashes: Ragged
    ends: Ragged

    def filled(self, rows: NDArray[np.int64], filling: _Words) -> _Words:
        """Return the same with some rows, which are empty, filled."""
        return _Words(_filled(self.hashes, rows, filling.hashes), _filled(self.ends, rows, filling.ends))

    def joined(self, edges: NDArray[np.int64]) -> _Words:
        """Return texts made of paragraphs, of which text i has those from ``edges[i]`` to ``edges[i + 1]``."""
        starts = self.hashes.offsets[:-1] - np.repeat(self.hashes.offsets[edges[:-1]], np.diff(edges))
        ends = self.ends.values + np.repeat(starts, self.ends.lengths())
        return _Words(Ragged(self.hashes.values, self.hashes.offsets[edges]), Ragged(ends, self.ends.offsets[edges]))


def _filled(rows: Ragged, places: NDArray[np.int64], filling: Ragged) -> Ragged:
    lengths = rows.lengths()
    lengths[places] = filling.lengths()
    positions = np.repeat(rows.offsets[places], filling.lengths())
    return _packed(np.insert(rows.values, positions, filling.values), lengths)


def _packed(values: NDArray[Any], lengths: NDArray[np.int64]) -> Ragged:
    offsets = offsets_of(lengths)
    return Ragged(values[: offsets[-1]], offsets)


def _features_of(texts: Sequence[str], settings: SignatureSettings) -> Features:
    words = _words_of(texts, settings.passage_words)
    counts = np.stack((words.hashes.lengths(), words.ends.lengths()), axis=1)
    most = len(words.hashes.values)
    sets = (np.empty(most, np.uint64), np.empty(most, np.uint64), np.empty(most, np.uint64), np.empty(most, np.uint64))
    repeats, passage_lengths = np.empty(most, np.uint8), np.empty(len(words.ends.values), np.int64)
    lengths = np.empty((len(texts), 4), np.int64)
    make_features(
        words.hashes.values, words.ends.values, counts, settings.shingle_words, settings.passage_words, sets, repeats,
        lengths, passage_lengths,
    )  # fmt: skip
    shingles, figures, vocabularies = (_packed(sets[at], lengths[:, at]) for at in range(3))
    return Features(
        shingles=shingles,
        figures=figures,
        words=vocabularies,
        word_counts=_packed(repeats, lengths[:, 2]),
        passages=_packed(sets[3], passage_lengths[: lengths[:, 3].sum()]),
        passage_offsets=offsets_of(lengths[:, 3]),
    )


def _words_of(texts: Sequence[str], least: int) -> _Words:
    words, unread = _read(texts, [_is_wrapped(text) for text in texts], least)
    return words.filled(unread, _by_paragraphs([texts[text] for text in unread], least)) if len(unread) else words


def _by_paragraphs(texts: Sequence[str], least: int) -> _Words:
    """Read texts of which some paragraphs are for the kernel, and some are not."""
    layouts = [split_paragraphs(text).paragraphs for text in texts]
    paragraphs = [*chain.from_iterable(layouts)]
    words, unread = _read(paragraphs, [True] * len(paragraphs), least)
    alone = [hashed_passages([paragraphs[number]], least) for number in unread]
    filling = _Words(
        Ragged.pack([hashes for hashes, _ in alone]),
        Ragged.pack([np.array(ends, np.int64) for _, ends in alone], np.int64),
    )
    return words.filled(unread, filling).joined(np.cumsum([0, *map(len, layouts)]))


def _read(texts: Sequence[str], wrapped: Sequence[bool], least: int) -> tuple[_Words, NDArray[np.int64]]:
    """Read texts by the kernel; return also which it could not read, which have no words then."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    offsets = offsets_of(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    data = np.frombuffer(b"".join(encoded), np.uint8)
    places = len(data) // 2 + len(texts)
    hashes, ends, counts = np.empty(places, np.uint64), np.empty(places, np.int64), np.empty((len(texts), 2), np.int64)
    read_texts(data, offsets, np.array(wrapped, np.bool_), alphabet(), least, hashes, ends, counts)
    n_words = np.maximum(counts[:, 0], 0)
    return _Words(_packed(hashes, n_words), _packed(ends, counts[:, 1])), np.flatnonzero(counts[:, 0] < 0)


def _is_wrapped(text: str) -> bool:
    """Return whether the lines of a paragraph were broken by hand."""
    if "\n" not in text or any(len(line) > _LONG_LINE < len(line.strip()) for line in text.split("\n")):
        return False
    return any("\n" in paragraph for paragraph in split_paragraphs(text).paragraphs)
