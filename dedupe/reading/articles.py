"""A plan -> its articles and rejections, one file open at a time, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dedupe.errors import InputError
from dedupe.reading.archives import members
from dedupe.reading.files import Context, InputFile, Progress, ReadingOptions, Record, Warn
from dedupe.reading.planning import ReadingPlan, plan
from dedupe.reading.registry import FORMATS
from dedupe.reading.selecting import chosen
from dedupe.reading.streams import opened
from dedupe.records import Origin


def read(
    inputs: Sequence[str] | ReadingPlan,
    *,
    options: ReadingOptions = ReadingOptions(),  # noqa: B008 - frozen
    stdin: BinaryIO | None = None,
    warn: Warn | None = None,
    progress: Progress | None = None,
    passed: Counter[str] | None = None,
) -> Iterator[Record]:
    """Yield what the inputs (or the files of a plan) hold, in order; every record is an Article or a Rejection.

    ``stdin`` is read for the input ``-``, one JSON object a line (default: the process's own). ``warn``
    gets an Origin and a sentence for an article that is kept without something, ``progress`` bytes taken
    from disk, ``passed`` what is in the files but is no record, by kind. Nothing is raised for bad input.
    """
    context = Context(options=options, warn=warn or _ignore_warning, passed=Counter() if passed is None else passed)
    planned = inputs if isinstance(inputs, ReadingPlan) else plan(inputs, options)
    try:
        yield from chosen(_read_all(planned, stdin, context, progress or _ignore_bytes), context)
    finally:
        context.worker.close()


def _read_all(planned: ReadingPlan, stdin: BinaryIO | None, context: Context, progress: Progress) -> Iterator[Record]:
    for item in planned.items:
        if isinstance(item, InputFile):
            yield from _read_file(item, stdin, context, progress)
        else:
            yield item
    yield from context.late_sightings()


def _read_file(file: InputFile, stdin: BinaryIO | None, context: Context, progress: Progress) -> Iterator[Record]:
    try:
        with opened(file, stdin, progress) as stream:
            if file.packed == ".zip":
                yield from _read_archive(file, stream, context)
            else:
                yield from FORMATS[file.format].read(file, stream, context)
    except InputError as error:
        yield file.rejection(str(error))


def _read_archive(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    for member, content in members(file, stream, context):
        try:
            with content() as unpacked:
                yield from FORMATS[member.format].read(member, unpacked, context)
        except InputError as error:
            yield member.rejection(str(error))


def _ignore_warning(origin: Origin, message: str) -> None:
    pass


def _ignore_bytes(count: int) -> None:
    pass
