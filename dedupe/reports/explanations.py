"""Why two articles are or are not in one story, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dedupe.records import JOINING, StoredArticle
from dedupe.reports import as_json, wording
from dedupe.reports.as_json import Json
from dedupe.reports.layout import Screen, Span, columns, pad
from dedupe.reports.safe import one_line
from dedupe.reports.tally import counted
from dedupe.reports.terminal import wrapped

if TYPE_CHECKING:
    from dedupe.stories.explain import Explanation
    from dedupe.stories.sharing import SharedPhrase

_LABEL = 10  # cells
_STALE = "articles or decisions came since the last folding: run dedupe cluster"


def text(told: Explanation, screen: Screen) -> Iterator[str]:
    """Yield the two articles, what they are to each other, every kind of evidence, what they share, and the story."""
    yield from columns([_described(told.a), _described(told.b)], widest=screen.width)
    grounds = told.grounds
    relation = told.relation or "not related"
    yield screen.paint([Span(f"{relation}  score {grounds.score:.3f}  jaccard {grounds.jaccard:.3f}", "strong")])
    yield ""
    for label, sentence in _rows(told):
        first, *others = wrapped([Span(one_line(sentence))], " " * _LABEL, screen)
        yield screen.paint([Span(pad(label, _LABEL), "faint"), Span(first[_LABEL:])])
        yield from others


def as_document(told: Explanation) -> Json:
    """Return the pair as in ``pairs``, in the order asked for, with what more there is to say under ``explained``."""
    grounds = told.grounds
    return {
        "a": told.a.name,
        "b": told.b.name,
        "relation": told.relation,
        "score": grounds.score,
        "jaccard": grounds.jaccard,
        "containment_a": grounds.containment_a,
        "containment_b": grounds.containment_b,
        "reasons": [*told.decided, *(sentence for _, sentence in grounds.evidence)],
        "explained": {
            "decided": list(told.decided),
            "evidence": dict(grounds.evidence),
            "shared": [{"text": phrase.text, "other_texts": phrase.other_texts} for phrase in grounds.shared],
            "stories": list(told.stories),
            "chain": [as_json.pair(pair) for pair in told.chain],
            "current": told.current,
        },
    }


def _described(article: StoredArticle) -> tuple[str, str, str]:
    return one_line(article.name), wording.dated(article.article), one_line(article.article.source or "")


def _rows(told: Explanation) -> Iterator[tuple[str, str]]:
    yield from (("decided", reason) for reason in told.decided)
    yield from told.grounds.evidence
    label = "shared"
    for phrase in told.grounds.shared:
        yield label, _quoted(phrase)
        label = ""
    yield from _story(told)
    if not told.current:
        yield "note", _STALE


def _quoted(phrase: SharedPhrase) -> str:
    others = counted(phrase.other_texts, "other text", "other texts") if phrase.other_texts else "no other text"
    return f"“{phrase.text}” (in {others})"


def _story(told: Explanation) -> Iterator[tuple[str, str]]:
    a, b = told.stories
    if a is None or b is None:
        yield "story", "not folded yet"
    elif a != b:
        yield "story", f"two, {a} and {b}: {_why_apart(told)}"
    elif len(told.chain) == 1:
        yield "story", f"one, {a}: this pair joins them"
    else:
        yield "story", f"one, {a}: they hold together through {counted(len(told.chain), 'pair', 'pairs')}"
        for pair in told.chain:
            yield "", f"{pair.a} and {pair.b}: {pair.relation}, score {pair.score:.3f}"


def _why_apart(told: Explanation) -> str:
    if told.relation is None:
        return "too little is shared"
    return "not joined yet" if told.relation in JOINING else f"{told.relation} articles are not joined"
