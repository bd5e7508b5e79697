"""Every knob: its unit, default, reason and range. A value outside its range raises SettingsError when it is set.

Depends on errors alone. The settings that made a derived row are kept beside it in the store, as
JSON of exactly these fields, so that rows made by different settings are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from dedupe.errors import SettingsError


def _knob(default: Any, *, unit: str, low: float, high: float, why: str) -> Any:
    return field(default=default, metadata={"unit": unit, "low": low, "high": high, "why": why})


def _check_ranges(settings: Any) -> None:
    for knob in fields(settings):
        value = getattr(settings, knob.name)
        low, high = knob.metadata["low"], knob.metadata["high"]
        if not low <= value <= high:
            unit = knob.metadata["unit"]
            raise SettingsError(f"{knob.name} is {value}: it must be from {low} to {high} ({unit})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSettings:
    """How articles and paragraphs become MinHash signatures, and signatures become bands."""

    shingle_words: int = _knob(
        3, unit="words", low=1, high=9,
        why="long enough to be rare, short enough that an edited sentence still shares most of them",
    )
    article_bands: int = _knob(
        32, unit="bands", low=1, high=256,
        why="with 4 rows, a pair of Jaccard .5 is found with probability .87, of .7 with .9999",
    )
    article_rows: int = _knob(4, unit="values a band", low=1, high=16, why="see article_bands")
    paragraph_bands: int = _knob(
        4, unit="bands", low=1, high=64,
        why="16 values a paragraph; an update shares many paragraphs, and one that meets is enough",
    )
    paragraph_rows: int = _knob(4, unit="values a band", low=1, high=16, why="see paragraph_bands")
    seed: int = _knob(
        1, unit="seed", low=0, high=2**32 - 1,
        why="datasketch's default, so that its MinHash reads our signatures",
    )

    def __post_init__(self) -> None:
        _check_ranges(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """How far the differ goes before it gives a coarser answer (and says so)."""

    def __post_init__(self) -> None:
        _check_ranges(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All knobs together."""

    signatures: SignatureSettings = SignatureSettings()
    changes: ChangeSettings = ChangeSettings()
