"""NewsEdits' SQLite files: the sentences of ``split_sentences`` make the text of each version again.

Files that it made of diffengine's and NewsSniffer's have titles, addresses and times in ``entryversion``; those that it
gives away often do not, and then the order of the versions follows from their texts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from dedupe.importing.databases import Database, opened
from dedupe.reading.dates import read_date
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.markup import plain_text
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from

TABLES: Final = {"split_sentences": ("entry_id", "version", "sent_idx", "sentence")}
_SENTENCES = """
    SELECT entry_id, CAST(version AS INT) AS version, sentence FROM split_sentences
    ORDER BY CAST(entry_id AS INT), entry_id, CAST(version AS INT), CAST(sent_idx AS INT)
"""
_MORE = ("title", "url", "created", "source")


def read_newsedits(path: str, context: Context) -> Iterator[Record]:
    """Yield every version, entry by entry; ``line`` counts them. Raises InputError where this is no such database."""
    file = InputFile(path=path, key=path, size=0, format="newsedits")
    with opened(path) as database:
        database.require(TABLES, "NewsEdits")
        known = _known(database)
        undated = 0
        grouped = groupby(database.rows(_SENTENCES), lambda row: (row["entry_id"], row["version"]))
        for number, ((entry, version), rows) in enumerate(grouped, start=1):
            more = known.get((str(entry), int(version)), {})
            undated += not more.get("created")
            record = {"text": _text([str(row["sentence"]) for row in rows]), **more}
            record["fetched_at"] = record.pop("created", None)
            try:
                yield article_from(record, file, file.origin(number), context, key=_key(database, entry, record))
            except Unreadable as error:
                yield file.rejection(f"entry {entry}, version {version}: {error}", line=number)
        if undated:
            context.warn(
                file.origin(), f"{undated:,} versions have no time: their order follows from their texts alone"
            )


def _key(database: Database, entry: object, record: Mapping[str, Any]) -> str:
    name = record.get("url") or f"{database.name}/{entry}"
    return " ".join(filter(None, (str(name), read_date(str(record["fetched_at"] or "")))))


def _known(database: Database) -> dict[tuple[str, int], dict[str, Any]]:
    columns = database.columns("entryversion")
    if not {"entry_id", "version"} <= columns:
        return {}
    taken = [name for name in _MORE if name in columns]
    query = f"SELECT entry_id, CAST(version AS INT) AS version, {', '.join(taken)} FROM entryversion"  # noqa: S608 - our names
    return {
        (str(row["entry_id"]), int(row["version"])): {name: row[name] for name in taken} for row in database.rows(query)
    }


def _text(sentences: list[str]) -> str:
    """Sentences in a row; where they keep the marks of paragraphs, those are paragraphs again."""
    whole = " ".join(sentence.strip() for sentence in sentences)
    return plain_text(whole) if "<p>" in whole or "</p>" in whole else whole
