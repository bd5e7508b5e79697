"""Reading how a body falls into paragraphs."""

from __future__ import annotations

from dedupe.errors import StoreDamaged
from dedupe.store.connection import Connection
from dedupe.store.spelling import Layout

_LAYOUT = """
    SELECT separator, text FROM body_paragraph LEFT JOIN paragraph ON paragraph.id = paragraph
    WHERE body = ? ORDER BY position
"""


def load_layout(connection: Connection, body: int) -> Layout | None:
    """Return a body's paragraphs and separators; None where no comparison has touched it. Raises StoreDamaged."""
    rows = connection.execute(_LAYOUT, (body,)).fetchall()
    if not rows:
        return None
    separators, texts = zip(*rows, strict=True)
    if texts[-1] is not None or None in texts[:-1]:
        raise StoreDamaged(f"{connection.path}: the paragraphs of body {body} are not what was stored")
    return Layout(texts[:-1], separators)
