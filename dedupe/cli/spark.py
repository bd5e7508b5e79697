"""``dedupe spark``: the same stories on a cluster."""

from __future__ import annotations

from pathlib import Path

import click

from dedupe.cli import summary
from dedupe.cli.options import complete_files, group
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.cli.reading import reading_options_for_all
from dedupe.reading.files import ReadingOptions


@group(example="dedupe spark run articles/ --out folded/", name="spark")
def spark() -> None:
    """Fold a corpus that is too large for one machine, on Apache Spark.

    The stories, their order and what changed are those of dedupe run. Needs Java 17 and pyspark.
    """


@spark.subcommand("run", example="dedupe spark run /mnt/news/*.jsonl.gz --out /mnt/folded --master spark://host:7077")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, shell_complete=complete_files)
@click.option("--out", "folder", metavar="DIR", required=True, shell_complete=complete_files,
              help="Where the stages are left: a folder or the address of one in an object store, for all workers.")  # fmt: skip
@click.option("--master", metavar="URL", help="Where Spark runs.  [default: what spark-submit says, else this machine]")
@click.option("--partitions", metavar="N", type=click.IntRange(min=1), help="Of a shuffle: a few for each core.")
@click.option("--verdicts", "decided", metavar="FILE", type=click.Path(path_type=Path), shell_complete=complete_files,
              help="What people decided, as dedupe verdicts --format jsonl writes it.")  # fmt: skip
@click.option("--memory", metavar="SIZE", help="Of the Java process that starts here, such as 4g.")
@reading_options_for_all
def run(
    *,
    inputs: tuple[str, ...],
    folder: str,
    master: str | None,
    partitions: int | None,
    memory: str | None,
    decided: Path | None,
    options: ReadingOptions,
) -> None:
    """Read, fold into stories and compare, in stages that are kept in DIR.

    A stage that is finished is not done again, so that a run that was stopped goes on where it was. The inputs must be
    where every worker can read them.
    """
    from dedupe.spark.decisions import read_decisions
    from dedupe.spark.flow import run as run_on
    from dedupe.spark.session import in_one_line, session

    verdicts = read_decisions(decided) if decided else ()
    with talk() as talking, in_one_line():
        made = session(master, partitions=partitions, memory=memory)
        made.sparkContext.setLogLevel("FATAL")  # what goes wrong is told in one line
        try:
            told = run_on(made, inputs, folder, options=options, told=_tell, warn=talking.reject, verdicts=verdicts)
        finally:
            made.stop()
    write_lines(summary.folded_on_spark(told, folder))


def _tell(stage: str, there: bool) -> None:
    click.echo(f"{stage}: {'there already' if there else 'begun'}", err=True)
