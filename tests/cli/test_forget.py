"""forget: what a person sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedupe.cli.program import program

RECORD = '{"id": "quay", "text": "A crane fell into the harbour on Sunday.", "headline": "Crane falls"}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.jsonl").write_text(RECORD, encoding="utf-8")
    assert dedupe("run", "one.jsonl").exit_code == 0
    return tmp_path


def dedupe(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments, prog_name="dedupe")


def test_a_dry_run_says_what_would_go(folder: Path) -> None:
    told = dedupe("forget", "quay", "--why", "asked", "--dry-run")
    assert (told.exit_code, told.stdout) == (0, "would go   quay\nwith it    40 characters of text\n")
    assert dedupe("forget", "quay", "--why", "asked").exit_code == 0


def test_it_goes_and_does_not_come_back(folder: Path) -> None:
    told = dedupe("forget", "quay", "--why", "asked")
    assert told.stdout == (
        "forgotten  quay\nwith it    40 characters of text\nnext       dedupe cluster && dedupe diff --all\n"
    )
    assert b"crane" not in (folder / "dedupe.db").read_bytes().lower()
    again = dedupe("ingest", "one.jsonl", "--strict")
    assert (again.exit_code, again.stdout) == (
        0, "read       1 record = 0 stored + 0 seen before + 0 rejected + 1 forgotten\n"
    )  # fmt: skip
    assert dedupe("forget", "quay", "--why", "asked").stderr.startswith("dedupe: 'quay' was forgotten at 2")


@pytest.mark.parametrize("why", ["", " ", "\ud800"])
def test_a_reason_is_asked_for(folder: Path, why: str) -> None:
    told = dedupe("forget", "quay", "--why", why)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.count("\n") == 1
