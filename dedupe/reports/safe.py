r"""What a hostile text may not do to a reader: move the cursor, hide a word, or become markup.

News text is written by strangers. Before it meets a terminal every character that acts instead of being
seen is replaced by one that is seen; before it meets Markdown every character that could begin markup is
escaped. JSON keeps all characters, the acting ones as ``\u`` escapes, so nothing is lost there.
"""

from __future__ import annotations

import re

# Controls of the terminal (C0, DEL, C1), other line breaks, overrides of direction, characters without width or
# shape, and halves of surrogate pairs. The joiners U+200C and U+200D stay: Persian and emoji are spelled with them.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>~|&#$^]")
_BLOCK_START = re.compile(r"\A(?:([-+=:])|(\d{1,9})([.)]))")
_LINK_START = re.compile(r"(?i)(?<=\w)(:)(?=//)|(?<=\bwww)(\.)|(?<=\w)(@)(?=\w)|(?<=\bmailto)(:)|(?<=\bxmpp)(:)")


def visible(text: str) -> str:
    r"""Return the text with every acting character made visible; newlines and tabs stay.

    >>> visible("a\x1b[31mb\u202ec")
    'a␛[31mb<U+202E>c'
    """
    return text if text.isascii() and text.isprintable() else _ACTING.sub(_picture, text)


def _picture(acting: re.Match[str]) -> str:
    code = ord(acting[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def one_line(text: str) -> str:
    r"""Return the text made visible, each run of white space as one space.

    >>> one_line(" two\n lines\t")
    'two lines'
    """
    return visible(" ".join(text.split()))


def markdown(text: str) -> str:
    r"""Return the text on one line, inert in Markdown: no emphasis, link, image, table cell, list or HTML.

    >>> markdown("1. <b>[x](http://y)</b> *z*")
    '1\\. \\<b\\>\\[x\\](http&#58;//y)\\</b\\> \\*z\\*'
    """
    return inert_start(markdown_words(one_line(text)))


def markdown_words(text: str) -> str:
    """Return a part of a line, inert in Markdown but for what only the start of a line can begin."""
    escaped = _MARKUP.sub(r"\\\g<0>", visible(text))
    return _LINK_START.sub(lambda found: f"&#{ord(found[0])};", escaped)


def inert_start(line: str) -> str:
    """Return a line of Markdown that begins no list, rule or underlined heading."""
    return _BLOCK_START.sub(_escape_start, line)


def _escape_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def json_text(document: str) -> str:
    r"""Return a JSON document with acting characters as escapes: the same data, harmless when printed.

    Such a character can only stand inside a string of the document, where the escape means the same.
    """
    return _ACTING.sub(_escape, document)


def _escape(acting: re.Match[str]) -> str:
    units = acting[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
