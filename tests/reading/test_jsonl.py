"""JSON lines: the field names of many tools, and a reason for every line that is no article."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading import Context, InputFile, jsonl, streams
from dedupe.reading.jsonl import read_jsonl
from dedupe.records import Article, Origin, Rejection

FILE = InputFile(path="wire.jsonl", key="wire/wire.jsonl", size=0, format="jsonl")


def read_bytes(content: bytes) -> tuple[list[Article | Rejection], list[str]]:
    warnings: list[str] = []
    return list(
        read_jsonl(FILE, io.BytesIO(content), Context(warn=lambda at, message: warnings.append(f"{at}: {message}")))
    ), warnings


def article(record: dict[str, Any]) -> Article:
    (read,), warnings = read_bytes(json.dumps(record).encode())
    assert isinstance(read, Article), str(read)
    assert not warnings
    return read


def reasons(lines: Sequence[bytes]) -> list[str]:
    return [str(record) for record in read_bytes(b"\n".join(lines))[0]]


def test_the_plain_field_names() -> None:
    record = {
        "id": "a1",
        "url": "https://x.example/1",
        "title": " Fog ",
        "text": " In the fog.\n",
        "date": "2031-05-04",
    }
    assert article(record) == Article(
        key="a1",
        text=" In the fog.\n",
        title="Fog",
        url="https://x.example/1",
        published_at="2031-05-04",
        origin=Origin(file="wire.jsonl", line=1),
    )


def test_the_field_names_of_news_please() -> None:
    read = article(
        {
            "authors": ["Ana Orr", " ", "Bo Li"], "date_download": "2031-05-04 10:00:00", "date_modify": None,
            "date_publish": "2031-05-03 08:00:00", "description": "Fog.", "image_url": None, "language": "en",
            "maintext": "In the fog.", "source_domain": "x.example", "title": "Fog", "url": "https://x.example/1",
        }
    )  # fmt: skip
    assert read.key == "https://x.example/1 2031-05-04T10:00:00Z"
    assert (read.byline, read.source, read.language) == ("Ana Orr, Bo Li", "x.example", "en")
    assert (read.published_at, read.modified_at) == ("2031-05-03T08:00:00Z", None)


def test_the_field_names_of_trafilatura() -> None:
    read = article(
        {
            "title": "Fog", "author": "Ana Orr; Bo Li", "hostname": "x.example", "date": "2031-05-03", "id": None,
            "fingerprint": "ab", "raw_text": "Fog In the fog.", "text": "In the fog.", "filedate": "2031-05-04",
            "source": "https://x.example/1", "source-hostname": "The X", "language": None,
        }
    )  # fmt: skip
    assert (read.url, read.source, read.text) == ("https://x.example/1", "The X", "In the fog.")
    assert (read.published_at, read.fetched_at) == ("2031-05-03", "2031-05-04")


def test_the_field_names_of_schema_org() -> None:
    read = article(
        {
            "@id": "fog-1", "headline": "Fog", "articleBody": "In the fog.", "inLanguage": "en",
            "author": [{"@type": "Person", "name": "Ana Orr"}], "publisher": {"name": "The X"},
            "datePublished": "2031-05-03T08:00:00+02:00", "dateModified": "2031-05-03T09:00:00Z",
        }
    )  # fmt: skip
    assert (read.key, read.title, read.byline, read.source) == ("fog-1", "Fog", "Ana Orr", "The X")
    assert (read.published_at, read.modified_at) == ("2031-05-03T06:00:00Z", "2031-05-03T09:00:00Z")


def test_the_first_name_of_the_table_that_is_not_empty_is_taken() -> None:
    assert article({"content": "Other.", "body": "In the fog.", "text": " "}).text == "In the fog."


def test_key_order_does_not_matter() -> None:
    record = {"_id": "b", "id": "a", "ID": "c", "body": "Other.", "text": "In the fog.", "date": "2031-05-04"}
    assert article(record) == article(dict(reversed(record.items())))
    assert article(record).key == "c"  # of equally long names the first of the alphabet


def test_a_number_as_id_is_kept_as_json_writes_it() -> None:
    assert article({"id": 7, "text": "Fog."}).key == "7"
    assert article({"id": 2**70, "text": "Fog."}).key == str(2**70)
    assert article({"id": 1.5, "text": "Fog."}).key == "1.5"
    assert article({"id": "007", "text": "Fog."}).key == "007"


def test_without_id_and_url_the_key_is_the_file_and_the_text() -> None:
    assert article({"text": "Two ferries collided."}).key == "wire/wire.jsonl#dd79ddde"
    assert article({"text": "Two ferries collided.", "url": "https://x.example"}).key == "https://x.example"


def test_a_date_that_cannot_be_read_is_warned_about_and_the_next_one_taken() -> None:
    (read,), warnings = read_bytes(b'{"text": "Fog.", "published": "last\\tweek", "date": "2031-05-04", "updated": 7}')
    assert isinstance(read, Article)
    assert (read.published_at, read.modified_at) == ("2031-05-04", None)
    assert warnings == [
        "wire.jsonl:1: the date 'last\\tweek' in 'published' cannot be read: left out",
        "wire.jsonl:1: the date '7' in 'updated' cannot be read: left out",
    ]


def test_a_number_of_seconds_is_a_date() -> None:
    assert article({"text": "Fog.", "published": 1_646_301_072}).published_at == "2022-03-03T09:51:12Z"


@pytest.mark.parametrize("level", ['[%s, "Bo Li"]', '{"name": [%s]}'])
def test_names_nested_however_deep_are_read(level: str) -> None:
    nested = '"Ana Orr"'
    for _ in range(300):
        nested = level % nested
    records, _ = read_bytes(b'{"text": "Fog.", "authors": %s}' % nested.encode())
    (record,) = records
    assert isinstance(record, Article)
    assert str(record.byline).startswith("Ana Orr")


def test_blank_lines_and_a_byte_order_mark_are_skipped_but_counted() -> None:
    records, _ = read_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\n \r\n{"text": "Two."}')
    assert [str(record.origin) for record in records] == ["wire.jsonl:1", "wire.jsonl:4"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "Fog', "broken JSON: the line ends before the object does"),
        (b'{"text": "Fog"} {', "broken JSON: trailing characters (byte 17)"),
        (b"Fog", "broken JSON: invalid character (byte 0)"),
        (b'{"text": NaN}', "broken JSON: invalid character (byte 9)"),
        (b'{"text": 1e999}', "broken JSON: number out of range"),
        (b'{"text": "\\ud83d fog"}', "broken JSON: a lone surrogate, \\ud83d"),
        (b'{"text": "fog \\udE00"}', "broken JSON: a lone surrogate, \\udE00"),
        (b'{"text": ' + b"[" * 100_000, "broken JSON: nested too deeply"),
        (b'["text"]', "not a JSON object but array"),
        (b"null", "not a JSON object but null"),
        (b'{"text": "f\xf6g"}', "invalid UTF-8: 0xf6 is byte 12 of line 1"),
        (b"{}", "no text: it has none of the fields text, maintext, articlebody, body, ..."),
        (b'{"Text": ""}', "empty article"),
        (b'{"text": null, "title": "Fog"}', "empty article"),
        (b'{"text": " \\u2026 "}', "empty article"),
        (b'{"text": ["Fog."]}', "the field 'text' holds a list where text is expected"),
        (b'{"text": "Fog.", "title": 7}', "the field 'title' holds a number where text is expected"),
        (b'{"text": "Fog.", "id": true}', "the field 'id' holds true or false where text is expected"),
        (b'{"text": "Fog.", "source": {"id": 1}}', "the field 'source' holds an object where text is expected"),
        (b'{"text": "Fog.\\u0000"}', "the field 'text' holds a NUL character at character 5"),
        (b'{"text": "Fog.", "id": "\\u0000"}', "the field 'id' holds a NUL character at character 1"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected_with_its_reason(line: bytes, reason: str) -> None:
    assert reasons([line]) == [f"wire.jsonl:1: {reason}"]


def test_the_rest_goes_on_after_a_bad_line() -> None:
    records, _ = read_bytes(b'{"text": "One."}\n\xff\n{"text": "Three."}\n')
    assert [type(record) for record in records] == [Article, Rejection, Article]
    assert str(records[1]) == "wire.jsonl:2: invalid UTF-8: 0xff is byte 1 of line 2"


def test_a_line_without_end_is_rejected_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (streams, jsonl):
        monkeypatch.setattr(module, "MAX_RECORD_BYTES", streams.MIB)
    long = json.dumps({"text": "fog " * streams.MIB}).encode()
    records, _ = read_bytes(long + b'\n{"text": "Two."}')
    assert str(records[0]) == "wire.jsonl:1: a line of more than 1 MiB"
    assert [str(record.origin) for record in records] == ["wire.jsonl:1", "wire.jsonl:2"]


@given(st.binary(max_size=100))
def test_any_bytes_give_articles_or_rejections(content: bytes) -> None:
    records, _ = read_bytes(content)
    assert all(isinstance(record, Article | Rejection) for record in records)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id"]), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(["id", "url", "text", "title", "authors", "source", "date", "other"]), JSON))
def test_any_record_gives_one_article_or_one_rejection_that_utf8_can_hold(record: dict[str, Any]) -> None:
    (read,), _ = read_bytes(json.dumps(record).encode())
    str(read).encode("utf-8")


PRINTED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
METADATA = PRINTED.map(str.strip).filter(bool) | st.none()


@given(
    key=PRINTED.map(lambda text: f"k{text}k"),
    text=PRINTED.map(lambda text: f"{text}w{text}"),
    title=METADATA,
    byline=METADATA,
)
def test_a_written_article_reads_the_same(key: str, text: str, title: str | None, byline: str | None) -> None:
    written = Article(
        key=key, text=text, title=title, byline=byline, published_at="2031-05-04", modified_at="2031-05-04T09:30:00Z",
        origin=Origin(file="wire.jsonl", line=1),
    )  # fmt: skip
    (read,), _ = read_bytes(msgspec.json.encode(written))
    assert read == written
