"""What is read on a terminal goes through a pager, as git does it; into a file or a pipe it goes as it is."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from dedupe.cli.output import write_lines
from dedupe.cli.program import NO_PAGER

if TYPE_CHECKING:
    from subprocess import Popen

# As git has them, for those who did not choose: less ends where all fits on the screen, shows colours, leaves the text there.
_HABITS = {"LESS": "FRX", "LV": "-c"}


def show_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout: on a terminal through the pager that PAGER names, less where it names none."""
    pager = _pager()
    if not pager:
        write_lines(lines)
        return
    waiting = iter(lines)
    first = [*islice(waiting, 1)]  # what goes wrong at once is told without a pager
    from subprocess import PIPE, Popen

    opened = Popen(pager, stdin=PIPE, encoding="utf-8", errors="backslashreplace", env=_HABITS | os.environ)  # noqa: S603 - the reader's own
    try:
        assert opened.stdin is not None  # noqa: S101 - it is a pipe
        opened.stdin.writelines(f"{line}\n" for line in chain(first, waiting))
    except BrokenPipeError:
        pass  # the reader has seen enough
    finally:
        _wait(opened)


def _pager() -> list[str]:
    """Return the pager and its arguments; nothing where none is wanted, or where there is none of that name."""
    if click.get_current_context().meta.get(NO_PAGER) or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return []
    try:
        pager = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quotation mark that nothing closes
        return []
    return pager if pager and pager != ["cat"] and shutil.which(pager[0]) else []


def _wait(pager: Popen[str]) -> None:
    """Wait for the reader to leave: Ctrl-C is the pager's affair."""
    with suppress(BrokenPipeError):
        if pager.stdin:
            pager.stdin.close()
    while pager.returncode is None:
        with suppress(KeyboardInterrupt):
            pager.wait()
