"""CSV and TSV: strict about quotes and cells, and a reason for every row that is no article."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading import Context, InputFile, ReadingOptions, tables
from dedupe.reading.tables import has_text_column, read_csv, read_tsv
from dedupe.records import Article, Rejection

FILE = InputFile(path="export.csv", key="folder/export.csv", size=0, format="csv")


def read_bytes(content: bytes, columns: Mapping[str, str] = {}) -> list[Article | Rejection]:
    context = Context(options=ReadingOptions(columns=columns))
    return list(read_csv(FILE, io.BytesIO(content), context))


def told(content: str | bytes, columns: Mapping[str, str] = {}) -> list[str]:
    """The texts, and the rejections in words."""
    records = read_bytes(content.encode() if isinstance(content, str) else content, columns)
    return [record.text if isinstance(record, Article) else str(record) for record in records]


def test_the_columns_of_media_cloud() -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n"
    (read,) = read_bytes(
        header.encode()
        + b'a1,2031-05-05 01:02:03,en,The X,x.example,2031-05-04,"Fog, again",https://x.example/1,"In the\nfog."\n'
    )
    assert isinstance(read, Article)
    assert (read.key, read.source, read.language, read.text) == ("a1", "The X", "en", "In the\nfog.")
    assert (read.published_at, read.fetched_at) == ("2031-05-04", "2031-05-05T01:02:03Z")


def test_the_columns_of_the_older_media_cloud() -> None:
    (read,) = read_bytes(
        b"stories_id,publish_date,title,url,language,media_id,media_name,media_url,story_text\n"
        b"17,2031-05-04 06:00:00,Fog,https://x.example/1,en,4,The X,https://x.example/,In the fog.\n",
        {"text": "story_text"},
    )
    assert isinstance(read, Article)
    assert (read.key, read.text, read.published_at) == ("17", "In the fog.", "2031-05-04T06:00:00Z")


def test_an_id_stays_as_it_is_written() -> None:
    (read,) = read_bytes(b"id,text\n007,Fog.\n")
    assert isinstance(read, Article)
    assert read.key == "007"


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_the_first_row_tells_the_delimiter(delimiter: str) -> None:
    header, row = delimiter.join(["id", "a, b; c", "text"]), delimiter.join(["1", "x", '"One; two, three."'])
    if delimiter in ",;":
        header = header.replace("a, b; c", '"a, b; c"')
    assert told(f"{header}\n{row}\n") == ["One; two, three."]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert told("\ufefftext,id\nFog.,1\n") == ["Fog."]


def test_a_row_of_several_lines_has_the_number_of_its_first() -> None:
    records = read_bytes(b'text\n"One\n\ntwo."\n"Three."\n')
    assert [record.origin.line for record in records] == [2, 5]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('id,text\n1,"a" b\n2,Fog.\n', ["export.csv:2: broken row: ',' expected after '\"'", "Fog."]),
        ('id,text\n1,"never closed\n2,Fog.\n', ["export.csv:2: broken row: a quote that is never closed"]),
        ("id,text\n1\n2,Fog.,x\n3,Fog.\n", [
            "export.csv:2: a row of 1 cells where there are 2 columns",
            "export.csv:3: a row of 3 cells where there are 2 columns", "Fog."]),
        ("id,text\n\n,\n1,Fog.\n", ["Fog."]),
        ("id,text\n1,\n", ["export.csv:2: empty article"]),
        ("id,text\n1,a\0b\n", ["export.csv:2: the field 'text' holds a NUL character at character 2"]),
        (b"id,text\n1,f\xf6g\n2,Fog.\n", ["export.csv:2: invalid UTF-8: 0xf6 in the column 'text'", "Fog."]),
        ("text,TEXT,text\na,b,c\n", ["export.csv:1: two columns have the name 'text'"]),
        ("", ["export.csv:1: empty table"]),
        ("id,label\n1,2\n", ["export.csv:1: no column holds a text; --map text=COLUMN names one of: id, label"]),
        ("text\nfog.\n".encode("utf-16"), [
            "export.csv:1: a table in UTF-16: save it as UTF-8"]),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected_with_its_reason(content: str | bytes, expected: list[str]) -> None:
    assert told(content) == expected


def test_a_quote_that_swallows_the_file_ends_after_a_cell_of_the_greatest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELL", 1000)
    before = csv.field_size_limit(1000)
    try:
        records = told('id,text\n1,"' + "fog\n" * 1000)
    finally:
        csv.field_size_limit(before)
    assert records[0].startswith("export.csv:2: broken row: a cell of more than")


def test_a_row_without_end_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_RECORD_BYTES", 100)
    records = told("id,text\n1," + '"\n",' * 100 + "\n")
    assert records[0].startswith("export.csv:2: a row of more than")


def test_columns_are_mapped() -> None:
    content = "story,text,when\nIn the fog.,a teaser,2031-05-04\n"
    (read,) = read_bytes(content.encode(), {"text": "story", "published_at": "when"})
    assert isinstance(read, Article)
    assert (read.text, read.published_at) == ("In the fog.", "2031-05-04")
    assert told(content, {"text": "body"}) == [
        "export.csv:1: no column holds a text; --map text=COLUMN names one of: story, text, when"
    ]


def test_tabs_alone_stand_between_the_cells_of_a_tsv() -> None:
    context = Context()
    records = list(read_tsv(FILE, io.BytesIO(b"id\ttext\n1\tFog, more; fog.\n"), context))
    assert [record.text for record in records if isinstance(record, Article)] == ["Fog, more; fog."]


def test_a_table_of_labels_is_no_table_of_articles() -> None:
    assert not has_text_column(b"id,story,version\na,b,1\n", tabs=False, columns={})
    assert has_text_column(b"id;text\na;b\n", tabs=False, columns={})
    assert not has_text_column(b"id;text\na;b\n", tabs=True, columns={})
    assert has_text_column(b"id,story\n", tabs=False, columns={"text": "story"})


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.tuples(CELL, CELL.map(lambda text: f"w{text}w")), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_reads_the_same(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([("title", "text"), *rows])
    records = read_bytes(written.getvalue().encode())
    assert [(record.title, record.text) for record in records if isinstance(record, Article)] == [
        (title.strip() or None, text) for title, text in rows
    ]


@given(st.binary(max_size=200))
def test_any_bytes_give_articles_or_rejections(content: bytes) -> None:
    for record in read_bytes(b"id,text\n" + content) + read_bytes(content):
        str(record).encode()
