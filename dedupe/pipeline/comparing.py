"""Stories -> what changed between their versions, in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.states import as_json
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import Reversion, StoredArticle
    from dedupe.store import Store

_NO_STORIES = "no stories yet"
_BATCH_COMPARISONS = 200  # a transaction: what a killed run has to compute again at most


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffSummary:
    """How many comparisons there are, and how many were computed now."""

    current: bool
    comparisons: int
    computed: int


def diff(store: Store, settings: Settings, *, progress: Progress = SILENT) -> DiffSummary:
    """Record what changed between the versions of every story; what was recorded before stays as it is."""
    settings_json = as_json(settings.changes)
    computed = 0
    current = True
    # Once more where another process folded anew meanwhile: other versions are then neighbours.
    while not store.step_is_current("diff", stories := store.step_state("cluster") or _NO_STORIES, settings_json):
        current = False
        computed += _compare_versions(store, settings, progress, stories, settings_json)
    return DiffSummary(current=current, comparisons=store.summary().comparisons, computed=computed)


def _compare_versions(store: Store, settings: Settings, progress: Progress, stories: str, settings_json: str) -> int:
    """Compare what was not compared yet, drop what no story asks for any more, and return how many were compared."""
    from dedupe.changes import compare
    from dedupe.versions.steps import steps_of

    wanted = {(old.hash, new.hash) for story in store.stories() for old, new in steps_of(story)}
    store.drop_comparisons_except(wanted & store.comparison_keys(settings_json))
    done = store.comparison_keys()
    progress.start("comparing", len(wanted - done), "versions")
    computed = 0
    for batch in _step_batches(step for story in store.stories() for step in steps_of(story)):
        fresh = [(old, new) for old, new in batch if (old.hash, new.hash) not in done]
        store.save_comparisons(
            [(old.hash, new.hash, compare(old.article, new.article, settings.changes)) for old, new in fresh],
            settings_json,
        )
        computed += len(fresh)
        progress.advance(len(fresh))
    returned = list(_returned(store))
    with store.transaction():
        if store.comparison_keys(settings_json) >= wanted:
            store.save_reversions(returned)
            store.record_step("diff", stories, settings_json)
    progress.finish()
    return computed


def _returned(store: Store) -> Iterator[tuple[str, str, tuple[Reversion, ...]]]:
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


def _step_batches(
    steps: Iterator[tuple[StoredArticle, StoredArticle]],
) -> Iterator[list[tuple[StoredArticle, StoredArticle]]]:
    batch = []
    for step in steps:
        batch.append(step)
        if len(batch) == _BATCH_COMPARISONS:
            yield batch
            batch = []
    if batch:
        yield batch
