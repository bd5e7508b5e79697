"""Which articles of a story are compared."""

from __future__ import annotations

from typing import Any

from dedupe.records import Article, StoredArticle, StoredRevision, StoredStory
from dedupe.versions.steps import steps_of


def at(number: int, key: str, **fields: Any) -> StoredRevision:
    """An article of a story; its text is that of the revision's number."""
    article = Article(**{"key": key, "text": f"text {number}", "title": "Headline"} | fields)
    stored = StoredArticle(hash=f"xxh128:{key}", name=key, body_hash=f"xxh128:{number}", article=article)
    return StoredRevision(article=stored, number=number, relation=None, ordered_by="published date")


def steps(*revisions: StoredRevision) -> list[tuple[str, str]]:
    story = StoredStory(id="0123456789ab", title="Headline", revisions=revisions)
    return [(old.name, new.name) for old, new in steps_of(story)]


def test_an_article_alone_has_no_steps() -> None:
    assert steps(at(1, "a")) == []


def test_each_text_is_compared_with_the_one_before_it() -> None:
    assert steps(at(1, "a"), at(2, "b"), at(3, "c")) == [("a", "b"), ("b", "c")]


def test_copies_elsewhere_are_not_compared() -> None:
    assert steps(at(1, "a", source="Wire"), at(1, "b", source="Post"), at(2, "c", source="Wire")) == [("a", "c")]


def test_a_text_is_compared_with_its_own_publishers_former_one() -> None:
    wire, post = at(1, "w1", source="Wire"), at(1, "p1", source="Post")
    assert steps(wire, post, at(2, "p2", source="Post")) == [("p1", "p2")]


def test_a_url_says_more_than_a_key_and_a_key_more_than_a_source() -> None:
    by_source, by_key, by_url = at(1, "s", source="Post"), at(1, "k"), at(1, "u", url="x")
    assert steps(by_source, by_key, by_url, at(2, "k", url="x", source="Post")) == [("u", "k")]
    assert steps(by_source, by_key, at(2, "k", url="x", source="Post")) == [("k", "k")]
    assert steps(by_source, at(1, "other"), at(2, "k", url="x", source="Post")) == [("s", "k")]


def test_another_headline_over_one_text_is_a_step() -> None:
    assert steps(at(1, "a", source="Post"), at(1, "b", source="Post", title="Another")) == [("a", "b")]
    assert steps(at(1, "a", source="Post"), at(1, "b", source="Post", byline="A. Writer")) == [("a", "b")]


def test_another_publishers_headline_is_no_change() -> None:
    assert steps(at(1, "a", source="Post"), at(1, "b", source="Wire", title="Another")) == []


def test_a_date_that_moved_counts_only_at_one_key_or_url() -> None:
    later = {"modified_at": "2031-05-05"}
    assert steps(at(1, "a", url="x"), at(1, "b", url="x", **later)) == [("a", "b")]
    assert steps(at(1, "a"), at(1, "a", **later)) == [("a", "a")]
    assert steps(at(1, "a", source="Post"), at(1, "b", source="Post", **later)) == []


def test_a_headline_that_changed_twice_is_two_steps() -> None:
    headlines = [at(1, key, url="x", title=key) for key in ("a", "b", "c")]
    assert steps(*headlines) == [("a", "b"), ("b", "c")]


def test_a_text_is_compared_with_the_last_headline_of_the_former_one() -> None:
    first, last = at(1, "a", url="x"), at(1, "b", url="x", title="Another")
    assert steps(first, last, at(2, "c", url="x", title="Another")) == [("a", "b"), ("b", "c")]


def test_the_same_page_seen_twice_is_no_step() -> None:
    assert steps(at(1, "a", url="x"), at(1, "b", url="x")) == []
