"""Words and edit tokens: lossless, whole graphemes, whole words, whole numbers, and one answer on both paths."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import Literal

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedupe.text import tokens
from dedupe.text.normalize import fold
from dedupe.text.passages import passage_words
from dedupe.text.tokens import edit_tokens, measured_terms, placed_terms, terms, words

# Characters that stick to what stands before or after them, of several scripts, and what holds tokens together.
AWKWARD = "aé1٣²½,.:/-–'’ʼ_ \r\n\u0085\u00ad\u0301\u200c\u200d\u200b\u0600👨👩🏽🇦🇧ℹ字カかก\u0e31\u0e33\u0903\u094dक한\u1100\u1161"
TEXTS = st.text() | st.text(alphabet=AWKWARD)
FAST = (
    st.text(alphabet=st.characters(max_codepoint=0x2BFF))
    | st.text(alphabet="a1²½,.:/-–'’ʼ_ \r\n\u0085\u00ad")
    | st.text(alphabet="a1²½,.:/-–'’ʼ_ \r\n\u0085\u00ad周二〇々〆〹〡〻。・ーゟひカヿ한Ａ１－\u3000")
)
PLAIN = [tokens._plain(*alphabet) for alphabet in tokens._ALPHABETS]
SPACED = st.text(alphabet="aéßЖλع1٣½", min_size=1)
MARKS = [" ", ", ", ". ", "\n\n", "(", "“", "… ", "! "]


def boundaries(pieces: list[str]) -> set[int]:
    return set(accumulate(map(len, pieces), initial=0))


@given(TEXTS)
def test_edit_tokens_lose_nothing(text: str) -> None:
    assert "".join(edit_tokens(text)) == text


@settings(max_examples=400)
@given(TEXTS)
@example("0\u0e31")
@example("1\u0e33 \u0903")
@example("\u0600 \u0600٣٣")
@example("ℹ\u200d👩 a\u200d👩")
@example("\r\n\r\n\u0301")
def test_no_grapheme_is_cut(text: str) -> None:
    assert boundaries(edit_tokens(text)) <= boundaries(regex.findall(r"\X", text))


@given(st.lists(SPACED, min_size=1), st.sampled_from(MARKS))
def test_no_word_is_cut(several: list[str], mark: str) -> None:
    text = mark.join(several)
    assert [token for token in edit_tokens(text) if token[0].isalnum()] == several


@pytest.mark.parametrize(
    "number", ["1,200.50", "3,5", "10:30", "40-mile", "2031-05-04", "1/2", "10–12", "٣٥", "3rd", "G7"]
)
def test_a_number_is_one_token(number: str) -> None:
    assert edit_tokens(f"({number}) {number}, {number}.") == [
        "(", number, ")", " ", number, ",", " ", number, ".",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["it’s", "l'eau", "snake_case", "naïve", "نمی\u200cخواهم", "Größe", "क्षेत्र"])
def test_a_word_is_one_token(word: str) -> None:
    assert edit_tokens(f"{word} {word}!") == [word, " ", word, "!"]


def test_characters_of_unspaced_scripts_are_tokens_with_their_marks() -> None:
    assert edit_tokens("周二開く。") == ["周", "二", "開", "く", "。"]
    assert edit_tokens("กำลังไป") == ["กำ", "ลั", "ง", "ไ", "ป"]


def test_white_space_is_one_token_and_each_mark_its_own() -> None:
    assert edit_tokens("a ?! \r\n\r\n– b") == ["a", " ", "?", "!", " \r\n\r\n", "–", " ", "b"]
    assert edit_tokens("👩‍👩‍👧🇦🇧") == ["👩‍👩‍👧", "🇦🇧"]


@given(st.sampled_from(PLAIN), FAST)
def test_all_paths_give_the_same_words(plain: tokens._Plain, text: str) -> None:
    view = fold(text)
    if plain.texts.fullmatch(view):
        assert plain.words.findall(view) == tokens._WORDS.findall(view)


@settings(max_examples=400)
@given(st.sampled_from(PLAIN), FAST)
def test_all_paths_give_the_same_edit_tokens(plain: tokens._Plain, text: str) -> None:
    if plain.texts.fullmatch(text):
        assert plain.tokens.findall(text) == tokens._EDIT_TOKENS.findall(text)
        assert plain.units.findall(text) == list(map("".join, tokens._EDIT_UNITS.findall(text)))


@pytest.mark.parametrize(("plain", "most"), [(PLAIN[0], 2_000), (PLAIN[1], 40_000)])
def test_all_paths_agree_on_every_character(plain: tokens._Plain, most: int) -> None:
    fast = [character for character in map(chr, range(0x10000)) if plain.texts.fullmatch(character)]
    assert len(fast) > most
    for character in fast:
        text = f"a1{character}1a {character}{character}"
        assert plain.tokens.findall(text) == tokens._EDIT_TOKENS.findall(text), ascii(character)
        assert plain.words.findall(text) == tokens._WORDS.findall(text), ascii(character)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t pay €1,200.50!", ["don't", "pay", "1,200.50"]),
        ("Погибли 249 человек", ["погибли", "249", "человек"]),
        ("قُتل ٢٤٩ مدنيا", ["قتل", "249", "مدنيا"]),
        ("三月14日，二人", ["三", "月", "14", "日", "二", "人"]),
        ("ไฟไหม้", ["ไ", "ฟ", "ไ", "ห", "ม้"]),
        ("カタカナ ｶﾅ", ["カ", "タ", "カ", "ナ", "カ", "ナ"]),
        ("データ７", ["デ", "ー", "タ", "7"]),
        ("ស្ពាន។", ["ស្", "ពា", "ន"]),
        ("क्षेत्र में", ["क्षेत्र", "में"]),
        ("١٬٢٠٠ و ٣٫٥", ["1,200", "و", "3.5"]),
        ("צה״ל ג׳ורג׳", ["צה", "ל", "ג'ורג"]),
        ("İSTANBUL IŞIK", ["istanbul", "işik"]),
        ("", []),
        ("— … “”", []),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(TEXTS)
def test_words_are_of_the_comparison_view(text: str) -> None:
    assert words(fold(text)) == words(text)
    assert terms(fold(text)) == terms(text)


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
@example("a\u1fef´b ″", "NFD")
@example("ข้ำ\u0e4d", "NFKC")
def test_the_unicode_form_of_a_text_does_not_change_its_words(text: str, form: Literal["NFC", "NFD"]) -> None:
    other = unicodedata.normalize(form, text)
    assert words(other) == words(text)
    assert terms(other) == terms(text)
    assert passage_words(other, 3) == passage_words(text, 3)


@pytest.mark.parametrize(
    ("text", "expected", "length"),
    [
        ("Three ferries sank.", ["three", "ferries", "sank"], 3),
        ("港口关闭，7船。", ["港口", "口关", "关闭", "7", "船"], 4),
        ("データ", ["デー", "ータ"], 2),
        ("東京のport", ["東京", "京の", "port"], 3),
        ("เรือข้ามฟากจม", ["เรือข้", "รือข้า", "อข้าม", "ข้ามฟ", "ามฟา", "มฟาก", "ฟากจ", "ากจม"], 3),
        ("ไฟ ไหม้", ["ไฟ", "ไหม้"], 2),
        ("ไฟ\u200bไหม้", ["ไฟไห", "ฟไหม้"], 2),
        ("부산항", ["부산항"], 1),
        ("", [], 0),
    ],
)
def test_terms_of_scripts_without_spaces_overlap(text: str, expected: list[str], length: int) -> None:
    assert measured_terms(text) == ([unicodedata.normalize("NFKC", term) for term in expected], length)
    assert terms(text) == measured_terms(text)[0]


@given(st.text(alphabet=st.characters(max_codepoint=0x0DFF)))
def test_where_words_are_spaced_they_are_the_terms(text: str) -> None:
    assert measured_terms(text) == (words(text), len(words(text)))


@given(TEXTS)
def test_terms_say_every_word_and_are_never_fewer_than_end_to_end(text: str) -> None:
    found, length = measured_terms(text)
    assert length <= len(found) <= len(words(text))
    assert set("".join(found)) == set("".join(words(text)))


# Readable text: a stray mark may belong to a word of the text as a whole, and to none among its tokens.
READABLE = ["the", "7", "1,200", "don't", "港口关闭", "データ", "ไฟ\u200bไหม้", "ក្បាល", "부산", " ", "。", "×"]


@given(st.lists(st.sampled_from(READABLE)))
def test_terms_are_placed_among_the_tokens_that_make_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    tokens = edit_tokens(text)
    placed = placed_terms(tokens)
    assert [term for term, _, _ in placed] == terms(text)
    assert all(term in "".join(words("".join(tokens[first : last + 1]))) for term, first, last in placed)


def test_a_word_ends_where_its_letters_end() -> None:
    # A possessive repeat of a group does not, on Python before 3.11.5.
    assert words("Date: 3.5, then it's 10:30. Naïve: ja.") == ["date", "3.5", "then", "it's", "10:30", "naïve", "ja"]
