"""One comparison after the other as rows of eight tables, gathered so that each table is written at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import msgspec

from dedupe.errors import PatchError
from dedupe.records import Changes, Hunk
from dedupe.store.connection import Connection
from dedupe.store.ids import next_ids
from dedupe.store.layouts import load_layouts
from dedupe.store.spelling import Layout, Numbered, Spelt, checksum, edits_as_json, edits_to_store
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
    """What is to be written: ``of[table]`` are rows of COLUMNS[table].

    What the store has already, of the paragraphs and of how bodies fall into them, is looked up for all comparisons at once.
    """

    def __init__(
        self, connection: Connection, settings: int, comparisons: Sequence[tuple[Body, Body, Changes]]
    ) -> None:
        """Gather what changed between articles. Raises PatchError where a script does not fit their texts."""
        self.of: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self._settings = settings
        self._free = {table: next_ids(connection, table) for table in ("paragraph", "edit_script", "hunk")}
        spelt = [Spelt.of(changes.script) for _, _, changes in comparisons]
        self._layouts = load_layouts(
            connection, sorted({body.row for old, new, _ in comparisons for body in (old, new)})
        )
        self._paragraphs = _known_paragraphs(
            connection, {text for each in spelt for layout in each.layouts for text in layout.paragraphs}
        )
        for (old, new, changes), of_script in zip(comparisons, spelt, strict=True):
            self._add(old, new, changes, of_script)

    def _add(self, old: Body, new: Body, changes: Changes, spelt: Spelt) -> None:
        script = next(self._free["edit_script"])
        for body, layout in zip((old, new), spelt.layouts, strict=True):
            self._lay_out(body, layout)
        meaning = changes.significance
        row = (
            script, old.article, new.article, meaning.level, meaning.disclosed, meaning.attention,
            msgspec.json.encode(meaning.reasons).decode(), changes.script.coarse,
            checksum(old.article_hash, new.article_hash, changes), self._settings,
        )  # fmt: skip
        self.of["edit_script"].append(row)
        sides = zip(changes.script.hunks, spelt.old, spelt.new, strict=True)
        hunks = [self._hunk(script, position, *of_hunk) for position, of_hunk in enumerate(sides)]
        self._details(script, changes, hunks)

    def _hunk(self, script: int, position: int, hunk: Hunk, old: Numbered, new: Numbered) -> int:
        row = next(self._free["hunk"])
        self.of["hunk"].append((row, script, position, hunk.kind, hunk.moved, edits_to_store(hunk, old, new)))
        self.of["hunk_paragraph"] += [
            (row, side, ordinal, number, self._paragraph(text))
            for side, held in (("old", old), ("new", new))
            for ordinal, (number, text) in enumerate(held)
        ]
        return row

    def _details(self, script: int, changes: Changes, hunks: list[int]) -> None:
        for position, fact in enumerate(changes.facts):
            hunk = None if fact.hunk is None else hunks[fact.hunk]
            self.of["fact_change"].append((script, position, hunk, fact.kind, fact.old, fact.new, fact.context))
        for position, meta in enumerate(changes.metadata):
            self.of["meta_change"].append((script, position, meta.field, meta.old, meta.new, edits_as_json(meta.edits)))
        for position, move in enumerate(changes.script.sentence_moves):
            self.of["sentence_move"].append((script, position, move.old, move.new, move.text))

    def _lay_out(self, body: Body, layout: Layout) -> None:
        known = self._layouts.get(body.row)
        if known is None:
            if layout.text() != body.text:
                raise PatchError(f"the edit script was not made from the text of {body.article_hash}")
            pieces = zip_longest(layout.separators, layout.paragraphs)
            self.of["body_paragraph"] += [
                (body.row, position, separator, None if text is None else self._paragraph(text))
                for position, (separator, text) in enumerate(pieces)
            ]
            self._layouts[body.row] = layout
        elif known != layout:
            raise PatchError(f"the edit script cuts the text of {body.article_hash} otherwise than those in the store")

    def _paragraph(self, text: str) -> int:
        """Return the row of a paragraph, a new one where the store has none yet."""
        row = self._paragraphs.get(text)
        if row is None:
            self._paragraphs[text] = row = next(self._free["paragraph"])
            self.of["paragraph"].append((row, content_hash(text), text))
        return row


def _known_paragraphs(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """Return the rows of those texts that are in the store as paragraphs."""
    hashed = {content_hash(text): text for text in texts}
    query = "SELECT paragraph_hash, id FROM paragraph WHERE paragraph_hash IN (SELECT value FROM json_each(?))"
    return {hashed[found]: row for found, row in connection.execute(query, (json.dumps([*hashed]),))}
