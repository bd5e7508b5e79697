"""What ``diff`` compares: articles by the names that people give them, from the store or from files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe.changes import compare
from dedupe.errors import AmbiguousName, InputError, NameNotFound
from dedupe.reading import ReadingOptions, read
from dedupe.records import Article, Between, Comparison, StoredArticle
from dedupe.settings import Settings
from dedupe.text.hashing import article_hash, content_hash

if TYPE_CHECKING:
    from dedupe.store import Store


Compared = tuple[Comparison, Between | None]
"""What changed between two articles, and which versions they are where both are of one story."""


def compared(old: str, new: str, db: str, options: ReadingOptions) -> Compared:
    """Return what changed between two articles: as recorded if both are in the store, else computed.

    ``options`` say how those that are files are read.

    Raises NameNotFound for a name that is neither in the store nor a file, InputError for a file that does
    not hold exactly one article.
    """
    with _store(db) as store:
        one, other = (_stored(name, store) or _from_file(name, db, options) for name in (old, new))
        return _comparison(one, other, store), _between(one, other, store) if store else None


def compared_versions(name: str, first: int | None, last: int | None, db: str) -> Compared:
    """Return what changed between two versions of a story, by default the first and the last.

    A version is told by its first article, the older one by that of the same publisher. Raises NameNotFound where there
    is no such story or version.
    """
    from dedupe.pipeline.between import between
    from dedupe.store import open_store

    with open_store(db, read_only=True) as store:
        story = store.story(name)
        newest = story.revisions[-1].number
        told = between(store, story, 1 if first is None else first, newest if last is None else last, Settings())
        return told, _between(told.old, told.new, store)


def _comparison(old: StoredArticle, new: StoredArticle, store: Store | None) -> Comparison:
    if store:
        return store.diff(old, new)
    return Comparison(old=old, new=new, changes=compare(old.article, new.article, Settings().changes))


def _between(old: StoredArticle, new: StoredArticle, store: Store) -> Between | None:
    """Return how two articles lie in a story, None where they are of two, or not of the store, or not folded yet."""
    try:
        story = store.story(old.hash)
    except NameNotFound:
        return None
    numbers = {revision.article.hash: revision.number for revision in story.revisions}
    if new.hash not in numbers:
        return None
    return Between(story=story.id, old=numbers[old.hash], new=numbers[new.hash], versions=story.revisions[-1].number)


@contextmanager
def _store(db: str) -> Iterator[Store | None]:
    """Open the store if there is one: two files need none."""
    if not Path(db).exists():
        yield None
        return
    from dedupe.store import open_store

    with open_store(db, read_only=True) as store:
        yield store


def _stored(name: str, store: Store | None) -> StoredArticle | None:
    try:
        return store.article(name) if store else None
    except AmbiguousName:
        raise
    except NameNotFound:
        return None


def _from_file(name: str, db: str, options: ReadingOptions) -> StoredArticle:
    if name != "-" and not Path(name).exists():
        has_store = Path(db).exists()
        where = f"neither an article of the store {db} nor a file" if has_store else f"no such file, and no store {db}"
        raise NameNotFound(f"{name}: {where}")
    if Path(name).is_dir():
        raise InputError(f"{name}: a folder; diff takes files of one article each")
    article = _only_article(name, options)
    body_hash = content_hash(article.text)
    return StoredArticle(hash=article_hash(article), name=name, body_hash=body_hash, article=article)


def _only_article(path: str, options: ReadingOptions) -> Article:
    articles = []
    for record in read([path], options=options):
        if not isinstance(record, Article):
            raise InputError(str(record))
        articles.append(record)
        if len(articles) > 1:
            raise InputError(f"{path}: more than one article; diff takes one")
    if not articles:
        raise InputError(f"{path}: no article in it")
    return articles[0]
