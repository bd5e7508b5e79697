"""Which of two texts is the later one, by what they say: each evidence with its weight, and in words.

A weight is the logarithm of the odds that the evidence is right, so that weights add. ``python bench/order.py`` prints
how often each kind was right on labelled folders; tolls and stamps, which are rare there, weigh what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dedupe.text.horizon import Horizon, furthest, horizon_of, written
from dedupe.text.normalize import fold
from dedupe.text.stamps import Stamp, later, latest, notes_in, stamp_of
from dedupe.versions.tolls import Figures, Toll, compared, tolls_in, tolls_of

Kind = Literal["stamps", "clocks", "figures", "notes", "years", "days"]

WEIGHTS: dict[Kind, float] = {
    "stamps": 5.0,  # the article's own word
    "clocks": 2.5,  # a stamp without its day: midnight may have passed
    "figures": 4.0,  # a toll falls only where it was wrong
    "notes": 2.0,  # of labelled stories where it speaks, right in 7 of 7
    "years": 2.5,  # 85 of 92
    "days": 1.0,  # 11 of 14: days to come are put off
}
_HALVED = -2.0  # as a step of a chain this is as likely wrong as right
_SHOWN = 4  # figures named
# Markup, which comes and goes with the way a page was read: with it, half of the pages of one publisher "shrink".
_ADDRESS = re.compile(r"(?:\b[a-z][a-z\d+.-]{0,19}://|\bwww\.|\bdata:)[!-~]*")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text says of its own time.

    ``length``: its characters, addresses left out; ``notes``: the number of update notes.
    """

    length: int
    tolls: tuple[Toll, ...]
    horizon: Horizon
    stamp: Stamp | None
    notes: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of evidence, its sign (1: the second text is later) and words that hold where the sign is 1.

    ``against`` are the words for a sign of -1, told of the order that is kept all the same.
    """

    kind: Kind
    sign: int
    words: str
    against: str

    @property
    def weight(self) -> float:
        """The logarithm of the odds that the second text is the later one."""
        return self.sign * WEIGHTS[self.kind]


def signs_of(texts: Iterable[str]) -> list[Signs]:
    """Read what texts say of their own time; a line that several versions have is read once."""
    read: dict[str, Signs] = {}
    found = []
    for text in texts:
        lines = fold(text).splitlines()
        read |= {line: _of_line(line) for line in lines if line not in read}
        found.append(_joined([read[line] for line in lines]))
    return found


def _of_line(line: str) -> Signs:
    return Signs(len(_ADDRESS.sub("", line)), tolls_of(line), horizon_of(line), stamp_of(line), notes_in(line))


def _joined(lines: Sequence[Signs]) -> Signs:
    return Signs(
        sum(line.length for line in lines),
        tuple(toll for line in lines for toll in line.tolls),
        furthest(line.horizon for line in lines),
        latest(line.stamp for line in lines if line.stamp),
        sum(line.notes for line in lines),
    )


def evidence_between(old: Signs, new: Signs) -> list[Evidence]:
    """Return what speaks for or against ``new`` being the later text, strongest first."""
    found = [_stamps(old.stamp, new.stamp), _figures(old.tolls, new.tolls), _notes(old.notes, new.notes)]
    return [one for one in (*found, _horizons(old.horizon, new.horizon)) if one]


def contradiction(old: str, new: str) -> str:
    """Return in words what speaks against dates by which ``new`` is the later text: a stamp, or tolls that all fall.

    Only lines that changed are read: most stories are dated, and most versions change little.
    """
    before, after = fold(old).splitlines(), fold(new).splitlines()
    same = set(before) & set(after)
    olds, news = ([line for line in lines if line not in same] for lines in (before, after))
    stamped = _stamps(*(latest(stamp for line in lines if (stamp := stamp_of(line))) for lines in (olds, news)))
    if stamped and stamped.kind == "stamps":
        return stamped.against if stamped.sign < 0 else ""
    risen, fallen = compared(tolls_in(olds), tolls_in(news))
    return "" if risen or not fallen else f"falling figures ({_written(fallen)})"


def halving(old: Signs, new: Signs) -> float:
    """Return what it tells against ``new`` being the later text that it is less than half as long."""
    return _HALVED if 2 * new.length < old.length else 0.0


def _horizons(old: Horizon, new: Horizon) -> Evidence | None:
    """Return which text names the later year, else the later day."""
    if old.year and new.year and old.year != new.year:
        return _named("years", old.year, new.year, 1 if old.year < new.year else -1)
    if old.day and new.day and old.day != new.day:
        return _named("days", written(old.day), written(new.day), 1 if old.day < new.day else -1)
    return None


def _figures(old: Sequence[Toll], new: Sequence[Toll]) -> Evidence | None:
    risen, fallen = compared(old, new)
    sign = (len(risen) > len(fallen)) - (len(risen) < len(fallen))
    words = f"rising figures ({_written(risen)})", f"falling figures ({_written(fallen)})"
    return Evidence("figures", sign, *words) if sign else None


def _written(figures: Figures) -> str:
    return ", ".join(f"{before} → {after}" for before, after in figures[:_SHOWN])


def _stamps(old: Stamp | None, new: Stamp | None) -> Evidence | None:
    sign = later(old, new) if old and new else 0
    kind: Kind = "stamps" if new and new.day else "clocks"
    return (
        Evidence(kind, sign, f"later stamp ({new} after {old})", f"earlier stamp ({new} before {old})")
        if sign
        else None
    )


def _notes(old: int, new: int) -> Evidence | None:
    sign = (new > old) - (new < old)
    return Evidence("notes", sign, "update note", "update note taken out") if sign else None


def _named(kind: Kind, old: object, new: object, sign: int) -> Evidence:
    return Evidence(kind, sign, f"later {kind} named ({new} after {old})", f"earlier {kind} named ({new} before {old})")
