"""NewsDiffs' repository: a file a page, at the path that its address is, and a commit a version.

A file's first three lines are the date, the headline and the byline as the page had them. The database beside it, where
there is one (SQLite; export MySQL's tables ``Articles`` and ``version`` to it), knows the exact address of a page and which
versions are ``boring``: nothing but the date changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dedupe.importing.databases import opened
from dedupe.importing.repository import FileVersion, Repository
from dedupe.reading.dates import read_date
from dedupe.reading.files import Context, InputFile, Record, spelled
from dedupe.reading.validity import Unreadable, decode
from dedupe.reading.values import article_from

TABLES: Final = {"Articles": ("id", "url"), "version": ("v", "article_id", "boring")}
_VERSIONS = "SELECT v, url, boring FROM version JOIN Articles ON Articles.id = article_id"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the database says of a commit."""

    url: str
    is_boring: bool


def read_newsdiffs(path: str, context: Context, database: str | None = None) -> Iterator[Record]:
    """Yield every version, oldest first. Raises InputError where there is no such repository or database."""
    repository = Repository(path)
    known = _known(database) if database else {}
    with repository.contents() as contents:
        for version in repository.history("HEAD", ()):
            told = known.get(version.commit)
            if version.blob is None or (told and told.is_boring):
                context.passed["boring versions" if told else "files deleted, or that are links"] += 1
                continue
            file = InputFile(
                path=f"{path} {version.commit[:12]}:{spelled(version.path)}",
                key=version.path,
                size=0,
                format="newsdiffs",
            )
            try:
                record = _record(decode(contents.read(version.blob)), version, told)
                key = " ".join(filter(None, (record["url"], version.time)))
                yield article_from(record, file, file.origin(), context, key=key)
            except Unreadable as error:
                yield file.rejection(str(error))


def _known(path: str) -> Mapping[str, _Told]:
    with opened(path) as database:
        database.require(TABLES, "NewsDiffs")
        return {str(row["v"]): _Told(str(row["url"]), bool(row["boring"])) for row in database.rows(_VERSIONS)}


def _record(content: str, version: FileVersion, told: _Told | None) -> dict[str, str]:
    date, title, byline, text = (content.split("\n", 3) + [""] * 3)[:4]
    record = {
        "url": told.url if told else f"http://{spelled(os.fspath(version.path))}", "title": title.strip(),
        "byline": byline.strip(), "text": text.strip("\n"), "fetched_at": version.time or "",
    }  # fmt: skip
    # Pages write dates as they like; one that cannot be read for certain is no mistake of the file.
    return record | ({"published_at": date.strip()} if read_date(date.strip()) else {})
