"""Signatures as version 0.1 of dedupe stored them: every later version reads them, or computes its own under another scheme.

``UPDATE_GOLDEN=1 python -m pytest tests/store/test_golden_signatures.py`` writes the file: only ever for a new scheme.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.similarity.signatures import scheme_of
from dedupe.store import Store, open_store

GOLDEN = Path(__file__).parents[1] / "golden" / "signatures.json"
MORNING = "2031-05-04T06:00:00Z"
TEXTS = {
    "short": "Rain.",
    "one passage": "The ferry Alba left Orle at midnight with lorries and summer visitors on board, its owners said.",
    "passages": "Two ferries collided off Port Ellis at dawn, the coastguard said.\n\nFive people were hurt, none of them badly."
    "\n\nThe harbour stays closed until the wrecks are towed away, which may take until Friday.",
    "scripts": "两艘渡轮在港口外相撞，海岸警卫队说，五人受伤。\n\nΔύο πλοία συγκρούστηκαν έξω από το λιμάνι την αυγή της Κυριακής.",
    "accents": "Le maire a annoncé la fermeture de la papeterie, où travaillaient près de deux cents salariés, à l'été prochain.",
}


def rows_of(store: Store) -> list[dict[str, str | None]]:
    query = """
        SELECT body_hash, scheme, hex(article), hex(passages), checksum, article IS NULL FROM signature
        JOIN body ON body.id = body ORDER BY body_hash
    """
    return [
        {
            "body": body,
            "scheme": scheme,
            "article": None if short else article,
            "passages": passages,
            "checksum": checksum,
        }
        for body, scheme, article, passages, checksum, short in store._connection.execute(query)
    ]


@pytest.fixture
def signed(store: Store) -> Store:
    articles = [Article(key=key, text=text) for key, text in TEXTS.items()]
    store.add_batch(store.begin_run("0", MORNING), articles, seen_at=MORNING)
    pipeline.cluster(store, Settings())
    return store


def test_what_is_computed_today_is_what_was_stored_then(signed: Store) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(rows_of(signed), indent=1) + "\n", encoding="utf-8")
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert len(golden) == len(TEXTS)
    assert {row["scheme"] for row in golden} == {scheme_of(Settings().signatures)}
    assert rows_of(signed) == golden


def test_what_was_stored_then_is_read_today(path: Path, signed: Store) -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    with signed.transaction():
        signed._connection.execute("DELETE FROM signature")
        for row in golden:
            signed._connection.execute(
                "INSERT INTO signature SELECT id, ?, ?, ?, ? FROM body WHERE body_hash = ?",
                (
                    row["scheme"], row["article"] and bytes.fromhex(row["article"]), bytes.fromhex(row["passages"]),
                    row["checksum"], row["body"],
                ),
            )  # fmt: skip
    signed.close()
    with open_store(path) as reopened:
        found = reopened.load_signatures([row["body"] for row in golden], golden[0]["scheme"])
        assert sorted(found) == [row["body"] for row in golden]
        assert reopened.check(read_data=True) == []
