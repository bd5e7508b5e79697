"""An invented corpus like news, and the truth about it: which article is a copy or an update of which.

Of every hundred articles ninety are texts of their own, most of them alone; ten follow one of those, two of each kind:

======== ================================================================================================
copy95   a copy with single words replaced, at Jaccard .95 (shingles of five words)
copy80   the same at .8
copy60   the same at .6
kept     an update that keeps 30 to 50 % of the paragraphs to the letter; the rest is written anew
touched  an update with two words replaced in every paragraph
======== ================================================================================================

Unrelated articles share paragraphs too: half of them have the byline and the footer of their paper, which all its articles
share. ``python bench/newsroom.py ARTICLES --out FOLDER`` writes ``corpus.jsonl`` and ``truth.jsonl`` article by article:
each is made from its number and the seed alone, so that the memory does not grow with the corpus.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from numpy.random import Generator, default_rng
from prose import Record, names_of, paragraph, record, words

SEED = 20
BLOCK, FOLLOWERS = 100, 10  # articles; each block is like every other
SHINGLE = 5  # words
JACCARD = {"copy95": 0.95, "copy80": 0.80, "copy60": 0.60}
KINDS = (*JACCARD, "kept", "touched")
KEPT = (0.30, 0.50)  # shares of the paragraphs
TOUCHES = 2  # words a paragraph
PAPERS = 12
BYLINE, FOOTER = 12, 40  # words
_PARAGRAPHS, _WORDS = (7, 13), (30, 60)  # an article; a paragraph


class Planted(NamedTuple):
    """Two articles of one story, by their KEYs, and what the second is to the first."""

    kind: str
    a: str
    b: str


def original_of(number: int) -> int | None:
    """Return the number of the article that this one follows, None for a text of its own."""
    block, place = divmod(number, BLOCK)
    slot = place - (BLOCK - FOLLOWERS)
    return block * BLOCK + slot * (BLOCK - FOLLOWERS) // FOLLOWERS if slot >= 0 else None


def kind_of(number: int) -> str:
    """Return the kind of an article that follows another."""
    return KINDS[number % len(KINDS)]


def key_of(number: int) -> str:
    """Return the KEY of an article: ``story.version``."""
    original = original_of(number)
    return f"{number}.0" if original is None else f"{original}.1"


# ---------------------------------------------------------------- texts


class Text(NamedTuple):
    """Paragraphs, and the boilerplate of the paper before and after them: both or neither are empty."""

    before: list[str]
    body: list[str]
    after: list[str]


def written(seed: int, number: int) -> Text:
    """Return a text of its own."""
    random = default_rng((seed, number))
    names = names_of(number)
    lengths = random.integers(*_WORDS, size=int(random.integers(*_PARAGRAPHS, endpoint=True)), endpoint=True).tolist()
    body = [paragraph(random, length, names) for length in lengths]
    with_boilerplate = random.random() < 0.5  # half of them
    byline, footer = boilerplate(seed, number % PAPERS) if with_boilerplate else ([], [])
    return Text(byline, body, footer)


def boilerplate(seed: int, paper: int) -> tuple[list[str], list[str]]:
    """Return the paragraphs that many articles of a paper begin and end with."""
    random = default_rng((seed, paper, 1))
    return [paragraph(random, BYLINE)], [paragraph(random, FOOTER)]


def broken(random: Generator, text: Sequence[str], shingles: int) -> list[str]:
    """Return the text with words replaced, of which each breaks the shingles around it: ``shingles`` in all, five or more."""
    split = [one.split(" ") for one in text]
    flat = [(at, place) for at, one in enumerate(split) for place in range(len(one))]
    edits, rest = divmod(shingles, SHINGLE)
    # Edits at least a shingle apart; the last is longer by the rest.
    free = len(flat) - 2 * SHINGLE - edits * SHINGLE - rest
    gaps = sorted(random.integers(0, free, size=edits).tolist())
    for order, gap in enumerate(gaps):
        start = SHINGLE - 1 + gap + order * SHINGLE
        for at, place in flat[start : start + (rest + 1 if order == edits - 1 else 1)]:
            split[at][place] = other_word(random, split[at][place])
    return [" ".join(one) for one in split]


def other_word(random: Generator, word: str) -> str:
    """Return another word with the capital and the stop of this one."""
    (drawn,) = words(random, 1)
    while drawn == word.lower().rstrip("."):
        (drawn,) = words(random, 1)
    return (drawn.capitalize() if word[0].isupper() else drawn) + "." * word.endswith(".")


def copied(random: Generator, text: Sequence[str], jaccard: float) -> list[str]:
    """Return a copy at this Jaccard of shingles."""
    count = sum(len(one.split(" ")) for one in text) - SHINGLE + 1
    return broken(random, text, round(count * (1 - jaccard) / (1 + jaccard)))


def rewritten(random: Generator, text: Sequence[str], names: tuple[str, ...]) -> list[str]:
    """Return an update that keeps some paragraphs to the letter and writes the others anew."""
    low, high = (-int(-KEPT[0] * len(text) // 1), int(KEPT[1] * len(text)))
    kept = set(random.permutation(len(text))[: random.integers(low, high, endpoint=True)].tolist())
    return [
        one if at in kept else paragraph(random, len(one.split(" ")), names)  # as long as it was
        for at, one in enumerate(text)
    ]


def touched(random: Generator, text: Sequence[str]) -> list[str]:
    """Return an update of which no paragraph is what it was."""
    return [broken(random, [one], TOUCHES * SHINGLE)[0] for one in text]


def following(seed: int, kind: str, number: int, original: int) -> list[str]:
    """Return the paragraphs of the article that follows another in this way."""
    random, text = default_rng((seed, number)), written(seed, original)
    if kind in JACCARD:
        return copied(random, [*text.before, *text.body, *text.after], JACCARD[kind])
    body = rewritten(random, text.body, names_of(original)) if kind == "kept" else touched(random, text.body)
    return [*text.before, *body, *text.after]


def article(seed: int, number: int) -> Record:
    """Return one article of the corpus; a copy is in another paper, an update in the same."""
    original = original_of(number)
    if original is None:
        text = written(seed, number)
        return record(number, 0, [*text.before, *text.body, *text.after], number, f"Paper {number % PAPERS}")
    kind = kind_of(number)
    paper = (original + (kind in JACCARD)) % PAPERS
    return record(original, 1, following(seed, kind, number, original), number, f"Paper {paper}")


# ---------------------------------------------------------------- corpus and truth


def articles(count: int, seed: int = SEED) -> Iterator[Record]:
    """Yield the first articles of the corpus."""
    return (article(seed, number) for number in range(count))


def truth(count: int) -> Iterator[Planted]:
    """Yield what was planted among the first articles; every other two of them are unrelated."""
    for number in range(count):
        original = original_of(number)
        if original is not None:
            yield Planted(kind_of(number), key_of(original), key_of(number))


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the shingles of a text: five words in a row, without case and stops."""
    said = re.findall(r"\w+", text.lower())
    return set(zip(*(said[at:] for at in range(SHINGLE)), strict=False))


def judged(clusters: Iterable[Sequence[str]], planted: Iterable[Planted]) -> dict[str, float]:
    """Return recall for each kind, and precision, over the pairs of KEYs that stand in one cluster."""
    cluster_of: dict[str, int] = {}
    pairs = 0
    for number, keys in enumerate(clusters):
        cluster_of.update(dict.fromkeys(keys, number))
        pairs += len(keys) * (len(keys) - 1) // 2
    told, found = Counter[str](), Counter[str]()
    for kind, a, b in planted:
        told[kind] += 1
        found[kind] += a in cluster_of and cluster_of[a] == cluster_of.get(b)
    recall = {kind: found[kind] / told[kind] for kind in KINDS if told[kind]}
    return recall | {"precision": found.total() / pairs if pairs else 1.0, "pairs": pairs}


def write(numbers: Iterable[int], path: Path, seed: int = SEED) -> int:
    """Write these articles of the corpus as JSON lines, one at a time, and return how many words they have."""
    path.parent.mkdir(parents=True, exist_ok=True)
    total = 0
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            told = article(seed, number)
            total += len(told["text"].split())
            file.write(json.dumps(told) + "\n")
    return total


def main() -> None:
    """Write a corpus and its truth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--out", type=Path, default=Path("out/newsroom"), help="a folder (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="(default: %(default)s)")
    given = parser.parse_args()
    total = write(range(given.articles), given.out / "corpus.jsonl", given.seed)
    with (given.out / "truth.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one._asdict()) + "\n" for one in truth(given.articles))
    print(f"{given.out}: {given.articles:,} articles of {total / given.articles:.0f} words on average")


if __name__ == "__main__":
    main()
