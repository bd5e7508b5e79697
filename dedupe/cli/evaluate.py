"""``dedupe evaluate``: how right the stories are, and where they are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.errors import LabelsError
from dedupe.reports import scorecard
from dedupe.settings import Settings, SignatureSettings
from dedupe.store import open_store

if TYPE_CHECKING:
    from dedupe.evaluation.closeness import Corpus
    from dedupe.evaluation.evaluate import Labels, Place
    from dedupe.pipeline import Progress
    from dedupe.store import Store

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
    from dedupe.evaluation.evaluate import evaluate as score
    from dedupe.evaluation.evaluate import read_labels

    beside = tuple(path for label in labels if (path := label.with_name(_AMBIGUOUS)).is_file())
    truth = read_labels(labels, ambiguous or beside)
    with open_store(db, read_only=True) as store, talk() as talking:
        folded = _folded(store, truth)
        if not folded.found:
            raise LabelsError(_nothing_to_score(labels, truth, folded, db))
        # Shingling is most of the work: the whole corpus is shingled at once where it is needed later.
        corpus = _corpus(store, talking) if errors else None
        result = score(
            truth,
            folded.found,
            lambda pairs: _jaccard(pairs, folded.texts, corpus, talking),
            unclear=len(folded.unclear),
        )
        mistakes = _mistakes(store, folded, truth, errors, corpus) if errors and corpus else None
        talking.finish()
    write_lines(
        [scorecard.json(result, mistakes)]
        if form == "json"
        else scorecard.text(result, ambiguous or beside, mistakes, screen())
    )


@dataclass(frozen=True, slots=True)
class _Folded:
    """What labels say of the articles of a store. An id is KEY or name; ``unclear`` ones name several articles."""

    found: dict[str, Place]  # by id
    texts: dict[str, str]  # by id
    names: dict[str, str]  # id -> name
    story_of: dict[str, str]  # every name -> found story
    unclear: frozenset[str]


def _folded(store: Store, truth: Labels) -> _Folded:
    from dedupe.evaluation.evaluate import Place

    folded = _Folded({}, {}, {}, {}, unclear := set())  # type: ignore[arg-type]
    for story in store.stories(min_articles=1):
        for revision in story.revisions:
            stored = revision.article
            folded.story_of[stored.name] = story.id
            for label in {stored.article.key, stored.name} & truth.story.keys():
                if label in folded.found:
                    unclear.add(label)
                folded.found[label] = Place(story.id, revision.number, revision.ordered_by)
                folded.texts[label], folded.names[label] = stored.article.text, stored.name
    for label in unclear:
        for known in (folded.found, folded.texts, folded.names):
            del known[label]
    return folded


def _nothing_to_score(labels: Sequence[Path], truth: Labels, folded: _Folded, db: str) -> str:
    if folded.unclear:
        return f"{labels[0]}: {min(folded.unclear)!r} is the KEY of several articles of {db}: label KEY@1a2b3c4d"
    return f"{labels[0]}: none of its {len(truth.story)} ids is the KEY of an article of {db}"


def _jaccard(
    pairs: Sequence[tuple[str, str]], texts: dict[str, str], corpus: Corpus | None, progress: Progress
) -> list[float]:
    import numpy as np

    from dedupe.similarity.features import extract_features
    from dedupe.similarity.index import Terms, exact_jaccard

    if corpus:
        distinct, features = [document.text for document in corpus.documents], corpus.features
    else:
        distinct = list(dict.fromkeys(texts[key] for key in sorted({key for pair in pairs for key in pair})))
        progress.start("shingling", len(distinct), "texts")
        features = extract_features(distinct, SignatureSettings(), progress.advance)
    number = {text: at for at, text in enumerate(distinct)}
    ends = [(number[texts[a]], number[texts[b]]) for a, b in pairs]
    links = np.array(sorted({(min(pair), max(pair)) for pair in ends}), dtype=np.int64).reshape(-1, 2)
    known = zip(map(tuple, links.tolist()), exact_jaccard(Terms.of(features.shingles), links).tolist(), strict=True)
    of_link: dict[tuple[int, ...], float] = dict(known)
    return [1.0 if a == b else of_link[min(a, b), max(a, b)] for a, b in ends]


def _mistakes(store: Store, folded: _Folded, truth: Labels, most: int, corpus: Corpus) -> scorecard.Mistakes:
    from dedupe.evaluation.misses import tell_misses, worst_misses
    from dedupe.evaluation.mistakes import wrong_joins

    label_of = {folded.names[label]: truth.story[label] for label in folded.found}
    joins, all_joins = wrong_joins(store.pairs(), folded.story_of, label_of, truth.alike(), most)
    misses, all_misses = worst_misses(folded.story_of, label_of, most)
    told = tell_misses(misses, store.pairs(), corpus, Settings())
    return scorecard.Mistakes(joins=joins, all_joins=all_joins, misses=told, all_misses=all_misses)


def _corpus(store: Store, progress: Progress) -> Corpus:
    """Return all that folding compared: each distinct text is read and shingled once more."""
    from dedupe.evaluation.closeness import Corpus
    from dedupe.similarity.candidates import assemble, sign
    from dedupe.similarity.features import extract_features
    from dedupe.similarity.signatures import scheme_of
    from dedupe.stories import documents_of

    settings = SignatureSettings()
    stored = list(store.articles())
    articles = [each.article for each in stored]
    documents = documents_of(articles)
    progress.start("shingling", len(documents), "texts")
    features = extract_features((document.text for document in documents), settings, progress.advance)
    progress.start("comparing", None, "pairs")
    hashes = [stored[document.articles[0]].body_hash for document in documents]
    kept = store.load_signatures(hashes, scheme_of(settings))
    table = (
        assemble([(kept[body].article, kept[body].passages) for body in hashes], settings)
        if kept.keys() >= set(hashes)
        else sign(features, settings)
    )
    names = [each.name for each in stored]
    return Corpus(names=names, articles=articles, documents=documents, features=features, table=table)
