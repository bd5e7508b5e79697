"""An evaluation, as a person and as a script reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedupe.stories.evaluate import Evaluation


def text(evaluation: Evaluation, ambiguous: Sequence[Path]) -> Iterator[str]:
    """Yield the scores as lines."""
    yield f"articles   {evaluation.articles:,} labelled and in the store" + (
        f"; {evaluation.missing:,} labelled ones are not in it" if evaluation.missing else ""
    )
    yield f"pairs      {evaluation.true_pairs:,} true, {evaluation.found_pairs:,} found, {evaluation.right_pairs:,} right"
    if ambiguous:
        yield "left out   found pairs of the stories in " + ", ".join(map(str, ambiguous))
    yield f"precision  {evaluation.precision:.4f}"
    yield f"recall     {evaluation.recall:.4f}"
    yield f"F1         {evaluation.f1:.4f}"
    yield "recall by Jaccard similarity of the pair"
    for band in evaluation.bands:
        share = f"{band.found / band.true_pairs:.4f}" if band.true_pairs else "-"
        yield f"  {band.low:.1f} to {band.high:.1f}  {share:>6}  of {band.true_pairs:,}"
    if evaluation.neighbours:
        share = f"{evaluation.neighbours_in_order / evaluation.neighbours:.4f}"
        yield f"order      {share} of {evaluation.neighbours:,} pairs of neighbouring versions"


def json(evaluation: Evaluation) -> str:
    """Return the scores as one JSON document."""
    import msgspec

    shares = {"precision": evaluation.precision, "recall": evaluation.recall, "f1": evaluation.f1}
    return msgspec.json.encode({**shares, **asdict(evaluation)}).decode()
