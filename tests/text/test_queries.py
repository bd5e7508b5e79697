"""What people type is text: every query is read, and an excerpt shows where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.errors import QueryError
from dedupe.text.queries import Phrase, Piece, excerpt, occurrences, parse_query
from dedupe.text.tokens import edit_tokens

TYPED = st.text(alphabet="ab é周二*-\"“” .,:;()'") | st.text()


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("Ferry TOLL", [Phrase(("ferry",)), Phrase(("toll",))]),
        ("“old pier”", [Phrase(("old", "pier"))]),
        ('"old pier', [Phrase(("old", "pier"))]),
        ("collid* -fog", [Phrase(("collid",), open_ended=True), Phrase(("fog",), excluded=True)]),
        ('toll -"old pier"', [Phrase(("toll",)), Phrase(("old", "pier"), excluded=True)]),
        ("40-mile", [Phrase(("40", "mile"))]),
        ("港口关闭", [Phrase(("港", "口", "关", "闭"))]),
        ("café", [Phrase(("cafe",))]),
        ("a OR b) NEAR(c", [Phrase(("a",)), Phrase(("or",)), Phrase(("b",)), Phrase(("near", "c"))]),
        ("한국", [Phrase(("한국",))]),
    ],
)
def test_what_is_typed_becomes_phrases(typed: str, phrases: list[Phrase]) -> None:
    assert list(parse_query(typed)) == phrases


@pytest.mark.parametrize("typed", ["", "   ", "-fog", '"" ,;', "*"])
def test_nothing_asked_for_is_said(typed: str) -> None:
    with pytest.raises(QueryError, match="no word to look for"):
        parse_query(typed)


@given(TYPED, TYPED)
def test_any_query_is_text_and_an_excerpt_is_of_the_text(typed: str, text: str) -> None:
    try:
        phrases = parse_query(typed)
    except QueryError:
        return
    pieces = excerpt(text, phrases, 3)
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert shown in " ".join(text.split())
    assert all(piece.text for piece in pieces)
    assert all(a.hit != b.hit for a, b in pairwise(pieces))


@given(st.lists(st.sampled_from(["toll", "old", "pier", "Café", "周", "9"]), min_size=1, max_size=12), st.data())
def test_what_stands_in_a_text_is_found_there(spoken: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(spoken) - 1))
    (phrase,) = parse_query(f'"{" ".join(spoken[at : at + 2])}"')
    tokens = edit_tokens(" ".join(spoken))
    assert any(one.start == 2 * at for one in occurrences(tokens, [phrase]))


def test_an_excerpt_is_where_most_of_the_phrases_are() -> None:
    text = (
        "The toll rose. " + "Nothing else was said. " * 30 + "The toll at the old pier is nine. " + "So it was. " * 30
    )
    shown = excerpt(text, parse_query('toll "old pier"'), 10)
    assert [piece.text for piece in shown if piece.hit] == ["toll", "old pier"]
    assert (shown[0].text[:2], shown[-1].text[-2:]) == ("… ", " …")


def test_what_is_excluded_is_not_marked() -> None:
    assert excerpt("Fog and ferry", parse_query("ferry -fog")) == (Piece("Fog and "), Piece("ferry", hit=True))
