"""Which article of each story is kept, and of which the others are copies or versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dedupe.records import JOINING, Relation, StoredArticle, StoredPair, StoredRevision, StoredStory

Keep = Literal["first", "last", "longest"]
"""The oldest version of a story, its newest, or the one of the most characters; of equals the first."""

KEEPS: tuple[Keep, ...] = get_args(Keep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The article that another one is a copy or a version of, and how like they are (see records.ScoredPair)."""

    name: str
    relation: Relation
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An article that is not kept.

    ``kept`` stands for it; ``copy_of`` is the article of its story that it is most like: the kept one, if they were
    found alike, else the one that made it part of the story. None where only a person put it there.
    """

    article: StoredArticle
    kept: StoredArticle
    copy_of: Likeness | None


def nearest(pairs: Iterable[StoredPair]) -> dict[str, dict[str, Likeness]]:
    """Return for each article, by name, the articles that it is joined with."""
    alike: dict[str, dict[str, Likeness]] = {}
    for pair in pairs:
        if pair.relation in JOINING:
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                alike.setdefault(one, {})[other] = Likeness(name=other, relation=pair.relation, score=pair.score)
    return alike


def choose(story: StoredStory, keep: Keep) -> StoredArticle:
    """Return the article of a story that is kept."""
    match keep:
        case "first":
            return story.revisions[0].article
        case "last":
            newest = story.revisions[-1].number
            return next(one.article for one in story.revisions if one.number == newest)
        case "longest":
            return max(story.revisions, key=_length).article


def dropped(story: StoredStory, kept: StoredArticle, alike: Mapping[str, Mapping[str, Likeness]]) -> Iterator[Dropped]:
    """Yield the other articles of a story, oldest first."""
    members = [revision.article for revision in story.revisions]
    for article in members:
        if article.name != kept.name:
            found = _copy_of(article, kept, alike.get(article.name, {}), members)
            yield Dropped(article=article, kept=kept, copy_of=found)


def _copy_of(
    article: StoredArticle, kept: StoredArticle, alike: Mapping[str, Likeness], members: Sequence[StoredArticle]
) -> Likeness | None:
    """The kept article, if they are alike; else one of the same text; else the most alike."""
    if kept.name in alike and kept.body_hash != article.body_hash:
        return alike[kept.name]
    for other in (kept, *members):
        if other.body_hash == article.body_hash and other.name != article.name:
            return Likeness(name=other.name, relation="identical", score=1.0)
    others = [alike[other.name] for other in members if other.name in alike]
    return min(others, key=lambda one: (-one.score, one.name), default=None)


def _length(revision: StoredRevision) -> int:
    return len(revision.article.article.text)
