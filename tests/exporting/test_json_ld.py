"""What leaves as JSON-LD is read again as the same articles, and says what was corrected."""

from __future__ import annotations

import json
from pathlib import Path

from dedupe.exporting.json_ld import articles_of
from dedupe.reading import read
from dedupe.records import Article, ChangeReport
from dedupe.reports.as_json import Json, array
from dedupe.store import Store


def told(store: Store) -> list[Json]:
    return [
        article
        for story in store.stories(min_articles=1)
        for article in articles_of(ChangeReport(story=story, comparisons=tuple(store.comparisons_of(story.id))))
    ]


def test_articles_come_back_with_their_fields(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonld"
    path.write_text("\n".join(array(told(store))), encoding="utf-8")
    again = [record for record in read([str(path)]) if isinstance(record, Article)]
    fields = ("text", "title", "url", "source", "byline", "language", "published_at", "modified_at")
    assert sorted(repr([getattr(one, name) for name in fields]) for one in again) == sorted(
        repr([getattr(one.article, name) for name in fields]) for one in store.articles()
    )


def test_a_version_is_based_on_the_one_before_and_says_what_it_corrected(store: Store) -> None:
    articles = {article["identifier"]: article for article in told(store)}
    old = articles["corpus/harbour-post/childrens-wing-doors.txt"]
    new = articles["corpus/harbour-post/childrens-wing-doors-evening.txt"]
    assert "isBasedOn" not in old
    assert new["isBasedOn"] == [old["@id"]]
    (correction,) = new["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"].startswith("48 million → 84 million")
    assert "Edgar Thorsby → Edwin Thorsby" in correction["text"]
    assert correction["datePublished"] == "2031-03-07T18:22:00Z"
    assert (old["version"], new["version"]) == (1, 2)


def test_every_name_is_one_and_what_it_is_based_on_is_there(store: Store) -> None:
    articles = told(store)
    names = [article["@id"] for article in articles]
    assert len(names) == len(set(names)) == store.article_count()
    assert {based for article in articles for based in article.get("isBasedOn", ())} <= set(names)
    assert json.loads(json.dumps(articles)) == articles
