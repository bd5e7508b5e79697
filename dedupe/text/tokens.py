"""Words to compare by, terms to find by, and lossless tokens to edit by.

Words and tokens treat each character of a script written without spaces as a word, and none cuts a number at
its inner separators. Where documents are compared a character says too little, so terms are overlapping runs
of them. Edit tokens keep everything (``"".join(edit_tokens(t)) == t``) and never cut a
grapheme, so an edit made of whole tokens reads as an editor would mark it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import regex

from dedupe.text.normalize import fold

# The mark that lengthens a kana and the closing mark of a letter belong to no script of their own.
_IDEOGRAPHS = r"\p{Han}\p{Hiragana}\p{Katakana}\u30FC\u3006"
_ABUGIDAS = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNSPACED = _IDEOGRAPHS + _ABUGIDAS

# An apostrophe holds a word together, and . , : hold a number together: 1,200.50  3,5  10:30.
_LETTERS = r"[\p{L}\p{M}\p{N}]"
_CLUSTER = rf"[[{_UNSPACED}]&&{_LETTERS}]\p{{M}}*"
_SPACED_WORD = rf"[{_LETTERS}--[{_UNSPACED}]]+(?:(?:'|(?<=\p{{Nd}})[.,:](?=\p{{Nd}}))[{_LETTERS}--[{_UNSPACED}]]+)*"
_WORDS = regex.compile(rf"(?V1){_CLUSTER}|{_SPACED_WORD}")
_RUNS = regex.compile(
    rf"(?V1)(?P<ideographs>(?:[[{_IDEOGRAPHS}]&&{_LETTERS}]\p{{M}}*)+)"
    rf"|(?P<abugida>(?:[[{_ABUGIDAS}]&&{_LETTERS}]\p{{M}}*)+)|{_SPACED_WORD}"
)
_CLUSTERS = regex.compile(rf"(?V1){_CLUSTER}")
# Until Python 3.11.5 re took a possessive repeat of a group too far where the group did not match: (?>(?:...)*) is the same.
_ASCII_WORDS = re.compile(r"[0-9a-z]++(?>(?:['.,:](?:(?<=')|(?<=[0-9].)(?=[0-9]))[0-9a-z]++)*)")  # of a folded text

# Tokens are built of whole graphemes (\X); one that begins with a sign for the number after it belongs to that number.
_IN_WORD = rf"(?:(?=[[\p{{L}}\p{{M}}\p{{N}}\p{{GCB=Prepend}}]--[{_UNSPACED}]])\X)++"
_WHOLE_WORD = rf"{_IN_WORD} (?: (?: ['’ʼ_] | (?<=\p{{Nd}})(?: [.,:/–](?=\p{{Nd}}) | - ) ) {_IN_WORD} )*+"
_EDIT_TOKENS = regex.compile(
    rf"""(?V1)
    (?:(?=\s)\X)++
    | {_WHOLE_WORD}
    | \X
    """,
    regex.VERBOSE,
)
# The same with the white space before it. U+001C to U+001F are white space to Python, but not to Unicode.
_EDIT_UNITS = regex.compile(rf"(?V1) ((?: (?=[\s\x1C-\x1F])\X )*+) ( {_WHOLE_WORD} | \X | \Z )", regex.VERBOSE)


class _Plain(NamedTuple):
    """Patterns for texts of characters that are graphemes by themselves; re finds with them what regex finds above.

    In these scripts re's own idea of a letter, digit or space is the one spelt out above, and it is several times faster.
    """

    texts: re.Pattern[str]
    words: re.Pattern[str]
    tokens: re.Pattern[str]
    units: re.Pattern[str]


@cache  # compiled where they are needed: most programs meet one kind of text
def _plain(characters: str, unspaced: str) -> _Plain:
    """Return the patterns for texts of some characters, of which some are words by themselves."""
    letter = rf"[^\W_{unspaced}]"
    alone = rf"[{unspaced}] |" if unspaced else ""
    word = rf"{letter}++ (?>(?: ['.,:] (?: (?<=') | (?<=\d.)(?=\d) ) {letter}++ )*)"
    whole = rf"{letter}++ (?>(?: ['’ʼ_.,:/–-] (?: (?<=['’ʼ_]) | (?<=\d[.,:/–])(?=\d) | (?<=\d-) ) {letter}++ )*)"
    return _Plain(
        re.compile(f"[{characters}]*"),
        re.compile(f"{alone} {word}", re.VERBOSE),
        re.compile(rf"\s+ | {whole} | .", re.VERBOSE | re.DOTALL),
        re.compile(rf"\s*+ (?: {whole} | . | \Z )", re.VERBOSE | re.DOTALL),
    )


_EUROPEAN = (
    r"\u0000-\u001B\u0020-\u02FF\u0370-\u0482\u048A-\u052F\u2010-\u205F\u20A0-\u20BF\u2100-\u214F\u2190-\u245F"
    r"\u2500-\u2BFF"
)
_EAST_ASIAN_WORDS = (
    r"\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3400-\u4DB5\u4E00-\u9FEF"
)
_EAST_ASIAN = rf"{_EUROPEAN}{_EAST_ASIAN_WORDS}\u3000-\u3020\u30FB\uAC00-\uD7A3\uFF01-\uFF5E"
_ALPHABETS = ((_EUROPEAN, ""), (_EAST_ASIAN, _EAST_ASIAN_WORDS))


def _plain_patterns(text: str) -> _Plain | None:
    for alphabet in _ALPHABETS:
        plain = _plain(*alphabet)
        if plain.texts.fullmatch(text):
            return plain
    return None


_SPAN = {"ideographs": 2, "abugida": 4}
"""Characters a term, with their marks: the fewest with which three terms of two strangers are equal as seldom as three
English words are, 6 times in a million. Three overlapping ones reach over 4 characters (3: Chinese 10 and Japanese 47 in
a million; 4: none) and over 6 (4: Thai 59, 5: 13, 6: 2); the other scripts of Thai's kind are taken to be like it."""


def words(text: str) -> list[str]:
    """Return the words of a text's comparison view, in order.

    >>> words("“Don’t” pay €1,200.50 at 10:30 — 周二")
    ["don't", 'pay', '1,200.50', 'at', '10:30', '周', '二']
    """
    return view_words(fold(text))


def view_words(view: str) -> list[str]:
    """Return the words of a text that is folded already, in order."""
    if view.isascii():
        return _ASCII_WORDS.findall(view)
    plain = _plain_patterns(view)
    return (plain.words if plain else _WORDS).findall(view)


def terms(text: str) -> list[str]:
    """Return what a text is found by, in order: its words, and of scripts without spaces overlapping runs.

    >>> terms("Port 7 closed: 港口关闭。")
    ['port', '7', 'closed', '港口', '口关', '关闭']
    """
    return measured_terms(text)[0]


def measured_terms(text: str) -> tuple[list[str], int]:
    """Return the terms of a text, and how many of them there would be if runs were laid end to end.

    >>> measured_terms("Port 7 closed: 港口关闭。")[1]
    5
    """
    view = fold(text)
    if view.isascii() or _plain(*_ALPHABETS[0]).texts.fullmatch(view):
        found = view_words(view)
        return found, len(found)
    found, length = [], 0
    for run in _RUNS.finditer(view):
        if run.lastgroup is None:
            found.append(run[0])
            length += 1
        else:
            clusters = _CLUSTERS.findall(run[0])
            found += ["".join(clusters[start:end]) for start, end in _overlaps(len(clusters), run.lastgroup)]
            length += -(-len(clusters) // _SPAN[run.lastgroup])
    return found, length


def placed_terms(tokens: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the terms of a text, each with the numbers of the first and the last of its edit tokens that make it.

    >>> placed_terms(["港", "口", " ", "7"])
    [('港口', 0, 1), ('7', 3, 3)]
    """
    found: list[tuple[str, int, int]] = []
    for kind, clusters in groupby(_spoken(tokens), key=lambda spoken: spoken[0]):
        run = [(word, place) for _, word, place in clusters]
        spans = _overlaps(len(run), kind) if kind else ((at, at + 1) for at in range(len(run)))
        found += [("".join(word for word, _ in run[a:b]), run[a][1], run[b - 1][1]) for a, b in spans]
    return [term for term in found if term[0]]


def _spoken(tokens: Sequence[str]) -> Iterator[tuple[str | None, str, int]]:
    """Yield the kind, the word and the place of every word, and an empty word for every token that ends a run."""
    for place, token in enumerate(tokens):
        spoken = words(token)
        for word in spoken:
            run = _RUNS.match(word)
            yield (run.lastgroup if run else None), word, place
        if not spoken and fold(token):
            yield None, "", place


def _overlaps(clusters: int, kind: str) -> Iterator[tuple[int, int]]:
    span = _SPAN[kind]
    return ((at, min(at + span, clusters)) for at in range(max(clusters - span, 0) + 1))


def edit_tokens(text: str) -> list[str]:
    """Return the text as tokens: words, numbers, single graphemes, runs of white space.

    >>> edit_tokens("A 40-mile convoy, it’s said.")
    ['A', ' ', '40-mile', ' ', 'convoy', ',', ' ', 'it’s', ' ', 'said', '.']
    """
    plain = _plain_patterns(text)
    return (plain.tokens if plain else _EDIT_TOKENS).findall(text)


def edit_units(text: str) -> tuple[list[str], list[str]]:
    """Return the tokens that are no white space, each with the white space before it, and again without.

    An empty one closes every text, so that white space at its end has something to stand before.

    >>> edit_units("A  convoy. ")
    (['A', '  convoy', '.', ' '], ['A', 'convoy', '.', ''])
    """
    if plain := _plain_patterns(text):
        units = plain.units.findall(text)
        words = list(map(str.lstrip, units))
    else:
        found = _EDIT_UNITS.findall(text)
        units, words = [space + word for space, word in found], [word for _, word in found]
    # After white space at the end the end is found once more.
    return (units[:-1], words[:-1]) if words[-2:] == ["", ""] else (units, words)
