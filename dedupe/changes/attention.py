"""How much a change deserves eyes, from 0 to 100, so that a hundred changes can be read from the top.

Each thing that changed has a weight: the share of such changes that somebody who watches articles would want to see. The
rank is the share that all of them together would be seen for, if each were seen or passed over by itself:
1 - (1 - w1)(1 - w2)...; so many small things add up, nothing counts beyond 100, and another thing never makes it less.
What only looks otherwise, typography and stamps of the last update, has rank 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from dedupe.records import EditOp, EditScript, FactChange, FactKind, MetadataChange, SignificanceClass

SILENT_CORRECTION = 0.5
DISCLOSED_CORRECTION = 0.3
REPLACED: dict[FactKind, float] = {
    "negation": 0.4, "quote": 0.3, "name": 0.25, "hedge": 0.2, "number": 0.15, "date": 0.1,
}  # fmt: skip
"""Of a fact that took the place of another."""
GONE: dict[FactKind, float] = {
    "negation": 0.4, "hedge": 0.2, "quote": 0.15, "name": 0.1, "number": 0.05, "date": 0.03,
}  # fmt: skip
"""Of a fact that was taken out."""
CAME: dict[FactKind, float] = {
    "negation": 0.4, "hedge": 0.2, "quote": 0.05, "name": 0.03, "number": 0.03, "date": 0.02,
}  # fmt: skip
"""Of a fact that was put in: most versions report more than the one before."""
FIELDS: dict[str, float] = {"title": 0.2, "byline": 0.1, "published_at": 0.03}
"""Of a field of the article; addresses and dates change by themselves."""
DATE_ALONE = 0.1
"""Of a date of modification that moved where nothing else did: an old article put forward as a new one."""
ALL_WORDS_GONE = 0.4
"""Of taking every word out; of a part of them, so much the less."""
ALL_WORDS_CAME = 0.2
"""Of a text in which every word is new."""

_DIGITS = 6  # of a rank before it is rounded: beyond them floating point adds noise


def attention(
    script: EditScript,
    facts: Sequence[FactChange],
    metadata: Sequence[MetadataChange],
    level: SignificanceClass,
    *,
    disclosed: bool | None,
) -> int:
    """Return the rank of a change, in percent.

    >>> from dedupe.changes.script import edit_script
    >>> same = edit_script("Nine died.", "Nine died.")
    >>> attention(same, [FactChange(kind="number", old="9", new="12", hunk=0)], [], "update", disclosed=None)
    15
    """
    overlooked = 1.0
    # Sorted, as a product of fractions depends on their order in its last digit; a digit that must not decide a rank.
    for weight in sorted(_weights(script, facts, metadata, level, disclosed)):
        overlooked *= 1 - weight
    return round(round(100 * (1 - overlooked), _DIGITS))


def _weights(
    script: EditScript,
    facts: Sequence[FactChange],
    metadata: Sequence[MetadataChange],
    level: SignificanceClass,
    disclosed: bool | None,
) -> Iterator[float]:
    fields = [change.field for change in metadata]
    if level == "correction":
        yield DISCLOSED_CORRECTION if disclosed else SILENT_CORRECTION
    yield from map(_of_fact, facts)
    yield from (FIELDS.get(field, 0.0) for field in fields)
    if level == "cosmetic":
        yield DATE_ALONE if "modified_at" in fields else 0.0
    else:
        words = Counter[EditOp]()
        for edit in chain.from_iterable(hunk.edits for hunk in script.hunks):
            words[edit.op] += len(edit.text.split())
        yield ALL_WORDS_GONE * words["delete"] / max(1, words["delete"] + words["equal"])
        yield ALL_WORDS_CAME * words["insert"] / max(1, words["insert"] + words["equal"])


def _of_fact(fact: FactChange) -> float:
    return (REPLACED if fact.old and fact.new else GONE if fact.old else CAME)[fact.kind]
