"""TimeMaps keep to RFC 7089, whatever an address holds."""

from __future__ import annotations

import re

from dedupe.exporting.timemap import left_out, timemaps
from dedupe.records import Article, StoredArticle, StoredRevision, StoredStory
from dedupe.store import Store
from dedupe.text.hashing import article_hash, content_hash

LINK = re.compile(r'<([^<>"\s]+)>((?:; [a-z]+="[^"]*")+),?')


def story(*articles: Article) -> StoredStory:
    revisions = [
        StoredRevision(
            article=StoredArticle(hash=article_hash(one), name=one.key, body_hash=content_hash(one.text), article=one),
            number=number, relation=None, ordered_by="",
        )
        for number, one in enumerate(articles, start=1)
    ]  # fmt: skip
    return StoredStory(id="1a2b3c4d5e6f", title="", revisions=tuple(revisions))


def links(lines: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    found = [LINK.fullmatch(line) for line in lines]
    assert all(found)
    assert [line.endswith(",") for line in lines] == [True] * (len(lines) - 1) + [False]
    return [(one[1], dict(re.findall(r'; ([a-z]+)="([^"]*)"', one[2]))) for one in found if one]


URL = "https://post.example/fire-kills-three-1234567"


def test_the_versions_of_a_page_by_time() -> None:
    told = story(
        Article(key="2", text="b", url=f"{URL}?utm_source=x", fetched_at="2031-05-05"),
        Article(key="1", text="a", url=URL, published_at="2031-05-04T01:00:00Z", fetched_at="2031-05-04T09:30:00Z"),
    )
    (page,) = timemaps(told, "https://web.archive.org/web/")
    assert page.name == "1a2b3c4d5e6f.link"
    original, own, first, last = links(page.lines)
    assert original == (f"{URL}?utm_source=x", {"rel": "original"})
    assert own == (page.name, {
        "rel": "self", "type": "application/link-format",
        "from": "Sun, 04 May 2031 09:30:00 GMT", "until": "Mon, 05 May 2031 00:00:00 GMT",
    })  # fmt: skip
    assert first == (f"https://web.archive.org/web/20310504093000/{URL}",
                     {"rel": "first memento", "datetime": "Sun, 04 May 2031 09:30:00 GMT"})  # fmt: skip
    assert last[1] == {"rel": "last memento", "datetime": "Mon, 05 May 2031 00:00:00 GMT"}


def test_two_pages_have_two_timemaps_and_what_has_no_time_is_counted() -> None:
    told = story(
        Article(key="1", text="a", url=URL, fetched_at="2031-05-04"),
        Article(key="2", text="a", url="https://other.example/2031/05/04/fire", fetched_at="2031-05-04"),
        Article(key="3", text="a", url=URL), Article(key="4", text="a", fetched_at="2031-05-04"),
    )  # fmt: skip
    assert [page.name for page in timemaps(told)] == ["1a2b3c4d5e6f-1.link", "1a2b3c4d5e6f-2.link"]
    assert left_out(told) == 2


def test_a_page_of_the_wayback_machine_is_its_own_memento() -> None:
    kept = f"https://web.archive.org/web/20310504093000/{URL}"
    (page,) = timemaps(story(Article(key="1", text="a", url=kept, fetched_at="2031-05-04T09:30:00Z")))
    assert [address for address, _ in links(page.lines)] == [URL, page.name, kept]


def test_every_story_of_a_store_has_well_formed_timemaps(store: Store) -> None:
    pages = [page for told in store.stories(min_articles=1) for page in timemaps(told)]
    assert len(pages) > 50
    assert len({page.name for page in pages}) == len(pages)
    assert all(re.fullmatch(r"[0-9a-f]{12}(?:-\d+)?\.link", page.name) for page in pages)
    hostile = [page for page in pages if any("x.example" in line for line in page.lines)]
    assert all(links(page.lines) for page in pages)
    assert len(hostile) == 1
