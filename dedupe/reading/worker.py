"""A process that takes pages and feeds apart, one at a time, and that can be killed.

The parsers of other people's markup are the one part of reading whose work we cannot count. So they
run in a process of their own, within a time and an amount of memory. Both only ever reject a record,
with the reason; no answer depends on them. One process serves many pages; where it was killed, the
next page starts another.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from dedupe.errors import InputError

COMPUTING_LIMIT: Final = 60.0
"""Seconds of computing for one page, so that a busy machine rejects no more than an idle one: a usual page takes
0.01, one of 20,000 paragraphs 2."""

TIME_LIMIT: Final = 600.0
"""Seconds on the clock, for what does not compute and does not end either, and for systems that cannot count the other."""

START_LIMIT: Final = 120.0
"""Seconds for a process to start, which reads some hundred modules from disk."""

LENGTH: Final = struct.Struct(">Q")
"""Every message, both ways, is its length in bytes and then MessagePack."""


class Refused(Exception):
    """The worker could not take something apart; the message is the reason. Never leaves dedupe.reading."""


class Worker:
    """One process, started when it is first asked."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, kind: str, content: bytes, hint: str = "") -> list[dict[str, Any]]:
        """Return the records that a page or feed holds; ``hint`` is what came with it (see dissecting).

        Raises Refused with the reason where it holds none or takes too long, InputError where the packages
        that read it do not work.
        """
        if self._process is None:
            self._process = _started()
        try:
            answer = _exchange(self._process, msgspec.msgpack.encode((kind, hint, content)), self._time_limit)
        except TimeoutError as error:
            self.close()
            raise Refused(f"taking it apart took more than {self._time_limit:g} seconds") from error
        except EOFError as error:
            process = self._process
            self.close()
            if process.returncode == -getattr(signal, "SIGPROF", 0):
                raise Refused(f"taking it apart took more than {COMPUTING_LIMIT:g} seconds of computing") from error
            raise Refused("taking it apart ended the process that did it") from error
        if "refused" in answer:
            raise Refused(answer["refused"])
        if "unusable" in answer:
            raise InputError(answer["unusable"])
        return cast("list[dict[str, Any]]", answer["records"])

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            _end(self._process)
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    # -P: no module is ever taken from the folder that the user happens to stand in.
    command = [sys.executable, "-P", "-m", "dedupe.reading.dissecting"]
    places = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, places))},
    )
    try:
        _exchange(process, msgspec.msgpack.encode(("ready", "", b"")), START_LIMIT)
    except (TimeoutError, EOFError) as error:
        _end(process)
        raise InputError("the process that takes pages apart does not start") from error
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _exchange(process: subprocess.Popen[bytes], message: bytes, limit: float) -> dict[str, Any]:
    """Send a message and return the answer. Raises TimeoutError, or EOFError where the process ended.

    Out of time the process is killed: only so does a read from it end.
    """
    fired = threading.Event()

    def kill() -> None:
        fired.set()
        process.kill()

    timer = threading.Timer(limit, kill)
    timer.daemon = True
    timer.start()
    try:
        write_message(process.stdin, message)
        answer = read_message(process.stdout)
    except OSError:
        answer = None
    timer.cancel()
    if answer is None:
        raise TimeoutError if fired.is_set() else EOFError
    return cast("dict[str, Any]", msgspec.msgpack.decode(answer))


def write_message(pipe: Any, message: bytes) -> None:
    """Write one message to a pipe."""
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def read_message(pipe: Any) -> bytes | None:
    """Read one message from a pipe, None at its end."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
