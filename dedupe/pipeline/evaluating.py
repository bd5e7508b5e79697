"""The stories of a store against labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe.errors import LabelsError
from dedupe.pipeline.corpus import read_corpus, signatures
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.evaluation import Evaluation, Labels, Place
    from dedupe.evaluation.closeness import Corpus
    from dedupe.evaluation.misses import Mistakes
    from dedupe.store import Store


def evaluate(
    store: Store, truth: Labels, settings: Settings, *, errors: int = 0, progress: Progress = SILENT
) -> tuple[Evaluation, Mistakes | None]:
    """Score the stories of a store, and find the worst ``errors`` wrong joins and misses; None where none are asked for.

    Raises LabelsError where no label is one of an article of the store.
    """
    from dedupe.evaluation import evaluate as score

    folded = _folded(store, truth)
    if not folded.found:
        raise LabelsError(_nothing_to_score(truth, folded))
    # Shingling is most of the work: the whole corpus is shingled at once where it is needed later.
    corpus = _compared(store, settings, progress) if errors else None

    def jaccard(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        return _jaccard(pairs, folded.texts, corpus, settings, progress)

    evaluation = score(truth, folded.found, jaccard, unclear=len(folded.unclear))
    mistakes = _mistakes(store, folded, truth, errors, corpus, settings) if corpus else None
    progress.finish()
    return evaluation, mistakes


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

    found: dict[str, Place] = {}
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    story_of: dict[str, str] = {}
    unclear: set[str] = set()
    for story in store.stories(min_articles=1):
        for revision in story.revisions:
            stored = revision.article
            story_of[stored.name] = story.id
            for label in {stored.article.key, stored.name} & truth.story.keys():
                if label in found:
                    unclear.add(label)
                found[label] = Place(story.id, revision.number, revision.ordered_by)
                texts[label], names[label] = stored.article.text, stored.name
    for label in unclear:
        for known in (found, texts, names):
            del known[label]
    return _Folded(found, texts, names, story_of, frozenset(unclear))


def _nothing_to_score(truth: Labels, folded: _Folded) -> str:
    if folded.unclear:
        return f"{min(folded.unclear)!r} is the KEY of several articles of the store: label KEY@1a2b3c4d"
    return f"none of the {len(truth.story)} ids is the KEY of an article of the store"


def _jaccard(
    pairs: Sequence[tuple[str, str]],
    texts: dict[str, str],
    corpus: Corpus | None,
    settings: Settings,
    progress: Progress,
) -> list[float]:
    from dedupe.similarity.bands import as_pairs
    from dedupe.similarity.features import extract_features
    from dedupe.similarity.index import Terms, exact_jaccard

    if corpus:
        distinct, features = [document.text for document in corpus.documents], corpus.features
    else:
        distinct = list(dict.fromkeys(texts[key] for key in sorted({key for pair in pairs for key in pair})))
        progress.start("shingling", len(distinct), "texts")
        features = extract_features(distinct, settings.signatures, progress.advance)
    number = {text: at for at, text in enumerate(distinct)}
    ends = [(number[texts[a]], number[texts[b]]) for a, b in pairs]
    links = as_pairs({(min(pair), max(pair)) for pair in ends})
    known = zip(map(tuple, links.tolist()), exact_jaccard(Terms.of(features.shingles), links).tolist(), strict=True)
    of_link: dict[tuple[int, ...], float] = dict(known)
    return [1.0 if a == b else of_link[min(a, b), max(a, b)] for a, b in ends]


def _mistakes(store: Store, folded: _Folded, truth: Labels, most: int, corpus: Corpus, settings: Settings) -> Mistakes:
    from dedupe.evaluation.misses import Mistakes, tell_misses, worst_misses
    from dedupe.evaluation.mistakes import wrong_joins

    label_of = {folded.names[label]: truth.story[label] for label in folded.found}
    joins, all_joins = wrong_joins(store.pairs(), folded.story_of, label_of, truth.alike(), most)
    misses, all_misses = worst_misses(folded.story_of, label_of, most)
    told = tell_misses(misses, store.pairs(), corpus, settings)
    return Mistakes(joins=joins, all_joins=all_joins, misses=told, all_misses=all_misses)


def _compared(store: Store, settings: Settings, progress: Progress) -> Corpus:
    from dedupe.evaluation.closeness import Corpus

    read = read_corpus(store, settings, progress)
    progress.start("comparing", None, "pairs")
    return Corpus(
        names=[filed.name for filed in read.filed],
        articles=read.articles(),
        documents=read.documents,
        features=read.features,
        table=signatures(store, read, settings, keep=False),
    )
