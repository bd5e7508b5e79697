"""In which version of its story each paragraph of an article came into being."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from dedupe.errors import NameNotFound
from dedupe.records import EditScript, StoredRevision
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.changes.blame import BlamedArticle
    from dedupe.records import StoredArticle
    from dedupe.store import Store


def blame(store: Store, name: str, settings: Settings) -> BlamedArticle:
    """Return the paragraphs of an article of the store with the versions of its story that they come from.

    An article that stands alone, or that came since the last folding, is version 1 of its own story. Raises
    NameNotFound, AmbiguousName, StoreDamaged.
    """
    from dedupe.changes.blame import BlamedArticle
    from dedupe.changes.blame import blame as blamed

    article = store.article(name)
    story, versions = _versions(store, article)
    texts = [version.article.article.text for version in versions]
    scripts = _scripts(store, story, versions, settings) if len(versions) > 1 else []
    return BlamedArticle(article=article, story=story, versions=versions, paragraphs=blamed(texts, scripts))


def _versions(store: Store, article: StoredArticle) -> tuple[str | None, tuple[StoredRevision, ...]]:
    """Return the story of an article and its versions up to the article's, each by the first that carried it."""
    try:
        story = store.story(article.hash)
    except NameNotFound:
        return None, (StoredRevision(article=article, number=1, relation=None, ordered_by="unknown"),)
    last = next(revision.number for revision in story.revisions if revision.article.hash == article.hash)
    versions = groupby(story.revisions, key=lambda revision: revision.number)
    return story.id, tuple(next(carriers) for number, carriers in versions if number <= last)


def _scripts(
    store: Store, story: str | None, versions: tuple[StoredRevision, ...], settings: Settings
) -> list[EditScript]:
    """Return what leads from each version to the next: as recorded, else made now."""
    from dedupe.changes import edit_script

    recorded = {
        (compared.old.body_hash, compared.new.body_hash): compared.changes.script
        for compared in (store.comparisons_of(story) if story else ())
    }
    scripts = []
    for old, new in pairwise(version.article for version in versions):
        script = recorded.get((old.body_hash, new.body_hash))
        scripts.append(script or edit_script(old.article.text, new.article.text, settings.changes))
    return scripts
