"""Words -> shingles: each run of n words as one 64-bit hash.

A word is hashed once (xxh3, 64 bits) however often it stands in the corpus; shingles are rolled from
the word hashes in numpy, so that the cost of a text is a look-up for each word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedupe.text.passages import passage_words

Hashes = NDArray[np.uint64]

HASH_NAME = "xxh3_64"
_ROLL = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing (2**64 / golden ratio)
_FINISH = np.uint64(0xD6E8FEB86659FD93)  # spreads the roll to all bits (Pelle Evensen's rrmxmx family)
_SHIFT = np.uint64(32)
_FLAG = np.uint64(1)
_WITHOUT_FLAG = 2**64 - 2
_MEMO_LIMIT = 1_000_000  # distinct words, about 150 MB: then forgotten and begun again


class _WordHashes(dict[str, int]):
    def __missing__(self, word: str) -> int:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        value = xxhash.xxh3_64_intdigest(word.encode()) & _WITHOUT_FLAG | any(map(str.isdigit, word))
        self[word] = value
        return value


_memo = _WordHashes()


def word_hashes(words: Sequence[str]) -> Hashes:
    """Return the 64-bit hash of each word, in order; shape (n_words,).

    The lowest bit is not hash: it tells whether the word holds a digit.
    """
    return np.fromiter(map(_memo.__getitem__, words), dtype=np.uint64, count=len(words))


def hashed_passages(paragraphs: Iterable[str], least: int) -> tuple[Hashes, list[int]]:
    """Return the hashes of the words of a text, in order, and where its passages of ``least`` words end among them."""
    flat: list[str] = []
    ends: list[int] = []
    for paragraph in paragraphs:
        for passage in passage_words(paragraph, least):
            flat += passage
            ends.append(len(flat))
    return word_hashes(flat), ends


def shingle_hashes(words: Hashes, n: int) -> Hashes:
    """Return the hash of each run of n words, in order; shape (max(n_words - n + 1, 0),)."""
    count = max(len(words) - n + 1, 0)
    rolled = words[:count].copy()
    for offset in range(1, n):
        rolled *= _ROLL
        rolled += words[offset : offset + count]
    rolled ^= rolled >> _SHIFT
    rolled *= _FINISH
    rolled ^= rolled >> _SHIFT
    return rolled


def holds_figure(words: Hashes, n: int) -> NDArray[np.bool_]:
    """Return which of the runs of n words hold a digit; shape as shingle_hashes."""
    count = max(len(words) - n + 1, 0)
    flags = (words & _FLAG).astype(np.bool_)
    held = np.zeros(count, dtype=np.bool_)
    for offset in range(n):
        held |= flags[offset : offset + count]
    return held
