"""The marks render, wherever an edit stops; and nothing in a text does."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dedupe.records import Comparison
from dedupe.reports import markdown
from dedupe.reports.passages import Piece

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PIECES = st.lists(
    st.text(alphabet=st.sampled_from("ab1渡,.“”*~ -(<"), min_size=1, max_size=6).filter(str.strip), max_size=5
)
MARKS = {"strong": "insert", "ins": "insert", "s": "delete", "del": "delete"}


def rendered(line: str) -> list[tuple[str, str]]:
    """What a reader sees, in order: (equal, delete or insert; text)."""
    html = RENDERER.renderInline(line)
    shown: list[tuple[str, str]] = []
    kind = "equal"
    for tag, text in re.findall(r"<(/?[a-z]+)>|([^<]+)", html):
        if tag:
            kind = "equal" if tag.startswith("/") else MARKS[tag]
        else:
            shown.append((kind, text.replace("&lt;", "<").replace("&amp;", "&")))
    return shown


@given(PIECES, st.integers(0, 2))
def test_marks_render_wherever_an_edit_stops(texts: list[str], first: int) -> None:
    kinds = ("equal", "delete", "insert")
    pieces = [Piece(kinds[(first + place) % 3], text.strip()) for place, text in enumerate(texts)]  # type: ignore[arg-type]
    expected = [(piece.kind, " ".join(piece.text.split())) for piece in pieces]
    assert rendered(markdown.marked(pieces)) == expected


def test_bold_and_struck_where_they_work() -> None:
    pieces = [Piece("equal", "said "), Piece("delete", "227"), Piece("insert", "249"), Piece("equal", " were")]
    assert markdown.marked(pieces) == "said ~~227~~**249** were"


def test_tags_where_bold_would_show_as_asterisks() -> None:
    pieces = [Piece("equal", "said"), Piece("insert", ", on Monday"), Piece("equal", " that")]
    assert markdown.marked(pieces) == "said<ins>, on Monday</ins> that"


def test_a_hostile_article_renders_as_text(update: Comparison) -> None:
    hostile = "<script>x</script> ![](http://a/b) | [y](javascript:z) `code` **bold**\n\n1. x\n---\n# y"
    article = replace(update.new.article, title=hostile, source=hostile)
    changed = replace(
        update,
        new=replace(update.new, name=hostile, article=article),
        changes=replace(update.changes, metadata=(replace(update.changes.metadata[0], new=hostile),)),
    )
    html = RENDERER.render("\n".join(markdown.comparison(changed)))
    assert not re.search(r"<(script|img|a|code|ol|hr|h2)\b", html)
    assert html.count("<h1>") == 1
    assert html.count("&lt;script&gt;x&lt;/script&gt;") == 4
