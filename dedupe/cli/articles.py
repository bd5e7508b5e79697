"""What ``diff`` compares: articles by the names that people give them, from the store or from files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe.changes import compare
from dedupe.errors import AmbiguousName, InputError, NameNotFound
from dedupe.reading import read
from dedupe.records import Article, Comparison, StoredArticle
from dedupe.settings import Settings
from dedupe.text.hashing import article_hash, content_hash

if TYPE_CHECKING:
    from dedupe.store import Store


def comparison(old: str, new: str, db: str) -> Comparison:
    """Return what changed between two articles: as recorded if both are in the store, else computed.

    Raises NameNotFound for a name that is neither in the store nor a file, InputError for a file that does
    not hold exactly one article.
    """
    with _store(db) as store:
        sides = [_stored(name, store) or _from_file(name, db) for name in (old, new)]
        recorded = store.comparison(sides[0].hash, sides[1].hash) if store else None
    if recorded and (recorded.old, recorded.new) == tuple(sides):
        return recorded
    changes = compare(sides[0].article, sides[1].article, Settings().changes)
    return Comparison(old=sides[0], new=sides[1], changes=changes)


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


def _from_file(name: str, db: str) -> StoredArticle:
    if name != "-" and not Path(name).exists():
        has_store = Path(db).exists()
        where = f"neither an article of the store {db} nor a file" if has_store else f"no such file, and no store {db}"
        raise NameNotFound(f"{name}: {where}")
    if Path(name).is_dir():
        raise InputError(f"{name}: a folder; diff takes files of one article each")
    article = _only_article(name)
    body_hash = content_hash(article.text)
    return StoredArticle(hash=article_hash(article), name=name, body_hash=body_hash, article=article)


def _only_article(path: str) -> Article:
    articles = []
    for record in read([path]):
        if not isinstance(record, Article):
            raise InputError(str(record))
        articles.append(record)
        if len(articles) > 1:
            raise InputError(f"{path}: more than one article; diff takes one")
    if not articles:
        raise InputError(f"{path}: no article in it")
    return articles[0]
