"""Work that is compiled, and so free of Python's lock, on every core."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")


def available() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_every_core(work: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 1) -> Iterator[Result]:
    """Yield what becomes of each item, in order. No more than ``ahead`` items a core are taken before they are wanted."""
    items = iter(items)
    first = [*islice(items, 2)]
    if len(first) < 2:
        yield from map(work, first)
        return
    from concurrent.futures import ThreadPoolExecutor  # with what it needs, ten milliseconds

    cores = available()
    running: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for item in chain(first, items):
            running.append(pool.submit(work, item))
            if len(running) > ahead * cores:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def do_on_every_core(work: Callable[[Item], None], items: Iterable[Item]) -> None:
    """Do work on each item, wherever it leaves its result."""
    for _ in on_every_core(work, items):
        pass
