"""WARC files: pages become articles, revisits sightings, everything else is counted, and damage is named."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe import pipeline
from dedupe.reading import Context, InputFile, captures, read
from dedupe.reading.warc import read_warc
from dedupe.reading.warc_records import records
from dedupe.reading.worker import Worker
from dedupe.records import Article, Rejection
from dedupe.store import open_store

FILE = InputFile(path="crawl.warc", key="folder/crawl.warc", size=0, format="warc")
TEXT = "Two ferries collided in the fog off Port Hallam early on Sunday, the coastguard of the county said."
PAGE = f"<html><head><title>Fog</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


@pytest.fixture(scope="module")
def helper() -> Iterator[Worker]:
    pytest.importorskip("trafilatura", reason="the extra html is not installed")
    one = Worker()
    yield one
    one.close()


def record(kind: str, block: bytes, address: str = "https://x.example/1", **headers: str) -> bytes:
    told = {
        "WARC-Type": kind, "WARC-Target-URI": address, "WARC-Date": "2031-05-04T09:30:00Z",
        "Content-Type": "application/http; msgtype=response", "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes = PAGE, head: bytes = HTML, **headers: str) -> bytes:
    return record("response", head + b"\r\n" + body, **headers)


def read_bytes(
    content: bytes, helper: Worker | None = None, passed: Counter[str] | None = None
) -> list[Article | Rejection]:
    context = Context(worker=helper or Worker(), passed=Counter() if passed is None else passed)
    return [*read_warc(FILE, io.BytesIO(content), context), *context.late_sightings()]


def told(found: Sequence[Article | Rejection]) -> list[str]:
    return [one.text if isinstance(one, Article) else str(one) for one in found]


def test_a_page_is_named_by_its_address_and_when_it_was_fetched(helper: Worker) -> None:
    (read,) = read_bytes(response(), helper)
    assert isinstance(read, Article)
    assert (read.key, read.text, read.title) == ("https://x.example/1 2031-05-04T09:30:00Z", TEXT, "Fog")
    assert (read.url, read.fetched_at, read.origin.line) == ("https://x.example/1", "2031-05-04T09:30:00Z", 1)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(PAGE), HTML + b"Content-Encoding: gzip\r\n"),
        (PAGE, HTML + b"Content-Encoding: gzip\r\n"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), HTML + b"Transfer-Encoding: chunked\r\n"),
        (b"5;x=y\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (PAGE[:5], len(PAGE) - 5, PAGE[5:]), HTML + b"Transfer-Encoding: chunked\r\n"),
        (PAGE, HTML + b"Transfer-Encoding: chunked\r\n"),
        (PAGE, HTML.replace(b"\r\n", b"\n") + b"X-Odd: \xff\n"),
    ],
)  # fmt: skip
def test_a_page_is_unpacked_as_it_was_sent(body: bytes, head: bytes, helper: Worker) -> None:
    end = b"\r\n" if b"\r\n" in head else b"\n"
    assert told(read_bytes(record("response", head + end + body), helper)) == [TEXT]


def test_what_is_no_page_is_counted_by_kind() -> None:
    passed: Counter[str] = Counter()
    content = (
        record("warcinfo", b"software: x\r\n", address="", Content_Type="application/warc-fields")
        + record("request", b"GET / HTTP/1.1\r\n\r\n")
        + response(b"", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n")
        + response(b"\x89PNG", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
        + response(b"", b"nonsense\r\n")
        + record("response", b"93.184.216.34", address="dns:x.example", Content_Type="text/dns")
    )
    assert read_bytes(content, passed=passed) == []
    assert passed == {
        "warcinfo records": 1, "request records": 1, "responses of status 404": 1, "responses of type image/png": 1,
        "responses without a status": 1, "response records": 1,
    }  # fmt: skip


def test_text_that_was_cut_out_already_is_taken_as_it_is() -> None:
    content = record("conversion", b"In the fog.\n", Content_Type="text/plain")
    assert told(read_bytes(content)) == ["In the fog.\n"]


def test_a_revisit_is_the_capture_that_it_refers_to_at_another_time(helper: Worker) -> None:
    content = response() + record(
        "revisit", b"", WARC_Date="2031-05-05T09:30:00Z", WARC_Refers_To_Date="2031-05-04T09:30:00Z",
        WARC_Refers_To_Target_URI="https://x.example/1",
    )  # fmt: skip
    first, again = read_bytes(content, helper)
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert (again.key, again.text) == (first.key, first.text)
    assert again.fetched_at == "2031-05-05T09:30:00Z"


def test_the_store_takes_a_revisit_for_a_sighting(helper: Worker, tmp_path_factory: pytest.TempPathFactory) -> None:
    del helper
    folder = tmp_path_factory.mktemp("crawl")
    revisit = record("revisit", b"", WARC_Date="2031-05-05T09:30:00Z", WARC_Refers_To_Date="2031-05-04T09:30:00Z")
    stray = record("revisit", b"", WARC_Date="2031-05-05T09:30:00Z", WARC_Refers_To_Date="2030-01-01T00:00:00Z")
    (folder / "crawl.warc").write_bytes(response() + revisit + stray + record("request", b""))
    with open_store(folder / "a.db", create=True) as store:
        summary = pipeline.ingest(store, [str(folder / "crawl.warc")], clock=lambda: "2031-06-01T00:00:00Z")
    assert (summary.stored, summary.sighted, summary.rejected) == (1, 1, 0)
    assert summary.notices == ("2 passed over: 1 request records, 1 revisits of captures that are not at hand",)


def test_only_the_latest_articles_are_remembered(helper: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "MAX_REMEMBERED", len(TEXT) + 10)
    passed: Counter[str] = Counter()
    revisit = record("revisit", b"", WARC_Refers_To_Date="2031-05-04T09:30:00Z")
    content = response() + response(address="https://x.example/2") + revisit
    assert len(read_bytes(content, helper, passed)) == 2
    assert passed == {"revisits of captures that are not at hand": 1}


SUM = {"WARC_Payload_Digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}


@pytest.mark.parametrize(
    "told_by",
    [
        {"WARC_Refers_To_Date": "2031-05-04T09:30:00Z", "WARC_Refers_To_Target_URI": "https://x.example/1"},
        {"WARC_Refers_To": "<urn:uuid:1>"},
        SUM,
    ],
)
@pytest.mark.parametrize("names", [("1.warc", "2.warc"), ("2.warc", "1.warc")])
def test_a_revisit_finds_its_page_in_another_file_before_or_after(
    names: tuple[str, str], told_by: dict[str, str], helper: Worker, tmp_path: Path
) -> None:
    del helper
    (tmp_path / names[0]).write_bytes(response(WARC_Record_ID="<urn:uuid:1>", **SUM))
    (tmp_path / names[1]).write_bytes(record("revisit", b"", WARC_Date="2031-05-05T09:30:00Z", **told_by))
    found = [one for one in read([str(tmp_path)]) if isinstance(one, Article)]
    assert [one.fetched_at for one in found] == ["2031-05-04T09:30:00Z", "2031-05-05T09:30:00Z"]
    assert found[0].text == found[1].text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["crawl.warc: no WARC record in it"]),
        (b"fog\nfog\n", ["crawl.warc:1: damaged WARC file: no record begins where one should"]),
        (record("request", b"GET")[:-6], ["crawl.warc:2: the WARC file is cut short"]),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", ["crawl.warc:1: damaged WARC file: a record without a length"]),
        (b"WARC/1.0\r\nContent-Length: -1\r\n\r\n", ["crawl.warc:1: damaged WARC file: a record without a length"]),
        (b"WARC/1.0\r\nContent-Length: " + b"9" * 4000 + b"\r\n\r\n", [
            "crawl.warc:1: damaged WARC file: a record without a length"]),
        (b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nfog", ["crawl.warc:2: the WARC file is cut short"]),
        (b"WARC/1.0\r\nX: y", ["crawl.warc:1: damaged WARC file: a record without a length"]),
    ],
)  # fmt: skip
def test_a_damaged_file_says_how(content: bytes, expected: list[str]) -> None:
    assert told(read_bytes(content)) == expected


def test_after_damage_the_next_record_is_read() -> None:
    conversion = record("conversion", b"In the fog.", Content_Type="text/plain")
    assert told(read_bytes(b"garbage\r\nmore\r\n" + conversion + b"x" * 99 + b"\r\n" + conversion)) == [
        "crawl.warc:1: damaged WARC file: no record begins where one should", "In the fog.",
        "crawl.warc:3: damaged WARC file: no record begins where one should", "In the fog.",
    ]  # fmt: skip


def test_a_page_that_expands_or_has_no_article_is_rejected_by_its_address(helper: Worker) -> None:
    bomb = response(gzip.compress(bytes(64 << 20)), HTML + b"Content-Encoding: gzip\r\n")
    torn = response(b"\x1f\x8b" + b"fog" * 9, HTML + b"Content-Encoding: gzip\r\n")
    found = told(read_bytes(bomb + torn + response(b"<html></html>") + response(), helper))
    assert found[0] == "crawl.warc:1: https://x.example/1: a page of more than 16 MiB"
    assert found[1].startswith("crawl.warc:2: https://x.example/1: damaged content: ")
    assert found[2:] == ["crawl.warc:3: https://x.example/1: no article in the page", TEXT]


@given(st.binary(max_size=300))
def test_any_bytes_give_records_and_reasons(content: bytes) -> None:
    for one in read_bytes(b"WARC/1.0\r\nContent-Length: 5\r\n\r\nfog!\n\r\n\r\n" + content) + read_bytes(content):
        str(one).encode()


def test_the_records_are_those_that_fastwarc_sees() -> None:
    fastwarc = pytest.importorskip("fastwarc.warc", reason="fastwarc is not installed")
    content = b"".join(response(PAGE * number, address=f"https://x.example/{number}") for number in range(1, 6))
    theirs = [
        (one.headers["WARC-Target-URI"], one.reader.read())
        for one in fastwarc.ArchiveIterator(io.BytesIO(content), parse_http=False)
    ]
    ours = [
        (one.headers["warc-target-uri"], one.block.read(1 << 20))
        for one in records(io.BytesIO(content))
        if not isinstance(one, str)
    ]
    assert ours == theirs
