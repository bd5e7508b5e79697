"""The program as a whole: help, start-up, errors and exit codes, in processes of their own where it matters."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import dedupe as package
from dedupe import __main__ as entry
from dedupe.cli.options import WithExample
from dedupe.cli.program import COMMANDS, Program, load, program
from tests.conftest import heed_interrupts

Dedupe = Callable[..., Result]
HEAVY = (
    "numpy",
    "scipy",
    "sqlite3",
    "sqlite_utils",
    "datasketch",
    "diff_match_patch",
    "rapidfuzz",
    "numba",
    "dedupe.pipeline",
)
ROOT = Path(package.__file__).parents[1]


def process(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "COLUMNS": "100"}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "dedupe", *arguments], env=environment, capture_output=True, check=False, **options
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = load(name)
    assert isinstance(command, WithExample)
    assert command.get_short_help_str(limit=200) == COMMANDS[name]
    assert command.example.startswith(f"dedupe {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(dedupe: Dedupe, name: str) -> None:
    result = dedupe(name, "--help")
    assert result.exit_code == 0
    assert f"Example:\n  dedupe {name}" in result.stdout
    assert "--db PATH" in result.stdout or name == "spark"  # which leaves a folder, not a store


def test_an_unknown_command_is_a_usage_error(dedupe: Dedupe) -> None:
    result = dedupe("nonsense")
    assert result.exit_code == 2
    assert "No such command 'nonsense'" in result.stderr


def test_version(dedupe: Dedupe) -> None:
    assert dedupe("--version").stdout == f"dedupe {package.__version__}\n"


@pytest.mark.parametrize(
    "command", [["cluster"], ["stories"], ["log", "x"], ["report"], ["export"], ["check"], ["diff", "--all"]]
)
def test_a_missing_store_is_one_line(dedupe: Dedupe, command: list[str]) -> None:
    result = dedupe(*command)
    assert (result.stderr, result.stdout, result.exit_code) == ("dedupe: dedupe.db: there is no store here\n", "", 1)


def test_a_file_that_is_no_store_is_one_line(dedupe: Dedupe) -> None:
    Path("dedupe.db").write_text("news " * 200, encoding="utf-8")
    result = dedupe("stories")
    assert result.stderr == "dedupe: dedupe.db: not a database, so not a store of dedupe\n"
    assert result.exit_code == 1


def test_an_unknown_story_is_one_line(dedupe: Dedupe, db: str) -> None:
    result = dedupe("log", "no\x1b[31msuch\nstory", "--db", db)
    assert result.exit_code == 1
    assert result.stderr.startswith("dedupe: no story goes by ")
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_an_interrupt_is_one_line(dedupe: Dedupe, monkeypatch: pytest.MonkeyPatch, db: str) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dedupe.cli.stories.open_store", interrupt)
    result = dedupe("stories", "--db", db)
    assert (result.stderr, result.exit_code) == ("dedupe: interrupted\n", 130)


def test_light_commands_import_nothing_heavy(newsroom: Path) -> None:
    script = (
        "import sys; from dedupe.cli.program import program\n"
        "program(sys.argv[1:], standalone_mode=False)\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    files = [str(newsroom / "fire.txt"), str(newsroom / "fire-2.txt")]
    differ = "['rapidfuzz']"  # a word for a word needs no diff-match-patch
    for arguments, heavy in ((["--help"], "[]"), (["diff", *files, "--db", "no.db"], differ)):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stderr.splitlines()[-1] == heavy


def test_output_is_utf8_whatever_the_locale(newsroom: Path) -> None:
    done = process("diff", str(newsroom / "fire.txt"), str(newsroom / "fire-2.txt"), "--db", "no.db")
    assert "227 → 249".encode() in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("command", [["diff"], ["report"], ["log"], ["ingest"]])
def test_arguments_of_any_bytes_end_in_one_line(command: list[str], newsroom: Path, db: str, tmp_path: Path) -> None:
    more = [str(newsroom / "fire.txt")] if command == ["diff"] else []
    store = db if command != ["ingest"] else str(tmp_path / "new.db")
    done = process(*command, b"caf\xe9\x1b", *more, "--db", store)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes_away_is_no_error(db: str) -> None:
    script = f"'{sys.executable}' -m dedupe export --db '{db}' | head -c 10"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["export", "stories", "check"])
def test_a_full_disk_is_one_line(db: str, command: str, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dedupe", command, "--db", db],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )
    assert (done.stderr, done.returncode) == (b"dedupe: No space left on device\n", 1)


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_the_caller_closed_is_no_error(closed: str, tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    script = f"'{sys.executable}' -m dedupe ingest - corpus --db '{store}' {closed}"
    done = subprocess.run(["sh", "-c", script], cwd=ROOT, input=b"", capture_output=True, check=False)
    assert (done.stderr, done.returncode) == (b"", 0)
    checked = process("check", "--read-data", "--db", str(store))
    assert checked.stdout == f"{store}: clean\n".encode()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent to POSIX processes")
def test_ctrl_c_while_reading_ends_with_130(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "dedupe", "ingest", "-", "--db", str(tmp_path / "new.db")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - one thread here
    )
    with running:
        while not (tmp_path / "new.db").exists() or not (tmp_path / "new.db").stat().st_size:
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=20)
    assert errors == b"dedupe: interrupted\n"
    # Python dies of the signal itself where it hit code that is compiled on the fly; a shell sees 130 either way.
    assert running.returncode in (130, -signal.SIGINT)


def test_the_other_dedupe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_OTHER", "pytest")
    with pytest.raises(SystemExit) as refused:
        entry.main()
    assert refused.value.code == (
        "dedupe: the library 'dedupe' from PyPI is installed here too, and both are imported as 'dedupe': "
        "install newsfold into an environment of its own"
    )


def test_commands_are_listed_in_the_order_people_meet_them() -> None:
    assert isinstance(program, Program)
    assert next(iter(COMMANDS)) == "run"
