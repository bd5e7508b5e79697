"""Who holds a store: the kernel is asked which process has the lock, so that an answer is never stale.

SQLite locks bytes of the store and of its journal's index (https://www.sqlite.org/walformat.html, section 2.2), and the
kernel tells for a byte which process has it (fcntl(2), F_GETLK). Nothing is written down, so nothing is left of a process
that was killed. The question is put through a descriptor that SQLite has open: closing one of our own would drop the locks
of this process on that file. Linux alone; elsewhere, and where the holder cannot be seen from here, nobody is named.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# What is locked, beside the store, from which byte, how many: in WAL mode, and before it.
_WRITERS = (("-shm", 120, 3), ("", 0x40000000, 2))
_READERS = (("-shm", 123, 5),)
_FLOCK = "hhqqi0q"  # struct flock of Linux where a word has 64 bits: type, whence, start, length, process
_LONGEST = 100  # characters of a command


def writer(path: str) -> str | None:
    """Return ``process 4711 (dedupe ingest night.jsonl)`` for who writes to the store now, None where that cannot be said."""
    return _holder(path, _WRITERS)


def reader(path: str) -> str | None:
    """Return the same for one of those who read it now."""
    return _holder(path, _READERS)


def _holder(path: str, places: tuple[tuple[str, int, int], ...]) -> str | None:
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    for beside, start, length in places:
        for descriptor in _descriptors(path + beside):
            process = _locks(descriptor, start, length)
            command = _command(process) if process else ""
            # Asked once more, so that the command is that of the process that has the lock, not of one that came after it.
            if process and _locks(descriptor, start, length) == process:
                return f"process {process}{command and f' ({command})'}"
    return None


def _descriptors(path: str) -> Iterator[int]:
    """Yield the first descriptor that this process has of a file."""
    with suppress(OSError):
        wanted = os.stat(path)  # noqa: PTH116 - beside os.fstat
        for name in sorted(os.listdir("/proc/self/fd"), key=int):  # noqa: PTH208
            with suppress(OSError):
                if os.path.samestat(os.fstat(int(name)), wanted):
                    yield int(name)
                    return


def _locks(descriptor: int, start: int, length: int) -> int:
    """Return the process that keeps these bytes from being written, 0 where there is none or it is in another container."""
    import fcntl

    asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, start, length, 0)
    try:
        kind, _, _, _, process = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    except OSError:
        return 0
    return 0 if kind == fcntl.F_UNLCK else max(process, 0)


def _command(process: int) -> str:
    """Return the command line of a process, shortened and on one line, or nothing where it may not be read."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    words[0] = words[0].rpartition(b"/")[2]
    line = " ".join(b" ".join(words).decode("utf-8", "replace").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
