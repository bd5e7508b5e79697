"""The loops over every character and every word of a corpus, compiled.

Each does what a function in Python does elsewhere, and returns the same bits; they take many texts at a time, one after
another in one array, and know of a text whether they can read it at all. Only large corpora come here: compiled code
has to be loaded, which takes longer than a few hundred articles do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.compiled import compiled
from dedupe.similarity.xxh3 import LONGEST, xxh3
from dedupe.text import alphabet

_U = np.uint64
_NEWLINE = 10
_CODE, _TWO_BYTES = alphabet.CODE, alphabet.TWO_BYTES
_WORD, _DIGIT, _GONE = alphabet.WORD, alphabet.DIGIT, alphabet.GONE
_APOSTROPHE, _SEPARATOR = alphabet.APOSTROPHE, alphabet.SEPARATOR
_SPACE, _STOP, _CLOSING = alphabet.SPACE, alphabet.STOP, alphabet.CLOSING
_NO_DIGIT = _U(2**64 - 2)  # the lowest bit of a word's hash tells whether it holds one
_UNREADABLE = -1

_ROLL, _FINISH, _SHIFT = _U(0x9E3779B97F4A7C15), _U(0xD6E8FEB86659FD93), _U(32)  # as text.shingles


# ---------------------------------------------------------------- texts -> hashed words, passages


@compiled
def read_texts(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    wrapped: NDArray[np.bool_],
    table: alphabet.Alphabet,
    least: int,
    hashes: NDArray[np.uint64],
    ends: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    """Read texts in UTF-8, text i being ``data[offsets[i]:offsets[i + 1]]``, into the hashes of their words.

    ``hashes`` takes the words of all texts, ``ends`` where the passages of each text end, counted in its words; both
    have half as many places as there are bytes, and a place more a text. ``counts``, shape (n_texts, 2), takes how many
    there are of each; for a text that cannot be read by the table -1 and 0. ``wrapped`` texts have paragraphs only
    where a line is blank.
    """
    word = np.empty(LONGEST + 4, np.uint8)
    n_words = n_ends = 0
    for text in range(len(offsets) - 1):
        found, ended = _read_text(
            data[offsets[text] : offsets[text + 1]], wrapped[text], table, least, word, hashes[n_words:], ends[n_ends:]
        )
        counts[text, 0], counts[text, 1] = found, ended
        n_words, n_ends = n_words + max(found, 0), n_ends + ended


@compiled
def _read_text(
    data: NDArray[np.uint8],
    is_wrapped: bool,
    table: alphabet.Alphabet,
    least: int,
    word: NDArray[np.uint8],
    hashes: NDArray[np.uint64],
    ends: NDArray[np.int64],
) -> tuple[int, int]:
    at = n_words = n_ends = begun = 0  # begun: the number of the first word of the passage
    size = joiner = 0  # of the word: its bytes so far, and what may hold it together with what follows
    holds_digit = after_digit = after_stop = after_newline = False
    while at < len(data):
        code, at = _decoded(data, at)
        entry = np.int64(table[code]) if 0 <= code < len(table) else 0
        if entry == 0:
            return _UNREADABLE, 0
        if entry & _WORD:
            digit = entry & _DIGIT != 0
            if joiner != 0:
                if joiner & _APOSTROPHE or digit:
                    word[size] = joiner & 0xFF
                    size += 1
                else:
                    hashes[n_words] = _hashed(word, size, holds_digit)
                    n_words, size, holds_digit = n_words + 1, 0, False
                joiner = 0
            size = _append(word, size, entry & _CODE)
            if size > LONGEST:
                return _UNREADABLE, 0
            after_digit, holds_digit = digit, holds_digit or digit
            after_stop = after_newline = False
            continue
        if entry & _GONE:
            after_stop = after_newline = False
            continue
        if size and joiner == 0 and (entry & _APOSTROPHE or (entry & _SEPARATOR and after_digit)):
            joiner = entry & (_APOSTROPHE | _CODE) | _SEPARATOR
        elif size:
            hashes[n_words] = _hashed(word, size, holds_digit)
            n_words, size, joiner, holds_digit = n_words + 1, 0, 0, False
        if entry & _SPACE == 0:
            after_stop = entry & _STOP != 0 or (after_stop and entry & _CLOSING != 0)
            after_newline = False
            continue
        if n_words > begun and (
            (after_stop and n_words - begun >= least) or (code == _NEWLINE and (after_newline or not is_wrapped))
        ):
            ends[n_ends] = begun = n_words
            n_ends += 1
        after_stop, after_newline = False, after_newline or code == _NEWLINE
    if size:
        hashes[n_words] = _hashed(word, size, holds_digit)
        n_words += 1
    if n_words > begun:
        ends[n_ends] = n_words
        n_ends += 1
    return n_words, n_ends


@compiled
def _decoded(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Return a code point, -1 where it takes four bytes, and where the next one stands."""
    first = np.int64(data[at])
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | np.int64(data[at + 1]) & 0x3F, at + 2
    if first < 0xF0:
        second, third = np.int64(data[at + 1]) & 0x3F, np.int64(data[at + 2]) & 0x3F
        return (first & 0xF) << 12 | second << 6 | third, at + 3
    return -1, at + 4


@compiled
def _append(word: NDArray[np.uint8], size: int, code: int) -> int:
    """Write a letter in UTF-8 at the end of a word, and return the new size."""
    if code < 0x80:
        word[size] = code
        return size + 1
    word[size], word[size + 1] = 0xC0 | code >> 6, 0x80 | code & 0x3F
    return size + 2


@compiled
def _hashed(word: NDArray[np.uint8], size: int, holds_digit: bool) -> np.uint64:
    return xxh3(word, 0, size) & _NO_DIGIT | _U(holds_digit)


# ---------------------------------------------------------------- hashed words -> features


@compiled
def make_features(
    hashes: NDArray[np.uint64],
    ends: NDArray[np.int64],
    counts: NDArray[np.int64],
    n: int,
    least: int,
    sets: tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]],
    word_counts: NDArray[np.int32],
    lengths: NDArray[np.int64],
    passage_lengths: NDArray[np.int64],
) -> None:
    """Make of the words of texts what is compared of them; ``hashes``, ``ends`` and ``counts`` as of read_texts.

    ``sets`` take the distinct shingles of n words, those of them with a digit, the distinct words, and the shingles of
    each passage of ``least`` words or more; each has a place a word. ``word_counts`` goes with the words. ``lengths``,
    shape (n_texts, 4), takes how many each text has of the first three, and how many passages; ``passage_lengths`` how
    many shingles these have.
    """
    shingles, figures, words, passages = sets
    rolled, chosen, ordered = np.empty_like(hashes), np.empty_like(hashes), np.empty_like(hashes)
    repeats = np.empty(len(hashes), np.int32)
    n_shingles = n_figures = n_words = n_passages = n_passage_shingles = first_word = first_end = 0
    for text in range(len(counts)):
        own = hashes[first_word : first_word + counts[text, 0]]
        own_ends = ends[first_end : first_end + counts[text, 1]]
        first_word, first_end = first_word + counts[text, 0], first_end + counts[text, 1]
        n_rolled = _roll(own, n, rolled)
        n_chosen = _choose_figures(own, n, rolled, n_rolled, chosen)
        lengths[text, 0] = _counted(rolled[:n_rolled], ordered, shingles[n_shingles:], repeats)
        lengths[text, 1] = _counted(chosen[:n_chosen], ordered, figures[n_figures:], repeats)
        lengths[text, 2] = _counted(own, ordered, words[n_words:], word_counts[n_words:])
        n_shingles, n_figures = n_shingles + lengths[text, 0], n_figures + lengths[text, 1]
        n_words, start, before = n_words + lengths[text, 2], 0, n_passages
        for end in own_ends:
            if end - start >= max(least, n):
                length = end - start - n + 1
                passages[n_passage_shingles : n_passage_shingles + length] = rolled[start : start + length]
                passage_lengths[n_passages] = length
                n_passages, n_passage_shingles = n_passages + 1, n_passage_shingles + length
            start = end
        lengths[text, 3] = n_passages - before


@compiled
def _roll(words: NDArray[np.uint64], n: int, rolled: NDArray[np.uint64]) -> int:
    """Write the hash of each run of n words, and return how many there are: text.shingles.shingle_hashes."""
    count = max(len(words) - n + 1, 0)
    for at in range(count):
        value = words[at]
        for offset in range(1, n):
            value = value * _ROLL + words[at + offset]
        value = (value ^ value >> _SHIFT) * _FINISH
        rolled[at] = value ^ value >> _SHIFT
    return count


@compiled
def _choose_figures(
    words: NDArray[np.uint64], n: int, rolled: NDArray[np.uint64], count: int, chosen: NDArray[np.uint64]
) -> int:
    """Write the shingles that hold a digit, and return how many do: text.shingles.holds_figure."""
    found, last = 0, -1  # the last word with a digit
    for at in range(min(n - 1, len(words))):
        last = at if words[at] & _U(1) else last
    for at in range(count):
        last = at + n - 1 if words[at + n - 1] & _U(1) else last
        if last >= at:
            chosen[found] = rolled[at]
            found += 1
    return found


@compiled
def _counted(
    values: NDArray[np.uint64], ordered: NDArray[np.uint64], distinct: NDArray[np.uint64], counts: NDArray[np.int32]
) -> int:
    """Write the distinct values, ascending, and how often each stands there; return how many they are."""
    ordered = ordered[: len(values)]
    ordered[:] = values
    ordered.sort()
    found = -1
    for at in range(len(ordered)):
        if found < 0 or ordered[at] != distinct[found]:
            found += 1
            distinct[found], counts[found] = ordered[at], 0
        counts[found] += 1
    return found + 1


# ---------------------------------------------------------------- shingles -> signatures


@compiled
def fill_signatures(
    shingles: NDArray[np.uint64],
    offsets: NDArray[np.int64],
    multipliers: NDArray[np.uint32],
    addends: NDArray[np.uint32],
    signatures: NDArray[np.uint32],
) -> None:
    """Write the signature of each row, ``shingles[offsets[i]:offsets[i + 1]]``, into that of ``signatures``.

    Shape (n_rows, values), all ones before; ``multipliers`` and ``addends`` have shape (values,).
    """
    for row in range(len(offsets) - 1):
        signature = signatures[row]
        for at in range(offsets[row], offsets[row + 1]):
            mixed = np.uint32(shingles[at] >> _SHIFT)
            mixed = np.uint32((mixed ^ mixed >> np.uint32(16)) * np.uint32(0x85EBCA6B))
            mixed = np.uint32((mixed ^ mixed >> np.uint32(13)) * np.uint32(0xC2B2AE35))
            mixed = np.uint32(mixed ^ mixed >> np.uint32(16))
            for value in range(len(signature)):
                permuted = np.uint32(mixed * multipliers[value] + addends[value])
                signature[value] = min(signature[value], permuted)
