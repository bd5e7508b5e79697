"""``dedupe export``: what the store holds, for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dedupe.cli.options import complete_files, db_option, group, output_option
from dedupe.cli.output import whole_file, write_lines
from dedupe.cli.program import Failure
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.reports import export as rows
from dedupe.reports.as_json import Json, array, document
from dedupe.reports.tally import counted
from dedupe.store import Store, open_store

if TYPE_CHECKING:
    from dedupe.records import ChangeReport

KEEP = ("first", "last", "longest")
_WHOLE = "Write to FILE, which appears when it is complete; - is stdout."
_F = TypeVar("_F")


@group(example="dedupe export -o news.jsonl", invoke_without_command=True)
@db_option
@output_option(_WHOLE)
@click.pass_context
def export(ctx: click.Context, db: str, output: str) -> None:
    """Write what the store holds as JSON, one object a line.

    Each has a type: article, verdict, story, pair or comparison. The same articles give the same bytes, in whatever
    order they were read. The commands below write it as others want it.
    """
    if ctx.invoked_subcommand is None:
        with open_store(db, read_only=True) as store:
            write_lines(map(document, _rows(store)), output)


def _rows(store: Store) -> Iterator[Json]:
    yield from map(rows.article, store.articles())
    yield from sorted(map(rows.verdict, store.verdicts()), key=lambda row: (row["a"], row["b"]))
    stories = list(store.stories(min_articles=1))
    yield from map(rows.story, stories)
    yield from map(rows.pair, store.pairs())
    for story in stories:
        yield from map(rows.comparison, store.comparisons_of(story.id))


def _folder_option(command: Any) -> Any:
    return click.option(
        "-o",
        "--output",
        metavar="FOLDER",
        required=True,
        shell_complete=complete_files,
        help="Fill FOLDER, which appears when it is complete.",
    )(command)


@export.subcommand("table", example="dedupe export table what_changed --format csv -o changes.csv")
@click.argument("name", metavar="TABLE", default="articles")
@click.option("--format", "form", type=click.Choice(("jsonl", "csv", "parquet")), default="jsonl", show_default=True,
              help="Form of the output.")  # fmt: skip
@defuse_option
@db_option
@output_option(f"{_WHOLE} Parquet wants a file.")
def table(*, name: str, form: str, defused: bool, db: str, output: str) -> None:
    """Write a TABLE or view of the store as JSON lines, CSV or Parquet.

    Without one: articles, each with its text, name, story and version.
    """
    from dedupe.exporting.parquet import write_parquet
    from dedupe.exporting.rows import as_json_lines, as_rows

    with open_store(db, read_only=True) as store:
        taken = store.table(name)
        if form != "parquet":
            is_csv = form == "csv"
            told = csv_lines(as_rows(taken), defused=defused, output=output) if is_csv else as_json_lines(taken)
            write_lines(told, output)
            return
        with whole_file(output) as path:
            write_parquet(taken, path)


@export.subcommand("json-ld", example="dedupe export json-ld -o news.jsonld")
@click.argument("stories", metavar="[STORY...]", nargs=-1)
@db_option
@output_option(_WHOLE)
def json_ld(stories: tuple[str, ...], db: str, output: str) -> None:
    """Write articles as schema.org's NewsArticle, in one array.

    Of the stories named, else all. correction says what a version put right, isBasedOn from which version it was made.
    """
    from dedupe.exporting.json_ld import articles_of

    with open_store(db, read_only=True) as store:
        told = (article for report in _reports(store, stories) for article in articles_of(report))
        write_lines(array(told), output)


@export.subcommand("timemaps", example="dedupe export timemaps -o timemaps/ --archive https://web.archive.org/web")
@click.argument("stories", metavar="[STORY...]", nargs=-1)
@click.option(
    "--archive", metavar="URL", help="Link each version as URL/YYYYMMDDhhmmss/ADDRESS, as archives serve them."
)
@db_option
@_folder_option
def timemaps(stories: tuple[str, ...], archive: str | None, db: str, output: str) -> None:
    """Write a Memento TimeMap (RFC 7089) for every page of a story.

    Of the stories named, else of all. A version is linked by its hash, if no archive is named; its time is that of
    fetching, else of the last change. Articles without an address or a time are counted on stderr.
    """
    from dedupe.cli.folders import write_folder
    from dedupe.exporting.timemap import left_out
    from dedupe.exporting.timemap import timemaps as made

    missing = 0
    with open_store(db, read_only=True) as store:

        def files() -> Iterator[tuple[str, Iterable[str]]]:
            """Yield each file by name, with its lines, and count the versions that are in none."""
            nonlocal missing
            for story in map(store.story, stories) if stories else store.stories(min_articles=1):
                missing += left_out(story)
                for timemap in made(story, archive):
                    yield timemap.name, (f"{line}\n" for line in timemap.lines)

        write_folder(files(), output, _timemaps())
    if missing:
        click.echo(f"{counted(missing, 'article', 'articles')} without an address or a time left out", err=True)


@export.subcommand("newsedits", example="dedupe export newsedits -o newsedits.db")
@db_option
@click.option("-o", "--output", metavar="FILE", required=True, help="Write to FILE, which appears when it is complete.")
def newsedits(db: str, output: str) -> None:
    """Write the versions of every story as the SQLite file of NewsEdits.

    With entryversion, split_sentences and matched_sentences; an entry is what one publisher made of a story.
    """
    from dedupe.exporting.newsedits import write_newsedits

    with open_store(db, read_only=True) as store, whole_file(output) as path:
        write_newsedits(store.stories(min_articles=1), path)


@export.subcommand("corpus", example="dedupe export corpus --keep longest -o corpus-without-copies/")
@click.option("--keep", type=click.Choice(KEEP), default="longest", show_default=True,
              help="Of each story, which article stays.")  # fmt: skip
@db_option
@_folder_option
def corpus(keep: Any, db: str, output: str) -> None:
    """Write one article of every story, a text file each, for training without copies.

    kept.jsonl lists the files; dropped.jsonl lists every other article, the file that stands for it, and of which
    article it is a copy or a version.
    """
    from dedupe.cli.folders import Kind, write_folder
    from dedupe.exporting import training
    from dedupe.exporting.copies import nearest

    kind = Kind(name="corpus", maker="export", has=training.is_part, mark=training.KEPT, is_marked=_is_file)
    with open_store(db, read_only=True) as store:
        _refuse_unfolded(store, db)
        files = training.corpus(store.stories(min_articles=1), nearest(store.pairs()), keep)
        write_folder(files, output, kind)


def _reports(store: Store, names: tuple[str, ...]) -> Iterator[ChangeReport]:
    from dedupe.records import ChangeReport

    for story in map(store.story, names) if names else store.stories(min_articles=1):
        yield ChangeReport(story=story, comparisons=tuple(store.comparisons_of(story.id)))


def _refuse_unfolded(store: Store, db: str) -> None:
    counts = store.summary()
    if counts.stories + counts.alone < 1 <= counts.articles:
        raise Failure(f"{db}: its articles are in no stories yet: run dedupe cluster first")


def _timemaps() -> Any:
    from dedupe.cli.folders import Kind

    return Kind(name="folder of TimeMaps", maker="export", has=_is_timemap, mark=".", is_marked=_is_folder)


def _is_timemap(name: str) -> bool:
    return name.endswith(".link") and "/" not in name


def _is_file(path: Any) -> bool:
    return bool(path.is_file())


def _is_folder(path: Any) -> bool:
    return bool(path.is_dir())
