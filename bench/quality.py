"""How right the stories are on labelled corpora: each signal switched off in turn, and thresholds chosen elsewhere.

``python bench/quality.py FOLDER...``: each folder holds articles.jsonl.gz, labels.csv and ambiguous.csv. The folders are joined and folded as one corpus.
Prints two Markdown tables. *Signals*: the same corpus without one kind of evidence. *Leave one out*: the threshold
in the middle of those that are best on the other folders, scored on the one left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dedupe.evaluation.evaluate import Evaluation, Labels, Place, evaluate, read_labels
from dedupe.reading import read
from dedupe.records import Article
from dedupe.settings import EvidenceSettings, Settings, SignatureSettings
from dedupe.similarity.candidates import SignatureTable, sign
from dedupe.similarity.compare import compare_documents
from dedupe.similarity.features import Features, extract_features
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.scores import Scores
from dedupe.stories import Document, documents_of
from dedupe.stories.joining import join_documents
from dedupe.stories.relations import relate_documents

THRESHOLDS = (0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.32, 0.34)
NEAR = 0.002  # of F1: a dozen pairs of six thousand
USUAL = Settings()


@dataclass(frozen=True)
class Corpus:
    """Articles of several folders in canonical order, and what was computed of them once."""

    articles: list[Article]
    documents: tuple[Document, ...]
    features: Features
    table: SignatureTable


def load(folders: Sequence[Path]) -> Corpus:
    records = read([str(folder / "articles.jsonl.gz") for folder in folders])
    articles = sorted(
        (record for record in records if isinstance(record, Article)),
        key=lambda article: (article.source or "", article.published_at or "", article.key),
    )
    documents = documents_of(articles)
    features = extract_features((document.text for document in documents), USUAL.signatures)
    return Corpus(articles, documents, features, sign(features, USUAL.signatures))


def scored(corpus: Corpus, settings: Settings = USUAL) -> Scores:
    settings = replace(settings, evidence=replace(settings.evidence, least_phrases=0.0))  # so that all pairs are scored
    nowhere = Ragged.pack([np.empty(0, np.uint64)] * len(corpus.documents))
    return compare_documents(corpus.features, corpus.table, nowhere, settings)[0]


def judged(corpus: Corpus, scores: Scores, labels: Labels, evidence: EvidenceSettings = USUAL.evidence) -> Evaluation:
    """Relate, join and evaluate."""
    sizes = corpus.features.shingles.lengths()
    related = list(relate_documents(corpus.documents, corpus.articles, scores, sizes, evidence))
    found = {}
    for number, members in enumerate(join_documents(len(corpus.documents), related, settings=evidence).stories):
        for document in members:
            for position in corpus.documents[document].articles:
                found[corpus.articles[position].key] = Place(str(number), 0)
    return evaluate(labels, found, lambda pairs: [0.0] * len(pairs))


def without(corpus: Corpus, labels: Labels) -> Iterator[tuple[str, Evaluation]]:
    """Yield the name and the evaluation of the whole, and of the whole without each signal."""
    scores = scored(corpus)
    never = 10**3
    yield "everything", judged(corpus, scores, labels)
    yield (
        "no subject words as candidates",
        judged(corpus, scored(corpus, Settings(signatures=SignatureSettings(subject_words=0))), labels),
    )
    yield "no subject in the score", judged(corpus, replace(scores, subject=scores.words), labels)
    yield "no words, no subject in the score", judged(corpus, replace(scores, trust=0.0), labels)
    yield (
        "rarity of phrases ignored",
        judged(corpus, replace(scores, phrases=np.maximum(scores.containment_a, scores.containment_b)), labels),
    )
    unarmed = replace(USUAL.evidence, recurring_containment=1.0, recurring_least=never)
    yield "recurring notices not told apart", judged(corpus, scores, labels, unarmed)
    alike = replace(scores, phrases=scores.jaccard, trust=0.0)
    for threshold in (0.5, 0.7):
        plain = replace(unarmed, join_score=threshold, least_phrases=0.0)
        yield f"whole documents alone, Jaccard {threshold} or more", judged(corpus, alike, labels, plain)


def left_out(folders: Sequence[Path]) -> Iterator[tuple[str, float, Evaluation, Evaluation]]:
    """Yield folder, threshold chosen on the others as one corpus, its evaluation, and that with the usual threshold."""
    for folder in folders:
        chosen = best_threshold([other for other in folders if other != folder])
        corpus, labels = load([folder]), labels_of([folder])
        scores = scored(corpus)
        result, usual = (
            judged(corpus, scores, labels, replace(USUAL.evidence, join_score=threshold))
            for threshold in (chosen, USUAL.evidence.join_score)
        )
        yield folder.name, chosen, result, usual


def best_threshold(folders: Sequence[Path]) -> float:
    """Return the middle one of the thresholds whose F1 is within ``NEAR`` of the best; of two the higher."""
    corpus, labels = load(folders), labels_of(folders)
    scores = scored(corpus)
    f1 = {
        threshold: judged(corpus, scores, labels, replace(USUAL.evidence, join_score=threshold)).f1
        for threshold in THRESHOLDS
    }
    plateau = [threshold for threshold in THRESHOLDS if f1[threshold] >= max(f1.values()) - NEAR]
    return plateau[len(plateau) // 2]


def labels_of(folders: Sequence[Path]) -> Labels:
    return read_labels([folder / "labels.csv" for folder in folders], [folder / "ambiguous.csv" for folder in folders])


def pooled(results: Sequence[Evaluation]) -> float:
    """Return F1 over the pairs of several evaluations."""
    right = sum(result.right_pairs for result in results)
    return 2 * right / sum(result.true_pairs + result.found_pairs for result in results)


def main() -> None:
    """Print the tables."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        raise SystemExit(__doc__)
    everything = labels_of(folders)
    corpus = load(folders)
    print(f"{len(corpus.articles):,} articles, {len(corpus.documents):,} distinct texts\n")
    print("| signals | precision | recall | F1 |\n|---|---:|---:|---:|")
    for name, result in without(corpus, everything):
        print(f"| {name} | {result.precision:.4f} | {result.recall:.4f} | {result.f1:.4f} |", flush=True)
    print(
        "\n| folder left out | threshold | precision | recall | F1 | F1 with the usual one |\n|---|---:|---:|---:|---:|---:|"
    )
    rows = []
    for name, threshold, result, usual in left_out(folders):
        rows.append((result, usual))
        shares = f"{result.precision:.4f} | {result.recall:.4f} | {result.f1:.4f} | {usual.f1:.4f}"
        print(f"| {name} | {threshold} | {shares} |", flush=True)
    results, usuals = zip(*rows, strict=True)
    print(f"| all pairs of the five | | | | {pooled(results):.4f} | {pooled(usuals):.4f} |")


if __name__ == "__main__":
    main()
