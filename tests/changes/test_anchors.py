from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes.anchors import exact_anchors, touched_up
from dedupe.settings import ChangeSettings

LINES = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LINES, LINES)
def test_as_many_as_there_are_are_paired_and_each_with_its_like(old: list[str], new: list[str]) -> None:
    pairs = exact_anchors(old, new)
    assert len(pairs) == len(set(pairs.values())) == sum((Counter(old) & Counter(new)).values())
    assert all(old[i] == new[j] for i, j in pairs.items())
    assert list(pairs) == sorted(pairs)


def test_a_repeated_line_stays_with_its_neighbours() -> None:
    assert exact_anchors(["ad", "fire", "ad", "rescue", "ad"], ["fire", "ad", "rescue"]) == {1: 0, 2: 1, 3: 2}


def test_repeated_lines_at_the_edges_pair_with_the_edges() -> None:
    assert exact_anchors(["ad", "ad", "fire", "ad"], ["ad", "fire", "ad"]) == {0: 0, 2: 1, 3: 2}
    assert exact_anchors(["ad", "ad"], ["ad"]) == {0: 0}


LINE = "The two boats that lay at the old pier since Monday have {} men on board, the harbour police said."


def test_what_was_hardly_touched_beside_an_anchor_is_the_same_paragraph() -> None:
    old, new = ["Fire", LINE.format(7), "Rain"], ["Fire", LINE.format(9), "Snow"]
    assert touched_up({0: 0}, old, new, ChangeSettings()) == {0: 0, 1: 1}
    assert touched_up({0: 0}, old, new, ChangeSettings(touched_letters=0)) == {0: 0}


def reworded(text: str, share: int) -> str:
    """Return a text with every word of so many replaced by one as long."""
    return " ".join(word[::-1] if at % share == 0 else word for at, word in enumerate(text.split()))


EDITED = [
    "Two ferries collided in thick fog off the old harbour wall, and the coast guard searched the water until dawn.",
    "The larger of them had left the island with ninety passengers, most of them on their way home from the market.",
    "Repairs to both will take until the spring, the company said, and a replacement has been hired from the north.",
    "An inquiry will ask why neither crew had seen the other, though both had their lights on and a radar at work.",
]


def test_what_was_edited_between_others_that_were_is_the_same_paragraph() -> None:
    new = [reworded(text, 4) for text in EDITED]
    assert touched_up({}, EDITED, new, ChangeSettings()) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_long_paragraphs_are_looked_at_at_both_ends() -> None:
    old = " ".join(EDITED * 20)
    assert touched_up({}, [old], [reworded(old, 4)], ChangeSettings()) == {0: 0}
    assert touched_up({}, [old], [reworded(old, 1)], ChangeSettings()) == {}
    assert touched_up({}, [old], [old[:4_000] + reworded(old, 1)[4_000:]], ChangeSettings()) == {}


def test_one_that_was_rewritten_does_not_keep_those_behind_it_apart() -> None:
    new = [reworded(text, 4) for text in EDITED]
    new[1] = reworded(EDITED[1], 1)
    assert 1 not in (pairs := touched_up({}, EDITED, new, ChangeSettings()))
    assert pairs.items() <= {0: 0, 2: 2, 3: 3}.items()
    assert 3 in pairs


def test_a_piece_of_a_split_is_not_taken_for_the_whole() -> None:
    whole = " ".join(EDITED[:2])
    old, new = [EDITED[3], whole, EDITED[2]], [EDITED[3], EDITED[0], EDITED[1], EDITED[2]]
    assert touched_up({0: 0, 2: 3}, old, new, ChangeSettings()) == {0: 0, 2: 3}


def test_where_a_neighbour_is_as_near_nothing_is_settled_early() -> None:
    old, new = ["Fire", LINE.format(7)], ["Fire", LINE.format(8), LINE.format(9)]
    assert touched_up({0: 0}, old, new, ChangeSettings()) == {0: 0}
