"""JSON files: objects, arrays, envelopes, JSON-LD and ninjs, one record in memory at a time."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading import Context, InputFile
from dedupe.reading.json import read_json
from dedupe.records import Article, Rejection

FILE = InputFile(path="answer.json", key="folder/answer.json", size=0, format="json")


def read_bytes(content: bytes, warnings: list[str] | None = None) -> list[Article | Rejection]:
    kept = [] if warnings is None else warnings
    context = Context(warn=lambda at, message: kept.append(f"{at}: {message}"))
    return list(read_json(FILE, io.BytesIO(content), context))


def told(content: str | bytes) -> list[str]:
    records = read_bytes(content.encode() if isinstance(content, str) else content)
    return [record.text if isinstance(record, Article) else str(record) for record in records]


def article(value: Any, warnings: list[str] | None = None) -> Article:
    (read,) = read_bytes(json.dumps(value).encode(), warnings)
    assert isinstance(read, Article), str(read)
    return read


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "One."} {"text": "Two."}',
        '{"text": "One."}\n{"text": "Two."}\n',
        '[{"text": "One."}, {"text": "Two."}]',
        '\ufeff [\n{"text": "One."},\n{"text": "Two."}\n]\n',
        '[{"text": "One."}][{"text": "Two."}]',
        '{"status": "ok", "articles": [{"text": "One."}, {"text": "Two."}]}',
        '{"articles": [{"text": "One."}]}{"results": [{"text": "Two."}]}',
    ],
)
def test_every_way_of_writing_several_articles(content: str) -> None:
    assert told(content) == ["One.", "Two."]


def test_a_record_has_the_line_that_it_begins_on() -> None:
    records = read_bytes(b'[\n{"text":\n"One."},\n\n {"text": "Two."}, 7]')
    assert [str(record.origin) for record in records] == ["answer.json:2", "answer.json:5", "answer.json:5"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[{"text": "One."}, {"text": One}, {"text": "Two."}]', [
            "One.", "answer.json:1: broken JSON: invalid character (byte 9)", "Two."]),
        ('[{"text": "One."}, 7, null, "x", ["a"]]', [
            "One.", "answer.json:1: not a JSON object but int", "answer.json:1: not a JSON object but null",
            "answer.json:1: not a JSON object but str", "answer.json:1: not a JSON object but array"]),
        ('[{"text": "One."}, {"text": "Two', ["One.", "answer.json:1: broken JSON: the file ends before the record does"]),
        ('[{"text": "One."}', ["One.", "answer.json:1: the file ends before the array does"]),
        (b'[{"text": "f\xf6g"}, {"text": "Two."}]', ["answer.json:1: invalid UTF-8: 0xf6 is byte 12 of line 1", "Two."]),
        ("", ["answer.json:1: no article in it"]),
        ("[]", ["answer.json:1: no article in it"]),
        ("{}", ["answer.json:1: no text: it has none of the fields text, maintext, articlebody, body, ..."]),
        ('{"@graph": [{"@type": "Person", "name": "A"}]}', ["answer.json:1: no article in it"]),
        ('{"articles": [{"text": "One."}, {"text": 7}]}', [
            "One.", "answer.json:1: record 2: the field 'text' holds a number where text is expected"]),
        ("Fog.", ["answer.json:1: broken JSON: invalid character (byte 0)"]),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected_with_its_reason(content: str | bytes, expected: list[str]) -> None:
    assert told(content) == expected


def test_brackets_without_end_are_counted_once() -> None:
    assert told("[" * 1_000_000)[-1].startswith("answer.json:1: broken JSON")
    assert told('{"a":' * 1_000_000) == ["answer.json:1: broken JSON: the file ends before the record does"]


def test_a_long_array_is_never_in_memory_as_a_whole() -> None:
    class Pieces(io.BytesIO):
        left = 3000

        def read(self, _: int | None = -1) -> bytes:
            if not self.left:
                return b""
            self.left -= 1
            begun = b"[" if self.left == 2999 else b","
            return begun + b'{"text": "' + b"fog " * 4000 + b'"}' + (b"" if self.left else b"]")

    tracemalloc.start()
    count = sum(isinstance(record, Article) for record in read_json(FILE, Pieces(), Context()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert peak < 12 * 1024 * 1024  # of 48 MB


def test_a_graph_gives_its_articles_with_the_names_they_refer_to() -> None:
    read = article(
        {
            "@graph": [
                {"@type": "Person", "@id": "#ana", "name": "Ana Orr"},
                {"@type": "schema:NewsArticle", "headline": "Fog", "articleBody": "In the fog.", "url": "https://x.example/1",
                 "author": [{"@id": "#ana"}, {"name": "Bo Li"}], "publisher": {"@id": "#nobody"}},
            ]
        }
    )  # fmt: skip
    assert (read.title, read.byline, read.source, read.text) == ("Fog", "Ana Orr, Bo Li", None, "In the fog.")


NINJS = {
    "uri": "urn:news:1", "type": "text", "version": "2", "firstcreated": "2031-05-04T08:00:00Z",
    "versioncreated": "2031-05-04T09:00:00Z", "pubstatus": "usable", "headline": "Fog", "byline": "Ana Orr",
    "body_text": "In the fog.", "body_html": "<p>Other.</p>", "language": "en",
}  # fmt: skip


def test_a_ninjs_item_is_named_by_its_uri_through_all_versions() -> None:
    read = article(NINJS)
    assert (read.key, read.title, read.byline, read.text, read.language) == (
        "urn:news:1", "Fog", "Ana Orr", "In the fog.", "en",
    )  # fmt: skip
    assert (read.published_at, read.modified_at) == ("2031-05-04T08:00:00Z", "2031-05-04T09:00:00Z")


def test_an_editors_note_of_a_ninjs_item_ends_its_text() -> None:
    assert article(NINJS | {"ednote": " Corrects the time. "}).text == "In the fog.\n\nCorrects the time."


def test_a_ninjs_item_that_is_not_usable_is_kept_with_a_warning() -> None:
    warnings: list[str] = []
    assert article(NINJS | {"pubstatus": "canceled"}, warnings).text == "In the fog."
    assert warnings == ["answer.json:1: its status is 'canceled': kept as an article all the same"]


def test_the_plain_body_of_a_ninjs_item_is_taken_else_the_marked_up_one() -> None:
    bodies = [
        {"contentType": "text/html", "value": "<h2>Later</h2><p>In the&nbsp;<b>thick</b> fog.</p>"},
        {"contentType": "text/plain", "value": "In the fog."},
    ]
    item = {"uri": "u", "versionCreated": "2031-05-04T09:00:00Z", "headlines": [{"value": "Fog"}], "bodies": bodies}
    assert article(item).text == "In the fog."
    assert article(item | {"bodies": bodies[:1]}).text == "Later\n\nIn the thick fog."
    assert article(item).title == "Fog"
    assert article(item).published_at == article(item).modified_at == "2031-05-04T09:00:00Z"


def test_a_ninjs_item_without_a_body_is_rejected() -> None:
    assert told('{"uri": "u", "pubstatus": "usable", "headline": "Fog"}') == [
        "answer.json:1: no text: the ninjs item has no body"
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["uri", "bodies", "@graph", "articles", "text", "@type", "value", "author"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(JSON)
def test_any_value_gives_articles_and_rejections(value: Any) -> None:
    for record in read_bytes(json.dumps(value).encode()):
        str(record).encode()


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\ \n1a', max_size=60).map(str.encode))
def test_any_bytes_give_articles_and_rejections(content: bytes) -> None:
    for record in read_bytes(content):
        str(record).encode()


@given(st.lists(st.dictionaries(st.sampled_from(["title", "id"]), st.text(max_size=9)), max_size=6), st.integers(1, 30))
def test_an_array_reads_the_same_however_its_bytes_come(values: list[dict[str, str]], size: int) -> None:
    records = [value | {"text": f"Fog {number}."} for number, value in enumerate(values)]
    content = json.dumps(records, ensure_ascii=False).encode("utf-8", "replace")

    class Drops(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    assert list(read_json(FILE, Drops(content), Context())) == read_bytes(content)
