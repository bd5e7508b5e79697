"""Sentences: where a paragraph falls into them, and which of them moved from one paragraph into another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dedupe.changes.hunks import BLANK_LINE
from dedupe.records import EditOp, Hunk, SentenceMove
from dedupe.text.tokens import words

# An end mark, closing quotes and brackets, and white space after; marks of scripts without spaces need none.
_SENTENCE = re.compile(r"\s*\S.*?(?:[.!?…][\"'”’»)\]]*(?=\s)|[。！？]|(?=\n\n)|\Z)|\s+\Z", re.DOTALL)
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*\Z")
_MARK = re.compile(r"[.!?…。！？]")
_FEWEST_WORDS = 5  # a shorter sentence may well be another that reads the same


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the white space before it; joined they are the text.

    >>> sentences("It sank. “All are safe.” So they said.")
    ['It sank.', ' “All are safe.”', ' So they said.']
    """
    return _SENTENCE.findall(text)


def sentence_moves(hunks: Iterable[Hunk]) -> tuple[SentenceMove, ...]:
    """Return the whole sentences that one hunk deletes and another inserts, in order of the new text."""
    gone: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    came: list[tuple[tuple[str, ...], tuple[int, int], str]] = []
    for index, hunk in enumerate(hunks):
        if hunk.kind == "equal":
            continue
        for key, number, _ in _whole(hunk, "delete"):
            gone[key].append((index, number))
        came += [(key, (index, number), sentence) for key, number, sentence in _whole(hunk, "insert")]
    moves: list[SentenceMove] = []
    for key, (index, new), sentence in came:
        left = next((place for place in gone.get(key, ()) if place[0] != index), None)
        if left is not None:
            gone[key].remove(left)
            moves.append(SentenceMove(old=left[1], new=new, text=sentence))
    return in_order(moves)


def in_order(moves: Iterable[SentenceMove]) -> tuple[SentenceMove, ...]:
    """Return moves in the order in which scripts list them."""
    return tuple(sorted(moves, key=lambda move: (move.new, move.old, move.text)))


def _whole(hunk: Hunk, op: EditOp) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Yield (words, paragraph number, sentence) for each sentence that stands altogether in one edit."""
    numbers = hunk.old if op == "delete" else hunk.new
    passed = 0
    for edit in hunk.edits:
        if edit.op == op and _MARK.search(edit.text):
            for sentence in sentences(edit.text):
                passed += _breaks(sentence, before=True)
                key = tuple(words(sentence)) if _END.search(sentence) else ()
                if len(key) >= _FEWEST_WORDS:
                    yield key, numbers[passed], sentence.strip()
                passed += _breaks(sentence, before=False)
        elif edit.op in (op, "equal"):
            passed += edit.text.count(BLANK_LINE)


def _breaks(sentence: str, *, before: bool) -> int:
    """Count the breaks between paragraphs in front of a sentence's words, or in and after them."""
    head = len(sentence) - len(sentence.lstrip())
    return (sentence[:head] if before else sentence[head:]).count(BLANK_LINE)
