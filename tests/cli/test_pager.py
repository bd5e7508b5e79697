"""On a terminal what is read goes through a pager, as git does it: a real terminal, and pagers that keep what they are given."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

KEEP = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
PROGRESS = re.compile("\r\x1b\\[K(?:indexing[^\r]*)?")
LEAVE = "import sys; sys.stdin.readline()"


def on_a_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code, and what stood on the terminal."""
    outer, inner = pty.openpty()
    try:
        started = subprocess.Popen(
            [sys.executable, "-m", "dedupe", *arguments],
            stdout=inner, stderr=inner, stdin=inner, env=os.environ | {"TERM": "xterm", "COLUMNS": "90"} | environment,
        )  # fmt: skip
    finally:
        os.close(inner)
    shown = b""
    while True:
        try:
            piece = os.read(outer, 65536)
        except OSError:  # Linux: nobody holds the other end any more
            break
        if not piece:
            break
        shown += piece
    os.close(outer)
    return started.wait(60), PROGRESS.sub("", shown.decode().replace("\r\n", "\n"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "what the pager got"


@pytest.fixture
def pager(kept: Path, tmp_path: Path) -> str:
    script = tmp_path / "pager.py"
    script.write_text(KEEP)
    return f"{sys.executable} {script} '{kept}'"


@pytest.mark.parametrize(
    "command", [["stories"], ["log", "harbour-post/fire.txt"], ["report"], ["facts", "harbour-post/fire.txt"],
                ["blame", "harbour-post/fire-2.txt"], ["pairs"], ["search", "ferry"],
                ["diff", "harbour-post/fire.txt", "harbour-post/fire-2.txt"]],
)  # fmt: skip
def test_a_pager_gets_what_would_be_shown(command: list[str], db: str, pager: str, kept: Path) -> None:
    assert on_a_terminal(*command, "--db", db, PAGER=pager) == (0, "")
    assert on_a_terminal("--no-pager", *command, "--db", db, PAGER=pager) == (0, kept.read_text())
    assert kept.read_text()


def test_colours_go_through_and_no_color_forbids_them(db: str, pager: str, kept: Path) -> None:
    on_a_terminal("report", "--db", db, PAGER=pager)
    assert "\x1b[3" in kept.read_text()
    on_a_terminal("report", "--db", db, PAGER=pager, NO_COLOR="1")
    assert "\x1b" not in kept.read_text()


@pytest.mark.parametrize("other", ["", "cat", "no-such-pager --at-all", "'"])
def test_without_a_pager_it_is_shown_at_once(other: str, db: str) -> None:
    code, shown = on_a_terminal("stories", "--db", db, PAGER=other)
    assert (code, "Fire on ferry off Sarama" in shown) == (0, True)


def test_into_a_pipe_it_goes_as_it_is(db: str, pager: str, kept: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "dedupe", "stories", "--db", db],
        check=True, capture_output=True, text=True, env=os.environ | {"PAGER": pager},
    )  # fmt: skip
    assert "Fire on ferry" in ran.stdout
    assert not kept.exists()


def test_a_reader_may_leave_before_the_end(newsroom: Path, tmp_path: Path) -> None:
    script, long = tmp_path / "leave.py", [tmp_path / "long-1.txt", tmp_path / "long-2.txt"]
    script.write_text(LEAVE)
    for number, path in enumerate(long):
        path.write_text("\n\n".join(f"Paragraph {place * 7 + number} of a long report." for place in range(4000)))
    told = on_a_terminal("diff", *map(str, long), PAGER=f"{sys.executable} {script}")
    assert told == (0, "")


def test_what_goes_wrong_is_told_without_a_pager(db: str, pager: str, kept: Path) -> None:
    code, shown = on_a_terminal("log", "nobody", "--db", db, PAGER=pager)
    assert (code, shown) == (1, f"dedupe: no story goes by 'nobody' in {db}\n")
    assert not kept.exists()


def test_less_leaves_a_short_text_on_the_screen(db: str) -> None:
    environment = {name: "" for name in ("LESS", "PAGER") if name in os.environ}
    code, shown = on_a_terminal("stories", "--db", db, **environment, PAGER="less")
    assert (code, "Fire on ferry off Sarama" in shown) == (0, True)


def test_nothing_acts_on_a_terminal_in_any_form(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.json").write_text(
            json.dumps({"id": f"a{number}", "url": "https://post.example/a", "date": f"2031-05-0{number}",
                        "title": f"\x1b]8;;http://evil.example\x07Fire {number}\x9b2J",
                        "text": f"A fire broke out on Sunday \x1b[2J\u202eaboard the ferry Alba, {number} of the crew said.\n"})
        )  # fmt: skip
    db = str(tmp_path / "news.db")
    on_a_terminal("run", str(tmp_path / "1.json"), str(tmp_path / "2.json"), "--db", db)
    for command in (["stories"], ["log", "a1"], ["facts", "a1"], ["report"], ["diff", "a1", "a2"], ["export", "table"]):
        code, shown = on_a_terminal("--no-pager", *command, "--format", "csv", "--db", db, NO_COLOR="1")
        assert (code, re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)) == (0, []), command
