"""Text files: headers, date, title, and a body that stays exactly as it came."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading import Context, InputFile, read
from dedupe.reading.plain import read_plain
from dedupe.records import Article, Origin, Rejection

FILE = InputFile(path="news/fire.txt", key="news/fire.txt", size=0, format="text")


def read_bytes(content: bytes) -> tuple[Article | Rejection, list[str]]:
    warnings: list[str] = []
    (record,) = read_plain(
        FILE, io.BytesIO(content), Context(warn=lambda origin, message: warnings.append(f"{origin}: {message}"))
    )
    return record, warnings


def article(content: str) -> Article:
    record, warnings = read_bytes(content.encode())
    assert isinstance(record, Article)
    assert not warnings
    return record


def test_headers_date_and_title_become_metadata() -> None:
    assert article(
        "Source: Harbour Post\n\ndate 2031-05-04\n\nTwo ferries collide\n\n  In the fog.\r\n\r\n"
    ) == Article(
        key="news/fire.txt",
        text="  In the fog.\r\n\r\n",
        title="Two ferries collide",
        source="Harbour Post",
        published_at="2031-05-04",
        origin=Origin(file="news/fire.txt"),
    )


def test_a_date_may_stand_before_the_first_words() -> None:
    read = article(" date 2031-05-04 In the fog two ferries collided.\n\nMore.")
    assert (read.published_at, read.title, read.text) == (
        "2031-05-04",
        None,
        "In the fog two ferries collided.\n\nMore.",
    )


@pytest.mark.parametrize(
    "content",
    [
        "In the fog two ferries collided.",
        "\n\n  In the fog.\r\n\r\nMore.  \n\n",
        "date 2031-02-30 In the fog.",
        "dated 2031-05-04 In the fog.",
        "Weather: bad\nWind: none\n\nIn the fog.",
        "渡輪在薩拉馬港外相撞，三人死亡。\n\n當局正在調查。\n",
    ],
)
def test_what_is_no_metadata_stays_in_the_body(content: str) -> None:
    read = article(content)
    assert (read.text, read.published_at, read.title) == (content, None, None)


def test_a_header_decides_over_the_date_in_the_text() -> None:
    read = article("Date: 2031-05-05\n\ndate 2031-05-04 In the fog.")
    assert (read.published_at, read.text) == ("2031-05-05", "date 2031-05-04 In the fog.")


def test_a_title_of_the_headers_that_stands_again_is_no_paragraph() -> None:
    read = article("Title: Fog. Again\n\nFog. Again\n\nIn the fog.")
    assert (read.title, read.text) == ("Fog. Again", "In the fog.")


def test_an_id_in_the_headers_is_the_key() -> None:
    assert article("Id: fog-1\n\nIn the fog.").key == "fog-1"


def test_a_byte_order_mark_is_dropped() -> None:
    record, _ = read_bytes(b"\xef\xbb\xbfIn the fog.")
    assert isinstance(record, Article)
    assert record.text == "In the fog."


def test_a_header_date_that_cannot_be_read_is_warned_about() -> None:
    record, warnings = read_bytes(b"Title: Fog\nDate: last Tuesday\n\nIn the fog.")
    assert isinstance(record, Article)
    assert (record.title, record.published_at) == ("Fog", None)
    assert warnings == ["news/fire.txt: the date 'last Tuesday' in 'Date' cannot be read: left out"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty article"),
        (b" \n\xef\xbb\xbf", "empty article"),
        (b"Title: Fog\n\n...\n", "empty article"),
        (b"In the f\xf6g.", "invalid UTF-8: 0xf6 is byte 9 of line 1"),
        (b"One.\nTwo.\n\xff", "invalid UTF-8: 0xff is byte 1 of line 3"),
        ("In the fog.".encode("utf-16"), "invalid UTF-8: 0xff is byte 1 of line 1"),
        (b"In\0the fog.", "the file holds a NUL character at character 3"),
    ],
)
def test_what_is_no_article_is_rejected_with_its_reason(content: bytes, reason: str) -> None:
    record, _ = read_bytes(content)
    assert str(record) == f"news/fire.txt: {reason}"


@given(st.binary(max_size=200) | st.text(alphabet="Title: date2031-05-04\n\rAa.界", max_size=80).map(str.encode))
def test_any_bytes_are_an_article_that_ends_the_file_or_a_rejection(content: bytes) -> None:
    record, _ = read_bytes(content)
    if isinstance(record, Article):
        assert content.endswith(record.text.encode())


def test_the_two_real_versions_of_a_story(real_data: Path) -> None:
    first, second = read([str(real_data / "kherson")])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [first.key, second.key] == ["kherson/000_42f3e89d36c4572a.txt", "kherson/002_6f1593e0a2f113d6.txt"]
    assert (first.title, first.published_at) == (None, "2022-03-03")
    assert first.text.startswith("The city of Kherson")
    assert first.text.endswith(".\n\n")
    assert second.title is not None
    assert second.title.endswith("key Ukrainian city of Kherson")
    assert second.published_at is None
    assert second.text.startswith("ITV News")
    assert second.text.endswith("Ukraine.")
