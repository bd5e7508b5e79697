"""Lines: what one publisher published of a story at one address, version after version.

Who goes back to a former text, and who merely copies it, is told by the line: another publisher's version between two
copies of a text is nobody's change of mind.
"""

from __future__ import annotations

from dedupe.records import Described

Line = tuple[str, str]
"""What is kept through the versions of a line, and its value."""


def line_of(article: Described) -> Line:
    """Return the line of an article: its address, else its source; all that have neither are one line.

    >>> from dedupe.records import Article
    >>> line_of(Article(key="a", text="Rain.", url="https://post.example/rain", source="Harbour Post"))
    ('url', 'https://post.example/rain')
    """
    return ("url", article.url) if article.url else ("source", article.source or "")
