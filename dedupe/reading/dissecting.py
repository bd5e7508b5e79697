"""What runs in the worker's process: messages in, records out, until the pipe is closed.

Run as ``python -m dedupe.reading.dissecting`` by the worker alone. Memory is bounded where the system
can do that; what needs more is refused.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO, Final

import msgspec

from dedupe.errors import InputError
from dedupe.reading.worker import COMPUTING_LIMIT, Refused, read_message, write_message

MEMORY_LIMIT: Final = 4 << 30
"""Bytes of address space, of which the parsers and their libraries reserve most without using it."""


def _page(content: bytes, hint: str) -> list[dict[str, Any]]:
    from dedupe.reading.pages import record_of_page

    return [record_of_page(content, hint)]


def _feed(content: bytes, _: str) -> list[dict[str, Any]]:
    from dedupe.reading.entries import records_of_feed

    return records_of_feed(content)


KINDS: Final[Mapping[str, Callable[[bytes, str], list[dict[str, Any]]]]] = {
    "ready": lambda _, __: [],
    "page": _page,
    "feed": _feed,
}
"""Kind of message -> what it asks for: from bytes and a hint to records."""


def answer(message: bytes) -> bytes:
    """Return the answer to a message: ``records``, ``refused`` with a reason, or ``unusable`` with one."""
    kind, hint, content = msgspec.msgpack.decode(message, type=tuple[str, str, bytes])
    try:
        return msgspec.msgpack.encode({"records": KINDS[kind](content, hint)})
    except InputError as error:
        return msgspec.msgpack.encode({"unusable": str(error)})
    except Refused as error:
        return msgspec.msgpack.encode({"refused": str(error)})
    except MemoryError:
        return msgspec.msgpack.encode({"refused": "taking it apart needs too much memory"})
    except RecursionError:
        return msgspec.msgpack.encode({"refused": "nested too deeply"})
    except Exception as error:
        return msgspec.msgpack.encode({"refused": f"taking it apart failed: {type(error).__name__}"})


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer messages until there are no more; too much computing for one ends the process."""
    while (message := read_message(source)) is not None:
        _count_computing(COMPUTING_LIMIT)
        answered = answer(message)
        _count_computing(0)
        write_message(sink, answered)


def _count_computing(seconds: float) -> None:
    """End the process by SIGPROF after so much computing; 0 stops counting."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def main() -> None:
    """Serve standard input, in bounded memory; what libraries print goes nowhere."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
