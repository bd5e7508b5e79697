"""A plan -> its articles and rejections, one file open at a time, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dedupe.errors import InputError
from dedupe.reading.files import InputFile, Progress, Record, Warn
from dedupe.reading.planning import ReadingPlan, plan
from dedupe.reading.registry import READERS
from dedupe.reading.streams import opened
from dedupe.records import Origin


def read(
    inputs: Sequence[str] | ReadingPlan,
    *,
    stdin: BinaryIO | None = None,
    warn: Warn | None = None,
    progress: Progress | None = None,
) -> Iterator[Record]:
    """Yield what the inputs (or the files of a plan) hold, in order; every record is an Article or a Rejection.

    ``stdin`` is read for the input ``-``, one JSON object a line (default: the process's own). ``warn``
    gets an Origin and a sentence for an article that is kept without something, ``progress`` bytes taken
    from disk. Nothing is raised for bad input.
    """
    for item in (inputs if isinstance(inputs, ReadingPlan) else plan(inputs)).items:
        if isinstance(item, InputFile):
            yield from _read_file(item, stdin, warn or _ignore_warning, progress or _ignore_bytes)
        else:
            yield item


def _read_file(file: InputFile, stdin: BinaryIO | None, warn: Warn, progress: Progress) -> Iterator[Record]:
    try:
        with opened(file, stdin, progress) as stream:
            yield from READERS[file.suffix](file, stream, warn)
    except InputError as error:
        yield file.rejection(str(error))


def _ignore_warning(origin: Origin, message: str) -> None:
    pass


def _ignore_bytes(count: int) -> None:
    pass
