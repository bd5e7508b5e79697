"""The names under which archives and extractors keep an article's fields, and what is taken from them.

One table serves every format that has named fields. Names are compared without case, ``_``, ``-``
and a leading ``@``, so that ``datePublished``, ``date_published`` and ``DATE-PUBLISHED`` are one. Where a
record has several names of one field, the first of the table's order that is not empty is taken: for
dates, the first that can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

# The names are those of trafilatura, news-please, newspaper, Hugging Face's cc_news, RealNews, Media Cloud,
# NewsAPI, Webz, schema.org and our own export; within a field the exact ones come first, the vague ones last.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "key": ("id", "uuid", "guid", "articleid", "docid", "storiesid", "key"),
    "url": ("url", "link", "canonicalurl", "canonicallink", "articleurl", "urlused", "sourceurl"),
    "title": ("title", "headline", "titlepage", "titlerss"),
    "text": ("text", "maintext", "articlebody", "body", "bodytext", "content", "fulltext", "article", "articletext",
             "rawtext", "document"),
    "byline": ("byline", "authors", "author", "creator"),
    "source": ("source", "sourcename", "publisher", "publication", "sitename", "metasitename", "medianame",
               "sourcedomain", "sourcehostname", "hostname", "domain", "site"),
    "language": ("language", "lang", "inlanguage", "metalang", "languagecode"),
    "extractor": ("extractor",),
    "published_at": ("publishedat", "published", "datepublished", "datepublish", "publishdate", "publisheddate",
                     "publicationdate", "publishtime", "pubdate", "datetime", "date"),
    "modified_at": ("modifiedat", "modified", "datemodified", "datemodify", "updatedat", "updated", "dateupdated",
                    "lastmodified", "lastupdated", "lastmod"),
    "fetched_at": ("fetchedat", "fetched", "datedownload", "downloadedat", "crawledat", "crawled", "crawldate",
                   "scrapedat", "retrievedat", "capturedat", "collectdate", "warcdate", "filedate", "indexeddate", "timestamp"),
}  # fmt: skip

_PLACES = {alias: (field, rank) for field, names in ALIASES.items() for rank, alias in enumerate(names)}

LONGEST_NAME = 60
"""In characters, with separators; longer names are not ours, and would fill the memory of ``place``."""

Found = Mapping[str, list[tuple[str, Any]]]
"""Field -> the record's own names for it and their values, best first; empty where all its values are."""


_NONE: Mapping[str, str] = {}


@lru_cache(maxsize=4096)
def place(name: str) -> tuple[str, int] | None:
    """Return the field that a record's name stands for and its rank there, None for a name we do not know.

    >>> place("datePublished"), place("image_url")
    (('published_at', 2), None)
    """
    return _PLACES.get(name.lower().replace("_", "").replace("-", "").removeprefix("@"))


def find_fields(record: Mapping[str, Any], columns: Mapping[str, str] = _NONE) -> Found:
    """Sort out which of a record's values belong to which field; the order of its keys does not matter.

    ``columns`` says, field -> name, under which name alone a record keeps a field.

    >>> find_fields({"body": "In the fog.", "text": "More"}, {"text": "body"})
    {'text': [('body', 'In the fog.')]}
    """
    ranked: dict[str, list[tuple[int, int, str, Any]]] = {}
    for name, value in record.items():
        if len(name) <= LONGEST_NAME and (known := place(name)):
            field, rank = known
            rows = ranked.setdefault(field, [])
            if not _is_empty(value):
                # Several spellings of one alias (id, _id, ID): the shortest, then the alphabet, decides.
                rows.append((rank, len(name), name, value))
    found = {field: [row[2:] for row in sorted(rows, key=itemgetter(0, 1, 2))] for field, rows in ranked.items()}
    return _renamed(found, record, columns) if columns else found


def _renamed(found: Found, record: Mapping[str, Any], columns: Mapping[str, str]) -> Found:
    """A name that was given to one field stands for no other, and a field that was given a name has no other."""
    told = set(columns.values())
    others = {
        field: [row for row in rows if row[0] not in told] for field, rows in found.items() if field not in columns
    }
    named = {
        field: [] if _is_empty(record[name]) else [(name, record[name])]
        for field, name in columns.items()
        if name in record
    }
    return others | named


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value in ([], {})
