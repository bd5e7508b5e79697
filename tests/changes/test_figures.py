from __future__ import annotations

import pytest

from dedupe.changes.figures import figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 1,200.50 and 3,5 and 1.200,75", [("1,200.50", "1200.5"), ("3,5", "3.5"), ("1.200,75", "1200.75")]),
        ("1,000 or 1000 or 1\u00a0000", [("1,000", "1000"), ("1000", "1000"), ("1\u00a0000", "1000")]),
        ("two million, 2 million, 2m", [("two million", "2000000"), ("2 million", "2000000"), ("2m", "2000000")]),
        ("3,5 millones de euros", [("3,5 millones", "3500000")]),
        ("$5 million, 5% and 5 percent", [("$5 million", "5000000$"), ("5%", "5%"), ("5 percent", "5%")]),
        ("a 40-mile convoy, 30km away", [("40-mile", "40 mi"), ("30km", "30 km")]),
        ("5 kilometres, 20°C, 60 km/h", [("5 kilometres", "5 km"), ("20°C", "20 °C"), ("60 km/h", "60 km/h")]),
        ("5 euros or 5 € or €5", [("5 euros", "5€"), ("5 €", "5€"), ("€5", "5€")]),
        ("10-12 or 10 to 12 boats", [("10-12", "10–12"), ("10 to 12", "10–12")]),
        ("between 10 and 12, entre 3 et 4", [("10 and 12", "10–12"), ("3 et 4", "3–4")]),
        ("rose from 10 to 12", [("10", "10"), ("12", "12")]),
        ("15-20,000, $2-3 million", [("15-20,000", "15000–20000"), ("$2-3 million", "2000000–3000000$")]),
        ("900-1,200, 20-20,000", [("900-1,200", "900–1200"), ("20-20,000", "20–20000")]),
        ("20-20,001, ten to twelve", [("20-20,001", "20000–20001"), ("ten to twelve", "10–12")]),
        ("$5 bn, $5bn, 5 m", [("$5 bn", "5000000000$"), ("$5bn", "5000000000$"), ("5 m", "5 m")]),
        ("A$5 million", [("A$5 million", "5000000A$")]),
        ("a 5g network", []),
        ("two-three, twenty-thirty", [("two-three", "2–3"), ("twenty-thirty", "20–30")]),
        ("twenty-nine ships", [("twenty-nine", "29")]),
        ("two hundred and fifty", [("two hundred and fifty", "250")]),
        ("a third of it, half, two-thirds", [("a third of", "1/3"), ("half", "1/2"), ("two-thirds", "2/3")]),
        ("the third, 3rd, deuxième", [("third", "3 th"), ("3rd", "3 th"), ("deuxième", "2 th")]),
        ("dozens, hundreds of thousands", [("dozens", "tens"), ("hundreds of thousands", "100000s")]),
        ("issue #324, 0.8.2-rc3", [("#324", "#324"), ("0.8.2-rc3", "0.8.2-rc3")]),
        ("twenty-one ships", [("twenty-one", "21")]),
        ("造成227人死亡，3万人", [("227", "227"), ("3万", "30000")]),
    ],
)
def test_figures_are_read_with_their_value(text: str, found: list[tuple[str, str]]) -> None:
    assert [(figure.text, figure.value) for figure in figures(text)] == found


@pytest.mark.parametrize(
    "text",
    ["the A320", "COVID-19", "10-12 ships", "issue #1234", "v2", "3rd", "example.org/2031/05", "kernel 2.6.32-rc5"],
)
def test_parts_of_names_ranges_and_addresses_are_no_plain_figures(text: str) -> None:
    assert [figure.value for figure in figures(text) if figure.value.isdecimal()] == []


def test_a_number_of_a_million_digits_is_only_a_word() -> None:
    digits = "1" * 1_000_000
    assert [figure.value for figure in figures(f"{digits} boats")] == [digits]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("227 civilians have been killed", "civilians"),
        ("two navy helicopters", "navy helicopters"),
        ("two navy jets", "navy jets"),
        ("two city gas lines", "city"),
        ("one officer says", "officer"),
        ("12 of all the other boats", ""),
        ("a 40-mile convoy", "convoy"),
        ("a 5 km road", ""),
        ("1,200 of the passengers", "passengers"),
        ("22 people were", "people"),
        ("227人死亡", "人死亡"),
        ("249, officials said", ""),
        ("27 were hurt", ""),
        ("22 in hospital", ""),
        ("three men were", "men"),
        ("12 of the other boats", "boats"),
        ("19 wurden verletzt", ""),
        ("19 de los barcos", "barcos"),
    ],
)
def test_what_is_counted_is_the_next_noun(text: str, counted: str) -> None:
    assert figures(text)[0].context == counted


def test_a_number_of_more_digits_than_can_be_reckoned_with_stands_as_written() -> None:
    seven = "0" * 27 + "7"
    assert [figure.value for figure in figures(f"{seven} or 0{seven} boats")] == ["7", f"0{seven}"]


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("#324", False),
        ("half of it", False),
        ("the 3rd", False),
        ("one boat", False),
        ("1 boat", True),
        ("two boats", True),
        ("3) The boats", False),
        ("(3) The boats", True),
        ("(" + " " * 59 + "3) The boats", True),
        ("(" + " " * 60 + "3) The boats", False),
    ],
)
def test_what_tells_nothing_when_it_comes_alone(text: str, telling: bool) -> None:
    """Articles, ordinals and parts do not, nor what numbers an item: a closing bracket that none opened near by."""
    assert figures(text)[0].telling is telling
