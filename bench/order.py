"""How right the order of versions is where no date tells it, on labelled folders.

``python bench/order.py FOLDER...``: each folder holds articles.jsonl.gz (or articles.jsonl) and labels.csv with versions.
Dates are taken away, and KEYs replaced by hashes. Prints two Markdown tables. *Order*: of the pairs (v, v + 1) with
different texts, how many have a direction that is stated, how many of those are right, and how many stand side by side;
the stories are those of the labels, and with ``--fold`` those that are found (of a folder at a time). *Evidence*: how often
each kind points the right way along the versions of a story in their true order, with the logarithm of the odds, by which
the weights of dedupe/stories/lateness.py and direction.py were set.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

import xxhash

from dedupe.evaluation.evaluate import read_labels
from dedupe.reading import read
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.similarity.candidates import sign
from dedupe.similarity.compare import compare_documents
from dedupe.similarity.features import Features, extract_features
from dedupe.stories import Document, document_places, documents_of
from dedupe.versions import fold_stories
from dedupe.versions.direction import UNKNOWN, chain_evidence
from dedupe.versions.lateness import evidence_between, signs_of
from dedupe.versions.revisions import StoryOrder
from dedupe.versions.seriation import Likeness, likeness_matrix

USUAL = Settings()
Places = dict[str, tuple[int, int, str]]
"""KEY -> story, revision number, and the evidence for it."""


@dataclass(frozen=True)
class Corpus:
    """Articles without dates by KEY, and the KEYs of each labelled story by version."""

    articles: list[Article]
    stories: list[list[tuple[int, Article]]]


def load(folder: Path) -> Corpus:
    """Read a folder; nothing but the text is left to tell an article's age."""
    labels = read_labels([folder / "labels.csv"])
    (file,) = folder.glob("articles.jsonl*")
    found = {record.key: record for record in read([str(file)]) if isinstance(record, Article)}
    bare = {
        key: replace(
            article,
            key=xxhash.xxh3_64_hexdigest(f"order {key}".encode()),
            published_at=None,
            modified_at=None,
            fetched_at=None,
        )
        for key, article in found.items()
    }
    versions = sorted((labels.story[key], labels.version[key], key) for key in labels.version if key in bare)
    stories = [[(version, bare[key]) for _, version, key in own] for _, own in groupby(versions, lambda one: one[0])]
    return Corpus(sorted(bare.values(), key=lambda article: article.key), stories)


def read_documents(articles: Sequence[Article]) -> tuple[tuple[Document, ...], Features]:
    documents = documents_of(articles)
    return documents, extract_features((document.text for document in documents), USUAL.signatures)


def as_labelled(corpus: Corpus) -> Places:
    """Order the stories of the labels."""
    places: Places = {}
    for number, story in enumerate(corpus.stories):
        articles = sorted((article for _, article in story), key=lambda article: article.key)
        documents, features = read_documents(articles)

        def likeness_of(members: Sequence[int], own: Features = features) -> Likeness:
            return likeness_matrix(own, members)

        placed = StoryOrder(range(len(documents)), documents, articles, likeness_of).placed()
        for at, one in enumerate(placed):
            places |= {articles[position].key: (number, at, one.ordered_by) for position in one.state.articles}
    return places


def as_found(corpus: Corpus) -> Places:
    """Fold the folder, and order the stories that are found."""
    documents, features = read_documents(corpus.articles)
    table = sign(features, USUAL.signatures)
    scores, _ = compare_documents(features, table, document_places(documents, corpus.articles), USUAL)
    return {
        corpus.articles[revision.article].key: (number, revision.number, revision.ordered_by)
        for number, story in enumerate(fold_stories(corpus.articles, documents, features, scores, USUAL).stories)
        for revision in story.revisions
    }


def ordered(corpus: Corpus, places: Places) -> Counter[str]:
    """Count the pairs of consecutive versions, and what is said of them."""
    counts: Counter[str] = Counter()
    for story in corpus.stories:
        for (version, old), (following, new) in pairwise(story):
            (story_a, a, why_a), (story_b, b, why_b) = places[old.key], places[new.key]
            if following != version + 1 or old.text == new.text or story_a != story_b:
                continue
            stated = UNKNOWN not in (why_a, why_b)
            counts.update(pairs=1, stated=stated, right=stated and b > a, side_by_side=abs(b - a) == 1)
    return counts


def evidence(corpus: Corpus) -> Iterator[tuple[str, bool]]:
    """Yield kind and whether it was right for each kind of evidence in each labelled story."""
    for story in corpus.stories:
        signs = signs_of(dict.fromkeys(article.text for _, article in story))
        if len(signs) > 1:
            steps = [evidence_between(old, new) for old, new in pairwise(signs)]
            for kind, (weight, _) in chain_evidence(signs, steps).items():
                yield (f"length, weight {abs(weight)}" if kind == "length" else kind), weight > 0


def main() -> None:
    """Print the tables."""
    folders = [Path(name) for name in sys.argv[1:] if name != "--fold"]
    if not folders:
        raise SystemExit(__doc__)
    corpora = {folder.name: load(folder) for folder in folders}
    print("| folder | pairs | stated | right | neighbours |\n|---|---:|---:|---:|---:|")
    for name, corpus in corpora.items():
        found = ordered(corpus, as_found(corpus) if "--fold" in sys.argv else as_labelled(corpus))
        pairs, stated = max(found["pairs"], 1), max(found["stated"], 1)
        shares = f"{stated / pairs:.3f} | {found['right'] / stated:.3f} | {found['side_by_side'] / pairs:.3f}"
        print(f"| {name} | {pairs:,} | {shares} |", flush=True)
    print(f"\n| evidence | {' | '.join(corpora)} | log-odds |\n|---|{'---:|' * (len(corpora) + 1)}")
    told = {name: Counter(evidence(corpus)) for name, corpus in corpora.items()}
    for kind in sorted({kind for counts in told.values() for kind, _ in counts}):
        each = [(counts[kind, True], counts[kind, False]) for counts in told.values()]
        odds = math.log((sum(right for right, _ in each) + 1) / (sum(wrong for _, wrong in each) + 1))
        print(f"| {kind} | {' | '.join(f'{right} of {right + wrong}' for right, wrong in each)} | {odds:.1f} |")


if __name__ == "__main__":
    main()
