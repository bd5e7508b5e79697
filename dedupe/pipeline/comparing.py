"""Stories -> what changed between their versions, in the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.states import as_json
from dedupe.pipeline.workers import spread
from dedupe.settings import ChangeSettings, Settings

if TYPE_CHECKING:
    from dedupe.records import Changes, Reversion, StoredArticle
    from dedupe.store import Store

_NO_STORIES = "no stories yet"
_BATCH_COMPARISONS = 200  # a transaction: what a killed run has to compute again at most
_PIECE, _FEWEST = 20, 500  # comparisons a piece of work, and those from which starting workers takes less than it saves


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffSummary:
    """How many comparisons there are, and how many were computed now."""

    current: bool
    comparisons: int
    computed: int


def diff(store: Store, settings: Settings, *, progress: Progress = SILENT, workers: int | None = 1) -> DiffSummary:
    """Record what changed between the versions of every story; what was recorded before stays as it is.

    So many ``workers`` compare at once, None for one a processor; their number changes nothing that is recorded.
    """
    settings_json = as_json(settings.changes)
    computed = 0
    current = True
    # Once more where another process folded anew meanwhile: other versions are then neighbours.
    while not store.step_is_current("diff", stories := store.step_state("cluster") or _NO_STORIES, settings_json):
        current = False
        computed += _compare_versions(store, settings, progress, stories, settings_json, workers)
    return DiffSummary(current=current, comparisons=store.summary().comparisons, computed=computed)


def _compare_versions(
    store: Store, settings: Settings, progress: Progress, stories: str, settings_json: str, workers: int | None
) -> int:
    """Compare what was not compared yet, drop what no story asks for any more, and return how many were compared."""
    from dedupe.versions.steps import steps_of

    with store.snapshot():  # another process may fold anew while these are read
        steps = list(dict.fromkeys((old.hash, new.hash) for story in store.stories() for old, new in steps_of(story)))
    wanted = set(steps)
    store.drop_comparisons_except(wanted & store.comparison_keys(settings_json))
    done = store.comparison_keys()
    progress.start("comparing", len(wanted - done), "versions")
    fresh = _articles(store, [step for step in steps if step not in done])
    compared = spread(partial(_compared, settings.changes), fresh, workers=workers, piece=_PIECE, fewest=_FEWEST)
    computed = 0
    while batch := list(islice(compared, _BATCH_COMPARISONS)):
        store.save_comparisons(batch, settings_json)
        computed += len(batch)
        progress.advance(len(batch))
    with store.snapshot():
        brought_back = list(returned(store))
    with store.transaction():
        if store.comparison_keys(settings_json) >= wanted:
            store.save_reversions(brought_back)
            store.record_step("diff", stories, settings_json)
    progress.finish()
    return computed


def _articles(store: Store, steps: Sequence[tuple[str, str]]) -> Iterator[tuple[StoredArticle, StoredArticle]]:
    """Yield the articles of steps named by hash, but those that another process has forgotten meanwhile."""
    for start in range(0, len(steps), _PIECE):
        piece = steps[start : start + _PIECE]
        loaded = store.articles_of(sorted({hashed for step in piece for hashed in step}))
        yield from ((loaded[old], loaded[new]) for old, new in piece if old in loaded and new in loaded)


def _compared(
    settings: ChangeSettings, steps: list[tuple[StoredArticle, StoredArticle]]
) -> list[tuple[str, str, Changes]]:
    from dedupe.changes import compare

    return [(old.hash, new.hash, compare(old.article, new.article, settings)) for old, new in steps]


def returned(store: Store) -> Iterator[tuple[str, str, tuple[Reversion, ...]]]:
    """Yield (hash of old, hash of new, what was brought back) of the comparisons that did, articles named by hash."""
    from dedupe.changes.reversions import with_reversions
    from dedupe.versions.steps import steps_of

    fewest = 3  # what it was, what it was meanwhile, what it is again
    for story in store.stories(min_articles=fewest):
        found = (store.comparison(old.hash, new.hash) for old, new in steps_of(story))
        # A name may be another by the time that this is stored: somebody may be reading more articles of its KEY.
        hashes = {revision.article.name: revision.article.hash for revision in story.revisions}
        for compared in with_reversions(story, [compared for compared in found if compared]):
            if compared.reversions:
                told = tuple(replace(one, article=hashes[one.article]) for one in compared.reversions)
                yield compared.old.hash, compared.new.hash, told
