"""What identifies an article: every field that makes it itself, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import Article, Origin
from dedupe.text.hashing import article_hash, content_hash

ARTICLE = Article(key="k", text="t")
OPTIONAL = ("title", "url", "source", "byline", "language", "extractor", "published_at", "modified_at")
WORDS = st.text(alphabet="ab-:01", max_size=3)
VALUES = st.tuples(WORDS, WORDS, *(st.none() | WORDS for _ in OPTIONAL))


def test_every_field_of_an_article_is_considered() -> None:
    assert {field.name for field in fields(Article)} == {"key", "text", *OPTIONAL, "fetched_at", "origin"}


@pytest.mark.parametrize("field", ["key", "text", *OPTIONAL])
@pytest.mark.parametrize("value", ["", "-", "other"])
def test_each_field_counts(field: str, value: str) -> None:
    assert article_hash(replace(ARTICLE, **{field: value})) != article_hash(ARTICLE)


def test_when_and_where_it_was_read_does_not_count() -> None:
    read_again = replace(ARTICLE, fetched_at="2031-05-04", origin=Origin(file="other.jsonl", line=7))
    assert article_hash(read_again) == article_hash(ARTICLE)


@given(VALUES, VALUES)
def test_fields_never_run_into_each_other(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> None:
    def article(values: tuple[str | None, ...]) -> Article:
        return Article(**dict(zip(("key", "text", *OPTIONAL), values, strict=True)))  # type: ignore[arg-type]

    assert (article_hash(article(one)) == article_hash(article(other))) == (one == other)


def test_a_letter_that_changes_fields_changes_the_hash() -> None:
    assert article_hash(Article(key="ab", text="c")) != article_hash(Article(key="a", text="bc"))
    assert article_hash(replace(ARTICLE, title="x")) != article_hash(replace(ARTICLE, url="x"))


def test_hashes_carry_their_algorithm() -> None:
    # Hashes are kept in stores and name stories: they may never change under the same tag.
    assert content_hash("") == "xxh128:99aa06d3014798d86001c324468d497f"
    assert article_hash(ARTICLE) == "xxh128:36e942369cfaeb459e0714e96bcf276f"
