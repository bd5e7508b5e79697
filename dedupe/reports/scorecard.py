"""An evaluation, as a person and as a script reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe.records import StoredPair
from dedupe.reports import as_json
from dedupe.reports.as_json import Json
from dedupe.reports.layout import Screen, Span
from dedupe.reports.safe import one_line
from dedupe.reports.tally import counted
from dedupe.reports.terminal import wrapped

if TYPE_CHECKING:
    from dedupe.evaluation.closeness import Closeness
    from dedupe.evaluation.evaluate import Evaluation, Order
    from dedupe.evaluation.misses import Mistakes, ToldMiss
    from dedupe.evaluation.mistakes import WrongJoin

_DIGITS = 6  # of a share; more would be noise of floating point
_INDENT = "     "
_FAR_IN = _INDENT + "  "


# ---------------------------------------------------------------- for people


def text(
    evaluation: Evaluation, ambiguous: Sequence[Path], mistakes: Mistakes | None = None, screen: Screen | None = None
) -> Iterator[str]:
    """Yield the scores as lines, then the mistakes where they were asked for."""
    yield f"articles   {evaluation.articles:,} labelled and in the store{_missing(evaluation)}"
    yield f"pairs      {evaluation.true_pairs:,} true, {evaluation.found_pairs:,} found, {evaluation.right_pairs:,} right"
    if ambiguous:
        yield "left out   pairs between the stories of " + ", ".join(one_line(str(path)) for path in ambiguous)
    yield f"precision  {evaluation.precision:.4f}"
    yield f"recall     {evaluation.recall:.4f}"
    yield f"F1         {evaluation.f1:.4f}"
    yield f"ARI        {evaluation.adjusted_rand:.4f}  adjusted Rand index"
    yield "recall by Jaccard similarity of the pair" + (
        f", of {evaluation.listed_pairs:,} true pairs chosen evenly from {evaluation.true_pairs:,}"
        if evaluation.listed_pairs < evaluation.true_pairs
        else ""
    )
    for band in evaluation.bands:
        yield f"  {band.low:.1f} to {band.high:.1f}  {_share(band.found, band.true_pairs):>6}  of {band.true_pairs:,}"
    yield from _order(evaluation.order)
    if mistakes:
        yield from _joins(mistakes, screen or Screen())
        yield from _misses(mistakes, screen or Screen())


def _missing(evaluation: Evaluation) -> str:
    absent = evaluation.missing - evaluation.unclear
    told = f"; {absent:,} labelled ones are in none of its stories" if absent else ""
    if evaluation.unclear:
        told += f"; {evaluation.unclear:,} left out, each the KEY of several articles (label KEY@1a2b3c4d)"
    return told


def _order(order: Order) -> Iterator[str]:
    if not order.pairs:
        return
    yield f"order      {_share(order.in_order, order.pairs)} of {order.pairs:,} pairs of neighbouring versions"
    if order.told_apart < order.pairs:
        yield f"           {order.pairs - order.told_apart:,} of them of one text, which has no order"
    if order.told_apart:
        yield f"  next to each other         {_share(order.adjacent, order.told_apart)} of {order.told_apart:,}"
        yield f"  direction not unknown      {_share(order.stated, order.told_apart)} of {order.told_apart:,}"
        yield f"  of these, right            {_share(order.right, order.stated):>6} of {order.stated:,}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _joins(mistakes: Mistakes, screen: Screen) -> Iterator[str]:
    yield ""
    yield _heading("wrong joins", len(mistakes.joins), mistakes.all_joins, "wrong pairs that each causes", screen)
    for number, join in enumerate(mistakes.joins, 1):
        links = counted(join.links, "link", "links, the strongest here")
        yield f"{number:>3}  {counted(join.pairs, 'wrong pair', 'wrong pairs')} in story {join.story}, by {links}"
        for label, name in zip(join.labelled, join.articles, strict=True):
            yield f"{_INDENT}{one_line(label)}  {one_line(name)}"
        for link in join.chain:
            between = "" if len(join.chain) == 1 else f"  {one_line(link.a)}  {one_line(link.b)}"
            blamed = "  ← this one" if link == join.link and len(join.chain) > 1 else ""
            yield f"{_INDENT}{_scores(link)}{between}{blamed}"
        yield from wrapped([Span(one_line("; ".join(join.link.reasons)), "faint")], _FAR_IN, screen)


def _misses(mistakes: Mistakes, screen: Screen) -> Iterator[str]:
    yield ""
    yield _heading("misses", len(mistakes.misses), mistakes.all_misses, "true pairs that each loses", screen)
    for number, told in enumerate(mistakes.misses, 1):
        miss = told.miss
        yield f"{number:>3}  {counted(miss.pairs, 'true pair', 'true pairs')} lost of {one_line(miss.labelled)}"
        of_part = {name: story for story, part in zip(miss.stories, miss.parts, strict=True) for name in part}
        for name in told.articles:
            part = miss.parts[miss.stories.index(of_part[name])]
            yield f"{_INDENT}story {of_part[name]}, {counted(len(part), 'article', 'articles')}  {one_line(name)}"
        how = "a recorded pair" if told.recorded else "not a recorded pair"
        chosen = f"; the closest of {told.compared:,}" if told.compared > 1 else ""
        yield f"{_INDENT}{_scores(told.closeness)}  {how}{chosen}"
        yield from wrapped([Span(one_line("; ".join(told.closeness.reasons)), "faint")], _FAR_IN, screen)


def _heading(what: str, shown: int, total: int, by: str, screen: Screen) -> str:
    told = f"the worst {shown:,} of {total:,}" if shown < total else f"{total:,}" if total else "none"
    return screen.paint([Span(what, "strong"), Span(f"  {told}" + (f", by the {by}" if total > 1 else ""))])


def _scores(of: StoredPair | Closeness) -> str:
    return f"{of.relation or 'not related'}  score {of.score:.3f}  jaccard {of.jaccard:.3f}"


# ---------------------------------------------------------------- for scripts


def json(evaluation: Evaluation, mistakes: Mistakes | None = None) -> str:
    """Return the scores as one JSON document."""
    document: Json = {
        "precision": round(evaluation.precision, _DIGITS),
        "recall": round(evaluation.recall, _DIGITS),
        "f1": round(evaluation.f1, _DIGITS),
        "adjusted_rand": round(evaluation.adjusted_rand, _DIGITS),
        "articles": evaluation.articles,
        "missing": evaluation.missing,
        "unclear": evaluation.unclear,
        "judged_pairs": evaluation.judged_pairs,
        "true_pairs": evaluation.true_pairs,
        "found_pairs": evaluation.found_pairs,
        "right_pairs": evaluation.right_pairs,
        "listed_pairs": evaluation.listed_pairs,
        "bands": [
            {"low": band.low, "high": band.high, "true_pairs": band.true_pairs, "found": band.found}
            for band in evaluation.bands
        ],
        "neighbours": evaluation.order.pairs,
        "neighbours_in_order": evaluation.order.in_order,
        "neighbours_told_apart": evaluation.order.told_apart,
        "neighbours_adjacent": evaluation.order.adjacent,
        "neighbours_stated": evaluation.order.stated,
        "neighbours_stated_right": evaluation.order.right,
    }
    if mistakes:
        document["errors"] = {
            "joins": [_join(join) for join in mistakes.joins],
            "joins_in_all": mistakes.all_joins,
            "misses": [_miss(told) for told in mistakes.misses],
            "misses_in_all": mistakes.all_misses,
        }
    return as_json.document(document)


def _join(join: WrongJoin) -> Json:
    return {
        "wrong_pairs": join.pairs,
        "story": join.story,
        "labelled": list(join.labelled),
        "articles": list(join.articles),
        "links": join.links,
        "link": as_json.pair(join.link),
        "chain": [as_json.pair(pair) for pair in join.chain],
    }


def _miss(told: ToldMiss) -> Json:
    a, b = told.articles
    closeness = told.closeness
    return {
        "lost_pairs": told.miss.pairs,
        "labelled": told.miss.labelled,
        "parts": [
            {"story": story, "articles": len(part)}
            for story, part in zip(told.miss.stories, told.miss.parts, strict=True)
        ],
        "closest": {
            "a": a,
            "b": b,
            "relation": closeness.relation,
            "score": round(closeness.score, _DIGITS),
            "jaccard": round(closeness.jaccard, _DIGITS),
            "containment_a": round(closeness.containment_a, _DIGITS),
            "containment_b": round(closeness.containment_b, _DIGITS),
            "reasons": list(closeness.reasons),
        },
        "recorded": told.recorded,
        "compared": told.compared,
    }
