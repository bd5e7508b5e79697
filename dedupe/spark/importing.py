"""What a run left in its folder -> a store, of all of it or of the stories of some sources and days.

Read with pyarrow alone: neither Java nor a cluster is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import dedupe
from dedupe.errors import InputError, StoreError
from dedupe.pipeline.comparing import returned
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.states import as_json, folded_by
from dedupe.records import Cap, Origin, Rejection, Relation, Revision, ScoredPair, Story
from dedupe.settings import Settings
from dedupe.spark.folding import changes_of
from dedupe.spark.records import article_of
from dedupe.spark.verifying import pair_of

if TYPE_CHECKING:
    from dedupe.records import Article
    from dedupe.store import Store

_BATCH = 500  # rows a transaction
_Told = list[tuple[str, int, Relation | None, str]]


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Which stories to take: those with an article of one of the sources, published from a day to another, both included."""

    sources: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None

    def takes(self, article: Article) -> bool:
        """Whether an article is one of those asked for."""
        day = (article.published_at or "")[:10]
        return (
            (not self.sources or article.source in self.sources)
            and (self.first is None or self.first <= day)
            and (self.last is None or (bool(day) and day <= self.last))
        )

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Slice()


ALL = Slice()


@dataclass(frozen=True, kw_only=True)
class ImportSummary:
    """What came into the store. ``left_out``: articles of stories that were not asked for."""

    articles: int
    left_out: int
    rejected: int
    stories: int
    pairs: int
    comparisons: int


def import_run(
    store: Store,
    folder: Path,
    *,
    clock: Callable[[], str],
    chosen: Slice = ALL,
    progress: Progress = SILENT,
) -> ImportSummary:
    """Make a store of what a run left in a folder.

    The store must be new, or hold what an import of the same that was interrupted left there. Raises InputError where the
    run is not finished or was made by another version, StoreError where the store holds anything else.
    """
    settings = Settings()
    _prove(folder, settings)
    stories = [
        msgspec.json.decode(row["story"], type=_Told) for row in _rows(folder, "stories", ["story"], kind="story")
    ]
    wanted = _wanted(folder, stories, chosen)
    counts = _import_articles(store, folder, wanted, clock, progress, rejected=chosen.is_all)
    hashes = [stored.hash for stored in store.articles()]
    if set(hashes) != wanted:
        raise StoreError(f"{store.path}: holds other articles than {folder}: import into a new store")
    place = {hashed: at for at, hashed in enumerate(hashes)}
    known = {(verdict.a, verdict.b) for verdict in store.verdicts()}
    for row in _rows(folder, "verdicts", ["kind", "a", "b", "why"]):
        if {row["a"], row["b"]} <= wanted and (row["a"], row["b"]) not in known:
            store.add_verdict(row["kind"], row["a"], row["b"], row["why"])
    pairs = [
        _in_order(row, place)
        for row in _rows(folder, "stories", None, kind="pair")
        if {row["hash_a"], row["hash_b"]} <= wanted
    ]
    store.save_clustering(
        pairs,
        [_story(told, place) for told in stories if told[0][0] in wanted],
        _caps(folder),
        hashes,
        fingerprint=store.facts_fingerprint(),
        settings_json=folded_by(settings),
    )
    compared = _import_changes(store, folder, wanted, settings, progress)
    return ImportSummary(
        articles=len(hashes), left_out=counts[1], rejected=counts[0], stories=store.summary().stories, pairs=len(pairs),
        comparisons=compared,
    )  # fmt: skip


def _prove(folder: Path, settings: Settings) -> None:
    try:
        manifest = msgspec.json.decode((folder / "changes" / "manifest.json").read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError):
        raise InputError(f"{folder}: no finished run of dedupe spark: run it once more") from None
    if manifest.get("settings") != as_json(settings):
        raise InputError(f"{folder}: made by dedupe {manifest.get('dedupe')}, or with other settings: run it anew")


def _rows(folder: Path, stage: str, columns: Sequence[str] | None, **equal: str) -> Iterator[Mapping[str, Any]]:
    import pyarrow.dataset as ds

    rows = ds.dataset(folder / stage / "rows", format="parquet")
    wanted = None
    for name, value in equal.items():
        wanted = ds.field(name) == value
    for batch in rows.to_batches(columns=columns, filter=wanted, batch_size=_BATCH):
        yield from batch.to_pylist()


def _wanted(folder: Path, stories: Iterable[_Told], chosen: Slice) -> set[str]:
    """Return the articles of all stories of which one article was asked for."""
    told = _rows(folder, "articles", ["hash", "article", "fetched", "file", "line"])
    asked = {row["hash"] for row in told if chosen.is_all or chosen.takes(article_of({**row, "text": ""}))}
    return {hashed for story in stories if any(one[0] in asked for one in story) for hashed, *_ in story}


def _import_articles(
    store: Store, folder: Path, wanted: set[str], clock: Callable[[], str], progress: Progress, *, rejected: bool
) -> tuple[int, int]:
    """Store the articles that are wanted, in one run; return how many records were rejected and articles left out."""
    progress.start("importing", None, "articles")
    started = clock()
    run = store.begin_run(dedupe.__version__, started)
    left_out = 0
    missing = wanted - {stored.hash for stored in store.articles()}
    batches: list[Article] = []
    counts = store.add_batch(run, [], _rejections(folder) if rejected else [], seen_at=started)
    for row in _rows(folder, "articles", None):
        left_out += row["hash"] not in wanted
        if row["hash"] in missing:
            batches.append(article_of(row))
        if len(batches) >= _BATCH:
            counts += store.add_batch(run, batches, seen_at=started)
            progress.advance(len(batches))
            batches = []
    counts += store.add_batch(run, batches, seen_at=started)
    store.finish_run(run, clock(), counts)
    progress.finish()
    return counts.rejected, left_out


def _rejections(folder: Path) -> list[Rejection]:
    rows = (row for row in _rows(folder, "records", ["file", "line", "reason"]) if row["reason"] is not None)
    found = [Rejection(origin=Origin(file=row["file"], line=row["line"]), reason=row["reason"]) for row in rows]
    return sorted(found, key=lambda one: (one.origin.file, one.origin.line or 0, one.reason))


def _in_order(row: Mapping[str, Any], place: Mapping[str, int]) -> ScoredPair:
    """Return a pair by positions; those in the folder stand in canonical order already."""
    return pair_of(row, place[row["hash_a"]], place[row["hash_b"]])


def _story(told: _Told, place: Mapping[str, int]) -> Story:
    revisions = (
        Revision(article=place[hashed], number=number, relation=relation, ordered_by=ordered_by)
        for hashed, number, relation, ordered_by in told
    )
    return Story(revisions=tuple(revisions))


def _caps(folder: Path) -> list[Cap]:
    """Return the limits that were met anywhere, added up."""
    from dedupe.spark.flow import LEVELS

    counts: dict[str, int] = {}
    for stage in ("buckets", "subjects"):
        counts |= msgspec.json.decode((folder / stage / "manifest.json").read_bytes(), type=dict[str, Any])["counts"]
    caps = [
        Cap(name=f"large buckets of {level}", times=times, left_out=counts[f"pairs left out of {level}"])
        for level in LEVELS
        if (times := counts.get(f"large buckets of {level}"))
    ]
    told: dict[str, list[int]] = {}
    for row in _rows(folder, "stories", ["name", "times", "left_out"], kind="cap"):
        met = told.setdefault(row["name"], [0, 0])
        met[0] += row["times"]
        met[1] += row["left_out"]
    return caps + [Cap(name=name, times=times, left_out=out) for name, (times, out) in sorted(told.items())]


def _import_changes(store: Store, folder: Path, wanted: set[str], settings: Settings, progress: Progress) -> int:
    progress.start("importing", None, "comparisons")
    made_with = as_json(settings.changes)
    rows = (row for row in _rows(folder, "changes", None) if {row["old"], row["new"]} <= wanted)
    done = 0
    while batch := list(islice(rows, _BATCH)):
        store.save_comparisons([(row["old"], row["new"], changes_of(row["changes"])) for row in batch], made_with)
        done += len(batch)
        progress.advance(len(batch))
    with store.transaction():
        store.save_reversions(list(returned(store)))
        store.record_step("diff", store.step_state("cluster") or "", made_with)
    progress.finish()
    return done
