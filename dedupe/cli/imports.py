"""``dedupe import``: what other trackers keep, and what Spark folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.clock import now
from dedupe.cli.ingest import exit_code
from dedupe.cli.options import complete_files, db_option, group, strict_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.cli.reading import reading_options
from dedupe.reading.dates import read_date
from dedupe.reading.files import Context, ReadingOptions, Record
from dedupe.store import open_store

Source = Callable[[Context], Iterator[Record]]


@group(example="dedupe import git articles/ --glob '**/*.txt' --db news.db", name="import")
def imports() -> None:
    """Take in what another tracker keeps: a git repository, a database, an index of captures.

    Each version becomes an article, as if its file had been read, with the time at which it was seen; dedupe cluster finds
    the stories. What cannot be read is named on stderr and counted. Every command has --db PATH.
    """


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    date = value and read_date(value)
    if value and not date:
        raise click.BadParameter(f"{value!r} is no ISO date, such as 2031-05-04.")
    return date[:10] if date else None


def _options(command: Any) -> Any:
    return click.pass_context(reading_options(db_option(strict_option(command))))


def _take(ctx: click.Context, source: Source, db: str, options: ReadingOptions, *, strict: bool) -> None:
    with open_store(db, create=True) as store, talk() as talking:
        taken = pipeline.import_from(store, source, options=options, clock=now, warn=talking.reject, progress=talking)
    write_lines(summary.ingested(taken))
    ctx.exit(exit_code(taken, strict=strict))


@imports.subcommand("git", example="dedupe import git articles/ --glob '**/*.txt' --db news.db")
@click.argument("path", metavar="PATH", shell_complete=complete_files)
@click.option("--glob", "globs", metavar="PATTERN", multiple=True,
              help="Only files that match, from the top of the repository; ** is any folders. May be repeated.")  # fmt: skip
@click.option("--revision", metavar="REV", default="HEAD", show_default=True, help="Up to this commit, branch or tag.")
@_options
def git(
    ctx: click.Context, path: str, globs: tuple[str, ...], revision: str, db: str, strict: bool, options: ReadingOptions
) -> None:
    """Import a git repository whose history holds articles.

    Every state that a commit left a file in is a version, seen at the time of the commit. Files are read as from disk, by
    their suffix or as --from says.
    """
    from dedupe.importing.git import read_git

    _take(ctx, partial(read_git, path, globs=globs, revision=revision), db, options, strict=strict)


@imports.subcommand("diffengine", example="dedupe import diffengine ~/.diffengine/diffengine.db --db news.db")
@click.argument("path", metavar="FILE", shell_complete=complete_files)
@_options
def diffengine(ctx: click.Context, path: str, db: str, strict: bool, options: ReadingOptions) -> None:
    """Import the SQLite file of diffengine: every version of every entry."""
    from dedupe.importing.diffengine import read_diffengine

    _take(ctx, partial(read_diffengine, path), db, options, strict=strict)


@imports.subcommand("newsdiffs", example="dedupe import newsdiffs articles/ --database newsdiffs.sqlite --db news.db")
@click.argument("path", metavar="REPOSITORY", shell_complete=complete_files)
@click.option(
    "--database", metavar="FILE", help="Its tables Articles and version, as SQLite: exact addresses, boring versions."
)
@_options
def newsdiffs(
    ctx: click.Context, path: str, database: str | None, db: str, strict: bool, options: ReadingOptions
) -> None:
    """Import the git repository of NewsDiffs, with its database if there is one.

    Versions that its database calls boring are counted and left out.
    """
    from dedupe.importing.newsdiffs import read_newsdiffs

    _take(ctx, partial(read_newsdiffs, path, database=database), db, options, strict=strict)


@imports.subcommand("newsedits", example="dedupe import newsedits nyt-matched-sentences.db --db news.db")
@click.argument("path", metavar="FILE", shell_complete=complete_files)
@_options
def newsedits(ctx: click.Context, path: str, db: str, strict: bool, options: ReadingOptions) -> None:
    """Import a SQLite file of NewsEdits: the versions, from its table split_sentences."""
    from dedupe.importing.newsedits import read_newsedits

    _take(ctx, partial(read_newsedits, path), db, options, strict=strict)


@imports.subcommand("wayback", example="dedupe import wayback indexes/index.cdxj --warcs archive/ --db news.db")
@click.argument("path", metavar="INDEX", shell_complete=complete_files)
@click.option(
    "--warcs",
    metavar="FOLDER",
    shell_complete=complete_files,
    help="Where the WARC files lie.  [default: beside the index]",
)
@_options
def wayback(ctx: click.Context, path: str, warcs: str | None, db: str, strict: bool, options: ReadingOptions) -> None:
    """Import the captures that a CDX or CDXJ index lists, from WARC files on disk."""
    from dedupe.importing.wayback import read_wayback

    _take(ctx, partial(read_wayback, path, warcs=warcs), db, options, strict=strict)


@imports.subcommand("spark", example="dedupe import spark folded/ --source 'Harbour Post' --db post.db")
@click.argument("path", metavar="DIR", shell_complete=complete_files)
@click.option("--source", "sources", metavar="NAME", multiple=True,
              help="Only stories with an article of this source. May be repeated.")  # fmt: skip
@click.option(
    "--from", "first", metavar="DATE", callback=_day, help="Only stories with an article of that day or later."
)
@click.option(
    "--to", "last", metavar="DATE", callback=_day, help="Only stories with an article of that day or earlier."
)
@db_option
def spark(path: str, sources: tuple[str, ...], first: str | None, last: str | None, db: str) -> None:
    """Make a store of what dedupe spark run left in DIR, or of a part of it.

    The store must be new. With --source, --from and --to an article must fit all of them; its story comes whole.
    """
    from dedupe.spark.importing import Slice, import_run

    chosen = Slice(sources=frozenset(sources), first=first, last=last)
    with open_store(db, create=True) as store, talk() as talking:
        taken = import_run(store, Path(path), clock=now, chosen=chosen, progress=talking)
    write_lines(summary.taken_from_spark(taken))
