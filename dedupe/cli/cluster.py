"""``dedupe cluster``: the second step alone."""

from __future__ import annotations

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.options import command, db_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.settings import Settings
from dedupe.store import open_store


@command(example="dedupe cluster --db news.db")
@db_option
def cluster(db: str) -> None:
    """Fold the articles of the store into stories.

    Nothing is done where neither an article nor a decision came since the last time.
    """
    with open_store(db) as store, talk() as talking:
        clustered = pipeline.cluster(store, Settings(), progress=talking)
    write_lines(summary.clustered(clustered))
