"""The table of field names."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dedupe.reading.fields import ALIASES, LONGEST_NAME, find_fields, place
from dedupe.records import Article


def test_the_table_has_every_field_of_an_article_but_its_origin() -> None:
    assert set(ALIASES) == {field.name for field in fields(Article)} - {"origin"}


def test_no_name_stands_for_two_fields() -> None:
    names = [name for aliases in ALIASES.values() for name in aliases]
    assert len(names) == len(set(names))


def test_names_are_written_as_they_are_compared() -> None:
    for field, aliases in ALIASES.items():
        for rank, alias in enumerate(aliases):
            assert place(alias) == (field, rank)
            assert len(alias) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("id", "key"), ("_id", "key"), ("@id", "key"), ("url", "url"), ("canonical_url", "url"), ("source_url", "url"),
        ("headline", "title"), ("maintext", "text"), ("articleBody", "text"), ("raw_text", "text"), ("body", "text"),
        ("authors", "byline"), ("source_domain", "source"), ("hostname", "source"), ("sitename", "source"),
        ("domain", "source"), ("media_name", "source"), ("lang", "language"), ("date", "published_at"),
        ("date_publish", "published_at"), ("datePublished", "published_at"), ("publishedAt", "published_at"),
        ("publish_date", "published_at"), ("pubDate", "published_at"), ("date_modify", "modified_at"),
        ("dateModified", "modified_at"), ("updated", "modified_at"), ("date_download", "fetched_at"),
        ("crawled", "fetched_at"), ("warc_date", "fetched_at"), ("timestamp", "fetched_at"),
    ],
)  # fmt: skip
def test_names_that_tools_use(name: str, field: str) -> None:
    known = place(name)
    assert known is not None
    assert known[0] == field


def test_the_exact_name_comes_before_the_vague_one() -> None:
    found = find_fields({"date": "a", "DATE_PUBLISHED": "b", "date_publish": "", "published_at": "c", "other": "d"})
    assert found == {"published_at": [("published_at", "c"), ("DATE_PUBLISHED", "b"), ("date", "a")]}


def test_a_field_whose_values_are_all_empty_is_told_from_a_missing_one() -> None:
    assert find_fields({"text": " ", "body": None, "content": []}) == {"text": []}
    assert find_fields({}) == {}


def test_a_name_of_any_length_is_harmless() -> None:
    assert find_fields({"_" * LONGEST_NAME + "id": "a"}) == {}
