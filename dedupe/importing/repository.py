"""The history of a git repository, read by git's own program: which files each commit left otherwise, and what is in them.

The repository is somebody else's. Only commands that show are called, none of its hooks, filters, signatures or
replacements is used, and nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from dedupe.errors import InputError
from dedupe.reading.dates import FIRST_YEAR, LAST_YEAR
from dedupe.reading.streams import MAX_RECORD_BYTES
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable

_SAFE: Final = (
    "--no-pager", "--no-replace-objects", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never", "-c", "core.quotePath=false",
)  # fmt: skip
_LOG: Final = (
    "log", "--reverse", "--topo-order", "--full-history", "--root", "-c", "--raw", "-z", "--no-abbrev", "--no-renames",
    "--no-ext-diff", "--no-textconv", "--no-mailmap", "--no-notes", "--no-color", "--format=%x01%H %at",
)  # fmt: skip
_FILES = ("100644", "100755")
_NOTHING = "0" * 40
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as a commit left it; ``blob`` is None where the commit took it away. ``time`` is that of the author, in UTC."""

    commit: str
    time: str | None
    path: str
    blob: str | None


class Repository:
    """A repository at ``path``. Raises InputError where there is none, or no git to read it with."""

    def __init__(self, path: str) -> None:
        if shutil.which("git") is None:
            raise InputError(f"{path}: this needs git, which is not installed")
        if not Path(path).is_dir():
            raise InputError(f"{path}: no such folder")
        self.path = path
        top = self._run("rev-parse", "--absolute-git-dir").strip()
        folder = Path(os.fsdecode(top))
        self.name = (folder.parent if folder.name == ".git" else folder).name.removesuffix(".git") or "repository"

    def history(self, revision: str, globs: Sequence[str]) -> Iterator[FileVersion]:
        """Yield what each commit up to ``revision`` left otherwise, oldest first: of all files, or those that a glob fits.

        Of a merge, what differs from all its parents. Raises InputError for a revision that is none.
        """
        commit = self._run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        paths = [f":(top,glob){glob}" for glob in globs]
        with self._started(*_LOG, commit, "--", *paths) as process:
            yield from _versions(_tokens(process.stdout))

    @contextmanager
    def contents(self) -> Iterator[Contents]:
        """Give what reads files by their blobs."""
        with self._started("cat-file", "--batch", writing=True) as process:
            yield Contents(process)

    def _command(self, *arguments: str) -> list[str]:
        return ["git", "-C", self.path, *_SAFE, *arguments]

    def _run(self, *arguments: str) -> bytes:
        done = subprocess.run(self._command(*arguments), capture_output=True, check=False, env=_environment())  # noqa: S603
        if done.returncode:
            raise InputError(f"{self.path}: {_complaint(done.stderr)}")
        return done.stdout

    @contextmanager
    def _started(self, *arguments: str, writing: bool = False) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(  # noqa: S603
            self._command(*arguments),
            stdin=subprocess.PIPE if writing else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        complete = False
        try:
            yield process
            complete = True
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            if not complete:
                process.kill()
            failed = process.wait() and complete and not writing
        if failed:
            raise InputError(f"{self.path}: git could not read its history to the end: run git fsck")


class Contents:
    """Reads files by their blobs, one at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def read(self, blob: str) -> bytes:
        """Return a file. Raises Unreadable where it is too long or missing, InputError where git has ended."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise InputError("git is not running")
        try:
            requests.write(f"{blob}\n".encode())
            requests.flush()
        except OSError as error:
            raise InputError("git ended while it was asked for a file") from error
        head = answers.readline().split()
        if len(head) != 3:
            raise Unreadable(f"git does not have the file {blob}")
        size = int(head[2])
        if size > MAX_RECORD_BYTES:
            for _ in range(0, size + 1, _PIECE):
                answers.read(min(_PIECE, size + 1))
            raise Unreadable(f"a file of more than {MAX_RECORD_BYTES // MIB} MiB")
        return answers.read(size + 1)[:size]


def _environment() -> dict[str, str]:
    return os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _complaint(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git failed"


def _tokens(stream: IO[bytes] | None) -> Iterator[bytes]:
    """The parts of what git prints, each ended by a NUL."""
    held = b""
    while stream is not None and (piece := stream.read1(_PIECE)):  # type: ignore[attr-defined]
        *whole, held = (held + piece).split(b"\0")
        yield from whole
    if held:
        yield held


def _versions(tokens: Iterator[bytes]) -> Iterator[FileVersion]:
    commit, time = "", None
    for token in tokens:
        told = token.lstrip(b"\n")
        if told.startswith(b"\x01"):
            commit, _, seconds = told[1:].decode("ascii", "replace").partition(" ")
            time = _time(seconds.strip())
        elif told.startswith(b":"):
            path = next(tokens, b"")
            parents = len(told) - len(told.lstrip(b":"))
            fields = told.lstrip(b":").decode("ascii", "replace").split()
            mode, blob = fields[parents], fields[2 * parents + 1]
            gone = blob == _NOTHING or mode not in _FILES
            yield FileVersion(commit, time, os.fsdecode(path), None if gone else blob)


def _time(seconds: str) -> str | None:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if FIRST_YEAR <= moment.year <= LAST_YEAR else None
