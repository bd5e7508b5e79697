"""Work spread over processes. Results come back in the order of the work, so their number changes none.

Starting a process costs a third of a second, so a little work is done where it is. Workers are started afresh rather than
forked, as a store that is open must not be carried into another process; and they end when their parent does.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from dedupe.similarity.threads import available

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4  # pieces of work a worker that may wait, or be done and not taken yet: what bounds the memory


def spread(
    work: Callable[[list[Item]], list[Result]], items: Iterable[Item], *, workers: int | None, piece: int, fewest: int
) -> Iterator[Result]:
    """Yield what ``work`` makes of the items, in their order; it is given ``piece`` of them at a time.

    ``workers`` are as many processes, None for one a processor. With one, or fewer than ``fewest`` items, all is done in
    this process. What ``work`` raises is raised here.
    """
    workers = available() if workers is None else workers
    items = iter(items)
    first = list(islice(items, fewest))
    pieces = _pieces(chain(first, items), piece)
    if workers <= 1 or len(first) < fewest:
        for part in pieces:
            yield from work(part)
    else:
        yield from _in_processes(work, pieces, workers)


def _pieces(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while part := list(islice(items, size)):
        yield part


def _in_processes(
    work: Callable[[list[Item]], list[Result]], pieces: Iterator[list[Item]], workers: int
) -> Iterator[Result]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        try:
            for part in pieces:
                waiting.append(pool.submit(work, part))
                if len(waiting) >= workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(
                cancel_futures=True
            )  # what waits is not begun, by the pool itself: older Pythons hung otherwise


def _end_with_parent() -> None:
    """Let a worker end as soon as the process that started it does, however that ended; Ctrl-C is the parent's matter."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
