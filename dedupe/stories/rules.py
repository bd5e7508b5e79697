"""The rules by which evidence becomes a relation, each with the sentence that says which of them decided.

Whether two documents are of another occasion comes first; then whether they share enough, where how much is asked for
depends on what else is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from dedupe.records import Relation
from dedupe.settings import EvidenceSettings
from dedupe.stories.evidence import Evidence, percent


@dataclass(frozen=True, slots=True)
class Decision:
    """What two documents are to each other, None where they share too little to be told, and what decided."""

    relation: Relation | None
    because: str


def decide(evidence: Evidence, settings: EvidenceSettings) -> Decision:
    """Decide what two documents are to each other."""
    if occasion := _other_occasion(evidence, settings):
        return Decision("recurring", occasion)
    asked, why = _asked(evidence, settings)
    because = f"score {evidence.score:.2f}, where {asked:.2f} is asked for{why}"
    if evidence.score < asked:
        return Decision("related" if evidence.score >= settings.related_score else None, because)
    jaccard = evidence.scores.jaccard[evidence.row]
    if jaccard >= settings.reprint_jaccard and evidence.is_elsewhere():
        return Decision("reprint", because)
    return Decision("excerpt" if _is_excerpt(evidence, settings) else "revision", because)


def _other_occasion(evidence: Evidence, settings: EvidenceSettings) -> str:
    """Return what tells that the two are of two occasions; nothing where they may be of one."""
    row, scores = evidence.row, evidence.scores
    fillings = scores.fillings[row]
    # A live page may look like a template, and stays at its place; so does a section, whose notices share hardly anything.
    if fillings < settings.recurring_fillings / (2 if evidence.share_a_place() else 1):
        asked = percent(settings.recurring_fillings)
        return (
            f"another filling of one template: {percent(fillings)} of what fills it is shared, and {asked} is asked for"
        )
    # Of both texts: a template fills each occasion alike, where a version may be a part of the next one.
    if min(scores.containment_a[row], scores.containment_b[row]) < settings.recurring_containment:
        return ""
    figures, phrases = float(scores.figure_containment[row]), evidence.containment()
    shares = f"{percent(figures)}) are shared less than phrases at large ({percent(phrases)})"
    if evidence.has_other_days() and figures < settings.recurring_days * phrases:
        return f"another occasion: no day in common, and phrases with a figure ({shares}"
    if scores.figure_shingles[row] >= settings.recurring_least and figures < settings.recurring_figures * phrases:
        return f"another occasion: phrases with a figure ({shares}, by half or more"
    return ""


def _asked(evidence: Evidence, settings: EvidenceSettings) -> tuple[float, str]:
    """Return the score from which on the two are of one story, and why it is not the usual one."""
    if evidence.share_a_place():
        return settings.same_place_score, " under one URL or KEY"
    apart = evidence.days_apart()
    # A column keeps its headline: next week it stands over another story.
    close = apart is not None and apart <= settings.headline_days
    if close and evidence.headline_likeness() >= settings.headline_likeness:
        return settings.same_place_score, f" under one headline within {settings.headline_days} days"
    small = settings.join_doubt * (1 - evidence.scores.trust)
    distant = settings.distant_doubt if (apart or 0) > settings.distant_days else 0.0
    why = [f"{apart} days apart"] * bool(distant) + ["in a small corpus"] * (small >= 0.005)
    return settings.join_score + small + distant, f" {' and '.join(why)}" if why else ""


def _is_excerpt(evidence: Evidence, settings: EvidenceSettings) -> bool:
    short, whole = sorted((evidence.a, evidence.b), key=lambda side: side.size)
    # A short text that came first at the same publisher is a flash that grew, not an excerpt.
    later = short.time is not None and whole.time is not None and short.time > whole.time
    return (
        evidence.containment() >= settings.excerpt_containment
        and short.size <= settings.excerpt_length * whole.size
        and (later or evidence.is_elsewhere())
    )
