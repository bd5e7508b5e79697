from __future__ import annotations

import pytest

from dedupe.changes.align import align
from dedupe.errors import SettingsError
from dedupe.settings import ChangeSettings

FERRY = "The night ferry to Orlen ran aground on a sandbank shortly before midnight, the harbour master said."
CREW = "Nineteen crew members were taken off by a lifeboat and spent the rest of the night in the parish hall."
TIDE = "Divers hope to inspect the hull at low tide and say that towing could begin before the weekend."
MUSEUM = "The county museum will show forty drawings by children from three schools until the end of spring."
BUDGET = "Councillors voted for a budget that spends less on roads and more on the two swimming baths."


def outline(old: list[str], new: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(match.old, match.new, match.moved) for match in align(old, new, ChangeSettings()).matches]


def test_a_strong_rewrite_between_the_same_neighbours_is_the_same_paragraph() -> None:
    rewritten = "All nineteen crew members, some of them barefoot, were in the parish hall by morning."
    assert outline([FERRY, CREW, TIDE], [FERRY, rewritten, TIDE]) == [
        ((0,), (0,), False), ((1,), (1,), False), ((2,), (2,), False),
    ]  # fmt: skip


def test_an_unrelated_paragraph_in_the_same_place_is_another_one() -> None:
    assert outline([FERRY, MUSEUM, TIDE], [FERRY, BUDGET, TIDE]) == [((0,), (0,), False), ((2,), (2,), False)]


def test_unrelated_texts_have_nothing_in_common() -> None:
    assert outline([FERRY, CREW, TIDE], [MUSEUM, BUDGET]) == []


def test_a_split_may_land_in_paragraphs_that_are_no_neighbours() -> None:
    assert outline([f"{CREW} {TIDE}", FERRY], [CREW, MUSEUM, TIDE, FERRY]) == [
        ((0,), (0, 2), False), ((1,), (3,), False),
    ]  # fmt: skip


def test_a_merge_is_a_split_read_backwards() -> None:
    assert outline([CREW, MUSEUM, TIDE, FERRY], [f"{CREW} {TIDE}", FERRY]) == [
        ((0, 2), (0,), False), ((3,), (1,), False),
    ]  # fmt: skip


def test_a_block_moves_as_a_block() -> None:
    assert outline([FERRY, CREW, MUSEUM, BUDGET, TIDE], [FERRY, MUSEUM, BUDGET, TIDE, CREW]) == [
        ((0,), (0,), False), ((2,), (1,), False), ((3,), (2,), False), ((4,), (3,), False), ((1,), (4,), True),
    ]  # fmt: skip


def test_twins_keep_their_places() -> None:
    old = [
        f"The {place} boat took {count} people aboard near the pier."
        for place, count in (("first", 18), ("second", 22))
    ]
    new = [old[0].replace("18", "19"), old[1].replace("22", "27")]
    assert outline(old, new) == [((0,), (0,), False), ((1,), (1,), False)]


def test_typography_does_not_tell_two_paragraphs_apart() -> None:
    assert outline(["“We’re safe,” she said—twice.", FERRY], [FERRY, '"We\'re safe," she said-twice.']) == [
        ((1,), (0,), False), ((0,), (1,), True),
    ]  # fmt: skip


def test_a_heading_spelt_otherwise_is_the_same_heading() -> None:
    assert outline([FERRY, "Advertisment", TIDE], [FERRY, "Advertisement", TIDE])[1] == ((1,), (1,), False)


def test_the_threshold_is_a_setting() -> None:
    edited = CREW.replace("lifeboat", "trawler")
    assert len(align([CREW], [edited], ChangeSettings()).matches) == 1
    strict = ChangeSettings(
        likeness_alone=1.0,
        likeness_in_place=1.0,
        likeness_elsewhere=1.0,
        likeness_letters=1.0,
        touched_letters=0,
        touched_share=1.0,
    )
    assert align([CREW], [edited], strict).matches == ()


def test_a_threshold_out_of_range_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        ChangeSettings(likeness_in_place=1.5)
    assert str(caught.value) == (
        "likeness_in_place is 1.5: it must be from 0.05 to 1.0 (share of weighted words and word pairs)"
    )
