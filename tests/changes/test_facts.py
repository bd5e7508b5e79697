from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.changes import edit_script, fact_changes

FILLER = "The harbour master at Orlen spoke to reporters from a lifeboat for the first time since the storm."


def facts(old: str, new: str) -> list[tuple[str, str, str]]:
    script = edit_script(f"{FILLER}\n\n{old}", f"{FILLER}\n\n{new}")
    return [(fact.kind, fact.old, fact.new) for fact in fact_changes(script)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Nine of 40 boats sank.", "Nine of 45 boats sank.", [("number", "40", "45")]),
        ("Nine of 40 boats sank.", "9 of forty boats sank.", []),
        ("It cost 3.5 million crowns.", "It cost 3,500,000 crowns.", []),
        ("It cost $3 million in all.", "It cost $4 million in all.", [("number", "$3 million", "$4 million")]),
        ("Some 40 boats and 12 crews came.", "Some 12 crews and 40 boats came.", []),
        ("They came on 3 March at 10:30.", "They came on 4 March at 10:30.", [("date", "3 March", "4 March")]),
        ("They came on 3 March.", "They came on March 3rd.", []),
        ("They came on Monday.", "They came on Tuesday.", [("date", "Monday", "Tuesday")]),
        ("It was kernel 2.6.1 at last.", "It was kernel 2.6.2 at last.", [("number", "2.6.1", "2.6.2")]),
        ("The A320 landed late.", "The A321 landed late.", [("name", "A320", "A321")]),
        ("The 1987 storm broke the pier.", "The 1978 storm broke the pier.", [("date", "1987", "1978")]),
        ("The pier (1987) was broken.", "The pier (1978) was broken.", [("date", "1987", "1978")]),
        ("The storm hit 1987 boats.", "The storm hit 1978 boats.", [("number", "1987", "1978")]),
        ("The storm killed 1987.", "The storm killed 1978.", [("number", "1987", "1978")]),
        ("It lies 5 km from Orlen.", "It lies 8 km from Orlen.", [("number", "5 km", "8 km")]),
        ("It lies 5 km from Orlen.", "It lies 5 miles from Orlen.", [("number", "5 km", "5 miles")]),
        ("It lies 5 km from Orlen.", "It lies 5 kilometres from Orlen.", []),
        ("It cost 5 euros.", "It cost €5.", []),
        ("It cost 5 euros.", "It cost 5 dollars.", [("number", "5 euros", "5 dollars")]),
        ("Some 10-12 boats sank.", "Some 10-14 boats sank.", [("number", "10-12", "10-14")]),
        ("Some 10-12 boats sank.", "Between 10 and 12 boats sank.", []),
        ("Of 60 boats nine sank.", "Of 25 to 35 boats nine sank.", [("number", "60", "25 to 35")]),
        ("It was the 3rd of nine boats.", "It was the 6th of nine boats.", [("number", "3rd", "6th")]),
        ("It was the 3rd of nine boats.", "It was the third of nine boats.", []),
        ("A third of the boats sank.", "Half of the boats sank.", [("number", "A third of", "Half")]),
        ("Dozens of people died there.", "Hundreds of people died there.", [("number", "Dozens", "Hundreds")]),
        ("See report #324 on it.", "See report #323 on it.", [("number", "#324", "#323")]),
        ("It was version 0.8.2-rc1.", "It was version 0.8.2-rc3.", [("number", "0.8.2-rc1", "0.8.2-rc3")]),
        (
            "Some 40 boats and 12 crews came.",
            "Some 12 boats and 40 crews came.",
            [("number", "40", "12"), ("number", "12", "40")],
        ),
        (
            "It turns at 1 round a minute, or 3.",
            "It turns at 60 rounds a minute, or 1.",
            [("number", "1", "60"), ("number", "3", "1")],
        ),
        ("It left at 10.30am.", "It left at 11.30am.", [("date", "10.30am", "11.30am")]),
        ("It left at 9 AM, they said.", "It left at 9 a.m., they said.", []),
        ("It left at 9pm, they said.", "It left at 21:00, they said.", []),
        ("Open from 29 to 31 August.", "Open from 29 to 30 August.", [("date", "29 to 31 August", "29 to 30 August")]),
        ("Ole Marn (1480–1545) built it.", "Ole Marn (1484–1545) built it.", [("date", "1480–1545", "1484–1545")]),
        ("It sailed from 1840 to 1880.", "It sailed from 1846 to 1880.", [("date", "1840", "1846")]),
        ("In 1840 Orlen became a town.", "In 1846 Orlen became a town.", [("date", "1840", "1846")]),
        ("A boat of the 1960s, they said.", "A boat of the 1970s, they said.", [("date", "1960s", "1970s")]),
        ("They came on Friday.", "They came on March 6.", []),  # may be the same day
        ("The storm cost €1987.", "The storm cost €1978.", [("number", "€1987", "€1978")]),
    ],
)
def test_figures_and_dates_that_state_something_else_are_facts(
    old: str, new: str, found: list[tuple[str, str, str]]
) -> None:
    assert facts(old, new) == found


HELD = "The ferry sank off the port of Orlen late at night."


@pytest.mark.parametrize(
    ("new", "added"),
    [
        (HELD.replace("Orlen", "Orlen with 40 people aboard"), [("number", "40", "people")]),
        (HELD.replace("ferry", "ferry, built in 1987,"), [("date", "1987", "")]),
        (HELD.replace("ferry", "ferry (1987)"), [("date", "1987", "")]),
        (HELD.replace("night", "night on Tuesday"), [("date", "Tuesday", "")]),
        (HELD.replace("ferry", "one ferry"), []),  # an article, in many languages
        (HELD.replace("the port", "2) the port"), []),  # it numbers an item
        (f"{HELD} Divers found 40 boxes.", []),  # a sentence of its own
        (f"{HELD}\n\nDivers found 40 boxes in the hull.", []),  # a paragraph of its own
        ("A ferry went down with 40 people aboard off Orlen.", []),  # a sentence that was rewritten
    ],
)
def test_what_comes_or_goes_alone_is_a_fact_where_its_sentence_stays(
    new: str, added: list[tuple[str, str, str]]
) -> None:
    came, went = fact_changes(edit_script(HELD, new)), fact_changes(edit_script(new, HELD))
    assert [(fact.kind, fact.old, fact.new, fact.context) for fact in came] == [(kind, "", text, of) for kind, text, of in added]  # fmt: skip
    assert [(fact.kind, fact.old, fact.new, fact.context) for fact in went] == [(kind, text, "", of) for kind, text, of in added]  # fmt: skip


def test_a_figure_that_stands_elsewhere_did_not_come() -> None:
    told = "There were 40 people aboard, said the owners."
    assert fact_changes(edit_script(f"{HELD}\n\n{told}", f"{HELD.replace('Orlen', 'Orlen with 40 people')}\n\n{told}")) == ()  # fmt: skip


def test_a_day_in_other_letters_neither_came_nor_went() -> None:
    assert facts("It was a rainy sunday in the port of Orlen.", "It was a rainy Sunday in the port of Orlen.") == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["", "40", "1,200", "fifty", "3.5 million"]), min_size=3, max_size=3, unique=True))
def test_figures_read_backwards_are_the_same_facts_backwards(stated: list[str]) -> None:
    old, new, other = (
        HELD.replace("Orlen", f"Orlen with {text} people aboard" if text else "Orlen") for text in stated
    )
    for before, after in ((old, new), (new, other)):
        forwards, backwards = (fact_changes(edit_script(*pair)) for pair in ((before, after), (after, before)))
        assert len(forwards) == 1
        assert [(fact.kind, fact.new, fact.old, fact.context) for fact in forwards] == [
            (fact.kind, fact.old, fact.new, fact.context) for fact in backwards
        ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("It was Ole Marn who saw it.", "It was Ola Marn who saw it.", [("name", "Ole Marn", "Ola Marn")]),
        ("He flew from Orlen to Vasta.", "He flew from Orlen to Basta.", [("name", "Vasta", "Basta")]),
        ("Officials described the boat.", "Police described the boat.", []),
        ("He met Ole MÃ¤rn there.", "He met Ole Märn there.", []),
        ("He met Ole Marn there.", "He met Mr Ole Marn there.", []),
        ("It was Jan Marn who saw it.", "It was Per Marn who saw it.", [("name", "Jan Marn", "Per Marn")]),
        (
            "April Marn saw it from the pier.",
            "Wilma Marn saw it from the pier.",
            [("name", "April Marn", "Wilma Marn")],
        ),
    ],
)
def test_names_are_facts_where_a_capital_tells_one(old: str, new: str, found: list[tuple[str, str, str]]) -> None:
    assert facts(old, new) == found


def test_where_all_nouns_have_capitals_one_word_is_no_name() -> None:
    old = "Der Hund sah am Morgen die Katze im Garten der Nachbarn und den Bauern Ole Marn."
    assert fact_changes(edit_script(old, old.replace("Katze", "Maus"))) == ()
    (fact,) = fact_changes(edit_script(old, old.replace("Marn", "Mann")))
    assert (fact.kind, fact.old, fact.new) == ("name", "Bauern Ole Marn", "Bauern Ole Mann")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("He had been warned of it.", "He had not been warned of it.", [("negation", "", "not")]),
        ("He was never there before.", "He was there before.", [("negation", "never", "")]),
        ("He was there before noon.", "He wasn’t there before noon.", [("negation", "", "wasn’t")]),
        ("He donâ€™t know about it.", "He don’t know about it.", []),
        ("The thief left by sea.", "The alleged thief left by sea.", [("hedge", "", "alleged")]),
        ("Some say 40 boats sank.", "Some say at least 40 boats sank.", [("hedge", "", "at least")]),
        ("At least 40 boats sank.", "About 40 boats sank.", [("hedge", "At least", "About")]),
        ("More than 40 boats sank.", "Over 40 boats sank.", []),
        ("The boats sank.", "The boats not only sank.", []),
        ("The acid (C2H5) is clear.", "The acid (C2HNO5) is clear.", []),
        ("They spoke of the storm.", "They spoke at length about the storm.", []),
    ],
)
def test_small_words_that_turn_a_statement_are_facts(old: str, new: str, found: list[tuple[str, str, str]]) -> None:
    assert facts(old, new) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("She said it was the worst of nights.", "She said: “It was the worst of nights.”", [("quote", "", "It was the worst of nights.")]),
        ("The crew was called idle.", "The crew was called “idle”.", [("quote", "idle", "“idle”")]),
        ("The crew was called “idle”.", "The crew was called idle.", [("quote", "“idle”", "idle")]),
        ("He said: “We saw no light at all.”", "He said: \"We saw no light at all.\"", []),
        ("He said: “We saw no light at all.”", "He said: “We saw no lamp at all.”", [("quote", "We saw no light at all.", "We saw no lamp at all.")]),
        ("He said: “We saw no light at all.” Then he left the pier.", "He left the pier.", [("quote", "We saw no light at all.", "")]),
        ("He said: ‘We saw no light at all.’", "He said: “We saw no light at all.”", []),
        ("He said: ''We saw no light at all.''", "He said: \"We saw no light at all.\"", []),
        ("He said: â€œWe saw no light at all.â€", "He said: “We saw no light at all.”", []),
        ("He said: “Itâ€™s the NÃ¼ll light there.”", "He said: “It’s the Nüll light there.”", []),
        ("The name means “heath town”.", "The name means “town on the heath”.", [("quote", "heath town", "town on the heath")]),
        ("See “https://example.org/2031/05/boats”.", "See the page.", []),
    ],
)  # fmt: skip
def test_quotations_that_came_went_or_were_reworded_are_facts(
    old: str, new: str, found: list[tuple[str, str, str]]
) -> None:
    assert facts(old, new) == found


LIGHT = "We saw no light at all that night,"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (f"“{LIGHT}” said Ole Marn.", f"“{LIGHT}” said Wilma Holt.", [("quote", "Ole Marn", "Wilma Holt")]),
        (
            f"“{LIGHT}” Ole Marn, the harbour master, said.",
            f"“{LIGHT}” Wilma Holt, the harbour master, said.",
            [("quote", "Ole Marn", "Wilma Holt")],
        ),
        (f"Ole Marn said: “{LIGHT}”", f"Wilma Holt told reporters: “{LIGHT}”", [("quote", "Ole Marn", "Wilma Holt")]),
        (f"«{LIGHT}», selon Ole Marn.", f"«{LIGHT}», selon Wilma Holt.", [("quote", "Ole Marn", "Wilma Holt")]),
        (f"„{LIGHT}“ sagte Ole Marn.", f"„{LIGHT}“ sagte Wilma Holt.", [("quote", "Ole Marn", "Wilma Holt")]),
        (f"“{LIGHT}” said Ole Marn.", f"“{LIGHT}” said Ola Marn.", [("name", "Ole Marn", "Ola Marn")]),
        (f"“{LIGHT}” said Marn.", f"“{LIGHT}” said Ole Marn.", []),
        (f"“{LIGHT}” said Ole Marn.", f"“{LIGHT}” he said.", []),
    ],
)
def test_the_same_words_said_by_another_are_one_fact(old: str, new: str, found: list[tuple[str, str, str]]) -> None:
    assert facts(old, new) == found


def test_whose_words_they_are_is_told_with_the_words() -> None:
    (fact,) = fact_changes(edit_script(f"“{LIGHT}” said Ole Marn.", f"“{LIGHT}” said Wilma Holt."))
    assert fact.context == LIGHT


def test_a_quotation_that_moved_to_another_paragraph_is_no_fact() -> None:
    quote = "“We saw no light at all that night,”"
    assert facts(f"{quote} Marn said. It was two o’clock when the boats came in.", f"It was two o’clock when the boats came in.\n\n{quote} said the mayor of Orlen on the radio.") == []  # fmt: skip


def test_stamps_and_notes_state_no_facts() -> None:
    assert facts("Last updated: 10:32 on 3 March", "Last updated: 11:05 on 4 March") == []
    assert facts("Correction: it was 12 boats, not 9.", "Correction: it was 12 boats, not 8.") == []


def test_a_fact_names_its_hunk_and_what_is_counted() -> None:
    script = edit_script("Rain fell.\n\nSome 40 boats sank.", "Rain fell.\n\nSome 45 boats sank.")
    (fact,) = fact_changes(script)
    assert (fact.hunk, fact.context, script.hunks[fact.hunk].old) == (1, "boats", (1,))
