"""One comparison after the other as rows of eight tables, gathered so that each table is written at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import msgspec

from dedupe.changes.hunks import paragraphs
from dedupe.errors import PatchError
from dedupe.records import Changes, EditOp, Hunk
from dedupe.store.connection import Connection
from dedupe.store.ids import next_ids
from dedupe.store.layouts import load_layout
from dedupe.store.spelling import Layout, checksum, edits_as_json, edits_to_store, layout_of
from dedupe.text.hashing import content_hash

COLUMNS = {
    "paragraph": "id paragraph_hash text",
    "body_paragraph": "body position separator paragraph",
    "edit_script": "id old new significance disclosed attention reasons coarse checksum settings",
    "hunk": "id edit_script position kind moved edits",
    "hunk_paragraph": "hunk side ordinal position paragraph",
    "fact_change": "edit_script position hunk kind old new context",
    "meta_change": "edit_script position field old new edits",
    "sentence_move": "edit_script position old new text",
}
"""The tables in the order of writing, parents first."""

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An article's hash, its row, and the row and text of its body."""

    article_hash: str
    article: int
    row: int
    text: str


class Rows:
    """What is to be written: ``of[table]`` are rows of COLUMNS[table]."""

    def __init__(self, connection: Connection, settings: int) -> None:
        self.of: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self._connection = connection
        self._settings = settings
        self._layouts: dict[int, Layout] = {}
        self._paragraphs: dict[str, int] = {}
        self._free = {table: next_ids(connection, table) for table in ("paragraph", "edit_script", "hunk")}

    def add(self, old: Body, new: Body, changes: Changes) -> None:
        """Add what changed between two articles. Raises PatchError where the script does not fit their texts."""
        script = next(self._free["edit_script"])
        self._lay_out(old, layout_of(changes.script, "delete"))
        self._lay_out(new, layout_of(changes.script, "insert"))
        meaning = changes.significance
        row = (
            script, old.article, new.article, meaning.level, meaning.disclosed, meaning.attention,
            msgspec.json.encode(meaning.reasons).decode(), changes.script.coarse,
            checksum(old.article_hash, new.article_hash, changes), self._settings,
        )  # fmt: skip
        self.of["edit_script"].append(row)
        hunks = [self._hunk(script, position, hunk) for position, hunk in enumerate(changes.script.hunks)]
        self._details(script, changes, hunks)

    def _hunk(self, script: int, position: int, hunk: Hunk) -> int:
        row = next(self._free["hunk"])
        self.of["hunk"].append((row, script, position, hunk.kind, hunk.moved, edits_to_store(hunk)))
        self.of["hunk_paragraph"] += self._sides(row, hunk)
        return row

    def _sides(self, row: int, hunk: Hunk) -> Iterator[Row]:
        sides: tuple[tuple[str, EditOp], ...] = (("old", "delete"), ("new", "insert"))
        for side, op in sides:
            for ordinal, (position, text) in enumerate(paragraphs(hunk, op)):
                yield row, side, ordinal, position, self._paragraph(text)

    def _details(self, script: int, changes: Changes, hunks: list[int]) -> None:
        for position, fact in enumerate(changes.facts):
            hunk = None if fact.hunk is None else hunks[fact.hunk]
            self.of["fact_change"].append((script, position, hunk, fact.kind, fact.old, fact.new, fact.context))
        for position, meta in enumerate(changes.metadata):
            self.of["meta_change"].append((script, position, meta.field, meta.old, meta.new, edits_as_json(meta.edits)))
        for position, move in enumerate(changes.script.sentence_moves):
            self.of["sentence_move"].append((script, position, move.old, move.new, move.text))

    def _lay_out(self, body: Body, layout: Layout) -> None:
        known = self._layouts.get(body.row) or load_layout(self._connection, body.row)
        if known is None:
            if layout.text() != body.text:
                raise PatchError(f"the edit script was not made from the text of {body.article_hash}")
            pieces = zip_longest(layout.separators, layout.paragraphs)
            self.of["body_paragraph"] += (
                (body.row, position, separator, None if text is None else self._paragraph(text))
                for position, (separator, text) in enumerate(pieces)
            )
        elif known != layout:
            raise PatchError(f"the edit script cuts the text of {body.article_hash} otherwise than those in the store")
        self._layouts[body.row] = layout

    def _paragraph(self, text: str) -> int:
        if text not in self._paragraphs:
            self._paragraphs[text] = self._known(text) or self._added(text)
        return self._paragraphs[text]

    def _known(self, text: str) -> int | None:
        query = "SELECT id FROM paragraph WHERE paragraph_hash = ?"
        row = self._connection.execute(query, (content_hash(text),)).fetchone()
        return None if row is None else int(row[0])

    def _added(self, text: str) -> int:
        row = next(self._free["paragraph"])
        self.of["paragraph"].append((row, content_hash(text), text))
        return row
