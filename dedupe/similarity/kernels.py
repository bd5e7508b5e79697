"""The loops over every character and every word of a corpus, compiled.

Each does what a function in Python does elsewhere, and returns the same bits; they take many texts at a time, one after
another in one array, and know of a text whether they can read it at all. Only large corpora come here: compiled code
has to be loaded, which takes longer than a few hundred articles do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.compiled import compiled
from dedupe.similarity.features import OFTEN
from dedupe.similarity.xxh3 import LONGEST, xxh3
from dedupe.text import alphabet

_U = np.uint64
_NEWLINE, _BLANK = 10, 32
_LOWER, _A, _Z = np.uint8(0x20), np.uint8(ord("a")), np.uint8(ord("z"))
_CODE, _WORD, _DIGIT, _GONE = alphabet.CODE, alphabet.WORD, alphabet.DIGIT, alphabet.GONE
_APOSTROPHE, _SEPARATOR = alphabet.APOSTROPHE, alphabet.SEPARATOR
_SPACE, _STOP, _CLOSING = alphabet.SPACE, alphabet.STOP, alphabet.CLOSING
_NO_DIGIT = _U(2**64 - 2)  # the lowest bit of a word's hash tells whether it holds one
_UNREADABLE = -1
_MOST_BITS, _CROWDED = 16, 64  # heaps to deal hashes out to; hashes in one of them

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
    word = np.empty(LONGEST + 4, np.uint8)  # what is too long is met when it is so
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
    while at <= len(data):
        if joiner == 0:
            letters = _small_letters(data, at) if size == 0 else 0
            if letters and at + letters < len(data) and data[at + letters] == _BLANK:
                # Most words of most texts are small letters before a blank: they are hashed where they stand.
                hashes[n_words] = xxh3(data, at, letters) & _NO_DIGIT
                n_words, at = n_words + 1, at + letters + 1
                after_digit = after_stop = after_newline = False
                continue
            letters = _append_letters(data, at, word, size)
            if letters:
                at, size = at + letters, size + letters
                after_digit = after_stop = after_newline = False
        code, at = _decoded(data, at) if at < len(data) else (_NEWLINE, at + 1)
        entry = _entry(table, code)
        if entry == 0 or size > LONGEST:
            return _UNREADABLE, 0
        if entry & _GONE == 0:
            joins = joiner == 0 and (entry & _APOSTROPHE or (entry & _SEPARATOR and after_digit))
            goes_on = entry & _WORD and (joiner == 0 or joiner & _APOSTROPHE or entry & _DIGIT)
            if size and not (joins or goes_on):
                hashes[n_words] = xxh3(word, 0, size) & _NO_DIGIT | _U(holds_digit)
                n_words, size, joiner, holds_digit = n_words + 1, 0, 0, False
            if entry & _WORD:
                size = _append(word, size, joiner & _CODE, entry & _CODE)
                joiner, after_digit = 0, entry & _DIGIT != 0
                holds_digit = holds_digit or after_digit
            elif size:
                joiner = entry
        if entry & _SPACE == 0:
            after_stop = entry & _STOP != 0 or (after_stop and entry & _CLOSING != 0)
            after_newline = False
            continue
        new_paragraph = code == _NEWLINE and (after_newline or not is_wrapped or at > len(data))
        if n_words > begun and (new_paragraph or (after_stop and n_words - begun >= least)):
            ends[n_ends] = begun = n_words
            n_ends += 1
        after_stop, after_newline = False, after_newline or code == _NEWLINE
    return n_words, n_ends


@compiled
def _small_letters(data: NDArray[np.uint8], at: int) -> int:
    """Return how many small letters of English stand at a place; 0 for more than a word may have."""
    end = min(at + LONGEST + 1, len(data))
    place = at
    while place < end and _A <= data[_U(place)] <= _Z:
        place += 1
    return place - at if place - at <= LONGEST else 0


@compiled
def _append_letters(data: NDArray[np.uint8], at: int, word: NDArray[np.uint8], size: int) -> int:
    """Write the letters of English that stand at a place at the end of a word, and return how many do: most of most texts."""
    found = 0
    for place in range(at, min(at + LONGEST + 1 - size, len(data))):
        letter = data[_U(place)] | _LOWER
        if letter < _A or letter > _Z:
            break
        word[_U(size + found)] = letter
        found += 1
    return found


@compiled
def _entry(table: alphabet.Alphabet, code: int) -> int:
    return int(np.int64(table[code])) if 0 <= code < len(table) else 0


@compiled
def _decoded(data: NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Return a code point, -1 where it takes four bytes, and where the next one stands."""
    first = _byte(data, at)
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | _byte(data, at + 1) & 0x3F, at + 2
    if first < 0xF0:
        return (first & 0xF) << 12 | (_byte(data, at + 1) & 0x3F) << 6 | _byte(data, at + 2) & 0x3F, at + 3
    return -1, at + 4


@compiled
def _byte(data: NDArray[np.uint8], at: int) -> int:
    return int(np.int64(data[at]))


@compiled
def _append(word: NDArray[np.uint8], size: int, joiner: int, letter: int) -> int:
    """Write a letter in UTF-8 at the end of a word, after what joins it to the word, and return the new size."""
    if joiner:
        word[size] = joiner
        size += 1
    if letter < 0x80:
        word[size] = letter
        return size + 1
    word[size], word[size + 1] = 0xC0 | letter >> 6, 0x80 | letter & 0x3F
    return size + 2


# ---------------------------------------------------------------- hashed words -> features


@compiled
def make_features(
    hashes: NDArray[np.uint64],
    ends: NDArray[np.int64],
    counts: NDArray[np.int64],
    n: int,
    least: int,
    sets: tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]],
    word_counts: NDArray[np.uint8],
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
    rolled, chosen, spare = np.empty_like(hashes), np.empty_like(hashes), np.empty((2, len(hashes)), np.uint64)
    repeats = np.empty(len(hashes), np.uint8)
    n_shingles = n_figures = n_words = n_passages = n_passage_shingles = first_word = first_end = 0
    for text in range(len(counts)):
        own = hashes[first_word : first_word + counts[text, 0]]
        own_ends = ends[first_end : first_end + counts[text, 1]]
        first_word, first_end = first_word + counts[text, 0], first_end + counts[text, 1]
        n_rolled = _roll(own, n, rolled)
        n_chosen = _choose_figures(own, n, rolled, n_rolled, chosen)
        lengths[text, 0] = _counted(rolled[:n_rolled], spare, shingles[n_shingles:], repeats)
        lengths[text, 1] = _counted(chosen[:n_chosen], spare, figures[n_figures:], repeats)
        lengths[text, 2] = _counted(own, spare, words[n_words:], word_counts[n_words:])
        n_shingles, n_figures = n_shingles + lengths[text, 0], n_figures + lengths[text, 1]
        n_words, start, before = n_words + lengths[text, 2], 0, n_passages
        for end in own_ends:
            if end - start >= max(least, n):
                length = end - start - n + 1
                for at in range(length):
                    passages[n_passage_shingles + at] = rolled[start + at]
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
    values: NDArray[np.uint64], spare: NDArray[np.uint64], distinct: NDArray[np.uint64], counts: NDArray[np.uint8]
) -> int:
    """Write the distinct values, ascending, and how often each stands there, up to OFTEN; return how many they are."""
    ordered = _ordered(values, spare[0, : len(values)], spare[1, : len(values)])
    found = -1
    for value in ordered:
        if found < 0 or value != distinct[found]:
            found += 1
            distinct[found], counts[found] = value, 0
        if counts[found] < OFTEN:
            counts[found] += np.uint8(1)
    return found + 1


@compiled
def _ordered(values: NDArray[np.uint64], one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return hashes, ascending, in one of two places for them.

    They are dealt out by their first bits, one to a heap or so, as hashes lie evenly; what is left is to put neighbours
    in order. Where many have the same first bits, as a word that is said again and again, they are sorted byte by byte.
    """
    bits = 1
    while bits < _MOST_BITS and 1 << bits < len(values):
        bits += 1
    shift = _U(64 - bits)
    ends = np.zeros((1 << bits) + 1, np.int64)
    for value in values:
        ends[(value >> shift) + _U(1)] += 1
    if np.max(ends) > _CROWDED:
        return _ordered_by_bytes(values, one, other)
    for heap in range(1, len(ends)):
        ends[heap] += ends[heap - 1]
    for value in values:
        heap = value >> shift
        one[_U(ends[heap])] = value
        ends[heap] += 1
    for at in range(1, len(values)):
        value, place = one[at], at
        while place > 0 and one[place - 1] > value:
            one[place] = one[place - 1]
            place -= 1
        one[place] = value
    return one


@compiled
def _ordered_by_bytes(
    values: NDArray[np.uint64], one: NDArray[np.uint64], other: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Do the same by one byte after the other, the lowest first, in the same time whatever they are."""
    places = np.zeros((8, 256), np.int64)
    for value in values:
        for byte in range(8):
            places[byte, value >> _U(8 * byte) & _U(0xFF)] += 1
    source, target = values, one
    for byte in range(8):
        end = 0
        for key in range(256):
            count = places[byte, key]
            places[byte, key] = end
            end += count
        for value in source:
            place = np.int64(value >> _U(8 * byte) & _U(0xFF))
            target[places[byte, place]] = value
            places[byte, place] += 1
        source, target = target, (other if byte % 2 == 0 else one)
    return source


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
