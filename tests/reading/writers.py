"""The same articles written in every format, by the programs that write those formats."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dedupe.records import Article

Written = Callable[[Sequence[Article], Path], Path]
"""Writes articles below a folder, and returns what to read."""


def page_of(article: Article) -> str:
    """A page as a newspaper has it: navigation, the article, its neighbours, a footer; the rest in JSON-LD."""
    declared = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": article.published_at,
        "author": {"@type": "Person", "name": article.byline}, "publisher": {"@type": "Organization", "name": article.source},
    }  # fmt: skip
    paragraphs = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in article.text.strip().split("\n\n"))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(article.title or "")} | The Site</title>
<link rel="canonical" href="{html.escape(article.url or "")}">
<script type="application/ld+json">{json.dumps(declared)}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{html.escape(article.title or "")}</h1>
{paragraphs}</article></main>
<footer><p>All rights reserved.</p></footer></body></html>"""


def row_of(article: Article) -> dict[str, Any]:
    """An article under the names of a crawler."""
    return {
        "title": article.title, "maintext": article.text, "url": article.url, "source_domain": article.source,
        "authors": article.byline, "date_publish": article.published_at,
    }  # fmt: skip


def ninjs_1(article: Article) -> dict[str, Any]:
    return {
        "uri": f"urn:news:{article.url}", "type": "text", "version": "1", "versioncreated": article.published_at,
        "pubstatus": "usable", "headline": article.title, "byline": article.byline, "body_text": article.text,
        "copyrightholder": article.source,
    }  # fmt: skip


def ninjs_2(article: Article) -> dict[str, Any]:
    bodies = [
        {"role": "teaser", "contenttype": "text/html", "value": "<p>A teaser.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": article.text},
    ]
    return ninjs_1(article) | {
        "standard": {"name": "ninjs", "version": "2.1"}, "headline": None, "body_text": None, "bodies": bodies,
        "headlines": [{"role": "main", "value": article.title}], "infosources": [{"name": article.source}],
    }  # fmt: skip


def ninjs_3(article: Article) -> dict[str, Any]:
    marked_up = "".join(f"<p>{html.escape(one)}</p>" for one in article.text.strip().split("\n\n"))
    return {
        "uri": f"urn:news:{article.url}", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": article.published_at,
        "firstCreated": article.published_at, "pubStatus": "usable", "by": article.byline, "copyrightHolder": article.source,
        "headlines": [{"role": "main", "value": article.title}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": marked_up}],
    }  # fmt: skip


def json_ld(article: Article) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "The Site"},
            {"@type": "Organization", "@id": "#publisher", "name": article.source},
            {"@type": ["NewsArticle"], "headline": article.title, "articleBody": article.text, "url": article.url,
             "author": {"@id": "#author"}, "publisher": {"@id": "#publisher"}, "datePublished": article.published_at},
            {"@type": "Person", "@id": "#author", "name": article.byline},
        ],
    }  # fmt: skip


def rows(articles: Sequence[Article]) -> list[dict[str, Any]]:
    return [row_of(article) for article in articles]


def write_jsonl(articles: Sequence[Article], folder: Path) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows(articles)), encoding="utf-8")
    return path


def write_json(shape: Callable[[Article], Mapping[str, Any]]) -> Written:
    def write(articles: Sequence[Article], folder: Path) -> Path:
        path = folder / "articles.json"
        path.write_text(
            json.dumps([shape(article) for article in articles], indent=1, ensure_ascii=False), encoding="utf-8"
        )
        return path

    return write


def write_envelope(articles: Sequence[Article], folder: Path) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps({"status": "ok", "articles": rows(articles)}), encoding="utf-8")
    return path


def write_table(suffix: str, **dialect: Any) -> Written:
    def write(articles: Sequence[Article], folder: Path) -> Path:
        path = folder / f"articles{suffix}"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(row_of(articles[0])), **dialect)
            writer.writeheader()
            writer.writerows(rows(articles))
        return path

    return write


def write_parquet(articles: Sequence[Article], folder: Path) -> Path:
    arrow = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = folder / "articles.parquet"
    table = arrow.Table.from_pylist([row | {"embedding": [0.5] * 8} for row in rows(articles)])
    parquet.write_table(table, path, row_group_size=5, write_page_checksum=True)
    return path


def write_html(articles: Sequence[Article], folder: Path) -> Path:
    pytest.importorskip("trafilatura", reason="the extra html is not installed")
    below = folder / "pages"
    below.mkdir()
    for number, article in enumerate(articles):
        (below / f"{number:02}.html").write_text(page_of(article), encoding="utf-8")
    return below


def write_warc(suffix: str) -> Written:
    def write(articles: Sequence[Article], folder: Path) -> Path:
        pytest.importorskip("trafilatura", reason="the extra html is not installed")
        warcio = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
        headers = pytest.importorskip("warcio.statusandheaders")
        path = folder / f"crawl{suffix}"
        with path.open("wb") as stream:
            writer = warcio.WARCWriter(stream, gzip=suffix.endswith(".gz"))
            written = [writer.create_warcinfo_record(path.name, {"software": "a test"})]
            for article in articles:
                answer = headers.StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                written.append(writer.create_warc_record(
                    article.url, "response", payload=io.BytesIO(page_of(article).encode()), http_headers=answer,
                    warc_headers_dict={"WARC-Date": article.published_at},
                ))  # fmt: skip
            for record in written:
                writer.write_record(record)
                record.raw_stream.close()
        return path

    return write


def write_feed(kind: str) -> Written:
    def write(articles: Sequence[Article], folder: Path) -> Path:
        pytest.importorskip("feedparser", reason="the extra feed is not installed")
        feedgen = pytest.importorskip("feedgen.feed", reason="feedgen is not installed")
        feed = feedgen.FeedGenerator()
        feed.id("https://feed.example/")
        feed.title("The Site")
        feed.link(href="https://feed.example/")
        feed.description("News")
        for article in articles:
            entry = feed.add_entry(order="append")
            entry.id(f"id-{article.url}")
            entry.title(article.title)
            entry.link(href=article.url)
            if article.byline:
                entry.author(name=article.byline, email="desk@feed.example")
            entry.content(
                "".join(f"<p>{html.escape(one)}</p>" for one in article.text.strip().split("\n\n")),
                type="html" if kind == "atom" else "CDATA",
            )
            entry.source(url="https://feed.example/", title=article.source)
            entry.published(article.published_at)
            entry.updated(article.published_at)
        path = folder / f"feed.{kind}"
        (feed.rss_file if kind == "rss" else feed.atom_file)(str(path))
        return path

    return write


IPTC = "http://iptc.org/std/nar/2006-10-01/"


def news_item(article: Article) -> ET.Element:
    """A news item of NewsML-G2, its text as XHTML."""
    item = ET.Element(f"{{{IPTC}}}newsItem", guid=f"urn:newsml:{article.url}", version="1", standard="NewsML-G2")

    def add(path: str, text: str | None = None, **attributes: str) -> ET.Element:
        at = item
        for name in path.split("/"):
            found = at.find(f"{{{IPTC}}}{name}")
            is_last = path.endswith(f"/{name}")
            at = ET.SubElement(at, f"{{{IPTC}}}{name}") if found is None or is_last else found
        at.text, at.attrib = text, attributes
        return at

    add("itemMeta/itemClass", qcode="ninat:text")
    add("itemMeta/provider")
    add("itemMeta/provider/name", article.source)
    add("itemMeta/versionCreated", article.published_at)
    add("itemMeta/pubStatus", qcode="stat:usable")
    if article.byline:
        add("contentMeta/by", article.byline)
    add("contentMeta/headline", article.title)
    body = ET.SubElement(
        add("contentSet/inlineXML", contenttype="application/xhtml+xml"), "{http://www.w3.org/1999/xhtml}html"
    )
    ET.SubElement(
        ET.SubElement(body, "{http://www.w3.org/1999/xhtml}head"), "{http://www.w3.org/1999/xhtml}title"
    ).text = "No part of it"
    page = ET.SubElement(body, "{http://www.w3.org/1999/xhtml}body")
    for paragraph in article.text.strip().split("\n\n"):
        ET.SubElement(page, "{http://www.w3.org/1999/xhtml}p").text = paragraph
    return item


def write_newsml(articles: Sequence[Article], folder: Path) -> Path:
    """The message of an agency, with a picture between its texts."""
    message = ET.Element(f"{{{IPTC}}}newsMessage")
    items = ET.SubElement(message, f"{{{IPTC}}}itemSet")
    for number, article in enumerate(articles):
        items.append(news_item(article))
        if number == 0:
            picture = ET.SubElement(items, f"{{{IPTC}}}newsItem", guid="urn:newsml:picture")
            meta = ET.SubElement(picture, f"{{{IPTC}}}itemMeta")
            ET.SubElement(meta, f"{{{IPTC}}}itemClass", qcode="ninat:picture")
    path = folder / "message.xml"
    ET.ElementTree(message).write(path, encoding="utf-8", xml_declaration=True)
    return path


FORMATS: Mapping[str, Written] = {
    "JSON lines": write_jsonl,
    "JSON": write_json(row_of),
    "JSON of an API": write_envelope,
    "JSON-LD": write_json(json_ld),
    "ninjs 1": write_json(ninjs_1),
    "ninjs 2": write_json(ninjs_2),
    "ninjs 3": write_json(ninjs_3),
    "CSV": write_table(".csv"),
    "CSV with semicolons": write_table(".csv", delimiter=";", quoting=csv.QUOTE_ALL),
    "TSV": write_table(".tsv", delimiter="\t"),
    "Parquet": write_parquet,
    "HTML": write_html,
    "WARC": write_warc(".warc"),
    "gzipped WARC": write_warc(".warc.gz"),
    "RSS": write_feed("rss"),
    "Atom": write_feed("atom"),
    "NewsML-G2": write_newsml,
}
"""What people call a format -> how it is written."""
