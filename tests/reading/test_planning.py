"""What people type -> files, KEYs and rejections."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dedupe.reading import InputFile, plan
from dedupe.reading.planning import LINKED_FOLDER, NO_FILE, NO_SUFFIX


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small corpus, in the folder above it."""
    for name in (
        "b.txt",
        "a/z.txt",
        "a/wire.JSONL.gz",
        "a-b/y.ndjson",
        "README.md",
        "a/truth.csv",
        ".hidden/x.txt",
        "a/.x.txt",
    ):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("fog")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "corpus"


def keys(*inputs: str) -> list[str]:
    return [file.key for file in plan(inputs).files]


def complaints(*inputs: str) -> list[str]:
    return [str(item) for item in plan(inputs).items if not isinstance(item, InputFile)]


def test_a_folder_is_walked_in_the_order_of_names(corpus: Path) -> None:
    assert keys("corpus") == ["corpus/a/wire.JSONL.gz", "corpus/a/z.txt", "corpus/a-b/y.ndjson", "corpus/b.txt"]
    assert [file.path for file in plan(["corpus/a"]).files] == ["corpus/a/wire.JSONL.gz", "corpus/a/z.txt"]


def test_the_key_of_a_file_does_not_depend_on_how_its_folder_is_named(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = keys("corpus")
    assert keys("./corpus/") == keys(str(corpus)) == keys("corpus/a/..") == expected
    monkeypatch.chdir(corpus)
    assert keys(".") == keys("../corpus") == expected
    assert keys("b.txt") == ["corpus/b.txt"]
    monkeypatch.chdir(corpus / "a")
    assert keys("..") == expected


def test_the_key_of_a_single_file_begins_with_its_folder(corpus: Path) -> None:
    assert keys("corpus/b.txt", "corpus/a/z.txt") == ["corpus/b.txt", "a/z.txt"]


def test_a_pattern_is_expanded_in_order(corpus: Path) -> None:
    assert keys("corpus/*.txt") == ["corpus/b.txt"]
    assert keys("corpus/*/*.txt") == ["a/z.txt"]
    assert keys("corpus/*") == ["a/wire.JSONL.gz", "a/z.txt", "a-b/y.ndjson", "corpus/b.txt"]


def test_a_file_below_a_folder_that_matches_too_is_read_once(corpus: Path) -> None:
    assert keys("corpus/**") == keys("corpus")


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(corpus: Path) -> None:
    (corpus / "[ab].txt").write_text("fog")
    assert keys("corpus/[ab].txt") == ["corpus/[ab].txt"]


def test_other_kinds_in_a_folder_are_counted(corpus: Path) -> None:
    (corpus / "Makefile").touch()
    (corpus / "old.csv.gz").touch()
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    found = plan(["corpus"])
    assert found.skipped == {LINKED_FOLDER: 1, NO_SUFFIX: 1, ".csv": 1, ".csv.gz": 1, ".md": 1}
    assert found.skipped_line() == "5 files of other kinds skipped: (link to a folder) (no suffix) .csv .csv.gz .md"
    assert plan(["corpus/*.md"]).skipped_line() == "1 file of other kinds skipped: .md"
    assert plan(["corpus/b.txt"]).skipped_line() is None


def test_a_link_to_a_folder_is_followed_where_it_is_the_input(corpus: Path) -> None:
    Path("today").symlink_to(corpus, target_is_directory=True)
    assert keys("today/a") == ["a/wire.JSONL.gz", "a/z.txt"]
    assert keys("today")[0] == "today/a/wire.JSONL.gz"


def test_a_named_file_that_no_reader_takes_is_rejected(corpus: Path) -> None:
    (corpus / "fire.DOCX").touch()
    (corpus / "Makefile").touch()
    assert complaints("corpus/fire.DOCX", "corpus/Makefile") == [
        "corpus/fire.DOCX: no reader for .docx files",
        "corpus/Makefile: no reader for files without a suffix",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_never_opened_whatever_its_name(corpus: Path) -> None:
    os.mkfifo(corpus / "wire.jsonl")
    (corpus / "endless.jsonl").symlink_to("/dev/zero")
    assert plan(["corpus"]).skipped == {NO_FILE: 2, ".csv": 1, ".md": 1}
    assert plan(["corpus/*.jsonl"]).files == ()
    assert complaints("corpus/wire.jsonl", "corpus/endless.jsonl") == [
        "corpus/wire.jsonl: a pipe, socket or device, not a file; - reads standard input",
        "corpus/endless.jsonl: a pipe, socket or device, not a file; - reads standard input",
    ]


def test_an_input_that_is_not_there_is_rejected_and_the_rest_planned(corpus: Path) -> None:
    Path("lost.txt").symlink_to("nowhere")
    found = plan(["nope", "no*pe", "corpus/b.txt", "lost.txt", ""])
    assert [str(item) for item in found.items if not isinstance(item, InputFile)] == [
        "nope: no such file or folder",
        "no*pe: no file matches",
        "lost.txt: cannot be opened: No such file or directory",
        ": no such file or folder",
    ]
    assert [file.key for file in found.files] == ["corpus/b.txt"]


def test_a_plan_knows_sizes(corpus: Path) -> None:
    assert plan(["corpus", "-"]).size == 4 * len("fog")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_can_be_stored(corpus: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (corpus / f"{name}.txt").write_text("fog")
    (corpus / f"x.{name}").touch()
    found = plan(["corpus", f"corpus/x.{name}", "caf\ud800"])
    assert "corpus/caf\\udce9.txt" in [file.key for file in found.files]
    for item in found.items:
        str(item.origin() if isinstance(item, InputFile) else item).encode("utf-8")
    str(found.skipped_line()).encode("utf-8")
