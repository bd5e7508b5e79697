"""Records as the JSON that scripts may rely on; the schemas beside this file are the contract.

Field names and their order are fixed, numbers are rounded where they are shares, and nothing depends on
the order of ingest. Paragraphs count from 0 here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dedupe.records import (
    Article,
    Between,
    ChangeReport,
    Changes,
    Comparison,
    Edit,
    Hunk,
    MetadataChange,
    StoredArticle,
    StoredPair,
    StoredRevision,
    StoredStory,
)
from dedupe.reports.passages import PARAGRAPH_BREAK
from dedupe.reports.safe import json_text
from dedupe.reports.tally import tally
from dedupe.text.queries import Phrase, excerpt

if TYPE_CHECKING:
    from dedupe.store import Hit, Verdict

Json = dict[str, Any]

_DIGITS = 6  # of a share; more would be noise of floating point


def document(value: Json) -> str:
    """Return one JSON object on one line, without its newline."""
    import msgspec

    return json_text(msgspec.json.encode(value).decode())


def array(values: Iterable[Json]) -> Iterator[str]:
    """Yield the lines of a JSON array, one element a line, so that a long one is never held as a whole."""
    opening = "["
    for value in values:
        yield opening
        yield document(value)
        opening = ","
    yield "]" if opening == "," else "[]"


def story(told: StoredStory) -> Json:
    """Return a story with its articles, oldest first."""
    return {"story": told.id, "title": told.title, "articles": [_revision(revision) for revision in told.revisions]}


def _revision(revision: StoredRevision) -> Json:
    article = revision.article.article
    return {
        "article": revision.article.name,
        "revision": revision.number,
        "relation": revision.relation,
        "ordered_by": revision.ordered_by,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
    }


def hit(found: Hit, phrases: Sequence[Phrase]) -> Json:
    """Return an article that a search found, with the part of its text in which most of it stands."""
    article = found.article.article
    return {
        "article": found.article.name,
        "story": found.story,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
        "excerpt": [["hit" if piece.hit else "text", piece.text] for piece in excerpt(article.text, phrases)],
    }


def pair(scored: StoredPair) -> Json:
    """Return a verified pair with its scores and reasons."""
    return {
        "a": scored.a,
        "b": scored.b,
        "relation": scored.relation,
        "score": round(scored.score, _DIGITS),
        "jaccard": round(scored.jaccard, _DIGITS),
        "containment_a": round(scored.containment_a, _DIGITS),
        "containment_b": round(scored.containment_b, _DIGITS),
        "reasons": list(scored.reasons),
    }


def verdict(told: Verdict) -> Json:
    """Return what a person decided about two articles."""
    a, b = sorted((told.name_a, told.name_b))
    return {"verdict": told.kind, "a": a, "b": b, "why": told.why}


def comparison(compared: Comparison) -> Json:
    """Return what changed between two articles; it alone rebuilds both texts byte for byte."""
    sides = {"old": _article(compared.old), "new": _article(compared.new)}
    return sides | changes(compared.changes) | {"reversions": reversions(compared)}


def difference(compared: Comparison, between: Between | None) -> Json:
    """Return what changed between two articles, and which versions of a story they are; null where of none or of two."""
    return comparison(compared) | {"between": asdict(between) if between else None}


def log(told: ChangeReport) -> Json:
    """Return a story's versions, newest first, each with what it changed in counts and facts, without the texts."""
    numbers = sorted({revision.number for revision in told.story.revisions}, reverse=True)
    return {
        "story": told.story.id,
        "title": told.story.title,
        "versions": [_version(number, told) for number in numbers],
    }


def _version(number: int, told: ChangeReport) -> Json:
    revisions = [revision for revision in told.story.revisions if revision.number == number]
    hashes = {revision.article.hash for revision in revisions}
    return {
        "revision": number,
        "articles": [_revision(revision) for revision in revisions],
        "changes": [_step(compared) for compared in told.comparisons if compared.new.hash in hashes],
    }


def _step(compared: Comparison) -> Json:
    everything = changes(compared.changes)
    shown = {name: everything[name] for name in ("significance", "metadata", "facts")}
    shown["reversions"] = reversions(compared)
    return {"old": compared.old.name, "new": compared.new.name, "counts": _counts(compared.changes)} | shown


def _counts(changes: Changes) -> dict[str, int]:
    counts = asdict(tally(changes))
    return {name: count for name, count in counts.items() if isinstance(count, int)}


def _article(stored: StoredArticle) -> Json:
    return {"article": stored.name, "hash": stored.hash} | metadata(stored.article)


def metadata(article: Article) -> Json:
    """Return what is known of an article beside its text."""
    return {
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "extractor": article.extractor,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
    }


def changes(found: Changes) -> Json:
    """Return an edit script with its facts and significance."""
    script, significance = found.script, found.significance
    return {
        "significance": {
            "class": significance.level,
            "disclosed": significance.disclosed,
            "attention": significance.attention,
            "reasons": list(significance.reasons),
        },
        "coarse": script.coarse,
        "metadata": [_field(change) for change in found.metadata],
        "sentence_moves": [{"old": move.old, "new": move.new, "text": move.text} for move in script.sentence_moves],
        "hunks": [_hunk(hunk) for hunk in script.hunks],
        "separators": {
            "old": _unusual_separators(script.old_separators),
            "new": _unusual_separators(script.new_separators),
        },
        "facts": [
            {"kind": fact.kind, "old": fact.old, "new": fact.new, "hunk": fact.hunk, "context": fact.context}
            for fact in found.facts
        ],
    }


def reversions(compared: Comparison) -> list[Json]:
    """Return what a step brought back, each with the last version that had it."""
    return [
        {
            "level": one.level,
            "article": one.article,
            "revision": one.revision,
            "paragraph": one.place if one.level == "paragraph" else None,
            "fact": one.place if one.level == "fact" else None,
        }
        for one in compared.reversions
    ]


def _field(change: MetadataChange) -> Json:
    return {"field": change.field, "old": change.old, "new": change.new, "edits": _edits(change.edits)}


def _hunk(hunk: Hunk) -> Json:
    return {
        "kind": hunk.kind,
        "moved": hunk.moved,
        "old": list(hunk.old),
        "new": list(hunk.new),
        "edits": _edits(hunk.edits),
    }


def _edits(edits: Iterable[Edit]) -> list[list[str]]:
    return [[edit.op, edit.text] for edit in edits]


def _unusual_separators(separators: tuple[str, ...]) -> dict[str, str]:
    """Return what stands around paragraphs by position, but for nothing at the ends and a blank line between."""
    last = len(separators) - 1
    usual = ("" if place in (0, last) else PARAGRAPH_BREAK for place in range(len(separators)))
    return {
        str(place): separator
        for place, (separator, expected) in enumerate(zip(separators, usual, strict=True))
        if separator != expected
    }


def report(told: ChangeReport) -> Json:
    """Return a story with everything that each of its steps changed, oldest first."""
    return story(told.story) | {"comparisons": [comparison(compared) for compared in told.comparisons]}
