"""What people decided about two articles: facts, added to and never changed. Of several about one pair the last holds."""

from __future__ import annotations

from dedupe.errors import DedupeError, NameNotFound, VerdictError
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.names import article_names
from dedupe.store.rows import Verdict, VerdictKind
from dedupe.store.seals import prove

_PARTICIPLES: dict[VerdictKind, str] = {"join": "joined with", "separate": "separated from"}
_ADD = "INSERT INTO verdict (verdict, a, b, why, checksum) VALUES (?1, ?2, ?3, ?4, checksum_of(?1, ?2, ?3, ?4))"
_LAST = "SELECT verdict FROM verdict WHERE a = ? AND b = ? ORDER BY id DESC LIMIT 1"


def add_verdict(connection: Connection, kind: VerdictKind, a: str, b: str, why: str) -> None:
    """Record what a person decided about two articles, named by their hashes.

    Raises NameNotFound, and VerdictError where it can never hold (articles of one text are of one story
    whatever anybody says) or gives no reason.
    """
    reason = in_words(why, VerdictError)
    with write_transaction(connection):
        (row_a, body_a), (row_b, body_b) = _rows_of(connection, a, b)
        names = article_names(connection, (row_a, row_b))
        if row_a == row_b:
            raise VerdictError(f"{names[row_a]!r} cannot be {_PARTICIPLES[kind]} itself")
        if body_a == body_b:
            one, other = sorted(names.values())
            raise VerdictError(f"{one!r} and {other!r} have the same text, and one text is always of one story")
        connection.execute(_ADD, (kind, row_a, row_b, reason))


def withdraw_verdict(connection: Connection, a: str, b: str) -> None:
    """Let the evidence decide about two articles again. Raises NameNotFound; VerdictError where nobody decided."""
    with write_transaction(connection):
        (row_a, _), (row_b, _) = _rows_of(connection, a, b)
        last = connection.execute(_LAST, (row_a, row_b)).fetchone()
        if last is None or last[0] == "withdrawn":
            one, other = sorted(article_names(connection, (row_a, row_b))[row] for row in (row_a, row_b))
            raise VerdictError(f"nobody decided about {one!r} and {other!r}")
        connection.execute(_ADD, ("withdrawn", row_a, row_b, ""))


def verdicts(connection: Connection) -> list[Verdict]:
    """Return the verdicts that hold, by hashes: of several about one pair, the last, unless it was withdrawn."""
    query = """
        SELECT verdict, one.article_hash, other.article_hash, a, b, why, verdict.checksum
        FROM verdict JOIN article AS one ON one.id = a JOIN article AS other ON other.id = b
        WHERE verdict.id IN (SELECT max(id) FROM verdict GROUP BY a, b) AND verdict <> 'withdrawn'
        ORDER BY one.article_hash, other.article_hash
    """
    rows = connection.execute(query).fetchall()
    names = article_names(connection, sorted({row for *_, a, b, _, _ in rows for row in (a, b)}))
    for kind, *_, row_a, row_b, why, checksum in rows:
        prove(
            connection, f"the decision about {names[row_a]!r} and {names[row_b]!r}", checksum, kind, row_a, row_b, why
        )
    return [
        Verdict(kind=kind, a=a, b=b, name_a=names[row_a], name_b=names[row_b], why=why)
        for kind, a, b, row_a, row_b, why, _ in rows
    ]


def in_words(why: str, refusal: type[DedupeError]) -> str:
    """Return a reason on one line. Raises ``refusal`` where it says nothing or cannot be written."""
    reason = " ".join(why.split())
    if not reason:
        raise refusal("a decision needs a reason in words")
    try:
        reason.encode()
    except UnicodeEncodeError:
        raise refusal("the reason is not valid UTF-8") from None
    return reason


def _rows_of(connection: Connection, a: str, b: str) -> list[tuple[int, int]]:
    """Return (row, row of its body) of two articles, that of the smaller hash first."""
    query = "SELECT id, body FROM article WHERE article_hash = ?"
    rows = []
    for name in sorted((a, b)):
        row = connection.execute(query, (name,)).fetchone()
        if row is None:
            raise NameNotFound(f"no article goes by {name!r} in {connection.path}")
        rows.append(row)
    return rows
