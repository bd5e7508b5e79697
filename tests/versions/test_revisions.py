"""The order of a story's versions, and the evidence that is given for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.records import Article, Cap
from dedupe.settings import SignatureSettings
from dedupe.similarity.features import extract_features
from dedupe.stories.documents import documents_of
from dedupe.versions import revisions
from dedupe.versions.seriation import likeness_matrix

Fold = Callable[..., Any]

LEAD = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
BODY = "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement."
CAUSE = "Nobody could tell on Sunday how the fire had started, or why it took an hour to reach the second deck."
LATER = [
    "The harbour mouth was searched by divers on Monday, who found a lifeboat and two lorries.",
    "The owners suspended their sailings to all four islands until the end of the month.",
    "A judge in Lindenholt opened an inquiry into the maintenance of the fire doors.",
    "The captain told the inquiry that he had asked twice for the doors to be mended.",
]


def toll(dead: int, hurt: int) -> str:
    return f"{LEAD}\n\nAt least {dead} people were killed and {hurt} injured, the coastguard said.\n\n{BODY}\n\n{CAUSE}"


def grown(paragraphs: int) -> str:
    return "\n\n".join([LEAD, BODY, CAUSE, *LATER[:paragraphs]])


def reworded(word: str) -> str:
    """A version of the same length as another: nothing in it tells which came first."""
    return grown(0).replace("second", word)


def order(found: Any, key: str) -> list[tuple[str, int, str]]:
    return [(name, number, evidence) for name, number, _, evidence in found.revisions(key)]


def test_an_article_alone_is_dated_or_not(fold: Fold) -> None:
    assert fold([Article(key="a", text=LEAD)]).revisions("a") == [("a", 1, None, "unknown")]
    assert fold([Article(key="a", text=LEAD, fetched_at="2031-05-04")]).revisions("a") == [
        ("a", 1, None, "fetched date")
    ]


def test_dates_decide_against_names_length_and_tolls(fold: Fold) -> None:
    articles = [
        Article(key="z", text=toll(249, 553), published_at="2031-05-04"),
        Article(key="a", text=toll(227, 525), modified_at="2031-05-05T09:00:00Z"),
        Article(key="m", text=LEAD + "\n\n" + BODY, fetched_at="2031-05-06"),
    ]
    assert order(fold(articles), "a") == [
        ("z", 1, "published date"),
        ("a", 2, "modified date, against falling figures (249 → 227, 553 → 525)"),
        ("m", 3, "fetched date"),
    ]


def test_a_stamp_against_the_dates_is_said(fold: Fold) -> None:
    report = grown(1) + " The Alba had been mended by 2 May 2031."

    def evidence(old: str, new: str) -> str:
        dated = ((old, "2031-05-06"), (new, "2031-05-07"))
        articles = [Article(key=date, text=f"{stamp}\n\n{report}", published_at=date) for stamp, date in dated]
        (_, second) = order(fold(articles), "2031-05-06")
        assert second[:2] == ("2031-05-07", 2)
        return second[2]

    morning, evening = "Last updated: 6 May 2031, 09:00", "Last updated: 5 May 2031, 18:00"
    against = "published date, against earlier stamp (2031-05-05 18:00 before 2031-05-06 09:00)"
    assert evidence(morning, evening) == against
    assert evidence(evening, morning) == "published date"
    # A stamp without its day says nothing of two days.
    assert evidence("Updated 18:00", "Updated 09:00") == "published date"


def test_a_date_that_cannot_be_is_passed_over_and_it_is_said(fold: Fold) -> None:
    articles = [
        Article(key="a", text=grown(1), published_at="2031-05-09", fetched_at="2031-05-06T10:00:00Z"),
        Article(key="b", text=grown(0), published_at="2031-05-05", modified_at="2031-05-01"),
    ]
    assert order(fold(articles), "a") == [
        ("b", 1, "published date, as the modified date is before it"),
        ("a", 2, "fetched date, as the published date is after it"),
    ]


def test_the_date_of_modification_counts_before_that_of_publication(fold: Fold) -> None:
    articles = [
        Article(key="a", text=grown(1), published_at="2031-05-04", modified_at="2031-05-06"),
        Article(key="b", text=grown(2), published_at="2031-05-05"),
    ]
    assert order(fold(articles), "a") == [("b", 1, "published date"), ("a", 2, "modified date")]


def test_one_date_alone_orders_nothing_and_tolls_decide(fold: Fold) -> None:
    # Whatever the names, and whichever of the two carries the date.
    for first, second in (("a", "b"), ("b", "a")):
        for dates in ({first: "2031-05-04"}, {second: "2031-05-04"}, {}):
            articles = [
                Article(key=first, text=toll(227, 525), published_at=dates.get(first)),
                Article(key=second, text=toll(249, 553), published_at=dates.get(second)),
            ]
            evidence = "rising figures (227 → 249, 525 → 553)"
            assert order(fold(articles), "a") == [(first, 1, evidence), (second, 2, evidence)]


def test_tolls_decide_between_two_of_one_day(fold: Fold) -> None:
    articles = [
        Article(key="a", text=toll(249, 553), published_at="2031-05-04"),
        Article(key="b", text=toll(227, 525), published_at="2031-05-04"),
        Article(key="c", text=toll(210, 525), published_at="2031-05-03"),
    ]
    evidence = "rising figures (227 → 249, 525 → 553)"
    assert order(fold(articles), "a") == [("c", 1, "published date"), ("b", 2, evidence), ("a", 3, evidence)]


def test_a_report_grows_where_nothing_else_tells(fold: Fold) -> None:
    articles = [Article(key=f"k{9 - paragraphs}", text=grown(paragraphs)) for paragraphs in range(4)]
    assert order(fold(articles), "k9") == [(f"k{9 - at}", at + 1, "length") for at in range(4)]


def test_each_version_names_what_sets_it_after_the_one_before(fold: Fold) -> None:
    texts = {
        "c": toll(227, 525),
        "d": toll(249, 525) + "\n\n" + LATER[0],
        "b": toll(249, 525) + "\n\n" + LATER[0] + "\n\nUpdate: The harbour is open again.",
        "a": toll(249, 525) + "\n\n" + LATER[0] + "\n\nUpdate: The harbour is open again.\n\n" + LATER[1],
    }
    assert order(fold([Article(key=key, text=text) for key, text in texts.items()]), "a") == [
        ("c", 1, "rising figures (227 → 249)"),
        ("d", 2, "rising figures (227 → 249)"),
        ("b", 3, "update note"),
        ("a", 4, "likeness, in a chain with rising figures (227 → 249)"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "evidence"),
    [
        ("Last updated 3 May 2031 at 09:10", "Last updated 3 May 2031 at 21:40", "later stamp"),
        ("The inquiry of 2029 is shut.", "The inquiry of 2030 is shut.", "later years named (2030 after 2029)"),
        ("It is shut.", "It is shut.\n\nCorrection: The ferry is the Alba.", "update note"),
    ],
)
def test_what_a_text_says_of_its_own_time_decides_against_names(fold: Fold, old: str, new: str, evidence: str) -> None:
    for first, second in (("a", "b"), ("b", "a")):
        articles = [Article(key=first, text=f"{grown(1)}\n\n{old}"), Article(key=second, text=f"{grown(1)}\n\n{new}")]
        found = order(fold(articles), "a")
        assert [name for name, _, _ in found] == [first, second]
        assert all(words.startswith(evidence) for _, _, words in found)


def test_evidence_that_is_torn_is_unknown(fold: Fold) -> None:
    articles = [
        Article(key="a", text=f"{grown(4)}\n\nThe inquiry of 2029 is shut."),
        Article(key="b", text=f"{grown(1)}\n\nThe inquiry of 2030 is shut."),
    ]
    assert {words for _, _, words in order(fold(articles), "a")} == {"unknown"}


VERSIONS = [
    toll(227, 525),
    toll(249, 553),
    *(grown(paragraphs) for paragraphs in range(5)),
    *(reworded(word) for word in ("third", "upper")),
    grown(2) + "\n\nCorrection: The ferry is the Alba.",
    grown(0) + "\n\nThe inquiry of 2030 is shut.",
]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(range(len(VERSIONS))), min_size=2, max_size=8, unique=True).flatmap(st.permutations))
def test_the_order_of_arrival_never_counts(picked: list[int]) -> None:
    def placed(chosen: list[int]) -> list[tuple[str, str]]:
        articles = [
            Article(key=f"k{number * 7 % 11}", text=VERSIONS[number], published_at="2031-05-04" if number % 3 else None)
            for number in chosen
        ]
        documents = documents_of(articles)
        features = extract_features([document.text for document in documents], SignatureSettings())
        found = revisions.StoryOrder(
            range(len(documents)), documents, articles, lambda members: likeness_matrix(features, members)
        ).placed()
        return [(articles[one.state.articles[0]].key, one.ordered_by) for one in found]

    assert placed(picked) == placed(sorted(picked))


def test_keys_decide_last_and_it_is_said(fold: Fold) -> None:
    articles = [Article(key="b", text=reworded("second")), Article(key="a", text=reworded("bottom"))]
    assert order(fold(articles), "a") == [("a", 1, "unknown"), ("b", 2, "unknown")]


def test_an_undated_version_stands_beside_those_it_resembles(fold: Fold) -> None:
    dated = [
        Article(key=f"d{paragraphs}", text=grown(paragraphs), published_at=f"2031-05-0{paragraphs + 1}")
        for paragraphs in (0, 1, 3, 4)
    ]
    found = fold([*dated, Article(key="undated", text=grown(2))])
    assert [name for name, _, _ in order(found, "d0")] == ["d0", "d1", "undated", "d3", "d4"]
    assert order(found, "d0")[2] == ("undated", 3, "likeness")


def test_a_day_among_hours_of_that_day_is_placed_by_likeness(fold: Fold) -> None:
    articles = [
        Article(key="early", text=grown(0), published_at="2031-05-04T06:00:00Z"),
        Article(key="noon", text=grown(2), published_at="2031-05-04T12:00:00Z"),
        Article(key="late", text=grown(4), published_at="2031-05-04T21:00:00Z"),
        Article(key="day", text=grown(3), published_at="2031-05-04"),
        Article(key="next", text=grown(4) + " The end.", published_at="2031-05-05"),
    ]
    assert order(fold(articles), "day") == [
        ("early", 1, "published date"),
        ("noon", 2, "published date"),
        ("day", 3, "likeness, as its published date names no hour"),
        ("late", 4, "published date"),
        ("next", 5, "published date"),
    ]


def test_copies_share_the_number_of_their_text(fold: Fold) -> None:
    articles = [
        Article(key="first", text=grown(0), source="Wire", published_at="2031-05-04"),
        Article(key="copy", text=grown(0), source="Post", published_at="2031-05-07"),
        Article(key="second", text=grown(1), source="Wire", published_at="2031-05-05"),
    ]
    assert fold(articles).revisions("copy") == [
        ("first", 1, None, "published date"),
        ("copy", 1, None, "published date"),
        ("second", 2, "revision", "published date"),
    ]


def page(key: str, paragraphs: int, day: int, **other: Any) -> Article:
    return Article(
        **{"key": key, "text": grown(paragraphs), "url": "https://post.example/fire", "source": "Post"}
        | {"published_at": f"2031-05-0{day}"}
        | other
    )


def test_a_version_that_was_taken_back_is_three_revisions(fold: Fold) -> None:
    copy = page("copy", 0, 8, url=None, source="Island News")
    found = fold([page("a", 0, 1), page("b", 1, 2), page("a again", 0, 3), copy])
    assert order(found, "a") == [
        ("a", 1, "published date"),
        ("copy", 1, "published date"),
        ("b", 2, "published date"),
        ("a again", 3, "published date"),
    ]


def test_going_back_and_forth_is_recorded_each_time(fold: Fold) -> None:
    found = fold([page(f"v{day}", day % 2, day) for day in range(1, 6)])
    assert [(name, number) for name, number, _ in order(found, "v1")] == [(f"v{day}", day) for day in range(1, 6)]


def test_what_follows_a_return_over_the_same_text_belongs_to_it(fold: Fold) -> None:
    found = fold([page("a", 0, 1), page("b", 1, 2), page("a again", 0, 3), page("a retitled", 0, 4, title="Fire")])
    assert [(name, number) for name, number, _ in order(found, "a")] == [
        ("a", 1),
        ("b", 2),
        ("a again", 3),
        ("a retitled", 3),
    ]


def test_a_page_that_keeps_its_date_is_told_by_when_it_was_fetched(fold: Fold) -> None:
    def captured(hour: int, paragraphs: int) -> Article:
        return page(f"h{hour}", paragraphs, 1, fetched_at=f"2031-05-02T0{hour}:00:00Z")

    went_back = fold([captured(1, 1), captured(2, 0), captured(3, 1), captured(4, 1)])
    assert order(went_back, "h1") == [
        ("h1", 1, "fetched date"),
        ("h2", 2, "fetched date"),
        ("h3", 3, "fetched date"),
        ("h4", 3, "fetched date"),
    ]
    # Elsewhere the hour of fetching says when a crawler came by, not which text is the later.
    apart = [page(f"u{at}", at, 1, url=f"https://post.example/{at}", fetched_at=f"2031-05-0{9 - at}") for at in (0, 2)]
    assert order(fold(apart), "u0") == [("u0", 1, "length"), ("u2", 2, "length")]


def test_a_page_captured_twice_is_no_return(fold: Fold) -> None:
    found = fold([page("a", 0, 1), page("a later", 0, 2), page("b", 1, 3)])
    assert [(name, number) for name, number, _ in order(found, "a")] == [("a", 1), ("a later", 1), ("b", 2)]


def test_two_of_one_day_are_no_return(fold: Fold) -> None:
    found = fold([page("a", 1, 1), page("b", 0, 2), page("c", 1, 2)])
    assert {name: number for name, number, _ in order(found, "a")} == {"a": 1, "c": 1, "b": 2}


def test_another_source_with_the_old_text_is_no_return(fold: Fold) -> None:
    found = fold([page("a", 0, 1), page("b", 1, 2), page("c", 0, 3, url=None, source="Island News")])
    assert {name: number for name, number, _ in order(found, "a")} == {"a": 1, "c": 1, "b": 2}


def test_one_text_never_has_two_numbers_in_a_row(fold: Fold) -> None:
    # Elsewhere the text between was there before, so that nothing stands between the page's two states.
    elsewhere = page("elsewhere", 1, 1, url=None, source="Island News")
    found = fold([elsewhere, page("a", 0, 2), page("b", 1, 3), page("a again", 0, 4)])
    assert [(name, number) for name, number, _ in order(found, "a")] == [
        ("elsewhere", 1),
        ("b", 1),
        ("a", 2),
        ("a again", 2),
    ]


def test_versions_too_many_to_chain_are_reported(fold: Fold, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_MANY", 3)
    found = fold([Article(key=f"k{at}", text=grown(at)) for at in (3, 0, 4, 1)])
    assert order(found, "k0") == [(key, at, "unknown") for at, key in enumerate(["k0", "k1", "k3", "k4"], 1)]
    assert found.folding.caps == (Cap(name="undated versions put in order by KEY", times=1, left_out=4),)


def test_too_many_undated_among_dated_ones_come_last(fold: Fold, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_MANY", 3)
    dated = [Article(key=f"d{at}", text=grown(at), published_at=f"2031-05-0{at}") for at in (1, 2)]
    found = fold([*dated, Article(key="y", text=grown(0)), Article(key="x", text=grown(3))])
    assert [name for name, _, _ in order(found, "x")] == ["d1", "d2", "x", "y"]
    assert found.folding.caps == (Cap(name="undated versions put in order by KEY", times=1, left_out=2),)
