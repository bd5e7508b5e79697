"""One document a distinct text, and the places that its articles were found at."""

from __future__ import annotations

from dedupe.records import Article
from dedupe.stories import document_places, documents_of

FIRE = "https://post.example/2031/05/03/fire-kills-three-12345"
SLUG = "http://m.post.example/2031/05/03/fire-kills-five-12345?utm_source=x"

ARTICLES = [
    Article(key="a", text="one", url=FIRE),
    Article(key="b", text="two", url=SLUG),
    Article(key="a", text="one"),
    Article(key="u", text="three", url="https://post.example/world/"),
]


def test_articles_of_one_text_are_one_document() -> None:
    documents = documents_of(ARTICLES)
    assert [(each.text, each.articles) for each in documents] == [("one", (0, 2)), ("two", (1,)), ("three", (3,))]


def test_texts_that_differ_by_a_space_are_two_documents() -> None:
    assert len(documents_of([Article(key="a", text="one"), Article(key="b", text="one ")])) == 2


def test_places_are_the_urls_and_keys_of_a_document() -> None:
    one, two, three = (set(place.tolist()) for place in document_places(documents_of(ARTICLES), ARTICLES))
    assert (len(one), len(two)) == (3, 3), "KEY, URL, and the number in the URL"
    assert len(one & two) == 1, "the number of the page, whatever its slug, device and tracking parameters"
    assert len(three) == 1, "a section is no place"


def test_a_key_that_is_a_url_is_that_url() -> None:
    articles = [Article(key=FIRE, text="one"), Article(key="b", text="two", url=FIRE)]
    one, two = (set(place.tolist()) for place in document_places(documents_of(articles), articles))
    assert one < two
