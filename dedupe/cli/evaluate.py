"""``dedupe evaluate``: how right the stories are, and where they are wrong."""

from __future__ import annotations

from pathlib import Path

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.errors import LabelsError
from dedupe.reports import scorecard
from dedupe.settings import Settings
from dedupe.store import open_store

_AMBIGUOUS = "ambiguous.csv"


@command(example="dedupe evaluate labels.csv --errors 10 --db news.db")
@click.argument("labels", metavar="LABELS.csv", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ambiguous",
    multiple=True,
    type=click.Path(path_type=Path),
    help=f"Pairs of stories (story_a,story_b) so alike that either answer is right. Default: the {_AMBIGUOUS} "
    "beside each labels file, where there is one.",
)
@click.option(
    "--errors",
    metavar="N",
    type=click.IntRange(min=1),
    help="Tell also the N links that join most wrong pairs and the N misses that lose most true ones, with the "
    "evidence of each.",
)
@db_option
@format_option("text", "json")
def evaluate(*, labels: tuple[Path, ...], ambiguous: tuple[Path, ...], errors: int | None, db: str, form: str) -> None:
    """Score the stories against labels.

    LABELS.csv has the columns id, story and, where the order is known, version from 0; several files are
    joined. Prints precision, recall and F1 over pairs of articles, the adjusted Rand index, recall by Jaccard
    similarity, and how right the order of neighbouring versions is.
    """
    from dedupe import pipeline
    from dedupe.evaluation import read_labels

    beside = tuple(path for label in labels if (path := label.with_name(_AMBIGUOUS)).is_file())
    truth = read_labels(labels, ambiguous or beside)
    with open_store(db, read_only=True) as store, talk() as talking:
        try:
            result, mistakes = pipeline.evaluate(store, truth, Settings(), errors=errors or 0, progress=talking)
        except LabelsError as error:
            raise LabelsError(f"{labels[0]}: {error} ({db})") from error
    if form == "json":
        write_lines([scorecard.json(result, mistakes)])
    else:
        write_lines(scorecard.text(result, ambiguous or beside, mistakes, screen()))
