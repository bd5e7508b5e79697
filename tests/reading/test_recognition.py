"""What a file is by its first bytes, by its name, by what people say, and what no reader takes."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from dedupe.reading import InputFile, ReadingOptions, plan, planning, read
from dedupe.reading.recognition import format_by_content
from dedupe.reading.registry import FORMATS, PACKINGS, format_of
from dedupe.records import Article, Rejection


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b'{"text": "Fog."}\n{"text": "Mist."}\n', "jsonl"),
        (b'{"text": "Fog."}\n', "json"),
        (b'\xef\xbb\xbf  [{"text": "Fog."}]', "json"),
        (b'{\n  "text": "Fog."\n}', "json"),
        (b"{curly} prose", None),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "warc"),
        (b"PAR1\x15\x04", "parquet"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\n<!-- saved from url -->\n<HTML lang=en>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "html"),
        (b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (b'<?xml version="1.0"?><!-- made by x --><feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<?xml version='1.0'?><rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (b'<?xml version="1.0"?><urlset>', None),
        (b"Two ferries collided.", None),
        (b"id,text\n1,Fog.\n", None),
        (b"", None),
        (b"<!--" * 10_000, None),
    ],
)
def test_what_announces_itself_is_recognised(head: bytes, found: str | None) -> None:
    assert format_by_content(head, "", {}) == found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def formats(*inputs: str, options: ReadingOptions = ReadingOptions()) -> list[tuple[str, str, str]]:  # noqa: B008
    return [(file.key, file.format, file.packed) for file in plan(inputs, options).files]


def complaints(*inputs: str) -> list[str]:
    return [str(item) for item in plan(inputs).items if isinstance(item, Rejection)]


def test_a_file_without_a_suffix_is_recognised_packed_or_not(folder: Path) -> None:
    (folder / "a").write_bytes(b'{"text": "Fog."}\n{"text": "Mist."}\n')
    (folder / "b").write_bytes(gzip.compress(b'[{"text": "Fog."}]'))
    (folder / "c").write_bytes(b"prose")
    with zipfile.ZipFile(folder / "d", "w") as archive:
        archive.writestr("a.txt", "Fog.")
    assert formats("news") == [("news/a", "jsonl", ""), ("news/b", "json", ".gz"), ("news/d", "", ".zip")]
    assert plan(["news"]).skipped == {planning.NO_SUFFIX: 1}
    assert sum(isinstance(one, Article) for one in read(["news"])) == 4


def test_a_file_of_an_unknown_suffix_is_recognised_only_where_it_is_named(folder: Path) -> None:
    (folder / "a.dat").write_bytes(b'{"text": "Fog."}')
    (folder / "b.dat").write_bytes(b"prose")
    assert formats("news") == []
    assert formats("news/a.dat") == [("news/a.dat", "json", "")]
    assert complaints("news/b.dat") == ["news/b.dat: no reader for .dat files"]


def test_a_table_without_texts_is_no_table_of_articles(folder: Path) -> None:
    (folder / "truth.csv").write_text("id,story,version\na,b,1\n")
    (folder / "a.csv").write_text("id,text\n1,Fog.\n")
    (folder / "b.csv.gz").write_bytes(gzip.compress(b"id,text\n1,Fog.\n"))
    (folder / "c.csv.gz").write_bytes(b"torn")
    assert formats("news") == [("news/a.csv", "csv", ""), ("news/b.csv.gz", "csv", ".gz")]
    assert plan(["news"]).skipped == {".csv": 1, ".csv.gz": 1}
    mapped = ReadingOptions(columns={"text": "story"})
    assert formats("news", options=mapped) == [("news/truth.csv", "csv", "")]
    assert [str(one) for one in read(["news/truth.csv"])] == [
        "news/truth.csv:1: no column holds a text; --map text=COLUMN names one of: id, story, version"
    ]


def test_xml_is_read_where_it_is_a_feed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedupe.reading.registry.is_there", lambda _: True)
    (folder / "feed.xml").write_text('<?xml version="1.0"?><rss version="2.0"></rss>')
    (folder / "sitemap.xml").write_text('<?xml version="1.0"?><urlset/>')
    assert formats("news") == [("news/feed.xml", "feed", "")]
    assert complaints("news/sitemap.xml") == ["news/sitemap.xml: neither a feed nor NewsML-G2: other XML is not read"]


def test_what_people_say_overrules_every_name(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b'{"text": "Fog."}')
    (folder / "b.php").write_bytes(b'{"text": "Mist."}')
    (folder / "c.gz").write_bytes(gzip.compress(b'{"text": "Rain."}'))
    options = ReadingOptions(format="jsonl")
    assert [name for _, name, _ in formats("news", options=options)] == ["jsonl"] * 3
    assert [one.text for one in read(["news"], options=options) if isinstance(one, Article)] == [
        "Fog.",
        "Mist.",
        "Rain.",
    ]
    assert formats("-", options=ReadingOptions(format="csv")) == [("-", "csv", "")]


def test_a_missing_package_is_named_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedupe.reading.registry.is_there", lambda package: package != "trafilatura")
    for number in range(1200):
        (folder / f"{number:04}.html").touch()
    (folder / "a.warc").touch()
    (folder / "b.txt").write_text("Fog.")
    found = plan(["news"]).items
    assert [str(item) for item in found if isinstance(item, Rejection)] == [
        "news/0000.html: this needs trafilatura, which is not installed: pip install 'newsfold[html]' (and 1,199 more files)",
        "news/a.warc: this needs trafilatura, which is not installed: pip install 'newsfold[html]'",
    ]
    assert [item.key for item in found if isinstance(item, InputFile)] == ["news/b.txt"]


def test_a_missing_decompressor_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedupe.reading.extras.is_there", lambda _: False)
    monkeypatch.setattr("dedupe.reading.unpacking.ZSTD", "backports.zstd")
    (folder / "a.txt.zst").touch()
    assert [str(one) for one in read(["news/a.txt.zst"])] == [
        "news/a.txt.zst: this needs backports.zstd, which is not installed: pip install 'newsfold[zstd]'"
    ]


def test_no_suffix_stands_for_two_formats() -> None:
    suffixes = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert not set(suffixes) & set(PACKINGS)
    assert all(format_of(suffix) for suffix in suffixes)
