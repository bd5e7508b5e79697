"""The program ``dedupe``: its commands, loaded when they are called, and what becomes of their errors.

Exit codes: 0 done, 1 an error (one line on stderr), 2 a usage error, 130 interrupted; ``diff
--exit-code`` has its own.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

import click

import dedupe
from dedupe.errors import DedupeError
from dedupe.reports.safe import one_line

# The first line of each command's help stands here too, so that listing them imports none (a test compares).
COMMANDS = {
    "run": "Read, fold into stories and compare: everything, in one go.",
    "ingest": "Read articles into the store.",
    "import": "Take in what another tracker keeps: a git repository, a database, an index of captures.",
    "cluster": "Fold the articles of the store into stories.",
    "diff": "Show what changed between two articles or files.",
    "stories": "List the stories of two articles or more.",
    "log": "List the versions of a story, newest first, and what each changed.",
    "blame": "Tell in which version of its story each paragraph of an article came into being.",
    "facts": "Follow the figures, dates, quotes and names of a story through its versions.",
    "search": "Find the articles whose text or headline holds all WORDS.",
    "pairs": "List the verified pairs with their scores and reasons.",
    "join": "Put two articles into one story, whatever the evidence says.",
    "separate": "Keep two articles out of one story, whatever the evidence says.",
    "verdicts": "List what people decided about pairs of articles, or take it back.",
    "forget": "Take an article out of the store for good.",
    "report": "Tell what changed in stories, version by version.",
    "browse": "Show the store in a browser: stories, comparisons of any two versions, search, tables to filter, questions, SQL.",
    "evaluate": "Score the stories against labels.",
    "spark": "Fold a corpus that is too large for one machine, on Apache Spark.",
    "check": "Check that the store is whole.",
    "rebuild": "Compute everything anew from the articles as they were read.",
    "export": "Write what the store holds as JSON, one object a line.",
}


_MODULES = {"import": "imports"}  # what Python keeps for itself
NO_PAGER = "dedupe.no_pager"
"""Where a context keeps what ``--no-pager`` says, for whichever command follows."""

FIRST_STEPS = {
    "dedupe run articles/": "read, fold, compare; the result is dedupe.db",
    "dedupe stories": "what was found",
    "dedupe report": "what changed, story by story",
    "dedupe diff old.txt new.txt": "two files; no store is needed",
}


class Failure(click.ClickException):
    """A deliberate error on its way to the user: one line."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line on stderr."""
        click.echo(f"dedupe: {one_line(self.message)}", file=file, err=True)


class Trouble(Failure):
    """A failure of ``diff --exit-code``, where 1 means that something changed."""

    exit_code = 2


class Interrupted(Failure):
    """Ctrl-C: 128 and the number of the signal, as shells have it."""

    exit_code = 130


class Program(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import and return a command, or nothing if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        return load(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write what a newcomer would try first."""
        with formatter.section("Try"):
            formatter.write_dl(list(FIRST_STEPS.items()))

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options of the program itself: --help and --version write, too."""
        with _one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises on purpose becomes one line."""
        with _one_line():
            return super().invoke(ctx)


def load(name: str) -> click.Command:
    """Import a command by its name."""
    module = _MODULES.get(name, name)
    command: click.Command = getattr(import_module(f"dedupe.cli.{module}"), module)
    return command


@contextmanager
def _one_line() -> Iterator[None]:
    """Make one line of whatever is raised on purpose in a block, and of what stdout cannot take when it ends."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # a disk that is full by now is told here, not by the interpreter on its way out
    except DedupeError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever read stdout has gone, and click ends quietly
        _discard_unwritten()
        where = f"{error.filename}: " if error.filename else ""
        raise Failure(f"{where}{error.strerror or error}") from error
    except KeyboardInterrupt as interrupt:
        raise Interrupted("interrupted") from interrupt


def _discard_unwritten() -> None:
    """Give up what stdout could not take: the interpreter would try to write it once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(dedupe.__version__, prog_name="dedupe", message="%(prog)s %(version)s")
@click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=lambda ctx, _, value: ctx.meta.update({NO_PAGER: value}),
    help="Write to the terminal itself, not through the pager that PAGER names (less).",
)
def program() -> None:
    """Fold a news corpus into stories, put their versions in order, and record what changed.

    STORY is an id, a unique beginning of one, or the name of any of its articles. ARTICLE is a name in
    the store, else a file. Data goes to stdout, everything else to stderr.
    """
