"""Fixtures that several folders of tests share."""

from __future__ import annotations

import importlib.util
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest
from hypothesis import settings

from dedupe.records import Article, Relation, Revision, ScoredPair
from dedupe.settings import Settings
from dedupe.similarity.candidates import sign
from dedupe.similarity.compare import compare_documents
from dedupe.similarity.features import extract_features
from dedupe.stories import document_places, documents_of
from dedupe.stories.verdicts import Ruling, decisions
from dedupe.text.hashing import article_hash
from dedupe.versions import Folding, fold_stories

# No test may fail for the speed of a machine.
settings.register_profile("dedupe", deadline=None)
settings.load_profile("dedupe")

BENCH = Path(__file__).parents[1] / "bench"


def heed_interrupts() -> None:
    """Let Ctrl-C through in a process that is about to begin: a shell lets what it puts into the background ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="session")
def bench_script() -> Callable[[str], ModuleType]:
    """A program of bench/ as a module, by its name: they lie beside the package, not in it."""
    sys.path.append(str(BENCH))  # what they share they import by name, as they do when they are run

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The labelled news data beside the checkout."""
    data = Path(__file__).parents[2] / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the labelled news data is not beside this checkout (../shared/data)")
    return data


@dataclass(frozen=True)
class Folded:
    """A folding, told by KEYs."""

    articles: list[Article]
    folding: Folding

    def stories(self) -> list[list[str]]:
        """The KEYs of each story of two or more, oldest first."""
        told = [[self.articles[one.article].key for one in story.revisions] for story in self.folding.stories]
        return sorted(keys for keys in told if len(keys) > 1)

    def revisions(self, key: str) -> list[tuple[str, int, Relation | None, str]]:
        """KEY, number, relation and evidence of each revision of the story that an article is in."""
        story = next(
            story
            for story in self.folding.stories
            if any(self.articles[one.article].key == key for one in story.revisions)
        )
        return [self._told(one) for one in story.revisions]

    def pair(self, a: str, b: str) -> ScoredPair | None:
        """The pair of two KEYs, if there is one."""
        found = [
            pair for pair in self.folding.pairs if {self.articles[pair.a].key, self.articles[pair.b].key} == {a, b}
        ]
        return found[0] if found else None

    def relation(self, a: str, b: str) -> Relation | None:
        """The relation of two KEYs, if there is one."""
        pair = self.pair(a, b)
        return pair.relation if pair else None

    def _told(self, one: Revision) -> tuple[str, int, Relation | None, str]:
        return self.articles[one.article].key, one.number, one.relation, one.ordered_by


@pytest.fixture
def fold() -> Callable[..., Folded]:
    """Fold articles as the pipeline does: in canonical order, through every step."""

    def run(
        articles: Iterable[Article],
        settings: Settings = Settings(),  # noqa: B008
        verdicts: Iterable[tuple[Literal["join", "separate"], str, str]] = (),
    ) -> Folded:
        ordered = sorted(
            articles, key=lambda one: (one.source or "", one.published_at or "", one.key, article_hash(one))
        )
        documents = documents_of(ordered)
        features = extract_features([document.text for document in documents], settings.signatures)
        table = sign(features, settings.signatures)
        places = {article.key: place for place, article in enumerate(ordered)}
        rulings = [Ruling(kind, places[a], places[b], "so I say") for kind, a, b in verdicts]
        decided = decisions(rulings, documents)
        scores, _ = compare_documents(features, table, document_places(documents, ordered), settings, decided)
        return Folded(ordered, fold_stories(ordered, documents, features, scores, settings, decided=decided))

    return run
