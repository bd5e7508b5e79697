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
        ("The A320 landed late.", "The A321 landed late.", []),
        ("The 1987 storm broke the pier.", "The 1978 storm broke the pier.", [("date", "1987", "1978")]),
        ("The pier (1987) was broken.", "The pier (1978) was broken.", [("date", "1987", "1978")]),
        ("The storm hit 1987 boats.", "The storm hit 1978 boats.", [("number", "1987", "1978")]),
        ("The storm killed 1987.", "The storm killed 1978.", [("number", "1987", "1978")]),
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
    ],
)  # fmt: skip
def test_quotations_that_came_went_or_were_reworded_are_facts(
    old: str, new: str, found: list[tuple[str, str, str]]
) -> None:
    assert facts(old, new) == found


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
