"""What people type, turned into rows: KEY, KEY@prefix and hashes of articles; ids, prefixes and KEYs of stories.

The only article of a KEY is named KEY. Where a KEY has several, each is named ``KEY@1a2b3c4d``: the shortest
prefix of its hash, of 8 hex digits at least, that no other article of that KEY begins with. So is an article
whose KEY itself looks like such a name, or like a hash: no article can be published under another one's name.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dedupe.errors import AmbiguousName, NameNotFound, StoreDamaged
from dedupe.store.connection import Connection
from dedupe.text.hashing import ALGORITHM

HASH_PREFIX = f"{ALGORITHM}:"
STORY_DIGITS = 12
_NAME_DIGITS = 8
_MOST_LISTED = 10
_HEX = re.compile(r"[0-9a-f]+")
_LOOKS_LIKE_A_NAME = re.compile(rf"@[0-9a-f]{{{_NAME_DIGITS}}}|\A{HASH_PREFIX}")


def shortest_prefixes(digits: Iterable[str], least: int) -> dict[str, str]:
    """Return for each of some distinct hex strings its shortest prefix, of ``least`` digits or more, that is its alone.

    >>> shortest_prefixes(["aabb", "aacc", "dddd"], 2)
    {'aabb': 'aab', 'aacc': 'aac', 'dddd': 'dd'}
    """
    ordered = sorted(digits)
    shared = [0, *(_common_length(one, other) for one, other in pairwise(ordered)), 0]
    return {
        whole: whole[: max(least, before + 1, after + 1)]
        for whole, before, after in zip(ordered, shared, shared[1:], strict=False)
    }


def article_names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of the articles with these row ids. Raises StoreDamaged where an index does not know one."""
    rows = connection.execute(
        "SELECT id, article_key, article_hash FROM article WHERE article_key IN"
        " (SELECT article_key FROM article WHERE id IN (SELECT value FROM json_each(?)))",
        (json.dumps(ids),),
    )
    by_key: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, key, article_hash in rows:
        by_key[key].append((row, article_hash.removeprefix(HASH_PREFIX)))
    wanted = set(ids)
    names = {row: name for key, members in by_key.items() for row, name in _names_of_key(key, members) if row in wanted}
    if len(names) < len(wanted):
        raise StoreDamaged(f"{connection.path}: an article cannot be found by its KEY: run dedupe check")
    return names


def resolve_article(connection: Connection, name: str) -> int:
    """Return the row id of the article that goes by KEY, KEY@prefix or full hash.

    Raises NameNotFound; AmbiguousName, which lists the names, where KEY or prefix fits several.
    """
    found = _articles_named(connection, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NameNotFound(_why_nobody(connection, name))
    names = article_names(connection, found).values()
    raise AmbiguousName(f"{len(found)} articles go by {name!r} in {connection.path}: {listed(names)}")


def resolve_story(connection: Connection, name: str) -> int:
    """Return the row id of the story that goes by its id, the name of a member, a unique prefix of its id, a former id.

    They are tried in this order: what names exactly comes before what abbreviates. Raises NameNotFound and
    AmbiguousName.
    """
    candidates = (
        _stories_of_prefix(connection, name, exact=True),
        _stories_of_articles(connection, _articles_named(connection, name)),
        _stories_of_prefix(connection, name, exact=False),
        _stories_of_articles(connection, _articles_of_former_id(connection, name)),
    )
    found = next((stories for stories in candidates if stories), [])
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise NameNotFound(f"no story goes by {name!r} in {connection.path}")
    ids = (story_id for _, story_id in found)
    raise AmbiguousName(f"{len(found)} stories go by {name!r} in {connection.path}: {listed(ids)}")


def _why_nobody(connection: Connection, name: str) -> str:
    query = "SELECT max(forgotten_at) FROM forgotten WHERE article_key = ?1 OR article_hash = ?1"
    at = connection.execute(query, (name,)).fetchone()[0] if _is_writable(name) else None
    return f"{name!r} was forgotten at {at}" if at else f"no article goes by {name!r} in {connection.path}"


def _names_of_key(key: str, members: list[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    if len(members) == 1 and not _LOOKS_LIKE_A_NAME.search(key):
        return [(members[0][0], key)]
    prefixes = shortest_prefixes((digits for _, digits in members), _NAME_DIGITS)
    return [(row, f"{key}@{prefixes[digits]}") for row, digits in members]


def _articles_named(connection: Connection, name: str) -> list[int]:
    """Return the articles of a hash, a name, a KEY or an abbreviated name: what names exactly comes first."""
    if not _is_writable(name):
        return []
    by_hash = connection.execute("SELECT id FROM article WHERE article_hash = ?", (name,)).fetchall()
    key, _, prefix = name.rpartition("@")
    of_prefix = _articles_of_prefix(connection, key, prefix)
    if by_hash or (of_prefix and len(prefix) >= _NAME_DIGITS):
        return [row for (row,) in by_hash] or of_prefix
    by_key = connection.execute("SELECT id FROM article WHERE article_key = ?", (name,)).fetchall()
    return [row for (row,) in by_key] or of_prefix


def _articles_of_prefix(connection: Connection, key: str, prefix: str) -> list[int]:
    if not _HEX.fullmatch(prefix):
        return []
    rows = connection.execute("SELECT id, article_hash FROM article WHERE article_key = ?", (key,))
    return [row for row, article_hash in rows if article_hash.startswith(HASH_PREFIX + prefix)]


def _is_writable(name: str) -> bool:
    # A command's argument that is not UTF-8 reaches us with lone surrogates; nothing in the store has any.
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _articles_of_former_id(connection: Connection, name: str) -> list[int]:
    # A story's id is the beginning of a member's hash, and that member knows where it is now.
    if len(name) < STORY_DIGITS or not _HEX.fullmatch(name):
        return []
    low = HASH_PREFIX + name
    rows = connection.execute("SELECT id FROM article WHERE article_hash BETWEEN ? AND ?", (low, low + "g"))
    return [row for (row,) in rows]


def _stories_of_prefix(connection: Connection, name: str, *, exact: bool) -> list[tuple[int, str]]:
    least = 4  # fewer digits would name a story by accident
    if len(name) < least or not _HEX.fullmatch(name):
        return []
    high = name if exact else name + "g"
    query = "SELECT id, story_id FROM story WHERE story_id BETWEEN ? AND ? ORDER BY story_id"
    found: list[tuple[int, str]] = connection.execute(query, (name, high)).fetchall()
    return found


def _stories_of_articles(connection: Connection, articles: Sequence[int]) -> list[tuple[int, str]]:
    query = (
        "SELECT DISTINCT story.id, story_id FROM revision JOIN story ON story.id = revision.story"
        " WHERE article IN (SELECT value FROM json_each(?)) ORDER BY story_id"
    )
    found: list[tuple[int, str]] = connection.execute(query, (json.dumps(articles),)).fetchall()
    return found


def _common_length(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def listed(names: Iterable[str]) -> str:
    """Return names in a row, the first ten and how many more."""
    ordered = sorted(names)
    more = len(ordered) - _MOST_LISTED
    listed = ", ".join(ordered[:_MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed
