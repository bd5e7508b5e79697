"""A piece of marked-up text, as feeds and agencies send it, as plain text: a paragraph for every block.

No parser of pages, which look for the article among everything else (see pages): all of a piece is
text, but for scripts and styles. One pass, in time that grows with the length.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript"})
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
_SPACE = re.compile(r"\s+")


def plain_text(markup: str) -> str:
    r"""Return the text of a piece of markup, its blocks separated by blank lines.

    >>> plain_text("<p>Two ferries <b>collided</b>.</p><p>Nobody was hurt &amp; all is well.<br>More soon.")
    'Two ferries collided.\n\nNobody was hurt & all is well.\n\nMore soon.'
    """
    blocks: list[list[str]] = [[]]
    unseen = ""
    at = 0
    while at < len(markup):
        opened = markup.find("<", at)
        text_end = len(markup) if opened < 0 else opened
        if not unseen and text_end > at:
            blocks[-1].append(markup[at:text_end])
        if opened < 0:
            break
        name, at = _tag(markup, opened)
        if unseen:
            unseen = "" if name == "/" + unseen else unseen
        elif name in _UNSEEN:
            unseen = name
        elif name.lstrip("/") in _BLOCKS:
            blocks.append([])
        elif name == "<":
            blocks[-1].append("<")
    return "\n\n".join(filter(None, (_SPACE.sub(" ", unescape("".join(block))).strip() for block in blocks)))


def _tag(markup: str, start: int) -> tuple[str, int]:
    """The name of what begins at a ``<`` (with its slash; empty for a comment, ``<`` for no tag at all) and its end."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 4)
        return "", len(markup) if end < 0 else end + 3
    named = _NAME.match(markup, start + 1)
    if named is None and markup[start + 1 : start + 2] not in ("!", "?", "/"):
        return "<", start + 1
    end = markup.find(">", start + 1)
    after = len(markup) if end < 0 else end + 1
    return (named[0].lower() if named else ""), after
