"""The table of characters: what it says of one is what reading by it must find in any text of such characters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text import alphabet as table
from dedupe.text.alphabet import alphabet
from dedupe.text.normalize import fold

KNOWN = [chr(code) for code in np.flatnonzero(alphabet()).tolist()]


def flags(character: str) -> set[str]:
    names = ("WORD", "DIGIT", "GONE", "APOSTROPHE", "SEPARATOR", "SPACE", "STOP", "CLOSING")
    return {name for name in names if alphabet()[ord(character)] & getattr(table, name)}


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", {"WORD"}), ("É", {"WORD"}), ("ж", {"WORD"}), ("7", {"WORD", "DIGIT"}), ("²", {"WORD", "DIGIT"}),
        (".", {"SEPARATOR", "STOP"}), (",", {"SEPARATOR"}), ("…", {"STOP"}), ("!", {"STOP"}), ("-", set()),
        ("’", {"APOSTROPHE", "SEPARATOR", "CLOSING"}), ("‘", {"APOSTROPHE", "SEPARATOR"}), ("”", {"CLOSING"}),
        ("“", set()), ("\n", {"SPACE"}), ("\u00a0", {"SPACE"}), ("\u200b", {"GONE"}), ("€", set()), ("_", set()),
    ],
)  # fmt: skip
def test_a_character_is_known_for_what_it_does(character: str, expected: set[str]) -> None:
    assert character in KNOWN
    assert flags(character) == expected


@pytest.mark.parametrize("character", ["\u0301", "周", "ß", "½", "™", "ب", "ไ", "\x1c", "\ud800", "😀"])
def test_what_depends_on_others_or_becomes_several_is_not_known(character: str) -> None:
    assert character not in KNOWN


@given(st.lists(st.sampled_from(KNOWN)).map("".join))
def test_a_text_folds_character_by_character(text: str) -> None:
    codes = [int(alphabet()[ord(one)]) & table.CODE for one in text if "GONE" not in flags(one)]
    assert "".join(map(chr, codes)) == fold(text.replace("…", " "))
