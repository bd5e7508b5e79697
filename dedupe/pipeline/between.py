"""What changed between any two versions of a story: as recorded if they are neighbours, else computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe.changes import compare
from dedupe.errors import NameNotFound
from dedupe.records import Comparison, StoredArticle, StoredStory
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.store import Store


def between(store: Store, story: StoredStory, first: int, last: int, settings: Settings) -> Comparison:
    """Return what changed between two versions, each told by its first article, the older by that of the same publisher.

    Raises NameNotFound where the story has no such version, StoreDamaged.
    """
    from dedupe.versions.steps import counterpart

    new = _carriers(story, last)[0]
    old = counterpart(_carriers(story, first), new)
    recorded = store.comparison(old.hash, new.hash)
    return recorded or Comparison(old=old, new=new, changes=compare(old.article, new.article, settings.changes))


def _carriers(story: StoredStory, number: int) -> list[StoredArticle]:
    carriers = [one.article for one in story.revisions if one.number == number]
    if not carriers:
        newest = story.revisions[-1].number
        raise NameNotFound(f"story {story.id} has no version {number}: its versions are 1 to {newest}")
    return carriers
