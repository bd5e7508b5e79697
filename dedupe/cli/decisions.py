"""What ``join`` and ``separate`` share: a person's decision is recorded, and holds from the next folding on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from dedupe.cli import summary
from dedupe.cli.output import write_lines
from dedupe.store import open_store

if TYPE_CHECKING:
    from dedupe.store.rows import VerdictKind

F = TypeVar("F", bound=Callable[..., object])


def articles_argument(command: F) -> F:
    """Add the two articles, A and B."""
    return click.argument("a", metavar="A")(click.argument("b", metavar="B")(command))


def why_option(command: F) -> F:
    """Add ``--why TEXT``, which must be given."""
    return click.option("--why", metavar="TEXT", required=True, help="Your reason: it is shown with the pair.")(command)


def decide(kind: VerdictKind, a: str, b: str, why: str, db: str) -> None:
    """Record a decision about two articles of the store, and say how it takes effect."""
    with open_store(db) as store:
        one, other = store.article(a), store.article(b)
        store.add_verdict(kind, one.hash, other.hash, why)
    write_lines(summary.decided(kind, one.name, other.name, db))
