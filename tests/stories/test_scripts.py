"""Any script: in every language an update joins, a reprint joins, next week's notice does not, a stranger stays alone.

Each file of ``scripts/`` holds an invented newsroom of one language in three parts: a report with its update, a notice
with that of another week, and an unrelated report. ``[one|other]`` marks what differs between the two of a part.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.similarity.features import extract_features
from dedupe.stories.sharing import shared_phrases
from dedupe.text.days import days_named
from dedupe.text.normalize import comparison_view
from dedupe.text.shingles import shingle_hashes, word_hashes
from dedupe.text.tokens import terms

Fold = Callable[..., Any]

FOLDER = Path(__file__).parent / "scripts"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))
UNSPACED = {"ja", "th", "zh-hans", "zh-hant"}
_EITHER = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_PART = re.compile(r"== (\w+)\n(.*?)\n(?=== |\Z)", re.DOTALL)


def parts(language: str) -> dict[str, tuple[str, str]]:
    """The three parts of a newsroom, each as its two texts; those of the unrelated report are one."""
    written = dict(_PART.findall((FOLDER / f"{language}.txt").read_text(encoding="utf-8")))
    assert set(written) == {"report", "notice", "other"}
    return {name: (_EITHER.sub(r"\1", text), _EITHER.sub(r"\2", text)) for name, text in written.items()}


def newsroom(language: str, form: Callable[[str], str] = str) -> list[Article]:
    """Six articles without URLs; ``form`` is applied to every text but the first version's."""
    (first, update), (notice, next_notice), (other, _) = parts(language).values()
    # Another publisher leaves out the end.
    reprint = first.rpartition("\n\n")[0]
    return [
        _article(language, "first", "Post", "2031-03-04T08:00:00Z", first),
        _article(language, "update", "Post", "2031-03-05T08:00:00Z", form(update)),
        _article(language, "reprint", "Gazette", "2031-03-04T11:00:00Z", form(reprint)),
        _article(language, "notice", "Town", "2031-03-01T08:00:00Z", form(notice)),
        _article(language, "next notice", "Town", "2031-03-08T08:00:00Z", form(next_notice)),
        _article(language, "other", "Post", "2031-03-04T08:00:00Z", form(other)),
    ]


def _article(language: str, name: str, source: str, date: str, text: str) -> Article:
    return Article(
        key=f"{language} {name}", source=f"{language} {source}", published_at=date, language=language[:2], text=text
    )


def story(language: str) -> list[str]:
    return [f"{language} {name}" for name in ("first", "reprint", "update")]


def phrases(text: str) -> set[int]:
    return set(shingle_hashes(word_hashes(terms(text)), 3).tolist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_is_half_rewritten(language: str) -> None:
    """Were it not, the tests below would show nothing."""
    first, update = map(phrases, parts(language)["report"])
    assert 0.2 < len(first & update) / len(first | update) < 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_updates_and_reprints_join_and_nothing_else(fold: Fold, language: str) -> None:
    found = fold(newsroom(language))
    assert found.stories() == [story(language)]
    assert found.relation(f"{language} first", f"{language} update") == "revision"
    assert found.relation(f"{language} first", f"{language} reprint") == "reprint"
    assert found.relation(f"{language} notice", f"{language} next notice") == "recurring"


def test_all_languages_in_one_corpus_stay_apart(fold: Fold) -> None:
    found = fold([article for language in LANGUAGES for article in newsroom(language)])
    assert found.stories() == sorted(map(story, LANGUAGES))
    for language in LANGUAGES:
        assert found.relation(f"{language} notice", f"{language} next notice") == "recurring", language
    pairs = {(found.articles[pair.a].key, found.articles[pair.b].key) for pair in found.folding.pairs}
    assert {one.split()[0] for one, _ in pairs} == set(LANGUAGES)
    assert all(one.split()[0] == other.split()[0] for one, other in pairs)
    assert not [pair for pair in pairs for key in pair if key.endswith("other")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_of_another_week_names_other_days(language: str) -> None:
    one, other = map(days_named, parts(language)["notice"])
    assert len(one) >= 2
    assert len(other) >= 2
    assert not one & other


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unicode_form_decides_nothing(fold: Fold, language: str, form: Any) -> None:
    plain = fold(newsroom(language))
    found = fold(newsroom(language, lambda text: unicodedata.normalize(form, text)))
    assert found.stories() == plain.stories()
    for a, b in combinations([article.key for article in plain.articles], 2):
        assert found.pair(a, b) == plain.pair(a, b)


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_share_hardly_a_phrase(language: str) -> None:
    report, notice, other = (phrases(first) for first, _ in parts(language).values())
    for one, another in combinations((report, notice, other), 2):
        assert len(one & another) <= 0.01 * min(len(one), len(another))


@pytest.mark.parametrize("language", sorted(UNSPACED))
def test_a_changed_character_leaves_the_phrases_around_it(language: str) -> None:
    """An edit spoils as many of them as one of a word does in a language with spaces, where it is three."""
    text = max((first for first, _ in parts(language).values()), key=len)
    before = phrases(text)
    letters = [place for place, letter in enumerate(text) if unicodedata.category(letter) == "Lo"][::40]
    assert len(letters) > 5
    for place in letters:
        after = phrases(f"{text[:place]}§{text[place + 1 :]}")
        assert 1 <= len(before - after) <= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phrases_that_two_versions_share_are_shown(language: str) -> None:
    first, update = parts(language)["report"]
    settings = Settings().signatures
    features = extract_features([first, update], settings)
    shown = shared_phrases(first, (0, 1), features, np.arange(2), settings)
    assert len(shown) >= 3
    for phrase in shown:
        assert comparison_view(phrase.text.rstrip("…")) in comparison_view(update)
