"""``dedupe import`` takes what trackers keep on the way of all records."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dedupe.cli.imports import imports

Dedupe = Callable[..., Result]


@pytest.mark.parametrize("name", imports.commands)
def test_each_source_has_help_with_an_example(name: str, dedupe: Dedupe) -> None:
    told = dedupe("import", name, "--help").stdout
    assert f"Example:\n  dedupe import {name}" in told
    assert "--db PATH" in told


def test_a_history_becomes_articles(dedupe: Dedupe, newsroom: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    shutil.copytree(newsroom, "repo")
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@x.example", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], cwd="repo", check=True)
    result = dedupe("import", "git", "repo", "--glob", "fire*.txt", "--limit", "5")
    assert (result.stdout, result.stderr) == ("read       2 records = 2 stored + 0 seen before + 0 rejected\n", "")
    again = dedupe("import", "git", "repo")
    assert again.stdout == "read       3 records = 1 stored + 2 seen before + 0 rejected\n"


def test_what_is_no_source_is_one_line_and_exit_code_1(dedupe: Dedupe) -> None:
    result = dedupe("import", "diffengine", "nothing.db")
    assert (result.stderr, result.exit_code) == ("dedupe: nothing.db: no such file\n", 1)
