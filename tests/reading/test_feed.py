"""Feeds: an article an entry, never a network, and hostile XML bounded."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from dedupe.reading import Context, InputFile
from dedupe.reading.feed import read_feed
from dedupe.reading.worker import Worker
from dedupe.records import Article, Rejection

pytest.importorskip("feedparser", reason="the extra feed is not installed")

FILE = InputFile(path="news.rss", key="folder/news.rss", size=0, format="feed")


@pytest.fixture(scope="module")
def helper() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


def read_bytes(content: str | bytes, helper: Worker, warnings: list[str] | None = None) -> list[Article | Rejection]:
    kept = [] if warnings is None else warnings
    context = Context(worker=helper, warn=lambda at, message: kept.append(f"{at}: {message}"))
    return list(read_feed(FILE, io.BytesIO(content.encode() if isinstance(content, str) else content), context))


def rss(items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The X</title><language>en</language>'
        f"{items}</channel></rss>"
    )


def article(item: str, helper: Worker) -> Article:
    (read,) = read_bytes(rss(f"<item>{item}</item>"), helper)
    assert isinstance(read, Article), str(read)
    return read


def test_an_entry_of_rss(helper: Worker) -> None:
    read = article(
        """<title>Fog &amp;amp; rain</title><link>https://x.example/1</link><guid isPermaLink="false">a1</guid>
        <dc:creator>Ana Orr</dc:creator><dc:creator>Bo Li</dc:creator><pubDate>Sun, 04 May 2031 09:30:00 +0200</pubDate>
        <description>A teaser.</description><content:encoded><![CDATA[<p>In the fog.</p><p>More.</p>]]></content:encoded>""",
        helper,
    )
    assert (read.key, read.url, read.title, read.text) == (
        "a1",
        "https://x.example/1",
        "Fog & rain",
        "In the fog.\n\nMore.",
    )
    assert (read.byline, read.source, read.language) == ("Ana Orr, Bo Li", "The X", "en")
    assert (read.published_at, read.modified_at) == ("2031-05-04T07:30:00Z", None)


def test_an_entry_of_atom(helper: Worker) -> None:
    (read,) = read_bytes(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The X</title><entry><id>a1</id><title>Fog</title>
        <link href="https://x.example/1"/><author><name>Ana Orr</name></author><published>2031-05-04T08:00:00Z</published>
        <updated>2031-05-04T09:00:00Z</updated><summary>A teaser.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>In the fog.</p></div></content></entry></feed>""",
        helper,
    )
    assert isinstance(read, Article)
    assert (read.key, read.title, read.text, read.byline) == ("a1", "Fog", "In the fog.", "Ana Orr")
    assert (read.published_at, read.modified_at) == ("2031-05-04T08:00:00Z", "2031-05-04T09:00:00Z")


@pytest.mark.parametrize(
    ("author", "byline"),
    [("desk@x.example (Ana Orr)", "Ana Orr"), ("desk@x.example", None), ("Ana Orr", "Ana Orr")],
)
def test_the_author_of_rss_is_an_address_with_a_name(author: str, byline: str | None, helper: Worker) -> None:
    assert article(f"<description>Fog.</description><author>{author}</author>", helper).byline == byline


def test_an_entry_without_a_text_is_rejected_and_the_rest_goes_on(helper: Worker) -> None:
    records = read_bytes(rss("<item><title>A</title></item><item><description>Fog.</description></item>"), helper)
    assert str(records[0]) == "news.rss: entry 1: empty article"
    assert isinstance(records[1], Article)


def test_a_feed_that_is_cut_short_is_read_as_far_as_it_goes(helper: Worker) -> None:
    warnings: list[str] = []
    content = rss("<item><description>Fog.</description></item><item><description>Mist.</description></item>")
    records = read_bytes(content[:-60], helper, warnings)
    assert [record.text for record in records if isinstance(record, Article)][:1] == ["Fog."]
    (warning,) = warnings
    assert warning.startswith("news.rss: the feed is not well-formed, and was read as far as it could be: ")


@pytest.mark.parametrize("content", ["", "fog", "https://x.example/feed.rss", "/etc/hosts", "<html><p>Fog.</p></html>"])
def test_what_is_no_feed_is_rejected_and_nothing_is_opened(content: str, helper: Worker) -> None:
    assert [str(record) for record in read_bytes(content, helper)] == ["news.rss: no RSS or Atom feed"]


def test_a_feed_without_entries_is_rejected(helper: Worker) -> None:
    assert [str(record) for record in read_bytes(rss(""), helper)] == ["news.rss: a feed without entries"]


def test_entities_that_multiply_are_not_multiplied(helper: Worker) -> None:
    entities = "<!ENTITY a0 'fogfogfog'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = (
        f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>"
        + rss("<item><description>&a9; fog</description></item>")[38:]
    )
    for record in read_bytes(bomb, helper):
        assert len(str(record)) < 10_000


def test_an_entity_never_brings_in_a_file(helper: Worker) -> None:
    content = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
        + rss("<item><description>fog &x; fog</description></item>")[38:]
    )
    for record in read_bytes(content, helper):
        assert "localhost" not in (record.text if isinstance(record, Article) else str(record))
