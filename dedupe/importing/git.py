"""A git repository whose files are articles: each state that a commit left a file in is a version.

A file is read as it would be from disk. Its KEY is the repository's name, its path and the time of the commit, which is the
time of fetching too, if the file does not say its own: a text that goes and comes back is two versions. What a commit left as it
was, in a file of many articles, is no version.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dedupe.errors import InputError
from dedupe.importing.repository import Contents, FileVersion, Repository
from dedupe.reading.extras import missing
from dedupe.reading.files import Context, InputFile, Record, spelled
from dedupe.reading.registry import FORMATS, format_of, kind_of
from dedupe.reading.streams import unpacked
from dedupe.reading.unpacking import UNPACKERS
from dedupe.reading.validity import Unreadable
from dedupe.records import Article
from dedupe.text.hashing import article_hash

_POINTER = b"version https://git-lfs.github.com/spec/"


def read_git(path: str, context: Context, globs: Sequence[str] = (), revision: str = "HEAD") -> Iterator[Record]:
    """Yield the articles of a repository's history, oldest first; ``globs`` say of which files (``**/*.txt``).

    Raises InputError where there is no such repository or revision.
    """
    repository = Repository(path)
    latest: dict[str, str] = {}
    with repository.contents() as contents:
        for version in repository.history(revision, globs):
            if version.blob is None:
                context.passed["files deleted, or that are links"] += 1
                continue
            file = _file(repository, version, context)
            if file is None:
                continue
            for record in _records(file, version.blob, contents, context):
                if isinstance(record, Article):
                    article = _dated(record, file, version)
                    if not _is_news(article, version, latest):
                        context.passed["records that their commit left as they were"] += 1
                        continue
                    yield article
                else:
                    yield record


def _file(repository: Repository, version: FileVersion, context: Context) -> InputFile | None:
    """The file as the readers know files; None, and counted, where no reader takes it."""
    path = PurePosixPath(version.path)
    suffix, packed = kind_of(path)
    name = context.options.format or format_of(suffix)
    if name is None or packed == ".zip":
        context.passed[f"{spelled(suffix + packed)[:20] or 'nameless'} files"] += 1
        return None
    if lacking := FORMATS[name].missing():
        raise InputError(missing(lacking))
    key = " ".join(filter(None, (f"{repository.name}/{spelled(version.path)}", version.time)))
    place = f"{repository.path} {version.commit[:12]}:{version.path}"
    return InputFile(path=place, key=key, size=0, format=name, packed=packed)


def _records(file: InputFile, blob: str, contents: Contents, context: Context) -> Iterator[Record]:
    try:
        content = contents.read(blob)
        if content.startswith(_POINTER):
            raise Unreadable("a pointer of Git LFS, not the file")
        file = replace(file, size=len(content))
        stream = io.BytesIO(content)
        yield from FORMATS[file.format].read(
            file, unpacked(stream, file.packed) if file.packed in UNPACKERS else stream, context
        )
    except (Unreadable, InputError) as error:
        yield file.rejection(str(error))


def _dated(article: Article, file: InputFile, version: FileVersion) -> Article:
    """Seen when it was committed, where it does not say when; an id of its own names all its versions."""
    if article.fetched_at or version.time is None:
        return article
    key = article.key if article.key.startswith(file.key) else f"{article.key} {version.time}"
    return replace(article, key=key, fetched_at=version.time)


def _is_news(article: Article, version: FileVersion, latest: dict[str, str]) -> bool:
    """Whether it differs from what the last commit left under that name in that file."""
    name = f"{version.path}\0{article.key.removesuffix(f' {version.time}')}"
    state = article_hash(replace(article, key=""))
    if latest.get(name) == state:
        return False
    latest[name] = state
    return True
