"""The table of relations, row by row, with the reasons as people read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dedupe.records import Article, Relation
from dedupe.settings import EvidenceSettings, Settings
from dedupe.similarity.scores import Scores
from dedupe.stories.documents import Document
from dedupe.stories.relations import deciding_score, relate_documents

Fold = Callable[..., Any]
Scored = Callable[..., Scores]

FIRE = (
    "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said.\n\n"
    "At least 227 people were taken off the ship by four coastguard boats and a navy helicopter.\n\n"
    "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement.\n\n"
    "Ferries to the islands will not run before Tuesday, when divers are due to inspect the harbour mouth."
)
UPDATE = FIRE.replace("227", "249").replace("early on Sunday", "in the small hours of Sunday") + (
    "\n\nTwo of those rescued died of their burns in the hospital at Lindenholt on Monday, the port's doctor said."
)
BRIEF = "\n\n".join(FIRE.split("\n\n")[:2])
BACKGROUND = (
    "\n\nThe dockers of Sarama have been in dispute with the port company since it announced in March that two of its "
    "five cranes would be sold."
)
BALLOT = (
    "Dockers voted by a large majority on Friday to walk out from next week, the union said after a ballot that took "
    "three hours to count under the eyes of a notary from Lindenholt. The first shift to stay at home will be that of "
    "Wednesday morning, and only perishable goods and medicines will be handled until the board comes back to the "
    "table with an offer in writing." + BACKGROUND
)
APPEAL = (
    "A court in Orle agreed on Monday to hear the appeal of a crane driver who was dismissed after he spoke to a "
    "reporter about a broken cable. Judge Irma Tolland said the case raised questions about loyalty and candour which "
    "lower courts had left without an answer, and set the hearing for early summer; both parties may call one more "
    "witness." + BACKGROUND
)
ROAD_WORKS = (
    "The Orle Valley council will close {} to all traffic from {} while the water main is relaid. Residents may reach "
    "their houses on foot at any hour. Buses are diverted by way of the cattle market and will stop at the chapel. The "
    "bins will be emptied one day later than usual. Questions may be put to the highways office in the town hall."
)
PRICES = (
    "At the close of the Orle exchange wheat stood at {} a tonne, barley at {}, oats at {} and rye at {}. The number "
    "of lots sold was {}, against {} in the week before, and the highest bid of {} was made for a lot of {} sacks of "
    "seed potatoes. Brokers said that trade was calm and that the weather would decide the price of hay."
)
EARLY_MARCH = ROAD_WORKS.format("Mill Lane", "March 3")
MID_MARCH = ROAD_WORKS.format("Tanner Street", "March 10")


def two(old: str, new: str, **of_new: str) -> list[Article]:
    """Two articles of one publisher, or of another where ``source`` says so."""
    source = of_new.pop("source", "Harbour Post")
    return [Article(key="old", text=old, source="Harbour Post"), Article(key="new", text=new, source=source, **of_new)]


def test_one_text_at_one_source_is_identical(fold: Fold) -> None:
    found = fold(two(FIRE, FIRE))
    pair = found.pair("old", "new")
    assert pair.relation == "identical"
    assert (pair.score, pair.jaccard, pair.containment_a, pair.containment_b) == (1.0, 1.0, 1.0, 1.0)
    assert pair.reasons == ("the same text, character for character",)
    assert found.stories() == [["new", "old"]]


def test_one_text_at_no_named_source_is_identical(fold: Fold) -> None:
    assert fold([Article(key="old", text=FIRE), Article(key="new", text=FIRE, source="X")]).relation("old", "new") == (
        "identical"
    )


def test_one_text_at_another_source_is_a_reprint(fold: Fold) -> None:
    found = fold(two(FIRE, FIRE, source="Island News"))
    assert found.relation("old", "new") == "reprint"
    assert found.pair("old", "new").reasons == (
        "the same text, character for character",
        "other sources: Harbour Post, Island News",
    )


def test_nearly_one_text_at_another_source_is_a_reprint(fold: Fold) -> None:
    found = fold(two(FIRE, FIRE + " (Meridian Wire)", source="Island News"))
    assert found.relation("old", "new") == "reprint"
    assert found.pair("old", "new").reasons == (
        "score 1.00, where 0.33 is asked for in a small corpus",
        "100 % of the shorter text's three-word phrases stand in the other, 100 % by rarity",
        "100 % of its words by rarity",
        "the words that both dwell on agree to 99 %",
        "100 % of its phrases with a figure stand there",
        "other sources: Harbour Post, Island News",
    )


def test_an_update_is_a_revision(fold: Fold) -> None:
    found = fold(two(FIRE, UPDATE))
    pair = found.pair("old", "new")
    assert pair.relation == "revision"
    assert pair.reasons == (
        "score 0.90, where 0.33 is asked for in a small corpus",
        "90 % of the shorter text's three-word phrases stand in the other, 90 % by rarity",
        "96 % of its words by rarity",
        "the words that both dwell on agree to 92 %",
        "0 % of its phrases with a figure stand there",
    )
    assert found.stories() == [["old", "new"]]


def test_each_containment_is_on_its_own_side(fold: Fold) -> None:
    found = fold(two(FIRE, UPDATE))
    pair = found.pair("old", "new")
    shares = {found.articles[pair.a].key: pair.containment_a, found.articles[pair.b].key: pair.containment_b}
    assert shares == {"old": 0.9014, "new": 0.6882}


def test_nearly_all_of_a_short_text_elsewhere_is_an_excerpt(fold: Fold) -> None:
    assert fold(two(FIRE, BRIEF, source="Island News")).relation("old", "new") == "excerpt"


def test_a_short_text_that_came_later_is_an_excerpt(fold: Fold) -> None:
    articles = [
        Article(key="old", text=FIRE, published_at="2031-05-04"),
        Article(key="new", text=BRIEF, published_at="2031-05-05"),
    ]
    assert fold(articles).relation("old", "new") == "excerpt"


def test_a_flash_that_grew_is_a_revision(fold: Fold) -> None:
    articles = [
        Article(key="old", text=BRIEF, published_at="2031-05-04"),
        Article(key="new", text=FIRE, published_at="2031-05-05"),
    ]
    assert fold(articles).relation("old", "new") == "revision"


def test_one_template_on_another_day_is_recurring(fold: Fold) -> None:
    found = fold(two(EARLY_MARCH, MID_MARCH))
    assert found.relation("old", "new") == "recurring"
    assert found.pair("old", "new").reasons[-1] == "other days: 03-03 in one, 03-10 in the other"
    assert found.stories() == []


def test_one_template_with_other_figures_is_recurring(fold: Fold) -> None:
    found = fold(two(PRICES.format(*range(211, 219)), PRICES.format(*range(340, 348))))
    assert found.relation("old", "new") == "recurring"
    assert found.pair("old", "new").reasons[0] == (
        "another occasion: phrases with a figure (0 %) are shared less than phrases at large (66 %), by half or more"
    )
    assert found.pair("old", "new").reasons[-1] == "0 % of its phrases with a figure stand there"
    assert found.stories() == []


def test_a_page_that_goes_on_into_another_day_is_a_revision(fold: Fold) -> None:
    url = "https://post.example/notices/road-works-of-the-week"
    articles = [Article(key="old", text=EARLY_MARCH, url=url), Article(key="new", text=MID_MARCH, url=url)]
    found = fold(articles)
    assert found.relation("old", "new") == "revision"
    assert found.pair("old", "new").reasons[-1] == "found under the same URL or KEY"


def test_an_event_that_was_put_off_is_a_revision(fold: Fold) -> None:
    figures = " ".join(f"Room {number} opens at {number + 8}:15 for group {number + 40}." for number in range(1, 9))
    fair = f"The winter fair of Lindenholt school will be held on 3 March. {figures} Entry costs 12 crowns."
    later = fair.replace("3 March", "17 March")
    assert fold(two(fair, later)).relation("old", "new") == "revision"


def test_after_a_year_more_must_be_shared(fold: Fold) -> None:
    settings = Settings(evidence=EvidenceSettings(join_score=0.6, distant_doubt=0.4))

    def relation(published_at: str) -> str | None:
        articles = [
            Article(key="old", text=FIRE, published_at="2031-05-04"),
            Article(key="new", text=UPDATE, published_at=published_at),
        ]
        return fold(articles, settings).relation("old", "new")

    assert relation("2032-05-03") == "revision"
    assert relation("2032-05-05") == "related"


def test_shared_background_is_related(fold: Fold) -> None:
    found = fold(two(BALLOT, APPEAL))
    assert found.relation("old", "new") == "related"
    assert found.stories() == []


def test_under_one_url_less_is_enough_but_never_nothing(fold: Fold) -> None:
    url = "https://post.example/live/school-ballot-and-appeal"

    def at_one_url(old: str, new: str) -> str | None:
        return fold([Article(key="old", text=old, url=url), Article(key="new", text=new, url=url)]).relation(
            "old", "new"
        )

    assert at_one_url(BALLOT, APPEAL) == "revision"
    assert at_one_url(FIRE, APPEAL) is None


def test_strangers_have_no_relation(fold: Fold) -> None:
    found = fold(two(FIRE, EARLY_MARCH))
    assert (found.relation("old", "new"), found.stories()) == (None, [])


@pytest.mark.parametrize("knob", ["join_score", "same_place_score"])
def test_no_score_is_enough_where_the_knob_says_so(fold: Fold, knob: str) -> None:
    settings = Settings(evidence=EvidenceSettings(**{knob: 1.0}))
    joined = fold(two(FIRE, UPDATE), settings).relation("old", "new")
    assert joined == ("related" if knob == "join_score" else "revision")


def test_copies_cost_one_pair_each(fold: Fold) -> None:
    copies = [Article(key=f"copy-{number:02}", text=FIRE, source=f"Paper {number:02}") for number in range(20)]
    found = fold(copies)
    assert len(found.folding.pairs) == 19
    assert {pair.a for pair in found.folding.pairs} == {0}
    assert len(found.stories()) == 1


# ---------------------------------------------------------------- scores made by hand


def relations(
    scores: Scores,
    settings: EvidenceSettings = EvidenceSettings(),  # noqa: B008
    asked: tuple[tuple[int, int], ...] = (),
    url: str | None = None,
) -> dict[tuple[int, int], Relation]:
    """What documents of ten shingles are to each other, each of one article."""
    count = int(scores.pairs.max()) + 1
    texts = [f"Text {number}." for number in range(count)]
    articles = [Article(key=f"a{number}", text=text, url=url) for number, text in enumerate(texts)]
    documents = [Document(number, (number,), texts) for number in range(count)]
    found = relate_documents(documents, articles, scores, np.full(count, 10), settings, asked)
    return {(a, b): pair.relation for a, b, pair in found}


def test_what_a_knob_asks_for_is_enough(scored: Scored) -> None:
    knobs = EvidenceSettings(least_phrases=0.125, related_score=0.25, join_score=0.5, same_fillings=0.75)
    assert deciding_score(scored([(0, 1), (0, 2)], [0.125, 0.124]), knobs).tolist() == [0.125, 0.0]
    assert deciding_score(scored([(0, 1), (0, 2)], [0.2, 0.2], fillings=[0.75, 0.74]), knobs).tolist() == [0.75, 0.2]
    assert relations(scored([(0, 1), (0, 2), (0, 3)], [0.25, 0.24, 0.5]), replace(knobs, same_place_score=0.25)) == {
        (0, 1): "related",
        (0, 3): "revision",
    }


def test_a_pair_that_is_asked_for_is_related_at_least(scored: Scored) -> None:
    scores = scored([(0, 1), (0, 2), (0, 3)], [0.0, 0.0, 0.9])
    assert relations(scores) == {(0, 3): "revision"}
    assert relations(scores, asked=((0, 1), (0, 3))) == {(0, 1): "related", (0, 3): "revision"}


def test_what_is_enough_under_one_url_is_elsewhere_not_even_related(scored: Scored) -> None:
    scores, knobs = scored([(0, 1)], [0.12]), EvidenceSettings(same_place_score=0.1)
    assert relations(scores, knobs, url="https://post.example/fire-at-the-quay") == {(0, 1): "revision"}
    assert relations(scores, knobs) == {}


def test_a_document_is_named_by_its_first_article(scored: Scored) -> None:
    texts = ["One text.", "Another."]
    articles = [Article(key=f"a{position}", text=texts[position % 2]) for position in range(4)]
    documents = [Document(0, (0, 2), texts), Document(1, (1, 3), texts)]
    related = relate_documents(documents, articles, scored([(0, 1)], [0.9]), np.array([9, 9]), EvidenceSettings())
    assert [(a, b, pair.a, pair.b) for a, b, pair in related] == [(0, 1, 0, 1)]
