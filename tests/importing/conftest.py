"""Histories written by git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dedupe.reading.files import Context, Record
from dedupe.records import Article, Rejection

PARAGRAPHS = (
    "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said.",
    "At least 227 people were taken off the ship by four coastguard boats and a navy helicopter.",
    "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said.",
)
FIRE = "\n\n".join(PARAGRAPHS) + "\n"
TOLL = FIRE.replace("227", "249")
CAUSE = TOLL + "\nThe cause was a lorry on the car deck, the inspectors found, and no fault of the ship.\n"


@dataclass
class History:
    """A repository, to which commits are added."""

    path: Path
    hour: int = field(default=8)

    def git(self, *arguments: str, when: str = "2031-05-04T00:00:00Z") -> str:
        names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                 for what, value in (("NAME", "A"), ("EMAIL", "a@x.example"), ("DATE", when))}  # fmt: skip
        environment = os.environ | names | {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], cwd=self.path, check=True, capture_output=True, env=environment)
        return done.stdout.decode().strip()

    def commit(self, **files: str | None) -> str:
        """Write files, of which None deletes one, an hour after the last commit; return its time."""
        self.hour += 1
        for name, text in files.items():
            path = self.path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        when = f"2031-05-04T{self.hour:02}:00:00Z"
        self.git("commit", "-qm", "next", "--allow-empty", when=when)
        return when


@pytest.fixture
def history(tmp_path: Path) -> History:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    made = History(tmp_path / "articles")
    made.path.mkdir()
    made.git("init", "-q", "-b", "main")
    return made


@dataclass
class Read:
    """What a source gave: articles, reasons, what was passed over, what was warned of."""

    articles: list[Article]
    rejected: list[str]
    passed: dict[str, int]
    warnings: list[str]


@pytest.fixture
def take() -> Iterator[Callable[[Callable[[Context], Iterable[Record]]], Read]]:
    warnings: list[str] = []
    context = Context(warn=lambda _, sentence: warnings.append(sentence), passed=Counter())

    def taken(source: Callable[[Context], Iterable[Record]]) -> Read:
        records = list(source(context))
        return Read(
            [one for one in records if isinstance(one, Article)],
            [str(one) for one in records if isinstance(one, Rejection)],
            dict(context.passed), warnings,
        )  # fmt: skip

    yield taken
    context.worker.close()
