"""Templates: what tells the fillings of one from the versions of a page and from one report in many papers."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from dedupe.settings import EvidenceSettings, Settings
from dedupe.similarity.candidates import document_pairs, sign
from dedupe.similarity.features import extract_features
from dedupe.similarity.index import Index
from dedupe.similarity.templates import Fillings
from dedupe.similarity.weights import weigh

SYLLABLES = [
    "ba",
    "co",
    "di",
    "fen",
    "gar",
    "hol",
    "jun",
    "kel",
    "lim",
    "mor",
    "nas",
    "pur",
    "rit",
    "sol",
    "tun",
    "vek",
]
NOTICE = (
    "{name} of {town} said its board approved the purchase of {count} of its own shares in the open market. The company "
    "expects to end the purchase before the year is out and will pay for it from its own means, the notice said."
)


class Words:
    """Invented words, sentences and paragraphs, the same every time."""

    def __init__(self) -> None:
        self._random = Random(7)  # noqa: S311

    def word(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(1, 3)))

    def sentence(self) -> str:
        return " ".join(self.word() for _ in range(14)).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(3))

    def notice(self) -> str:
        return NOTICE.format(name=self.word(), town=self.word(), count=self._random.randint(1000, 9999))


def fillings(texts: list[str]) -> Fillings:
    settings = Settings()
    features = extract_features(texts, settings.signatures)
    copies = document_pairs(sign(features, settings.signatures), settings.signatures)
    return weigh(Index.of(features), copies.pairs, settings.evidence).fillings


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.mark.parametrize("number", [10, 40, 200])
def test_notices_of_one_template_are_fillings(words: Words, number: int) -> None:
    found = fillings([words.notice() for _ in range(number)])
    assert found.documents.all()


def test_fewer_are_not_told_from_versions(words: Words) -> None:
    few = EvidenceSettings().template_documents - 1
    assert not fillings([words.notice() for _ in range(few)]).documents.any()


def test_corrected_copies_do_not_hide_the_template(words: Words) -> None:
    notices = [words.notice() for _ in range(60)]
    corrected = [notice.replace("shares", "shares, not more,") for notice in notices[:30]]
    assert fillings(notices + corrected).documents.all()


def test_strangers_are_no_part_of_it(words: Words) -> None:
    notices = [words.notice() for _ in range(20)]
    strangers = [words.paragraph() for _ in range(20)]
    assert fillings(notices + strangers).documents.tolist() == [True] * 20 + [False] * 20


def test_what_fills_a_template_is_what_few_of_it_say(words: Words) -> None:
    notices = [words.notice() for _ in range(40)]
    features = extract_features(notices, Settings().signatures)
    shingles = Index.of(features).shingles
    told = shingles.totals(fillings(notices).shingles, lone=1)
    # Three slots of one word each stand in at most nine shingles, the first two in five, as only two words part them.
    assert ((told >= 5) & (told <= 9)).all()


@pytest.mark.parametrize("kept", [6, 12])
def test_a_live_page_is_no_template(words: Words, kept: int) -> None:
    page = [words.paragraph() for _ in range(kept)]
    versions = []
    for _ in range(80):
        page = [words.paragraph(), *page[: kept - 1]]
        versions.append("\n\n".join(page))
    assert not fillings(versions).documents.any()


def test_a_page_that_only_grows_is_no_template(words: Words) -> None:
    page = [words.paragraph() for _ in range(5)]
    versions = []
    for _ in range(60):
        page = [words.sentence(), *page]
        versions.append("\n\n".join(page))
    assert not fillings(versions).documents.any()


def test_one_report_in_many_papers_is_no_template(words: Words) -> None:
    figures = " ".join(f"In {words.word()} {number} of {number * 7} were lost." for number in range(31, 39))
    report = f"{words.paragraph()} {figures} {words.paragraph()}"
    printed = [f"{words.sentence()} {report} {words.sentence()}" for _ in range(30)]
    assert not fillings(printed).documents.any()


def test_one_report_with_leads_of_their_own_is_no_template_either(words: Words) -> None:
    report = " ".join(words.paragraph() for _ in range(4))
    printed = [f"{words.sentence()} {words.sentence()}\n\n{report}" for _ in range(12)]
    assert not fillings(printed).documents.any()


def test_no_documents_have_no_fillings() -> None:
    found = fillings([])
    assert (len(found.documents), len(found.shingles)) == (0, 0)


def test_the_order_of_documents_decides_nothing(words: Words) -> None:
    texts = [words.notice() for _ in range(30)] + [words.paragraph() for _ in range(5)]
    order = np.random.default_rng(3).permutation(len(texts))
    found, shuffled = fillings(texts), fillings([texts[place] for place in order])
    assert shuffled.documents.tolist() == found.documents[order].tolist()
