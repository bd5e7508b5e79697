"""Parquet: the columns that stand for a field, row group by row group, and damage named."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import pytest

from dedupe.errors import InputError
from dedupe.reading import Context, InputFile, ReadingOptions, parquet
from dedupe.reading.parquet import read_parquet
from dedupe.records import Article, Rejection

arrow = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
writing = pytest.importorskip("pyarrow.parquet")


def written(rows: list[dict[str, Any]], **options: Any) -> bytes:
    sink = io.BytesIO()
    writing.write_table(arrow.Table.from_pylist(rows), sink, **options)
    return sink.getvalue()


def read_bytes(content: bytes, columns: Mapping[str, str] = {}) -> list[Article | Rejection]:
    file = InputFile(path="news.parquet", key="folder/news.parquet", size=len(content), format="parquet")
    context = Context(options=ReadingOptions(columns=columns))
    return list(read_parquet(file, io.BytesIO(content), context))


def test_the_columns_of_cc_news() -> None:
    row = {
        "title": "Fog", "text": "In the fog.", "domain": "x.example", "date": "2031-05-04 08:00:00", "description": "Fog.",
        "url": "https://x.example/1", "image_url": "",
    }  # fmt: skip
    (read,) = read_bytes(written([row]))
    assert isinstance(read, Article)
    assert (read.key, read.title, read.text, read.source) == ("https://x.example/1", "Fog", "In the fog.", "x.example")
    assert (read.published_at, read.origin.line) == ("2031-05-04T08:00:00Z", 1)


def test_times_and_lists_are_read_by_their_types() -> None:
    moment = dt.datetime(2031, 5, 4, 8, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    row = {
        "text": "Fog.",
        "published": moment,
        "updated": dt.date(2031, 5, 5),
        "authors": ["Ana Orr", "Bo Li"],
        "id": 7,
    }
    (read,) = read_bytes(written([row]))
    assert isinstance(read, Article)
    assert (read.published_at, read.modified_at) == ("2031-05-04T06:00:00Z", "2031-05-05")
    assert (read.byline, read.key) == ("Ana Orr, Bo Li", "7")


def test_a_row_that_is_no_article_is_rejected_by_its_number() -> None:
    rows = [{"text": f"Fog {number}."} for number in range(200)]
    rows[150] = {"text": ""}
    records = read_bytes(written(rows, row_group_size=7))
    assert len(records) == 200
    assert [str(one) for one in records if isinstance(one, Rejection)] == ["news.parquet:151: empty article"]


def test_a_file_without_a_column_of_texts_is_rejected() -> None:
    content = written([{"a": 1, "story": "Fog."}])
    with pytest.raises(InputError, match=r"^no column holds a text; --map text=COLUMN names one of: a, story$"):
        read_bytes(content)
    assert len(read_bytes(content, {"text": "story"})) == 1


def test_other_columns_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    monkeypatch.setattr(parquet, "records_of", lambda record, *_: seen.append(set(record)) or iter(()))
    read_bytes(written([{"text": "Fog.", "embedding": [0.1] * 50, "html": "<p>Fog."}]))
    assert seen == [{"text"}]


@pytest.mark.parametrize(
    "content", [b"", b"fog", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", written([{"text": "Fog."}])[:-9]]
)
def test_a_damaged_file_is_named(content: bytes) -> None:
    (record,) = read_bytes(content)
    assert str(record).startswith("news.parquet: damaged Parquet file: ")


def test_a_flipped_byte_in_a_text_is_found_where_there_are_sums() -> None:
    rows = [{"text": "fog " * 10 + str(number)} for number in range(9)]
    content = bytearray(
        written(rows, write_page_checksum=True, compression="none", use_dictionary=False, write_statistics=False)
    )
    content[content.index(b"fog fog") + 4] ^= 1
    assert any("damaged Parquet file" in str(record) for record in read_bytes(bytes(content)))


def test_any_flipped_byte_gives_articles_or_rejections() -> None:
    content = written([{"text": f"Fog {number}.", "id": number} for number in range(20)])
    for place in range(0, len(content), 7):
        flipped = bytearray(content)
        flipped[place] ^= 0x55
        try:
            for record in read_bytes(bytes(flipped)):
                str(record).encode()
        except InputError as error:
            str(error).encode()


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = written([{"text": "fog " * 1_000_000}] * 3, compression="zstd", use_dictionary=False)
    monkeypatch.setattr(parquet, "EXPANSION_FREE", 1_000_000)
    with pytest.raises(InputError, match=r"^the Parquet file expands more than 200 times: taken for a bomb$"):
        read_bytes(content)


def test_a_stream_that_cannot_go_back_is_no_parquet_file() -> None:
    class Flowing(io.BytesIO):
        def seekable(self) -> bool:
            return False

    file = InputFile(path="-", key="-", size=0, format="parquet")
    with pytest.raises(InputError, match="unpack what it is in first"):
        list(read_parquet(file, Flowing(b""), Context()))
