"""Invented texts: words that mean nothing, drawn as often as words of English news are, in sentences and paragraphs."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Record = dict[str, str]
"""An article as JSON has it; its KEY is ``story.version``, so that the truth travels with it."""

VOCABULARY = 200_000  # words; in a corpus of 100,000 articles the last of them stands in about a dozen
EXPONENT = 1.07  # of Zipf's law: what large corpora of English news have
BODY, SENTENCE, PARAGRAPH, FOOTER = 300, 15, 45, 80  # words
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def word(number: int) -> str:
    """Return a word of consonants and vowels in turn, another one for each number."""
    letters = []
    number += len(_CONSONANTS) * len(_VOWELS)  # two syllables at least
    while number:
        number, syllable = divmod(number, len(_CONSONANTS) * len(_VOWELS))
        letters.append(_CONSONANTS[syllable % len(_CONSONANTS)] + _VOWELS[syllable // len(_CONSONANTS)])
    return "".join(letters)


@cache
def _zipf() -> tuple[list[str], NDArray[np.float64]]:
    shares = np.cumsum((np.arange(VOCABULARY) + 2.7) ** -EXPONENT)
    return [word(number) for number in range(VOCABULARY)], shares / shares[-1]


def words(random: Generator, count: int) -> list[str]:
    """Return words drawn by Zipf's law."""
    vocabulary, shares = _zipf()
    return [vocabulary[number] for number in np.searchsorted(shares, random.random(count)).tolist()]


def paragraph(random: Generator, count: int = PARAGRAPH, names: tuple[str, ...] = ()) -> str:
    """Return sentences of drawn words, each begun with a name where there are some."""
    flat = words(random, count)
    for at in range(0, count, SENTENCE) if names else ():
        flat[at] = names[random.integers(len(names))]
    sentences = (flat[at : at + SENTENCE] for at in range(0, count, SENTENCE))
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def names_of(story: int) -> tuple[str, ...]:
    """Return the three names that only one story says."""
    return tuple(word(VOCABULARY + 3 * story + at) for at in range(3))


def paragraphs(random: Generator, story: int) -> list[str]:
    """Return the body of a story of its own."""
    lengths = [min(PARAGRAPH, BODY - at) for at in range(0, BODY, PARAGRAPH)]
    return [paragraph(random, length, names_of(story)) for length in lengths]


def record(story: int, version: int, text: list[str], minute: int | None, source: str = "Courier") -> Record:
    """Return an article; ``minute`` counts from the beginning of the year, None where it has no date."""
    told = {"id": f"{story}.{version}", "source": source, "text": "\n\n".join(text)}
    if minute is not None:
        hours, minutes = divmod(minute, 60)
        days, hour = divmod(hours, 24)
        months, day = divmod(days, 28)
        told["date"] = f"{2031 + months // 12}-{months % 12 + 1:02}-{day + 1:02}T{hour:02}:{minutes:02}:00Z"
    return told
