"""What is left of a headline, and how alike two are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.stories.headlines import bare_headline, headline_likeness
from dedupe.text.tokens import words

FIRE = "Fire at the quay kills five"
PIECES = (
    "UPDATE 2-",
    "WRAPUP 1-",
    "LIVE: ",
    "Breaking: ",
    "Fire",
    "kills",
    "five",
    " ",
    " | ",
    " - ",
    " – ",
    "Harbour Post",
    "|",
    ":",
    "é",
)
TITLES = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=10).map("".join))


@pytest.mark.parametrize(
    "title",
    [
        f"{FIRE} | Harbour Post", f"{FIRE} | World news | Harbour Post", f"{FIRE} - BBC News", f"{FIRE} – The Post of Tarnmouth",
        f"{FIRE} :: Harbour Post", f"UPDATE 2-{FIRE}", f"WRAPUP 1-{FIRE}", f"CORRECTED-{FIRE}", f"CORRECTED-UPDATE 1-{FIRE}",
        f"REFILE-UPDATE 3-{FIRE} | Reuters", f"LIVE: {FIRE}", f"Live updates: {FIRE}", f"Breaking: {FIRE}", f"BREAKING NEWS - {FIRE}",
        f"Breaking | {FIRE}", f"EILMELDUNG: {FIRE}", f"EN DIRECT : {FIRE}", f"  {FIRE} ",
    ],
)  # fmt: skip
def test_marks_and_sites_are_taken_away(title: str) -> None:
    assert bare_headline(title) == FIRE


@pytest.mark.parametrize(
    "title",
    [
        FIRE, "Live-in carers strike", "Update your boiler, says minister", "Breaking the ice: a winter at sea", "War in Tarn - what we know",
        "Fire kills five - What we know", "Ferry - Tarn", "Watch: ", "LIVE: | ", "UPDATE 2-", "Harbour|Post", "—", "Videos: how they spread",
    ],
)  # fmt: skip
def test_headlines_keep_what_is_theirs(title: str) -> None:
    assert bare_headline(title) == title.strip()


def test_what_is_no_headline_stays_as_it_is() -> None:
    text = FIRE + " | Post" * 1_000
    assert bare_headline(f" {text}") == text


@given(TITLES)
def test_what_is_bare_stays_bare_and_keeps_a_word(title: str) -> None:
    bare = bare_headline(title)
    assert bare_headline(bare) == bare
    assert bool(bare) == bool(title)
    assert bare in title
    assert bool(words(bare)) == bool(words(title))


@given(TITLES, TITLES)
def test_likeness_is_a_share_the_same_both_ways(a: str, b: str) -> None:
    likeness = headline_likeness(a, b)
    assert 0 <= likeness <= 1
    assert likeness == headline_likeness(b, a)
    assert headline_likeness(a, a) == (1 if words(a) else 0)


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        (FIRE, f"UPDATE 4-{FIRE.upper()} | Harbour Post", 1, 1),
        (FIRE, "Fire at the quay kills nine", 0.7, 0.8),
        (FIRE, "Quay: five dead in fire", 0.7, 0.8),
        (FIRE, "Council of the town meets at five", 0, 0.3),
        ("The state of the art", "The end of the road", 0, 0),  # only common words are shared
        ("After the", "The after", 1, 1),  # there are no others
        ("Ferry – Harbour Post", "Council – Harbour Post", 0, 0.8),  # too short to tell the site from the headline
        ("Ferry turns back in fog – Harbour Post", "Council buys new bell – Harbour Post", 0, 0),
    ],
)
def test_likeness_of_headlines(a: str, b: str, least: float, most: float) -> None:
    assert least <= headline_likeness(a, b) <= most
