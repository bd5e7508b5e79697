"""What becomes of quotations: which are speech, which were reworded, and which only had other marks."""

from __future__ import annotations

import pytest

from dedupe.changes.quotes import is_speech, quote_changes, said_in, said_words, touched_quotations
from dedupe.changes.regions import Region, Sides
from dedupe.text.quotations import quotations

LIGHT, LAMP, LUCK = "We saw no light at all", "We saw no lamp at all", "Nobody knew what to do"


def whole(old: str, new: str) -> Sides:
    """Return two texts of which nothing is the same."""
    return Sides(old, new, (Region(0, len(old), 0, len(new)),))


def changes(sides: Sides) -> list[tuple[str, str]]:
    """Return what became of the quotations that the other side has nowhere, without their places."""
    gone = [one for one in quotations(sides.old) if said_words(one) not in said_in(sides.new)]
    came = [one for one in quotations(sides.new) if said_words(one) not in said_in(sides.old)]
    return [(old, new) for _, old, new in quote_changes(sides, gone, came)]


@pytest.mark.parametrize(("said", "speech"), [("no light here", False), ("no light at all", True)])
def test_more_than_three_words_are_speech(said: str, speech: bool) -> None:
    (quotation,) = quotations(f"“{said}”")
    assert is_speech(quotation) is speech


def test_the_quotations_of_a_hunk_are_those_that_it_changes_anything_of() -> None:
    old = f"“{LIGHT}” and “{LUCK}”"
    sides = Sides(old, old.replace("knew", "saw"), (Region(old.index("knew"), old.index("knew") + 4, 31, 34),))
    assert [quotation.said for quotation in touched_quotations(sides)] == [LUCK]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [("", "", True), ("..", "..", True), ("...", "..", False), ("..", "...", False), ("...", "...", False)],
)  # fmt: skip
@pytest.mark.parametrize("said", [LIGHT, "We didn't see any light at all"])
def test_words_in_marks_of_another_kind_three_characters_around_them_are_quoted_still(
    before: str, after: str, kept: bool, said: str
) -> None:
    old, new = f"'{before}“{said}”{after}' he said", f"'{before}{said}{after}' he said"
    start = 1 + len(before)
    end = start + 1 + len(said)
    sides = Sides(old, new, (Region(start, start + 1, start, start), Region(end, end + 1, end - 1, end - 1)))
    gone = quotations(old)
    assert [*quote_changes(sides, gone, [])] == ([] if kept else [(start, said, "")])
    assert [*quote_changes(sides.inverse(), [], gone)] == ([] if kept else [(start, "", said)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bad luck", LIGHT),  # too few words to be the other
        ("light", LIGHT),  # a word that stands in the other may do so by chance
        ("here no light", "no light here"),  # neither is speech
        ("no light here", "no lamp here at all"),
    ],
)
def test_what_is_no_speech_became_only_what_it_stands_in(old: str, new: str) -> None:
    assert (old, new) not in changes(whole(f"“{old}”", f"“{new}”"))
    assert (new, old) not in changes(whole(f"“{new}”", f"“{old}”"))


@pytest.mark.parametrize(("old", "new"), [("no light", LIGHT), (LIGHT, LAMP), (LIGHT, LUCK)])
def test_a_quotation_became_the_one_in_its_place(old: str, new: str) -> None:
    assert changes(whole(f"“{old}”", f"“{new}”")) == [(old, new)]
    assert changes(whole(f"“{new}”", f"“{old}”")) == [(new, old)]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_in_one_place_the_likest_are_the_same(order: int) -> None:
    several = " ".join([f"“{LUCK}”", f"“{LAMP}”", "“We saw a lamp”"][::order])
    rest = [("", LUCK), ("", "We saw a lamp")][::order]
    assert changes(whole(f"“{LIGHT}”", several)) == [(LIGHT, LAMP), *rest]
    assert changes(whole(several, f"“{LIGHT}”")) == [(LAMP, LIGHT), *[(said, "") for _, said in rest]]


def test_what_went_in_one_place_did_not_become_what_came_in_another() -> None:
    old, new = f"“{LIGHT}” he said. It rained.", f"he said. It rained. “{LAMP}”"
    cut = len(LIGHT) + 3
    sides = Sides(old, new, (Region(0, cut, 0, 0), Region(len(old), len(old), len(old) - cut, len(new))))
    assert changes(sides) == [(LIGHT, ""), ("", LAMP)]
    assert changes(sides.inverse()) == [(LAMP, ""), ("", LIGHT)]


def test_nor_what_came_right_beside_it() -> None:
    old, new = f"“{LIGHT}”", f"“{LAMP}”"
    after = (Region(0, len(old), 0, 0), Region(len(old), len(old), 0, len(new)))
    before = (Region(0, 0, 0, len(new)), Region(0, len(old), len(new), len(new)))
    assert changes(Sides(old, new, after)) == [(LIGHT, ""), ("", LAMP)]
    assert changes(Sides(old, new, before)) == [(LIGHT, ""), ("", LAMP)]


@pytest.mark.parametrize(
    ("old", "new", "repaired"),
    [
        ("The CafÃ© was shut all day", "The Café was shut all day", True),
        ("The CafÃ© was shut all day", "The Café was open all day", False),
        ("The Straße was shut all day", "The Strae was shut all day", False),
    ],
)
def test_a_text_read_in_the_right_encoding_is_no_other_text(old: str, new: str, repaired: bool) -> None:
    assert changes(whole(f"“{old}”", f"“{new}”")) == ([] if repaired else [(old, new)])
    assert changes(whole(f"“{new}”", f"“{old}”")) == ([] if repaired else [(new, old)])
