"""schema.org's NewsArticle: every version, what it is based on, and what was corrected in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedupe.exporting.identifiers import urn
from dedupe.records import ChangeReport, Comparison, FactChange, StoredRevision
from dedupe.reports.as_json import Json


def articles_of(report: ChangeReport) -> Iterator[Json]:
    """Yield the articles of a story, oldest first.

    ``isBasedOn`` names the version that each was compared with, ``correction`` says which figures, names and dates took
    the place of which where that was a correction, and whether it was owned up to.
    """
    led_to: dict[str, list[Comparison]] = {}
    for compared in report.comparisons:
        led_to.setdefault(compared.new.hash, []).append(compared)
    for revision in report.story.revisions:
        yield _article(report.story.id, revision, led_to.get(revision.article.hash, ()))


def _article(story: str, revision: StoredRevision, steps: Iterable[Comparison]) -> Json:
    stored, steps = revision.article, tuple(steps)
    article = stored.article
    told: Json = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": urn(stored.hash),
        "identifier": article.key,
        "isPartOf": {"@type": "CreativeWork", "@id": f"urn:x-newsfold:story:{story}"},
        "version": revision.number,
        "url": article.url,
        "headline": article.title,
        "author": _named("Person", article.byline),
        "publisher": _named("Organization", article.source),
        "inLanguage": article.language,
        "datePublished": article.published_at,
        "dateModified": article.modified_at,
        "isBasedOn": [urn(step.old.hash) for step in steps],
        "correction": [one for step in steps if (one := _correction(step))],
        "articleBody": article.text,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _named(kind: str, name: str | None) -> Json | None:
    return {"@type": kind, "name": name} if name else None


def _correction(step: Comparison) -> Json | None:
    """What took the place of what; None where the step is no correction."""
    significance = step.changes.significance
    if significance.level != "correction":
        return None
    facts = "; ".join(_fact(fact) for fact in step.changes.facts if fact.old and fact.new)
    reasons = "; ".join(significance.reasons)
    silent = "" if significance.disclosed else "not disclosed"
    comment = {"@type": "CorrectionComment", "text": "; ".join(filter(None, (facts or reasons, silent)))}
    date = step.new.article.modified_at
    return comment | ({"datePublished": date} if date else {})


def _fact(fact: FactChange) -> str:
    return f"{fact.old} → {fact.new}" + (f" ({fact.context})" if fact.context else "")
