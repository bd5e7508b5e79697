"""The options by which people say what their files are and how much of them is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

import click

from dedupe.reading.dates import read_date
from dedupe.reading.fields import ALIASES
from dedupe.reading.files import DateOrder, ReadingOptions
from dedupe.reading.registry import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


def _columns(_: click.Context, __: click.Parameter, written: tuple[str, ...]) -> Mapping[str, str]:
    columns: dict[str, str] = {}
    for one in written:
        field, equals, name = one.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{one!r} is not FIELD=NAME")
        if field not in ALIASES:
            raise click.BadParameter(f"{field!r} is no field; there are {', '.join(ALIASES)}")
        if field in columns:
            raise click.BadParameter(f"{field!r} is given two names")
        columns[field] = name
    return columns


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and read_date(value) is None:
        raise click.BadParameter(f"{value!r} is no ISO date, such as 2031-05-04 or 2031-05-04T09:30:00Z.")
    return read_date(value)


def map_option(command: F) -> F:
    """Add ``--map FIELD=NAME``, as ``columns``."""
    return click.option(
        "--map",
        "columns",
        metavar="FIELD=NAME",
        multiple=True,
        callback=_columns,
        help="A record keeps FIELD (text, title, url, published_at, ...) under NAME. May be repeated.",
    )(command)


def date_order_option(command: F) -> F:
    """Add ``--date-order``."""
    return click.option(
        "--date-order", type=click.Choice(("dmy", "mdy")), help="What 04/05/2031 means; else it is no date."
    )(command)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--from``, ``--map``, ``--date-order``, ``--since`` and ``--limit``; they reach the command as one ``options``."""

    @reading_options_for_all
    @click.option("--limit", metavar="N", type=click.IntRange(min=1), help="End after N articles.")
    @wraps(command)
    def with_limit(*args: Any, options: ReadingOptions, limit: int | None, **kwargs: Any) -> Any:
        return command(*args, options=replace(options, limit=limit), **kwargs)

    return with_limit


def reading_options_for_all(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the same without ``--limit``, which nobody can tell where several read at once."""

    @click.option(
        "--from", "form", type=click.Choice(tuple(FORMATS)), help="Format of all inputs, whatever their names say."
    )
    @map_option
    @date_order_option
    @click.option(
        "--since", metavar="DATE", callback=_day, help="Only articles of that day or time (ISO 8601, UTC) or later."
    )
    @wraps(command)
    def with_options(
        *args: Any,
        form: str | None,
        columns: Mapping[str, str],
        date_order: DateOrder | None,
        since: str | None,
        **kwargs: Any,
    ) -> Any:
        """Call the command with these options as one."""
        options = ReadingOptions(format=form, columns=columns, date_order=date_order, since=since)
        return command(*args, options=options, **kwargs)

    return with_options
