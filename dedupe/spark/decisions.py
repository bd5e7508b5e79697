"""What people decided about pairs of articles: a file of verdicts -> rulings that tasks know.

People decide little, so that all of it goes along with every task. Names are looked up once, among the articles of the run, as a store
does: KEY, ``KEY@1a2b3c4d`` or a hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from dedupe.errors import InputError
from dedupe.stories.verdicts import Ruling, decisions
from dedupe.text.hashing import ALGORITHM

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from dedupe.spark.packing import Folder
    from dedupe.stories.bridges import Link

VERDICTS = "kind string, a string, b string, why string, a_id binary, b_id binary"

_LEAST_DIGITS = 8  # of a hash, that name an article whatever other KEYs are called
_HEX = re.compile(r"[0-9a-f]+")


class Decision(msgspec.Struct, frozen=True):
    """A line of ``dedupe verdicts --format jsonl``: what somebody decided about two articles, by their names."""

    verdict: Literal["join", "separate"]
    a: str
    b: str
    why: str


class Known(NamedTuple):
    """An article by its hash, its KEY, and the document that it carries."""

    hash: str
    key: str
    id: bytes


@dataclass(frozen=True)
class Decided:
    """A decision about two articles by their hashes, ``a < b``, and the documents that they carry."""

    kind: Literal["join", "separate"]
    a: str
    b: str
    why: str
    a_id: bytes
    b_id: bytes

    @property
    def documents(self) -> tuple[bytes, bytes]:
        """The documents, the smaller id first."""
        return min(self.a_id, self.b_id), max(self.a_id, self.b_id)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file as ``dedupe verdicts --format jsonl`` or ``dedupe export`` writes them.

    Lines of other types are passed over. Raises InputError, naming the line.
    """
    found = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    for number, line in enumerate(lines, start=1):
        try:
            told = msgspec.json.decode(line) if line.strip() else {"type": "nothing"}
            if not isinstance(told, dict) or told.get("type", "verdict") == "verdict":
                found.append(msgspec.convert(told, Decision))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}:{number}: no verdict: {error}") from None
        if found and not found[-1].why.strip():
            raise InputError(f"{path}:{number}: a decision needs a reason in words")
    return tuple(found)


def known_articles(spark: SparkSession, articles: DataFrame, given: Sequence[Decision]) -> list[Known]:
    """Return the articles that the names in decisions may mean."""
    from pyspark.sql import functions as f

    names = {name for one in given for name in (one.a, one.b)}
    if not names:
        return []
    named = spark.createDataFrame(
        [(name,) for name in sorted(names | {name.rpartition("@")[0] for name in names})], "name string"
    )
    key = f.get_json_object(f.col("article").cast("string"), "$.key")
    keyed = articles.select("hash", key.alias("key"), "id")
    found = keyed.join(f.broadcast(named), (f.col("key") == f.col("name")) | (f.col("hash") == f.col("name")))
    return [Known(*row) for row in found.select("hash", "key", "id").distinct().collect()]


def decided(given: Iterable[Decision], articles: Iterable[Known]) -> list[Decided]:
    """Return decisions by hashes, in their order; of several about one pair the last.

    Raises InputError where a name means no article, or several, or both articles have one text.
    """
    known = sorted(articles)
    held: dict[tuple[str, str], Decided] = {}
    for one in given:
        a, b = sorted(_named(name, known) for name in (one.a, one.b))
        if a.id == b.id:
            raise InputError(f"{one.a!r} and {one.b!r} have the same text, and one text is always of one story")
        held[a.hash, b.hash] = Decided(one.verdict, a.hash, b.hash, " ".join(one.why.split()), a.id, b.id)
    return [held[pair] for pair in sorted(held)]


def rulings(held: Iterable[Decided], folder: Folder) -> dict[Link, list[Ruling]]:
    """Return what was decided about documents that are both there, by their numbers."""
    place = {hashed: at for at, hashed in enumerate(folder.hashes)}
    there = (one for one in held if one.a in place and one.b in place)
    return decisions((Ruling(one.kind, place[one.a], place[one.b], one.why) for one in there), folder.documents)


def contradicted(held: Iterable[Decided]) -> int:
    """Return how many pairs of documents were both joined and separated, by way of copies."""
    kinds: dict[tuple[bytes, bytes], set[str]] = {}
    for one in held:
        kinds.setdefault(one.documents, set()).add(one.kind)
    return sum(len(told) > 1 for told in kinds.values())


def separations_first(told: Mapping[Link, Sequence[Ruling]]) -> dict[Link, list[Ruling]]:
    """Return rulings without the joins of documents that were separated, too: those gave in already."""
    kept = {}
    for pair, every in told.items():
        apart = [ruling for ruling in every if ruling.kind == "separate"]
        kept[pair] = apart or [*every]
    return kept


def as_rows(held: Iterable[Decided]) -> Iterator[tuple[Any, ...]]:
    """Yield decisions as rows of VERDICTS."""
    return ((one.kind, one.a, one.b, one.why, one.a_id, one.b_id) for one in held)


def _named(name: str, known: Sequence[Known]) -> Known:
    key, _, digits = name.rpartition("@")
    begins = f"{ALGORITHM}:{digits}" if _HEX.fullmatch(digits) else None
    of_prefix = [one for one in known if begins and one.key == key and one.hash.startswith(begins)]
    exact = of_prefix if len(digits) >= _LEAST_DIGITS else []
    found = (
        [one for one in known if one.hash == name] or exact or [one for one in known if one.key == name] or of_prefix
    )
    if len(found) != 1:
        many = f"{len(found)} articles go" if found else "no article goes"
        raise InputError(f"{many} by {name!r} in what was read")
    return found[0]
