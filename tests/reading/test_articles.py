"""All of reading together: every input ends as articles and rejections."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest

import dedupe.reading
from dedupe.reading import plan, read
from dedupe.records import Article, Origin


def texts(*inputs: str | Path, stdin: bytes = b"") -> list[str]:
    return [
        record.text
        for record in read([str(each) for each in inputs], stdin=io.BytesIO(stdin))
        if isinstance(record, Article)
    ]


def test_all_that_is_public_can_be_imported() -> None:
    assert all(hasattr(dedupe.reading, name) for name in dedupe.reading.__all__)


def test_standard_input_is_json_lines_and_stays_open() -> None:
    stdin = io.BytesIO(b'{"text": "One."}\n{"text":')
    article, rejection = read(["-"], stdin=stdin)
    assert isinstance(article, Article)
    assert article.key.startswith("-#")
    assert article.origin == Origin(file="-", line=1)
    assert str(rejection) == "-:2: broken JSON: the line ends before the object does"
    assert not stdin.closed


def test_inputs_are_read_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("B.")
    (tmp_path / "a.txt").write_text("A.")
    assert texts(tmp_path / "b.txt", "-", tmp_path, stdin=b'{"text": "S."}') == ["B.", "S.", "A.", "B."]


def test_a_plan_is_read_as_its_inputs_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A.")
    inputs = [str(tmp_path), "nope"]
    assert list(read(plan(inputs))) == list(read(inputs))


def test_a_renamed_file_is_the_same_but_for_its_key(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two ferries collide\n\nIn the fog.")
    (before,) = read([str(tmp_path)])
    (tmp_path / "a.txt").rename(tmp_path / "z.txt")
    (after,) = read([str(tmp_path)])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (before.text, before.title) == (after.text, after.title)
    assert [before.key, after.key] == [f"{tmp_path.name}/a.txt", f"{tmp_path.name}/z.txt"]


def test_in_a_folder_of_broken_files_each_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    lines = b"".join(json.dumps({"text": f"Article {number}."}).encode() + b"\n" for number in range(3))
    (folder / "bytes.txt").write_bytes(b"f\xf6g")
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(lines)[:-9])
    (folder / "empty.txt").touch()
    (folder / "lines.jsonl").write_bytes(b'{"text": 7}\n{"text": "Fog."}\n{')
    (folder / "link.txt").symlink_to("nowhere")
    (folder / "not.txt.gz").write_bytes(b"fog")
    monkeypatch.chdir(tmp_path)
    records = list(read(["broken"]))
    assert [str(record) for record in records if not isinstance(record, Article)] == [
        "broken/bytes.txt: invalid UTF-8: 0xf6 is byte 2 of line 1",
        "broken/cut.jsonl.gz:4: the gzip file is cut short",
        "broken/empty.txt: empty article",
        "broken/lines.jsonl:1: the field 'text' holds a number where text is expected",
        "broken/lines.jsonl:3: broken JSON: the line ends before the object does",
        "broken/link.txt: cannot be opened: No such file or directory",
        "broken/not.txt.gz: damaged gzip file: Not a gzipped file (b'fo')",
    ]
    assert [record.text for record in records if isinstance(record, Article)] == [
        "Article 0.", "Article 1.", "Article 2.", "Fog.",
    ]  # fmt: skip


def test_a_file_that_goes_away_after_planning_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("A.")
    planned = plan(["a.txt"])
    Path("a.txt").unlink()
    assert [str(record) for record in read(planned)] == ["a.txt: cannot be opened: No such file or directory"]


def test_a_stream_that_fails_is_named() -> None:
    class Failing(io.BytesIO):
        def read1(self, *_: object) -> bytes:
            raise OSError(5, "Input/output error")

    assert [str(record) for record in read(["-"], stdin=Failing())] == ["-:1: cannot be read: Input/output error"]


def test_warnings_and_progress_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Fog.", "date": "soon"}\n')
    told: list[str] = []
    taken: list[int] = []
    list(
        read([str(path)], warn=lambda origin, message: told.append(f"{origin.line}: {message}"), progress=taken.append)
    )
    assert told == ["1: the date 'soon' in 'date' cannot be read: left out"]
    assert sum(taken) == plan([str(path)]).size


def test_a_long_file_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for number in range(2_000):
            stream.write(json.dumps({"id": number, "text": f"{number} " * 2_000}).encode() + b"\n")
    tracemalloc.start()
    count = sum(1 for _ in read([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 4 * 1024 * 1024  # the file unpacks to some 20 MB


def test_the_labelled_articles_are_read_without_a_word_lost(real_data: Path) -> None:
    path = real_data / "us_18f_blog" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        expected = [(record["id"], record["date"], record["text"]) for record in map(json.loads, stream)]
    records = list(read([str(path)]))
    assert all(isinstance(record, Article) for record in records)
    assert [
        (record.key, record.published_at, record.text) for record in records if isinstance(record, Article)
    ] == expected
