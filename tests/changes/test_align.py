from __future__ import annotations

from typing import Any

import pytest

from dedupe.changes import align as align_module
from dedupe.changes.align import align
from dedupe.errors import SettingsError
from dedupe.settings import ChangeSettings

FERRY = "The night ferry to Orlen ran aground on a sandbank shortly before midnight, the harbour master said."
CREW = "Nineteen crew members were taken off by a lifeboat and spent the rest of the night in the parish hall."
OFF = "Nineteen crew members were taken off by a lifeboat."
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


CURLY, STRAIGHT = "It’s low tide at the old pier.", "It's low tide at the old pier."
HIDDEN = ChangeSettings(aligned_characters=1, aligned_paragraphs=0)  # so little that whatever is compared is bounded


@pytest.mark.parametrize(
    ("old", "new"),
    [([], []), ([FERRY], []), ([], [FERRY]), ([FERRY], [FERRY]), ([FERRY, CREW], [CREW]), ([CREW], [CREW, TIDE])],
)
def test_nothing_is_missed_where_one_side_has_nothing_left_to_compare(old: list[str], new: list[str]) -> None:
    assert not align(old, new, HIDDEN).coarse


@pytest.mark.parametrize(
    ("old", "new"), [([CURLY], [STRAIGHT]), ([CURLY, MUSEUM], [STRAIGHT]), ([CURLY], [STRAIGHT, MUSEUM])]
)
def test_nor_where_it_has_nothing_left_but_for_typography(old: list[str], new: list[str]) -> None:
    assert not align(old, new, ChangeSettings(aligned_paragraphs=0)).coarse
    assert align([MUSEUM, CURLY], [STRAIGHT, BUDGET], ChangeSettings(aligned_paragraphs=0)).coarse


@pytest.mark.parametrize(("length", "coarse"), [(20, False), (21, True)])
def test_a_paragraph_longer_than_half_of_what_is_compared_is_compared_by_its_beginning(
    length: int, coarse: bool
) -> None:
    bound = ChangeSettings(aligned_characters=40)
    for old, new in ((["x" * length, "yyy"], ["zzz"]), (["zzz"], ["x" * length, "yyy"])):
        assert align(old, new, bound).coarse is coarse


def test_what_is_compared_in_pieces_may_miss_some() -> None:
    texts = [letter * 15 for letter in "abcd"]
    assert not align(texts[:1], texts[1:2], ChangeSettings(aligned_characters=30)).coarse
    assert align(texts[:2], texts[2:3], ChangeSettings(aligned_characters=30)).coarse


def test_of_the_shortest_bound_a_letter_is_left() -> None:
    assert align(["a"], ["b"], ChangeSettings(aligned_characters=1)).matches == ()
    assert align(["ab"], ["c"], ChangeSettings(aligned_characters=3)).coarse


@pytest.mark.parametrize("step", ["candidate_pairs", "assign", "split", "merged"])
def test_whichever_step_was_bounded_it_is_told(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def bounded(name: str) -> None:
        plain = getattr(align_module, name)
        told = iter(("split", "merged"))

        def wrapped(*given: Any, **named: Any) -> tuple[Any, bool]:
            found, coarse = plain(*given, **named)
            return found, coarse or step == (next(told) if name == "find_pieces" else name)

        monkeypatch.setattr(align_module, name, wrapped)

    assert not align([FERRY, CREW], [MUSEUM, BUDGET], ChangeSettings()).coarse
    for name in ("candidate_pairs", "assign", "find_pieces"):
        bounded(name)
    assert align([FERRY, CREW], [MUSEUM, BUDGET], ChangeSettings()).coarse


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        (["Alpha", "Beta Gamma"], ["Beta Gamma", "Alpha"], "Alpha"),
        (["Beta Gamma", "Alpha"], ["Alpha", "Beta Gamma"], "Alpha"),
        (["***", "Alpha"], ["Alpha", "***"], "***"),
        (["———", "«»"], ["«»", "———"], "———"),
        (["Alpha Beta Gamma", "渡船昨天夜里在沙洲上搁浅"], ["渡船昨天夜里在沙洲上搁浅", "Alpha Beta Gamma"], "Alpha Beta Gamma"),
        ([OFF, FERRY], [FERRY, f"{OFF} {MUSEUM}"], OFF),
        ([f"{OFF} {MUSEUM}", FERRY], [FERRY, OFF], f"{OFF} {MUSEUM}"),
        (["“Alpha”", "Beta Gamma"], ["Beta Gamma", '"Alpha"'], "“Alpha”"),
        (["Beta Gamma", "“Alpha”"], ['"Alpha"', "Beta Gamma"], "“Alpha”"),
        (["———", "Alpha Beta"], ["Alpha Beta", "———"], "———"),
        (["Alpha Beta", "———"], ["———", "Alpha Beta"], "———"),
        ([f"{CREW} {TIDE}", FERRY], [FERRY, CREW, TIDE], FERRY),
    ],
)  # fmt: skip
def test_what_carries_fewer_words_is_what_moved(old: list[str], new: list[str], moved: str) -> None:
    assert [old[match.old[0]] for match in align(old, new, ChangeSettings()).matches if match.moved] == [moved]


def test_a_long_paragraph_of_which_every_word_was_touched_is_the_same_between_its_neighbours() -> None:
    old, new = (" ".join(f"w{number}{end}" for number in range(100, 180)) for end in ("est", "eta"))
    assert outline([FERRY, old, TIDE], [FERRY, new, TIDE])[1] == ((1,), (1,), False)
