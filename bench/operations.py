"""Whether the differ finds what was done: invented articles revised by known operations, counted by operation.

``python bench/operations.py [--pairs N] [--seed N] [--workers N]`` revises invented articles: paragraphs are edited, added,
removed, moved, moved and edited, split and merged, with up to so many of their words edited, as many as the table's rows
say. For each pair it proves the laws (the script leads there and back, and no edit cuts a word), and then counts, for
each operation, how many of those that were done were found (recall), and how many of those found were done (precision).
Prints Markdown; ends with 1 if a law is broken. A pair depends on its number alone, so any number of workers counts the same.

What moved is what an editor would say: of all paragraphs that stand on both sides the fewest words that could have been
carried so that the rest stands in order. It is found here by another way than the differ's, from the known pairing.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise, zip_longest
from random import Random

from dedupe.changes import apply, edit_script, invert
from dedupe.changes.hunks import side
from dedupe.records import EditScript, Hunk
from dedupe.text.tokens import edit_tokens

KINDS = ("equal", "changed", "added", "removed", "moved", "split", "merged")
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)  # of a paragraph's words that are edited: between each two a row of the table
VOCABULARY = 20_000
SMALL = (
    "the",
    "of",
    "a",
    "to",
    "in",
    "and",
    "was",
    "on",
    "for",
    "at",
    "by",
    "said",
    "that",
    "had",
    "with",
    "is",
    "as",
    "it",
)
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_BATCH = 250  # pairs handed to a worker at once

Operation = tuple[str, tuple[int, ...], tuple[int, ...]]
"""A kind, and the old and new paragraphs that it is about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the new text, and the numbers of the old ones that it was made from."""

    text: str
    origin: tuple[int, ...] = ()


@dataclass(slots=True)
class Count:
    """How many operations of each kind were done, found, and both; and how often a law was broken."""

    done: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    pairs: int = 0

    def add(self, other: Count) -> None:
        """Add another count."""
        self.done += other.done
        self.found += other.found
        self.both += other.both
        self.broken += other.broken
        self.pairs += other.pairs


# ---------------------------------------------------------------- invented articles


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    random = Random(0)  # noqa: S311 - a fixed seed, nothing secret
    syllables = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
    words = dict.fromkeys(
        "".join(random.choices(syllables, k=random.choice((2, 2, 3, 3, 4)))) for _ in range(VOCABULARY)
    )
    return list(words), list(accumulate((rank + 3) ** -1.0 for rank in range(len(words))))


def word(random: Random, subject: Sequence[str]) -> str:
    """Return a small word, a word of the article's subject, or one of the language by Zipf's law."""
    chance = random.random()
    if chance < 0.4:
        return random.choice(SMALL)
    if chance < 0.5:
        return random.choice(subject)
    words, shares = _vocabulary()
    return words[bisect(shares, random.random() * shares[-1])]


def paragraph(random: Random, subject: Sequence[str]) -> str:
    """Return one to four sentences."""
    return " ".join(_sentence(random, subject) for _ in range(random.choice((1, 2, 2, 3, 4))))


def _sentence(random: Random, subject: Sequence[str]) -> str:
    return " ".join(word(random, subject) for _ in range(random.randint(9, 22))).capitalize() + "."


def edited(random: Random, text: str, share: float, subject: Sequence[str]) -> str:
    """Replace, drop or add words, as many as are a share of the text's, at least one."""
    words = text.split(" ")
    for place in random.sample(range(len(words)), max(1, round(len(words) * share))):
        words[place] = random.choice([word(random, subject), f"{words[place]} {word(random, subject)}", ""])
    return " ".join(filter(None, words)) or text


# ---------------------------------------------------------------- known revisions


def revision(number: int, seed: int, low: float, high: float) -> tuple[list[str], list[Piece]]:
    """Return an invented article and what known operations made of it."""
    random = Random(f"{seed} {number}")  # noqa: S311
    subject = [word(random, SMALL).capitalize() for _ in range(12)]
    old = [paragraph(random, subject) for _ in range(random.randint(5, 25))]

    def touched(text: str) -> str:
        return edited(random, text, random.uniform(low, high), subject)

    new: list[Piece] = []
    for numbers in _groups(random, old):
        text = " ".join(old[place] for place in numbers)
        if len(numbers) > 1:
            new.append(Piece(touched(text), numbers))
            continue
        match random.choices(["keep", "edit", "drop", "split", "add"], weights=[45, 30, 8, 10, 7])[0]:
            case "edit":
                new.append(Piece(touched(text), numbers))
            case "drop":
                pass
            case "split" if text.count(". "):
                cut = random.choice([place for place in range(len(text)) if text.startswith(". ", place)])
                new += [Piece(touched(part), numbers) for part in (text[: cut + 1], text[cut + 2 :])]
            case "add":
                new += [Piece(text, numbers), Piece(paragraph(random, subject))]
            case _:
                new.append(Piece(text, numbers))
    return old, _moved_about(random, new)


def _groups(random: Random, old: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of the old paragraphs in order, now and then two that are to be merged."""
    numbers = iter(range(len(old)))
    for number in numbers:
        after = next(numbers, None) if random.random() < 0.08 else None
        yield (number,) if after is None else (number, after)


def _moved_about(random: Random, new: Sequence[Piece]) -> list[Piece]:
    """Carry one paragraph or two, edited or not, to another place."""
    pieces = list(new)
    origins = Counter(piece.origin for piece in pieces)
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        whole = [at for at, piece in enumerate(pieces) if len(piece.origin) == 1 and origins[piece.origin] == 1]
        if whole:
            piece = pieces.pop(random.choice(whole))
            pieces.insert(random.randint(0, len(pieces)), piece)
    return pieces


def done(old: Sequence[str], new: Sequence[Piece]) -> set[Operation]:
    """Return the operations that lead from an article to its revision."""
    places: dict[tuple[int, ...], list[int]] = {}
    for number, piece in enumerate(new):
        places.setdefault(piece.origin, []).append(number)
    added = places.pop((), [])
    kept = {number for origin in places for number in origin}
    found: set[Operation] = {("added", (), (number,)) for number in added}
    found |= {("removed", (number,), ()) for number in range(len(old)) if number not in kept}
    for origin, numbers in places.items():
        found.add((_kind(old, new, origin, numbers), origin, tuple(numbers)))
    return found | {("moved", origin, tuple(numbers)) for origin, numbers in _carried(old, new, places)}


def _kind(old: Sequence[str], new: Sequence[Piece], origin: tuple[int, ...], numbers: Sequence[int]) -> str:
    if len(numbers) > 1:
        return "split"
    if len(origin) > 1:
        return "merged"
    return "equal" if old[origin[0]] == new[numbers[0]].text else "changed"


def _carried(
    old: Sequence[str], new: Sequence[Piece], places: dict[tuple[int, ...], list[int]]
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Yield what moved: all but the heaviest sequence that stands in order on both sides, found by trying all."""
    # A split whose pieces lie apart stands where the longest of them does, and a merge likewise.
    stood = sorted(places.items(), key=lambda pair: max((len(new[j].text), j) for j in pair[1])[1])
    starts = [max((len(old[i]), i) for i in origin)[1] for origin, _ in stood]
    weights = [
        min(sum(len(old[i].split()) for i in origin), sum(len(new[j].text.split()) for j in numbers))
        for origin, numbers in stood
    ]
    best: list[tuple[int, tuple[int, ...]]] = []
    for at in range(len(stood)):
        before = max((best[b] for b in range(at) if starts[b] < starts[at]), default=(0, ()))
        best.append((before[0] + weights[at], (*before[1], at)))
    stays = set(max(best, default=(0, ()))[1])
    yield from (pair for at, pair in enumerate(stood) if at not in stays)


# ---------------------------------------------------------------- what the differ says


def found(script: EditScript) -> set[Operation]:
    """Return the operations of an edit script, runs of paragraphs one by one."""
    told: set[Operation] = set()
    for hunk in script.hunks:
        for old, new in _one_by_one(hunk):
            told.add((hunk.kind, old, new))
            if hunk.moved:
                told.add(("moved", old, new))
    return told


def _one_by_one(hunk: Hunk) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    match hunk.kind:
        case "equal" | "added" | "removed":
            for i, j in zip_longest(hunk.old, hunk.new):
                yield () if i is None else (i,), () if j is None else (j,)
        case _:
            yield hunk.old, hunk.new


def is_lawful(old: str, new: str, script: EditScript) -> bool:
    """Say whether a script leads to the new text and back, and cuts no word."""
    there_and_back = apply(old, script) == new and apply(new, invert(script)) == old
    return there_and_back and all(
        [token for edit in hunk.edits if edit.op in ("equal", op) for token in edit_tokens(edit.text)]
        == edit_tokens(side(hunk.edits, op))
        for hunk in script.hunks
        for op in ("delete", "insert")
    )


def count(numbers: range, seed: int, low: float, high: float) -> Count:
    """Return what was done and found in the pairs of these numbers."""
    counted = Count()
    for number in numbers:
        old, new = revision(number, seed, low, high)
        before, after = "\n\n".join(old), "\n\n".join(piece.text for piece in new)
        script = edit_script(before, after)
        truth, answer = done(old, new), found(script)
        counted.done.update(kind for kind, _, _ in truth)
        counted.found.update(kind for kind, _, _ in answer)
        counted.both.update(kind for kind, _, _ in truth & answer)
        counted.broken += not is_lawful(before, after, script)
        counted.pairs += 1
    return counted


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    each = given.pairs // (len(SHARES) - 1)
    broken = 0
    print("| words edited | pairs | " + " | ".join(f"{kind} P / R" for kind in KINDS) + " |")
    print("|---|---:|" + "---:|" * len(KINDS))
    with ProcessPoolExecutor(given.workers) as workers:
        for low, high in pairwise(SHARES):
            batches = [range(at, min(at + _BATCH, each)) for at in range(0, each, _BATCH)]
            total = Count()
            for part in workers.map(count, batches, *([value] * len(batches) for value in (given.seed, low, high))):
                total.add(part)
            cells = [
                f"{total.both[kind] / max(1, total.found[kind]):.4f} / {total.both[kind] / max(1, total.done[kind]):.4f}"
                for kind in KINDS
            ]
            print(f"| {low:.0%} to {high:.0%} | {total.pairs:,} | " + " | ".join(cells) + " |", flush=True)
            broken += total.broken
    print(f"\nLaws broken: {broken}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
