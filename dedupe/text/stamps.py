"""What an article says about its own versions: notes of updates and corrections, and stamps of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dedupe.text.horizon import Day, days_with_year, written
from dedupe.text.normalize import fold

# Beginnings of lines, folded: English, French, German, Spanish, Portuguese, Russian, Chinese. "Editor's note" is none: a
# later version drops one as often as it adds one.
_UPDATE = r"updated?|mise? à jour|aktualisier\w+|actualiza(?:do|ción)|atualiza(?:do|ção)|обновлен[ои]е?|更新"  # needs what follows
_CORRECTION = (
    r"corrections?|corrected|clarification|corrigendum|erratum|rectificatif|korrektur|berichtigung|richtigstellung"
    r"|corrección|aclaración|fe de erratas|correção|errata|исправлен[ои]е?|更正"
)
_NOTE = re.compile(
    rf"^[\W_]*(?:(?:{_UPDATE})(?: ?\d\w*| ?\([^)\n]{{1,40}}\)|[ ,-]{{1,3}}[^:\n]{{1,30}}(?=:(?!\d)))?[*_ ]*(?::(?!\d)|$)"
    rf"|(?:{_CORRECTION})(?![^\W_])"
    r"|an? (?:earlier|previous|original) version of this|une version (?:précédente|antérieure)"
    r"|in einer (?:früheren|vorherigen|ersten) (?:version|fassung)|una versión (?:anterior|previa)|uma versão anterior)",
    re.MULTILINE,
)
_CHANGED = re.compile(rf"(?:\b(?:updated|modified|revised|edited|geändert|modifié|modificado)\b|{_UPDATE})(.{{1,60}})")
# What begins a stamp holds one of these; to look for all of them takes a tenth of the time that the pattern takes.
_STEMS = (
    "updat", "modif", "revised", "edited", "geändert", "à jour", "aktualisier", "actualiza", "atualiza", "обновлен", "更新",
)  # fmt: skip
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])(?:[:h.]([0-5]\d))?(?![\d:]) ?([ap])?\.?(m\b)?")
_DIGIT = re.compile(r"\d")
_LONGEST = 120  # characters: a stamp is a line of its own, and short

Clock = tuple[int, int]
"""Hour and minute."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a text says it was last changed: day, time of day, or both."""

    day: Day | None
    clock: Clock | None

    def __str__(self) -> str:
        clock = f"{self.clock[0]:02}:{self.clock[1]:02}" if self.clock else ""
        return " ".join(filter(None, (written(self.day) if self.day else "", clock)))


def notes_in(view: str) -> int:
    r"""Return how many notes of an update or a correction a folded text has.

    >>> notes_in("update 2: all found.\n\ncorrection: it was monday.\n\nupdate your maps now.")
    2
    """
    return len(_NOTE.findall(view))


def stamp_of(line: str) -> Stamp | None:
    """Return the latest stamp of a folded line, or None.

    >>> print(stamp_of("last updated: 7 march 2031, 3.30 pm"))
    2031-03-07 15:30
    """
    if len(line) > _LONGEST or not _DIGIT.search(line):
        return None
    return latest(stamp for tail in _CHANGED.findall(line) if (stamp := _stamp(tail)))


def unstamped(text: str) -> str:
    """Return a folded text without its stamps: they tell when it was changed, not of what it tells.

    >>> unstamped(fold("Fire at the quay. Last updated: 7 March 2031"))
    'fire at the quay. last '
    """
    view = fold(text)
    if not any(stem in view for stem in _STEMS):
        return view
    return _CHANGED.sub(lambda found: "" if (stamp := _stamp(found[1])) and stamp.day else found[0], view)


def latest(stamps: Iterable[Stamp]) -> Stamp | None:
    """Return the latest of several stamps of one text, or None."""
    return max(stamps, key=lambda stamp: (stamp.day or (0, 0, 0), stamp.clock or (-1, 0)), default=None)


def later(old: Stamp, new: Stamp) -> int:
    """Return 1 where a stamp is surely the later one, -1 where it is the earlier, 0 where nobody can tell."""
    if (old.day is None) != (new.day is None):
        return 0
    if old.day and new.day and old.day != new.day:
        return 1 if old.day < new.day else -1
    if old.clock is None or new.clock is None:
        return 0
    return (old.clock < new.clock) - (old.clock > new.clock)


def _stamp(tail: str) -> Stamp | None:
    day = max(days_with_year(tail), default=None)
    clock = next((clock for match in _TIME.finditer(tail) if (clock := _clock(match))), None)
    return Stamp(day, clock) if day or clock else None


def _clock(match: re.Match[str]) -> Clock | None:
    hour, half = int(match[1]), match[3] if match[4] else None
    if match[2] is None and half is None:
        return None  # a bare number is no time of day
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(match[2] or 0)
