"""Figures that only rise: the toll of a disaster tells which of two versions is the later one.

A toll is a number near a word for death, injury, loss or arrest. Two tolls are the same one where the
words around them agree; the version that has the higher figure is later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dedupe.text.normalize import fold
from dedupe.text.tokens import view_words
from dedupe.text.vocabulary import NUMBER_WORDS

# Beginnings of words, English, Spanish, French, German, Portuguese, Russian; and characters of Chinese and Japanese.
_STEMS = (
    "kill", "dead", "died", "death", "injur", "wound", "hurt", "missing", "casualt", "victim", "fatal", "arrest",
    "detain", "infect", "evacuat", "displac", "hospitali", "homeless",
    "muert", "murier", "falleci", "herid", "desaparecid", "detenid", "víctima",
    "mort", "tué", "bless", "disparu", "victime",
    "tote", "getötet", "gestorben", "verletzt", "vermisst", "opfer",
    "ferid", "vítima", "погиб", "ранен", "пострада", "死", "亡", "伤", "傷", "負",
)  # fmt: skip
_SPELLED = {word: float(value) for word, value in NUMBER_WORDS.items() if value > 1}  # "one" is mostly an article
_NEAR = 6  # words from the figure to its word
_AROUND = 9  # words of context on either side
_MOST = 300  # tolls that changed: beyond, the first ones tell, as all pairs of them are looked at
_SAME = 0.4  # of the context in common: measured on pairs of versions, where others stay under .2

Figures = tuple[tuple[str, str], ...]
"""Pairs of figures as they are written, old and new."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure, its value, and the words around it."""

    figure: str
    value: float = field(hash=False)
    context: frozenset[str] = field(hash=False)  # equal ones are mostly one object, and their figure finds them


def tolls_in(lines: Sequence[str]) -> list[Toll]:
    """Return the tolls of lines that are folded already, in order."""
    if not _may_hold("\n".join(lines)):  # most texts: told for all lines at once
        return []
    return [toll for line in lines for toll in tolls_of(line)]


def _may_hold(view: str) -> bool:
    return any(stem in view for stem in _STEMS)


def tolls_of(text: str) -> tuple[Toll, ...]:
    """Return the tolls of a text, in order."""
    view = fold(text)
    if not _may_hold(view):  # most lines; to look for all of them takes a twentieth of the time
        return ()
    flat = view_words(view)
    values = [_value(word) if word[0].isdigit() else _SPELLED.get(word) for word in flat]
    found = []
    for at, value in enumerate(values):
        if value is None or not any(near.startswith(_STEMS) for near in flat[max(at - _NEAR, 0) : at + _NEAR + 1]):
            continue
        around = range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(flat)))
        found.append(Toll(flat[at], value, frozenset(flat[near] for near in around if values[near] is None)))
    return tuple(found)


def compared(old: Sequence[Toll], new: Sequence[Toll]) -> tuple[Figures, Figures]:
    """Return the tolls that are higher in ``new`` and those that are lower, as pairs of figures, old before new.

    Each toll meets at most one of the other side: the one whose context is most alike.
    """
    same = Counter(old) & Counter(new)  # most tolls stay: what did not change need not be matched
    old, new = _without(old, same)[:_MOST], _without(new, same)[:_MOST]
    # Ties go to tolls that stand at like places, so that old and new may change sides.
    pairs = ((_likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    matches = sorted((-alike, abs(i - j), i + j, i, j) for alike, i, j in pairs if alike >= _SAME)
    used_old: set[int] = set()
    used_new: set[int] = set()
    met: list[tuple[int, int]] = []
    for *_, i, j in matches:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            met.append((i, j))
    risen = tuple((old[i].figure, new[j].figure) for i, j in sorted(met) if new[j].value > old[i].value)
    fallen = tuple((old[i].figure, new[j].figure) for i, j in sorted(met) if new[j].value < old[i].value)
    return risen, fallen


def _without(tolls: Sequence[Toll], same: Counter[Toll]) -> list[Toll]:
    left = Counter(same)
    kept = []
    for toll in tolls:
        if left[toll]:
            left[toll] -= 1
        else:
            kept.append(toll)
    return kept


def _likeness(a: Toll, b: Toll) -> float:
    return len(a.context & b.context) / max(len(a.context | b.context), 1)


def _value(word: str) -> float | None:
    """Return the value of a count: 227, 2,000 and 2.000, but not 10:30, 3.5 or a year of four digits."""
    digits = word.replace(",", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return None
    if len(digits) != len(word):
        head, *groups = word.replace(".", ",").split(",")
        return float(digits) if head and all(len(group) == 3 for group in groups) else None
    return None if len(word) == 4 and word.startswith(("19", "20")) else float(digits)
