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
    from dedupe.stories.lines import Line


def blame(store: Store, name: str, settings: Settings) -> BlamedArticle:
    """Return the paragraphs of an article of the store with the versions of its story that they come from.

    An article that stands alone, or that came since the last folding, is version 1 of its own story. Raises
    NameNotFound, AmbiguousName, StoreDamaged.
    """
    from dedupe.changes.blame import BlamedArticle
    from dedupe.changes.blame import blame as blamed

    article = store.article(name)
    story, versions, lines = _versions(store, article)
    texts = [version.article.article.text for version in versions]
    scripts = _scripts(store, story, versions, settings) if len(versions) > 1 else []
    return BlamedArticle(article=article, story=story, versions=versions, paragraphs=blamed(texts, scripts, lines))


def _versions(store: Store, article: StoredArticle) -> tuple[str | None, tuple[StoredRevision, ...], list[set[Line]]]:
    """Return the story of an article, its versions up to the article's, each by the first that carried it, and their lines."""
    from dedupe.stories.lines import line_of

    try:
        story = store.story(article.hash)
    except NameNotFound:
        alone = StoredRevision(article=article, number=1, relation=None, ordered_by="unknown")
        return None, (alone,), [{line_of(article.article)}]
    last = next(revision.number for revision in story.revisions if revision.article.hash == article.hash)
    grouped = groupby(story.revisions, key=lambda revision: revision.number)
    versions = [[*carriers] for number, carriers in grouped if number <= last]
    lines = [{line_of(revision.article.article) for revision in carriers} for carriers in versions]
    return story.id, tuple(carriers[0] for carriers in versions), lines


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
