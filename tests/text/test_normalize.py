"""The comparison view: what a reader would not call a difference is none, and looking twice changes nothing."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.normalize import comparison_view

AWKWARD = (
    "aAßİıΣς'’´`…—éíเแข้ำํ่אָּآَـ１٬゛が\ufe0f\u00ad\u200b\u200d\u202e\ufeff\u00a0\u3000 \n\u0301\u0345\u0390Ａ５٣५﷼ﬁ㎏Ⅳ"
)


@given(st.text() | st.text(alphabet=AWKWARD))
def test_the_view_of_a_view_is_itself(text: str) -> None:
    view = comparison_view(text)
    assert comparison_view(view) == view


def test_the_view_of_every_character_is_stable() -> None:
    view = comparison_view("\n".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000))
    assert comparison_view(view) == view


@given(st.text() | st.text(alphabet=AWKWARD), st.sampled_from(["NFC", "NFD"]))
def test_canonical_forms_have_one_view(text: str, form: Literal["NFC", "NFD"]) -> None:
    assert comparison_view(unicodedata.normalize(form, text)) == comparison_view(text)


def test_every_character_has_one_view_in_both_canonical_forms() -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for form in ("NFC", "NFD"):
        changed = [one for one in characters if unicodedata.normalize(form, one) != one]
        assert len(changed) > 1000
        for one in changed:
            text = f"a{one}b"
            assert comparison_view(unicodedata.normalize(form, text)) == comparison_view(text), ascii(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Don’t,” she said", '"don\'t," she said'),
        ("„Nein“, «non», 「否」", '"nein", "non", "否"'),
        ("2022–2031 — two", "2022-2031 - two"),
        ("zero\u200bwidth soft\u00adhyphen \u202eleft\u202c\ufeff", "zerowidth softhyphen left"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ　２２７", "full width 227"),
        ("٢٤٩ و ۲۴۹ och २४९", "249 و 249 och 249"),
        ("café", "cafe\u0301"),
        ("STRASSE ﬁnal", "straße final"),
        ("a\u00a0b\t\r\n\u3000c ", "a b c"),
        ("wait…", "wait..."),
        ("İstanbul IŞIK", "istanbul ışık"),
        ("كِتَابٌ مــصــر", "كتاب مصر"),
        ("شخصًا", "شخصا"),
        ("١٬٢٠٠٫٥", "1,200.5"),
        ("שָׁלוֹם צה״ל ג׳ורג׳ אל־על", "שלום צה\"ל ג'ורג' אל-על"),
        ("ｶﾞ が", "ガ か\u3099"),
        ("น้ำ", "น้ํา"),
        ("น้ำ", "นํ้า"),
        ("เเม่", "แม่"),
        ("葛\U000e0100 ❤\ufe0f", "葛 ❤"),
        ("می\u200cخواهم", "میخواهم"),
        ("Tiếng Việt", "Tiê\u0301ng Viê\u0323t"),
        ("it´s", "it's"),
    ],
)
def test_what_reads_the_same_is_the_same(one: str, other: str) -> None:
    assert comparison_view(one) == comparison_view(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "cafe"),
        ("227", "249"),
        ("re-sign", "resign"),
        ("一", "二"),
        ("é", "è"),
        ("إعلان", "اعلان"),
        ("й", "и"),
        ("が", "か"),
    ],
)
def test_what_reads_differently_is_different(one: str, other: str) -> None:
    assert comparison_view(one) != comparison_view(other)
