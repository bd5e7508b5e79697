"""What a page tells of a story beyond its report: the first version against the last, and where the latest text comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe.pipeline.blaming import blame
from dedupe.records import ChangeReport, Comparison, StoredArticle
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.pages import Told
    from dedupe.store import Store


def tell(store: Store, report: ChangeReport, settings: Settings) -> Told:
    """Return a report with all that its pages show. Raises StoreDamaged."""
    from dedupe.pages import Told

    latest = report.story.revisions[-1]
    if latest.number == 1:
        return Told(report=report)
    return Told(
        report=report,
        overall=_overall(store, report, settings),
        blamed=blame(store, latest.article.hash, settings),
    )


def _overall(store: Store, report: ChangeReport, settings: Settings) -> Comparison | None:
    """Return the first version against the last, where that is no single step."""
    from dedupe.changes import compare
    from dedupe.versions.steps import counterpart

    last = report.story.revisions[-1].number
    if last < 3:
        return None
    carriers: dict[int, list[StoredArticle]] = {1: [], last: []}
    for revision in report.story.revisions:
        if revision.number in carriers:
            carriers[revision.number].append(revision.article)
    new = carriers[last][0]
    old = counterpart(carriers[1], new)
    recorded = store.comparison(old.hash, new.hash)
    return recorded or Comparison(old=old, new=new, changes=compare(old.article, new.article, settings.changes))
