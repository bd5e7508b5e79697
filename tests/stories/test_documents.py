"""One document a distinct text, and the places that its articles were found at."""

from __future__ import annotations

from dedupe.records import Article
from dedupe.stories import Document, documents_of, places_of

ARTICLES = [
    Article(key="a", text="one", url="u"),
    Article(key="b", text="two", url="u"),
    Article(key="a", text="one"),
    Article(key="u", text="three"),
]


def test_articles_of_one_text_are_one_document() -> None:
    assert documents_of(ARTICLES) == (Document("one", (0, 2)), Document("two", (1,)), Document("three", (3,)))


def test_texts_that_differ_by_a_space_are_two_documents() -> None:
    assert len(documents_of([Article(key="a", text="one"), Article(key="b", text="one ")])) == 2


def test_places_are_the_urls_and_keys_of_a_document() -> None:
    one, two, three = (set(place.tolist()) for place in places_of(documents_of(ARTICLES), ARTICLES))
    assert (len(one), len(two), len(three)) == (2, 2, 1)
    assert len(one & two) == 1
    assert not three & (one | two), "a KEY that is spelt like a URL is not that URL"
