"""Records in a few words of English, the same words in every face. People count paragraphs from 1.

Nothing here is made safe: each face does that for all of its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dedupe.records import (
    Article,
    Between,
    Changes,
    Comparison,
    FactChange,
    FactKind,
    Hunk,
    MetadataChange,
    SentenceMove,
    StoredRevision,
    StoredStory,
)
from dedupe.reports.layout import clip_words
from dedupe.reports.passages import is_same, is_typography
from dedupe.reports.tally import FACTS, FIELDS, counted, in_words, tally

NOTE_COARSE = "Some passages were too long or too different to compare word by word: larger pieces are shown."

_QUOTE_CELLS = 60  # of a quotation, to recognise it by
_MOST_FACTS = 8  # of a kind: a reader who wants all of them reads the passages
_NOTHING = "nothing changed"


def when(time: str | None) -> str:
    """Return a time to the minute, as known.

    >>> when("2031-05-04T09:30:00Z"), when("2031-05-04"), when(None)
    ('2031-05-04 09:30', '2031-05-04', 'undated')
    """
    return time[:16].replace("T", " ") if time else "undated"


def time_of(article: Article) -> str | None:
    """Return when an article was last modified, else published, else fetched; None where nobody knows."""
    return article.modified_at or article.published_at or article.fetched_at


def dated(article: Article) -> str:
    """Return the time of an article: when it was last modified, else published; else when it was fetched, and that it is so."""
    stated = article.modified_at or article.published_at
    return when(stated) if stated or not article.fetched_at else f"{when(article.fetched_at)} (fetched)"


def title(story: StoredStory) -> str:
    """Return what a story is called."""
    return story.title or "untitled story"


def versions(story: StoredStory) -> str:
    """Return ``3 versions in 4 articles from 2 sources``, leaving out what says nothing more."""
    count = count_versions(story)
    parts = [counted(count, "version", "versions")]
    if len(story.revisions) != count:
        parts.append(f"in {counted(len(story.revisions), 'article', 'articles')}")
    if len(sources(story)) > 1:
        parts.append(f"from {len(sources(story))} sources")
    return " ".join(parts)


def count_versions(story: StoredStory) -> int:
    """Return how many distinct texts a story has."""
    return len({revision.number for revision in story.revisions})


def sources(story: StoredStory) -> list[str]:
    """Return the sources of a story, each once, in the order of its revisions."""
    named = (revision.article.article.source for revision in story.revisions)
    return list(dict.fromkeys(source for source in named if source))


def span_of_time(story: StoredStory) -> str:
    """Return the days from the story's first dated version to its last, or nothing."""
    days = sorted(day for revision in story.revisions if (day := dated(revision.article.article)[:10]) != "undated")
    return " to ".join(sorted(set(days[:1] + days[-1:])))


def step_label(compared: Comparison, story: StoredStory) -> str:
    """Return ``Version 1 → 2``, or ``Version 2, the same text`` where the text stayed the same."""
    old, new = (_revision(article.hash, story) for article in (compared.old, compared.new))
    return (
        f"Version {old.number} → {new.number}" if old.number != new.number else f"Version {new.number}, the same text"
    )


def between(told: Between) -> str:
    """Return ``versions 2 → 5 of 6 in story 1a2b3c4d5e6f``, ``both version 2 of 6 in …`` where the text is the same."""
    numbers = f"versions {told.old} → {told.new}" if told.old != told.new else f"both version {told.old}"
    return f"{numbers} of {told.versions:,} in story {told.story}"


def ordered_by(compared: Comparison, story: StoredStory) -> str:
    """Return on what evidence the new side of a comparison has its place in the story."""
    return _revision(compared.new.hash, story).ordered_by


def _revision(article_hash: str, story: StoredStory) -> StoredRevision:
    return next(revision for revision in story.revisions if revision.article.hash == article_hash)


def summary(compared: Comparison) -> str:
    """Return what changed in one line: ``update: 2 figures changed; 3 paragraphs changed, 1 added``."""
    counted_changes = counts(compared)
    return counted_changes if counted_changes == _NOTHING else f"{verdict(compared.changes)}: {counted_changes}"


def counts(compared: Comparison) -> str:
    """Return how much changed: ``2 figures changed; 3 paragraphs changed, 1 added``."""
    if words := in_words(tally(compared.changes)):
        return words
    return _NOTHING if is_same(compared.changes.script) else "only white space between paragraphs changed"


def verdict(changes: Changes) -> str:
    """Return the kind of change: ``update``, ``silent correction``, ``correction, disclosed``."""
    match changes.significance.level, changes.significance.disclosed:
        case "correction", True:
            return "correction, disclosed"
        case "correction", False:
            return "silent correction"
        case level, _:
            return level


def rank(changes: Changes) -> str:
    """Return ``attention 64``; nothing where nothing deserves any."""
    attention = changes.significance.attention
    return f"attention {attention}" if attention else ""


def hunk_label(hunk: Hunk) -> str:
    """Return which paragraphs a hunk is about and what became of them: ``¶ 8 → 2 moved and changed``."""
    return f"{places(hunk)} {became(hunk)}"


def places(hunk: Hunk) -> str:
    """Return which paragraphs a hunk is about: ``¶ 8 → 2``."""
    sides = [_numbers(side) for side in (hunk.old, hunk.new) if side]
    return f"¶ {' → '.join(dict.fromkeys(sides))}"


def became(hunk: Hunk) -> str:
    """Return what became of the paragraphs of a hunk: ``moved and changed``."""
    what = "changed in typography only" if is_typography(hunk) else hunk.kind
    if not hunk.moved:
        return what
    return "moved" if hunk.kind == "equal" else f"moved and {what}"


def sentence_label(move: SentenceMove) -> str:
    """Return ``¶ 1 → 3 a sentence moved``."""
    return f"¶ {move.old + 1} → {move.new + 1} a sentence moved"


def _numbers(positions: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][-1] + 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return ", ".join(f"{run[0] + 1}" if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)


def facts_by_kind(changes: Changes) -> Iterator[tuple[FactKind, list[str]]]:
    """Yield each kind of fact that changed with its changes in words.

    What only came or went with a whole paragraph is left out, and what is more than a reader can take in:
    the paragraphs themselves are shown.
    """
    for kind in FACTS:
        told = [fact for fact in changes.facts if fact.kind == kind and _tells(fact, changes.script.hunks)]
        words = list(dict.fromkeys(map(fact_in_words, told)))
        if len(words) > _MOST_FACTS + 1:
            words = [*words[:_MOST_FACTS], f"and {len(words) - _MOST_FACTS:,} more"]
        if words:
            yield kind, words


def reversions(compared: Comparison) -> list[str]:
    """Return what a step brought back, each with the version that had it last: ``the text as in version 1``, ``¶ 3 as in version 1``.

    Where the whole text is back, its paragraphs and facts go without saying; where a paragraph is, its facts do.
    """
    told = [(f"the {one.level}", one.revision) for one in compared.reversions if one.level in ("text", "headline")]
    if compared.old.body_hash == compared.new.body_hash:
        return ["the former headline"] if told else []
    if not any(one.level == "text" for one in compared.reversions):
        told += [(f"¶ {_numbers(places)}", number) for number, places in _paragraphs_back(compared)]
        told += [(words, number) for words, number in _facts_back(compared)]
    words = [f"{what} as in version {number}" for what, number in dict.fromkeys(told)]
    return words if len(words) <= _MOST_FACTS + 1 else [*words[:_MOST_FACTS], f"{len(words) - _MOST_FACTS:,} more"]


def _paragraphs_back(compared: Comparison) -> Iterator[tuple[int, list[int]]]:
    by_version: dict[int, list[int]] = {}
    for one in compared.reversions:
        if one.level == "paragraph" and one.place is not None:
            by_version.setdefault(one.revision, []).append(one.place)
    yield from by_version.items()


def _facts_back(compared: Comparison) -> Iterator[tuple[str, int]]:
    hunks = compared.changes.script.hunks
    back = {one.place for one in compared.reversions if one.level == "paragraph"}
    headline = any(one.level == "headline" for one in compared.reversions)
    for one in compared.reversions:
        if one.level == "fact" and one.place is not None:
            fact = compared.changes.facts[one.place]
            if not (headline if fact.hunk is None else back.issuperset(hunks[fact.hunk].new)):
                yield f"{_stated(fact, fact.new)} {fact.context}".rstrip(), one.revision


def _tells(fact: FactChange, hunks: Sequence[Hunk]) -> bool:
    return bool(fact.old and fact.new) or fact.hunk is None or hunks[fact.hunk].kind not in ("added", "removed")


def fact_in_words(fact: FactChange) -> str:
    """Return ``227 → 249 killed``, or ``+249`` or ``-227`` with what is counted where only one side has it.

    Quotations stand in quotes, long ones shortened: the passage itself is shown elsewhere.
    """
    old, new = (_stated(fact, text) for text in (fact.old, fact.new))
    change = f"{old} → {new}" if old and new else f"+{new}" if new else f"-{old}"
    return f"{change} {fact.context}".rstrip()


def _stated(fact: FactChange, text: str) -> str:
    return f"“{clip_words(text, _QUOTE_CELLS)}”" if text and fact.kind == "quote" else text


def particulars(compared: Comparison) -> list[tuple[str, str]]:
    """Return what a reader looks for first, each with its name: fields of the article, facts, what was brought back."""
    changes = compared.changes
    rows = [(FIELDS.get(change.field, change.field), field_in_words(change)) for change in changes.metadata]
    rows += [(FACTS[kind][1], " · ".join(told)) for kind, told in facts_by_kind(changes)]
    back = " · ".join(reversions(compared))
    return [*rows, ("brings back", back)] if back else rows


def field_in_words(change: MetadataChange) -> str:
    """Return ``“old” → “new”``, times to the minute and addresses without quotes, ``none`` where there is nothing."""
    return " → ".join(field_sides(change))


def field_sides(change: MetadataChange) -> tuple[str, str]:
    """Return the two sides of a changed field in words."""
    shown = when if change.field.endswith("_at") else str if change.field == "url" else _quoted
    return _value(change.old, shown), _value(change.new, shown)


def _value(value: str | None, shown: Callable[[str], str]) -> str:
    return "none" if value is None else shown(value)


def _quoted(value: str) -> str:
    return f"“{value}”"


def sentence(words: str) -> str:
    """Return the words as a sentence."""
    return f"{words[:1].upper()}{words[1:]}."


def unchanged(hunks: Iterable[Hunk]) -> str:
    """Return ``3 paragraphs unchanged`` for hunks that are equal and stayed where they were."""
    return f"{counted(sum(len(hunk.old) for hunk in hunks), 'paragraph', 'paragraphs')} unchanged"
