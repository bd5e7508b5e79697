"""How time and memory of an edit script grow: hard texts of many sizes, each in a process of its own.

``python bench/sizes.py [CASE...] [--times N]``: a Markdown table of the processor's seconds and the megabytes that
``edit_script`` takes over what the texts themselves take, whether the answer is coarse, its hunks and edits, and how
many words, numbers and marks it marks as deleted or inserted beside how many were truly replaced (each counts twice).
``--times`` makes every text so many times as long; 0.01 is enough for a quick look.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dedupe.changes import apply, edit_script
from dedupe.records import EditScript
from dedupe.text.tokens import edit_tokens


class Case(NamedTuple):
    """Two texts, and how many units differ: deleted and inserted ones together. None where nobody knows."""

    old: str
    new: str
    truly: int | None


Paragraphs = Sequence[Sequence[str]]


class Author:
    """Writes texts at random, always the same."""

    def __init__(self, alphabet: str = "abcdefghijklmnopqrstuvwxyz", words: int = 30_000) -> None:
        self.random = random.Random(1)  # noqa: S311 - no secret
        self._alphabet = alphabet
        self.vocabulary = [self.word() for _ in range(words)]

    def word(self) -> str:
        """Return a word that means nothing."""
        return "".join(self.random.choices(self._alphabet, k=self.random.randint(2, 10)))

    def paragraphs(self, count: int, length: int) -> list[list[str]]:
        """Return so many paragraphs of so many words of the vocabulary."""
        return [self.random.choices(self.vocabulary, k=length) for _ in range(count)]

    def edited(self, text: Paragraphs, share: float) -> list[list[str]]:
        """Return the text with about this share of the words replaced, each on its own."""
        chance, vocabulary = self.random.random, self.vocabulary
        return [[word if chance() >= share else self.random.choice(vocabulary) for word in one] for one in text]


def case(old: Paragraphs, new: Paragraphs, space: str = " ", gap: str = "\n\n") -> Case:
    """Lay out two texts that were edited word by word."""
    differ = sum(a != b for one, other in zip(old, new, strict=True) for a, b in zip(one, other, strict=True))
    return Case(gap.join(map(space.join, old)), gap.join(map(space.join, new)), 2 * differ)


def edited(times: float, share: float, *, count: int = 2400, length: int = 60) -> Case:
    author = Author()
    old = author.paragraphs(int(count * times), length)
    return case(old, author.edited(old, share))


def one_paragraph(times: float, share: float, words: int = 150_000) -> Case:
    author = Author()
    old = author.paragraphs(1, int(words * times))
    return case(old, author.edited(old, share))


def unrelated(times: float) -> Case:
    author = Author()
    old, new = (author.paragraphs(int(2400 * times), 60) for _ in range(2))
    return Case("\n\n".join(map(" ".join, old)), "\n\n".join(map(" ".join, new)), None)


def unrelated_paragraph(times: float) -> Case:
    author = Author()
    old, new = (author.paragraphs(1, int(150_000 * times)) for _ in range(2))
    return Case(" ".join(old[0]), " ".join(new[0]), None)


def unrelated_few_words(times: float) -> Case:
    author = Author(words=12)
    old, new = (author.paragraphs(1, int(150_000 * times)) for _ in range(2))
    return Case(" ".join(old[0]), " ".join(new[0]), None)


def one_word(times: float, count: int = 100_000) -> Case:
    author = Author()
    old = [[author.word() + str(number)] for number in range(int(count * times))]
    new = [[word if author.random.random() < 0.5 else author.word() + "x"] for (word,) in old]
    return case(old, new)


def shuffled(times: float) -> Case:
    author = Author()
    old = [author.word() + str(number) for number in range(int(100_000 * times))]
    new = list(old)
    author.random.shuffle(new)
    return Case("\n\n".join(old), "\n\n".join(new), 0)


def near_twins(times: float) -> Case:
    author = Author()
    numbers = [author.random.randrange(1000) for _ in range(int(22_000 * times))]
    line = "At pier {} boat {} landed {} men.".format
    old = [line(k % 7, k, number).split() for k, number in enumerate(numbers)]
    new = [line(k % 7, k, number + k % 2).split() for k, number in enumerate(numbers)]
    return case(old, new)


def repeated(times: float, gap: str) -> Case:
    sentence = "The boat landed at the old pier and nobody was hurt ."
    count = int(19_000 * times)
    old = [sentence.split() for _ in range(count)]
    new = [["A", *one[1:]] if number % 10 == 3 else one for number, one in enumerate(old)]
    return case(old, new, gap=gap)


def chinese(times: float, count: int = 2000, length: int = 170) -> Case:
    author = Author("".join(map(chr, range(0x4E00, 0x5600))), words=0)
    letters = [chr(code) for code in range(0x4E00, 0x5600)]
    author.vocabulary = letters
    old = author.paragraphs(max(1, int(count * times)), length)
    return case(old, author.edited(old, 0.2), space="")


def unspaced(times: float) -> Case:
    author = Author()
    old = author.paragraphs(1, int(150_000 * times))
    return case(old, author.edited(old, 0.2), space=",")


def one_token(times: float) -> Case:
    old = "".join(Author().random.choices("abcdefgh", k=int(1_000_000 * times)))
    half = len(old) // 2
    return Case(old, f"{old[:half]}x{old[half:]}", 2)


def one_changed_word(times: float) -> Case:
    words = Author().paragraphs(1, int(15_000_000 * times))[0]
    middle = len(words) // 2
    return Case(" ".join(words), " ".join([*words[:middle], "CHANGED", *words[middle + 1 :]]), 2)


MEGABYTE: dict[str, Callable[[float], Case]] = {
    "unrelated texts": unrelated,
    "every fifth word edited": lambda times: edited(times, 0.2),
    "every third word edited": lambda times: edited(times, 1 / 3),
    "two of three words edited": lambda times: edited(times, 2 / 3),
    "one paragraph, every third word edited": lambda times: one_paragraph(times, 1 / 3),
    "one paragraph, unrelated": unrelated_paragraph,
    "one paragraph, unrelated, of 12 words": unrelated_few_words,
    "100,000 one-word paragraphs, half replaced": one_word,
    "100,000 one-word paragraphs, shuffled": shuffled,
    "22,000 near-twins, half edited": near_twins,
    "a sentence repeated, every tenth edited": lambda times: repeated(times, "\n\n"),
    "a sentence repeated in one paragraph, every tenth edited": lambda times: repeated(times, " "),
    "Chinese, every fifth character edited": chinese,
    "Chinese, one paragraph": lambda times: chinese(1, 1, int(340_000 * times)),
    "no white space, every fifth word edited": unspaced,
    "one word of 1 MB": one_token,
}
LARGE: dict[str, Callable[[float], Case]] = {
    "600,000 words in 10,000 paragraphs, every third edited": lambda times: edited(times, 1 / 3, count=10_000),
    "600,000 words in one paragraph, every third edited": lambda times: one_paragraph(times, 1 / 3, 600_000),
    "1,000,000 one-word paragraphs, half replaced": lambda times: one_word(times, 1_000_000),
    "one paragraph of 100 MB, one word changed": one_changed_word,
}
CASES = MEGABYTE | LARGE


def marked(script: EditScript) -> int:
    """Return how many units the edits mark."""
    texts = (edit.text for hunk in script.hunks for edit in hunk.edits if edit.op != "equal")
    return sum(not token.isspace() for text in texts for token in edit_tokens(text))


def measure(name: str, times: float) -> str:
    """Return the row of one case."""
    old, new, truly = CASES[name](times)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    script = edit_script(old, new)
    seconds = time.process_time() - begun
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if apply(old, script) != new:
        raise SystemExit(f"{name}: the script does not lead to the new text")
    size = (len(old.encode()) + len(new.encode())) / 2e6
    edits = sum(len(hunk.edits) for hunk in script.hunks)
    return (
        f"| {name} | {size:.1f} | {seconds:.2f} | {megabytes:,.0f} | {'coarse' if script.coarse else ''} "
        f"| {len(script.hunks):,} | {edits:,} | {marked(script):,} | {'' if truly is None else f'{truly:,}'} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="some of the names of the table; all by default")
    parser.add_argument("--times", type=float, default=1.0)
    parser.add_argument("--here", action="store_true", help="in this process: only the rows")
    given = parser.parse_args()
    if given.here:
        print("\n".join(measure(name, given.times) for name in given.cases))
        return
    print("| texts | MB a side | s | MB taken | | hunks | edits | units marked | truly |")
    print("|---|---:|---:|---:|---|---:|---:|---:|---:|", flush=True)
    for name in given.cases or CASES:
        subprocess.run([sys.executable, __file__, name, "--here", "--times", str(given.times)], check=True)


if __name__ == "__main__":
    main()
