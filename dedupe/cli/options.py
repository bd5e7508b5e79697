"""Options and arguments that several commands share."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from dedupe.reports.layout import Screen

F = TypeVar("F", bound=Callable[..., Any])

_NARROWEST, _WIDEST = 40, 100  # cells of a line that people like to read


class WithExample(click.Command):
    """A command whose help ends with an example to copy."""

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the example."""
        with formatter.section("Example"):
            formatter.write(f"{'':>{formatter.current_indent}}{self.example}\n")


class ExampleGroup(WithExample, click.Group):
    """A command of several, each with an example of its own."""

    def subcommand(self, name: str, *, example: str) -> Callable[[Callable[..., Any]], WithExample]:
        """Make a function one of the commands of this one."""
        made: Callable[[Callable[..., Any]], Any] = self.command(name, cls=WithExample, example=example)
        return made


def command(*, example: str) -> Callable[[Callable[..., Any]], WithExample]:
    """Make a function a command with an example."""
    return click.command(cls=WithExample, example=example)


def group(*, example: str, **settings: Any) -> Callable[[Callable[..., Any]], ExampleGroup]:
    """Make a function a command of several, with an example."""
    return click.group(cls=ExampleGroup, example=example, **settings)


def complete_files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete the names of files and folders, as it does for other commands."""
    return [CompletionItem(incomplete, type="file")]


def db_option(command: F) -> F:
    """Add ``--db PATH``."""
    return click.option(
        "--db",
        metavar="PATH",
        default="dedupe.db",
        show_default=True,
        shell_complete=complete_files,
        help="The store: one SQLite file.",
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """Add ``--format`` with these choices, the first one being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the output.",
    )


def stat_option(command: F) -> F:
    """Add ``--stat``."""
    return click.option("--stat", "with_stat", is_flag=True, help="How many words of each passage changed, as bars.")(
        command
    )


def only_as_text(option: str, form: str) -> None:
    """Raise UsageError where an option that draws is given for another form than text."""
    if form != "text":
        raise click.UsageError(f"{option} is drawn as text; --format {form} tells it otherwise.")


def output_option(help_text: str) -> Callable[[F], F]:
    """Add ``-o FILE``, where ``-`` is stdout and the default."""
    return click.option("-o", "--output", metavar="FILE", default="-", shell_complete=complete_files, help=help_text)


def strict_option(command: F) -> F:
    """Add ``--strict``."""
    return click.option("--strict", is_flag=True, help="Exit with 1 if any record was rejected, not only if all were.")(
        command
    )


def workers_option(command: F) -> F:
    """Add ``--workers N``, by default as many as there are processors."""
    return click.option(
        "--workers",
        metavar="N",
        type=click.IntRange(min=1),
        help="Processes that compare at once; they change no result.  [default: one a processor]",
    )(command)


def inputs_argument(command: F) -> F:
    """Add the inputs: files, folders, patterns, or ``-``."""
    return click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, shell_complete=complete_files)(command)


def screen() -> Screen:
    """Return how wide stdout is, and whether it shows colours: on a terminal, unless NO_COLOR is set."""
    columns = shutil.get_terminal_size(fallback=(_WIDEST, 24)).columns
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(width=min(max(columns, _NARROWEST), _WIDEST), colour=colour)
