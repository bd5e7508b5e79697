"""What no article may be, whatever file it came from, and the sentences that say so."""

from __future__ import annotations


class Unreadable(Exception):
    """A record that is no article; the message is the reason, one line for a person. Never leaves dedupe.reading."""


def check_words(text: str) -> None:
    """Raise Unreadable where a text holds no word: nothing could be compared."""
    if not any(map(str.isalnum, text)):
        raise Unreadable("empty article")


def check_nul(text: str, what: str) -> None:
    """Raise Unreadable where a text, which ``what`` names, holds a NUL: SQLite's tools would cut it short there."""
    if "\0" in text:
        raise Unreadable(f"{what} holds a NUL character at character {text.index(chr(0)) + 1}")


def decode(content: bytes, *, first_line: int = 1) -> str:
    """Return bytes that begin at ``first_line`` of a file as text: UTF-8, for an encoding is never guessed.

    Raises Unreadable naming the first byte that is none, counted from 1 within its line.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        line = first_line + content.count(b"\n", 0, at)
        byte = at - content.rfind(b"\n", 0, at)
        raise Unreadable(f"invalid UTF-8: 0x{content[at]:02x} is byte {byte} of line {line}") from error


def unreadable_date(name: str, value: object) -> str:
    """Return the warning about a date, with so much of it as fits in a line.

    >>> unreadable_date("published", "last Tuesday")
    "the date 'last Tuesday' in 'published' cannot be read: left out"
    """
    return f"the date {str(value)[:60]!r} in {name!r} cannot be read: left out"
