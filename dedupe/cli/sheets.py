"""``--format csv``: rows for spreadsheets, and what becomes of texts that would act in one, or on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from dedupe.reports.as_csv import Rows, lines
from dedupe.reports.safe import visible

F = TypeVar("F", bound=Callable[..., Any])


def defuse_option(command: F) -> F:
    """Add ``--defuse`` and ``--no-defuse``."""
    return click.option(
        "--defuse/--no-defuse",
        "defused",
        default=True,
        show_default=True,
        help="In CSV, put an apostrophe before a text that a spreadsheet would run as a formula.",
    )(command)


def csv_lines(table: Rows, *, defused: bool, output: str = "-") -> Iterator[str]:
    """Return the lines of a table; on a terminal, characters that would act there are shown as what they are."""
    told = lines(table, defused=defused)
    return map(visible, told) if output == "-" and sys.stdout.isatty() else told
