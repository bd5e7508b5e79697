"""Signatures of bodies, packed: what took longest to compute, kept so that it is computed once.

A signature is worth nothing to another scheme (other shingles, seed, hash or values): the scheme is spelled
out beside each, and one of another scheme is as good as none. Each carries a checksum: a flipped bit on the
disk raises StoreDamaged where it would otherwise pass for a small likeness.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import xxhash

from dedupe.errors import StoreDamaged
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.rows import Signature

_SAVE = """
    INSERT OR REPLACE INTO signature (body, scheme, article, passages, checksum)
    SELECT id, ?2, ?3, ?4, ?5 FROM body WHERE body_hash = ?1
"""
_LOAD = """
    SELECT body_hash, article, passages, checksum FROM signature JOIN body ON body.id = signature.body
    WHERE scheme = ? AND body_hash IN (SELECT value FROM json_each(?))
"""


def order_of_bodies(connection: Connection, body_hashes: Sequence[str]) -> list[int]:
    """Return the positions of those bodies that are there, in the order in which they stand in the file.

    Written in this order, signatures take a third of the time.
    """
    query = "SELECT body_hash FROM body WHERE body_hash IN (SELECT value FROM json_each(?)) ORDER BY id"
    positions = {body_hash: position for position, body_hash in enumerate(body_hashes)}
    return [positions[body_hash] for (body_hash,) in connection.execute(query, (json.dumps(body_hashes),))]


def save_signatures(connection: Connection, signatures: Iterable[Signature], scheme: str) -> None:
    """Keep these signatures, each in the place of its body's former one, in one transaction."""
    with write_transaction(connection):
        rows = ((s.body_hash, scheme, s.article, s.passages, checksum(s, scheme)) for s in signatures)
        connection.executemany(_SAVE, rows)


def load_signatures(connection: Connection, body_hashes: Sequence[str], scheme: str) -> dict[str, Signature]:
    """Return the signatures of this scheme that are there, by body hash. Raises StoreDamaged."""
    found: dict[str, Signature] = {}
    if connection.execute("SELECT 1 FROM signature LIMIT 1").fetchone() is None:
        return found  # told before every hash is looked up
    for body_hash, article, passages, stored in connection.execute(_LOAD, (scheme, json.dumps(body_hashes))):
        signature = Signature(body_hash=body_hash, article=article, passages=passages)
        if checksum(signature, scheme) != stored:
            raise StoreDamaged(f"{connection.path}: the signature of body {body_hash} is not what was stored")
        found[body_hash] = signature
    return found


def checksum(signature: Signature, scheme: str) -> str:
    """Return the hash of all that makes up a signature."""
    digest = xxhash.xxh3_128(f"{signature.body_hash} {scheme}\n".encode())
    # "No signature" and "a signature of no values" differ.
    digest.update(b"-" if signature.article is None else b"%d:%b" % (len(signature.article), signature.article))
    digest.update(signature.passages)
    return f"xxh128:{digest.hexdigest()}"
