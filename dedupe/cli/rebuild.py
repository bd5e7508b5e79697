"""``dedupe rebuild``: all derived tables again."""

from __future__ import annotations

from itertools import chain

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.options import command, db_option, workers_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.settings import Settings
from dedupe.store import open_store


@command(example="dedupe rebuild --db news.db")
@db_option
@workers_option
def rebuild(*, db: str, workers: int | None) -> None:
    """Compute everything anew from the articles as they were read.

    Drops what was derived (signatures, pairs, stories, comparisons) and computes it again. What was read is
    never touched. Whoever reads meanwhile sees the former stories until there are new ones.
    """
    settings = Settings()
    with open_store(db) as store, talk() as talking:
        clustered = pipeline.cluster(store, settings, progress=talking, anew=True)
        compared = pipeline.diff(store, settings, progress=talking, workers=workers)
    write_lines(chain(summary.clustered(clustered), summary.compared(compared)))
