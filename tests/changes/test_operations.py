"""Precision and recall of each operation, on generated articles where every operation is known."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from dedupe.changes import apply, edit_script

ARTICLES = 120
HEAVIEST = 0.4  # of the words of a paragraph are edited at most
FLOOR = 0.97
SYLLABLES = ("ba", "ri", "to", "len", "sk", "ora", "ne", "mi", "dus", "pel", "va", "gor")
SMALL = ("the", "of", "a", "to", "in", "and", "was", "on", "for", "at", "by", "said", "that", "had")

Operation = tuple[str, tuple[int, ...], tuple[int, ...]]
Piece = tuple[tuple[int, ...], str]
"""The old paragraphs that a new paragraph came from, and its text."""


def word(random: Random) -> str:
    return random.choice(SMALL) if random.random() < 0.4 else "".join(random.choices(SYLLABLES, k=random.randint(2, 4)))


def paragraph(random: Random, words: int) -> str:
    return " ".join(word(random) for _ in range(words)) + "."


def edited(random: Random, text: str, heaviest: float) -> str:
    words = text.split(" ")
    count = max(1, int(len(words) * random.uniform(0, heaviest)))
    for place in random.sample(range(len(words)), count):
        words[place] = random.choice([word(random), f"{words[place]} {word(random)}", ""])
    return " ".join(filter(None, words)) or "x"


def revised(random: Random, old: list[str]) -> list[Piece]:
    """The new paragraphs, each with where it came from."""
    new: list[Piece] = []
    numbers = iter(range(len(old)))
    for number in numbers:
        match random.choices(["keep", "edit", "drop", "split", "merge", "add"], weights=[50, 20, 8, 8, 8, 6])[0]:
            case "edit":
                new.append(((number,), edited(random, old[number], HEAVIEST)))
            case "drop":
                pass
            case "split":
                words = old[number].split(" ")
                halves = words[: len(words) // 2], words[len(words) // 2 :]
                new += [((number,), edited(random, " ".join(half), HEAVIEST / 2)) for half in halves]
            case "merge" if number + 1 < len(old):
                both = number, next(numbers)
                new.append((both, edited(random, " ".join(old[i] for i in both), HEAVIEST / 2)))
            case "add":
                new += [((number,), old[number]), ((), paragraph(random, random.randint(12, 60)))]
            case _:
                new.append(((number,), old[number]))
    return new


def expected(old: list[str], new: list[Piece]) -> set[Operation]:
    came: dict[tuple[int, ...], list[int]] = {}
    found: set[Operation] = set()
    for number, (origin, _) in enumerate(new):
        if origin:
            came.setdefault(origin, []).append(number)
        else:
            found.add(("added", (), (number,)))
    for origin, numbers in came.items():
        if len(numbers) > 1 or len(origin) > 1:
            kind = "split" if len(numbers) > 1 else "merged"
        else:
            kind = "equal" if old[origin[0]] == new[numbers[0]][1] else "changed"
        found.add((kind, origin, tuple(numbers)))
    kept = {number for origin in came for number in origin}
    return found | {("removed", (number,), ()) for number in range(len(old)) if number not in kept}


def operations(old: str, new: str) -> set[Operation]:
    script = edit_script(old, new)
    assert apply(old, script) == new
    found: set[Operation] = set()
    for hunk in script.hunks:
        match hunk.kind:
            case "equal":
                found |= {("equal", (i,), (j,)) for i, j in zip(hunk.old, hunk.new, strict=True)}
            case "added":
                found |= {("added", (), (j,)) for j in hunk.new}
            case "removed":
                found |= {("removed", (i,), ()) for i in hunk.old}
            case kind:
                found.add((kind, hunk.old, hunk.new))
    return found


@pytest.fixture(scope="module")
def tallies() -> tuple[Counter[str], Counter[str], Counter[str]]:
    random = Random(20310504)  # noqa: S311 - a fixed seed, nothing secret
    right, known, answered = Counter[str](), Counter[str](), Counter[str]()
    for _ in range(ARTICLES):
        old = [paragraph(random, random.randint(12, 60)) for _ in range(random.randint(4, 20))]
        new = revised(random, old)
        truth = expected(old, new)
        answer = operations("\n\n".join(old), "\n\n".join(text for _, text in new))
        known.update(kind for kind, _, _ in truth)
        answered.update(kind for kind, _, _ in answer)
        right.update(kind for kind, _, _ in truth & answer)
    return right, known, answered


@pytest.mark.parametrize("kind", ["equal", "changed", "added", "removed", "split", "merged"])
def test_operations_are_found_and_not_invented(
    kind: str, tallies: tuple[Counter[str], Counter[str], Counter[str]]
) -> None:
    right, known, answered = tallies
    assert known[kind] >= 50
    assert right[kind] / known[kind] >= FLOOR
    assert right[kind] / answered[kind] >= FLOOR
