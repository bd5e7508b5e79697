"""``dedupe evaluate``: how right the stories are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dedupe.cli.options import command, db_option, format_option
from dedupe.cli.output import write_lines
from dedupe.errors import LabelsError
from dedupe.records import StoredArticle
from dedupe.reports import scorecard
from dedupe.settings import SignatureSettings
from dedupe.store import open_store

_AMBIGUOUS = "ambiguous.csv"


@command(example="dedupe evaluate labels.csv --db news.db")
@click.argument("labels", metavar="LABELS.csv", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ambiguous",
    multiple=True,
    type=click.Path(path_type=Path),
    help=f"Pairs of stories (story_a,story_b) so alike that either answer is right. Default: the {_AMBIGUOUS} "
    "beside each labels file, where there is one.",
)
@db_option
@format_option("text", "json")
def evaluate(*, labels: tuple[Path, ...], ambiguous: tuple[Path, ...], db: str, form: str) -> None:
    """Score the stories against labels.

    LABELS.csv has the columns id, story and, where the order is known, version from 0; several files are
    joined. Prints precision, recall and F1 over pairs of articles, recall by Jaccard similarity, and how many
    neighbouring versions stand in the right order.
    """
    from dedupe.stories.evaluate import Place, read_labels
    from dedupe.stories.evaluate import evaluate as score

    beside = tuple(path for label in labels if (path := label.with_name(_AMBIGUOUS)).is_file())
    truth = read_labels(labels, ambiguous or beside)
    with open_store(db, read_only=True) as store:
        found: dict[str, Place] = {}
        texts: dict[str, StoredArticle] = {}
        for story in store.stories(min_articles=1):
            for revision in story.revisions:
                key = revision.article.article.key
                for name in {key, revision.article.name} & truth.story.keys():
                    found[name] = Place(story.id, revision.number)
                    texts[name] = revision.article
    if not found:
        raise LabelsError(f"{labels[0]}: none of its {len(truth.story)} ids is the KEY of an article of {db}")
    result = score(truth, found, lambda pairs: _jaccard(pairs, texts))
    write_lines(scorecard.text(result, ambiguous or beside) if form == "text" else [scorecard.json(result)])


def _jaccard(pairs: Sequence[tuple[str, str]], articles: dict[str, StoredArticle]) -> list[float]:
    import numpy as np

    from dedupe.similarity.features import extract_features
    from dedupe.similarity.index import Terms, exact_jaccard

    keys = sorted({key for pair in pairs for key in pair})
    position = {key: at for at, key in enumerate(keys)}
    features = extract_features((articles[key].article.text for key in keys), SignatureSettings())
    numbers = np.array([sorted((position[a], position[b])) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    order = np.lexsort((numbers[:, 1], numbers[:, 0]))
    result = np.empty(len(pairs))
    result[order] = exact_jaccard(Terms.of(features.shingles), numbers[order])
    return [float(value) for value in result]
