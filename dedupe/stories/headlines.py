"""Headlines as evidence: what is left of one without what the desk and the site add, and how alike two are.

Weak evidence: a column keeps its headline ("Morning briefing") while its story is another every day.
"""

from __future__ import annotations

import re

from dedupe.text.tokens import words

# How agencies mark a further round of one report, in capitals and tight against the headline: UPDATE 2-Fire …
_ROUNDS = re.compile(
    r"(?:(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE|RECAST|REPEAT|ADVISORY|EXCLUSIVE|FACTBOX|TIMELINE|FLASH)"
    r"(?: ?\d{1,2})?(?:-|: ?| [-–—] |/))+"
)
# How others mark it: any case, and always set off, because "Live-in carers strike" is a headline.
_MARKS = re.compile(
    r"""(?: breaking(?:\ news)? | live(?:blog|\ updates?|\ blog)? | updated?(?:\ \d{1,2})? | just\ in | developing | urgent
          | exclusive | corrected | correction | watch | video | in\ pictures
          | eilmeldung | liveticker | en\ direct | direct | alerte | última\ hora | en\ (?:vivo|directo) | ao\ vivo )
        \s*(?: : | \| | \s[-–—]\s )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_BARS = (" | ", " :: ", " » ", " · ")  # what follows the last of these is the site
_DASHES = (" - ", " – ", " — ")  # also a mark within headlines, so what follows must look like a name
_LONGEST = 500  # characters; what is longer is no headline, and stays as it is, which bounds the work
_LONGEST_NAME = 5  # words: "The Harbour Post of Tarnmouth"
_IN_NAMES = {"of", "the", "and", "for", "de", "la", "le", "del", "di", "der", "die", "das", "für", "&"}

# Words that any two headlines may share. Only those that carry nothing: figures do, and "no" and
# "die", whatever the second is in German.
_COMMON_WORDS = """
    a an the of in on at to for from by with and or but as is are was were be been has have had it its that this
    after over into amid says say said will new
    der das den dem des ein eine einer und in im am auf mit von für nach bei zu
    le la les un une des du de et en à au aux sur pour par dans
    el los las y del al con por para que se su o os do da dos das em na um uma e
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def bare_headline(title: str) -> str:
    """Return the headline without marks of its round before it and names of its site after it.

    What is bare stays as it is, and nothing is taken from a title that would leave no word.

    >>> bare_headline("UPDATE 2-Fire at the quay kills five | World | Harbour Post")
    'Fire at the quay kills five'
    >>> bare_headline("Breaking: Ferry turns back in fog - BBC News")
    'Ferry turns back in fog'
    >>> bare_headline("Live-in carers strike - what we know so far")
    'Live-in carers strike - what we know so far'
    """
    bare, last = title.strip() or title, None
    while bare != last and len(bare) <= _LONGEST:
        last = bare
        bare = _kept(_without_mark(bare), bare)
        bare = _kept(_without_site(bare), bare)
    return bare


def headline_likeness(a: str, b: str) -> float:
    """Return in [0, 1] how alike two headlines are: twice the words that both have over the words of both (Dice).

    Words of the comparison view, each once, without the very common ones unless there are no others; 0 where either has none.

    >>> headline_likeness("Fire at the quay kills three", "UPDATE 1-Quay fire kills five - Harbour Post")
    0.75
    >>> headline_likeness("Weather", "")
    0.0
    """
    one, other = _telling_words(a), _telling_words(b)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _kept(shorter: str, title: str) -> str:
    return shorter.strip() if words(shorter) else title


def _without_mark(title: str) -> str:
    found = _ROUNDS.match(title) or _MARKS.match(title)
    return title[found.end() :] if found else title


def _without_site(title: str) -> str:
    for mark in (*_BARS, *_DASHES):
        headline, found, name = title.rpartition(mark)
        if found and _is_name(name) and (mark in _BARS or _carries(headline, name)):
            return headline
    return title


def _is_name(text: str) -> bool:
    return 1 <= len(text.split()) <= _LONGEST_NAME


def _carries(headline: str, name: str) -> bool:
    """Whether the name is written as one, and the headline before it is a sentence and not itself a name."""
    capitals = all(word in _IN_NAMES or not word[0].islower() for word in name.split())
    return capitals and name[0].isupper() and len(headline.split()) >= max(3, len(name.split()))


def _telling_words(title: str) -> frozenset[str]:
    every = frozenset(words(bare_headline(title)))
    return every - _COMMON or every
