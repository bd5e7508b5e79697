"""Reading how bodies fall into paragraphs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from dedupe.errors import StoreDamaged
from dedupe.store.connection import Connection
from dedupe.store.spelling import Layout

_LAYOUTS = """
    SELECT body, separator, text FROM body_paragraph LEFT JOIN paragraph ON paragraph.id = paragraph
    WHERE body IN (SELECT value FROM json_each(?)) ORDER BY body, body_paragraph.position
"""


def load_layouts(connection: Connection, bodies: Sequence[int]) -> dict[int, Layout]:
    """Return the paragraphs and separators of bodies, without those that no comparison has touched. Raises StoreDamaged."""
    rows = connection.execute(_LAYOUTS, (json.dumps(bodies),))
    return {body: _layout(connection, body, pieces) for body, pieces in groupby(rows, itemgetter(0))}


def _layout(connection: Connection, body: int, pieces: Iterable[tuple[int, str, str | None]]) -> Layout:
    _, separators, texts = zip(*pieces, strict=True)
    if texts[-1] is not None or None in texts[:-1]:
        raise StoreDamaged(f"{connection.path}: the paragraphs of body {body} are not what was stored")
    return Layout(texts[:-1], separators)
