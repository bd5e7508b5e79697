"""No text of an article acts on a terminal, in Markdown or in printed JSON."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dedupe.reports import as_json
from dedupe.reports.safe import inert_start, json_text, markdown, one_line, visible

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = [
    "\x1b]0;owned\x07title",
    "\x1b[2J\x1b[H gone",
    "\x9b31m C1",
    "safe \u202etxt.exe\u202c",
    "a\u2066b\u2069c",
    "zero\u200bwidth\ufeff",
    "\x00\r\n\x0b\x0c\x7f\x85\u2028\u2029",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "![x](http://evil.example/pixel.png)",
    "<http://evil.example>",
    "http://evil.example and www.evil.example and a@evil.example",
    "[ref]: http://evil.example",
    "# not a heading",
    "> not a quote",
    "- not a list",
    "1. not a list",
    "1) not a list",
    "+ not a list",
    "***",
    "===",
    "---",
    "| not | a | table |",
    "`code` ``` fence",
    "~~~ fence",
    "&lt;entity&gt; &#x41;",
    "back\\slash\\",
    "*em* _em_ **strong** ~~struck~~",
    "$math$ $$x$$",
    "line\n\nparagraph",
    "    four spaces",
    "\ttab",
]


def test_controls_are_seen_instead_of_acting() -> None:
    assert visible("a\x00b\x1bc\x7fd\x9be\u202ef") == "a␀b␛c␡d<U+009B>e<U+202E>f"


def test_what_scripts_and_emoji_need_stays() -> None:
    text = "می\u200cخواهم 👩\u200d👩\u200d👧 e\u0301\tشنبه\n"
    assert visible(text) == text


@given(st.text())
def test_nothing_that_acts_survives(text: str) -> None:
    left = set(visible(text)) - set("\n\t")
    assert not [character for character in left if unicodedata.category(character) in ("Cc", "Cs")]
    assert not left & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_text(text: str) -> None:
    _assert_inert(text)


@given(st.text(alphabet=st.sampled_from("ab1 .)-+=*_~`#>|![](){}<>:/@&;$\\^\"'\n\t"), max_size=30))
def test_markdown_shows_any_punctuation_as_text(text: str) -> None:
    _assert_inert(text)


def _assert_inert(text: str) -> None:
    tokens = RENDERER.parse(markdown(text))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    shown = "".join(child.content for token in tokens for child in token.children or [])
    assert {child.type for token in tokens for child in token.children or []} <= {"text", "text_special"}
    assert shown == one_line(text)


def test_markdown_makes_no_links_of_addresses() -> None:
    escaped = markdown("http://a.example www.b.example c@d.example mailto:e")
    assert escaped == "http&#58;//a.example www&#46;b.example c&#64;d.example mailto&#58;e"


def test_a_line_may_begin_with_any_word() -> None:
    assert inert_start("2031 was dry - and hot") == "2031 was dry - and hot"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_keeps_every_character(text: str) -> None:
    printed = as_json.document({"text": text})
    assert json.loads(printed) == {"text": text}
    assert visible(printed) == printed


def test_json_spells_a_character_beyond_the_basic_plane_as_a_pair() -> None:
    assert json_text('"\U000e0041"') == '"\\udb40\\udc41"'
