"""The door: `Store` is all that the rest of dedupe knows of SQL.

Every method is a function of one of the modules beside this one, on the store's connection. Methods that
write are whole or not at all; several are made into one by ``with store.transaction():``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from dedupe.records import (
    Article,
    Cap,
    Changes,
    Comparison,
    Rejection,
    Relation,
    Reversion,
    ScoredPair,
    StoredArticle,
    StoredPair,
    StoredRevision,
    StoredStory,
    Story,
)
from dedupe.store import (
    articles,
    clustering,
    compared,
    comparisons,
    database,
    forgetting,
    ingest,
    names,
    reversions,
    schema,
    search,
    signatures,
    steps,
    stories,
    tables,
    verdicts,
)
from dedupe.store.check import check
from dedupe.store.connection import Connection, snapshot, write_transaction
from dedupe.store.rows import (
    BatchCounts,
    Forgotten,
    Giant,
    Hit,
    Run,
    SearchState,
    Signature,
    StoredRejection,
    Summary,
    Verdict,
    VerdictKind,
)
from dedupe.store.summary import giants, relation_counts, summary
from dedupe.text.queries import Phrase


def open_store(
    path: str | Path,
    *,
    create: bool = False,
    read_only: bool = False,
    busy_seconds: float = database.BUSY_SECONDS,
) -> Store:
    """Open the store at ``path``; a context manager that closes it.

    ``create`` makes it where there is none. ``read_only`` sees one snapshot, and nothing of what writers do
    meanwhile. ``busy_seconds`` is how long to wait for another writer. Raises StoreMissing, NotAStore,
    StoreTooNew, StoreBusy, or StoreError where the file system refuses.
    """
    return Store(database.connect(Path(path), create=create, read_only=read_only, busy_seconds=busy_seconds))


def open_to_read(path: str | Path) -> Store:
    """Open the store at ``path`` to read it as it is now, whatever writers do meanwhile; a context manager that closes it.

    Raises StoreMissing, NotAStore, StoreTooNew, or StoreError where another version of dedupe made what was derived.
    """
    return open_store(path, read_only=True)


class Store:
    """An open store. Articles are named by hash where steps ask, by KEY or KEY@prefix where people do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.path = connection.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last to close it folds the journal in."""
        self._connection.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Make all writes of a ``with`` block one transaction."""
        return write_transaction(self._connection)

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all reading of a ``with`` block see one moment, whatever other processes write; nothing is written in it."""
        return snapshot(self._connection)

    # ------------------------------------------------------------ facts, written

    def begin_run(self, tool_version: str, started_at: str) -> int:
        """Record that an ingest begins, and return its number."""
        return ingest.begin_run(self._connection, tool_version, started_at)

    def finish_run(self, run: int, finished_at: str, counts: BatchCounts) -> None:
        """Record that an ingest came to its end, and what its reader counted in all."""
        ingest.finish_run(self._connection, run, finished_at, counts)

    def add_batch(
        self, run: int, articles: Sequence[Article], rejections: Sequence[Rejection] = (), *, seen_at: str
    ) -> BatchCounts:
        """Store a batch of records in one transaction and return what became of them: stored, sighted or rejected."""
        return ingest.add_batch(self._connection, run, articles, rejections, seen_at)

    def add_verdict(self, kind: VerdictKind, a: str, b: str, why: str) -> None:
        """Record what a person decided about two articles, named by their hashes.

        Raises NameNotFound, and VerdictError where it can never hold or gives no reason.
        """
        verdicts.add_verdict(self._connection, kind, a, b, why)

    def withdraw_verdict(self, a: str, b: str) -> None:
        """Let the evidence decide about two articles again. Raises NameNotFound; VerdictError where nobody decided."""
        verdicts.withdraw_verdict(self._connection, a, b)

    def forget(self, name: str, why: str, at: str, *, copies: bool = False, dry_run: bool = False) -> Forgotten:
        """Take an article out for good, a tombstone kept, and with ``copies`` all others of its text.

        ``at`` is the time in ISO 8601, UTC. Raises NameNotFound, AmbiguousName, ForgetError, StoreBusy.
        """
        return forgetting.forget(self._connection, name, why, at, copies=copies, dry_run=dry_run)

    # ------------------------------------------------------------ facts, read

    def articles(self) -> Iterator[StoredArticle]:
        """Yield every article by (source, date, KEY, hash), in small memory."""
        return articles.canonical_articles(self._connection)

    def article(self, name: str) -> StoredArticle:
        """Return the article of a KEY, KEY@prefix or full hash. Raises NameNotFound, AmbiguousName."""
        row = names.resolve_article(self._connection, name)
        return articles.load_articles(self._connection, [row])[row]

    def articles_of(self, hashes: Sequence[str]) -> dict[str, StoredArticle]:
        """Return the articles with these hashes, by hash, without those that are not, or no longer, there."""
        return articles.articles_of(self._connection, hashes)

    def article_count(self) -> int:
        """Return how many articles there are."""
        return self.summary().articles

    def runs(self) -> Iterator[Run]:
        """Yield every ingest, oldest first."""
        return articles.runs(self._connection)

    def arrived_since(self, run: int) -> Iterator[str]:
        """Yield the hashes of the articles that came with this ingest or a later one, ascending."""
        return articles.arrived_since(self._connection, run)

    def rejections(self, run: int | None = None) -> Iterator[StoredRejection]:
        """Yield what could not be read, in one run or in all, by run, file and line."""
        return articles.rejections(self._connection, run)

    def verdicts(self) -> list[Verdict]:
        """Return the verdicts that hold, by hashes: of two about one pair, the later."""
        return verdicts.verdicts(self._connection)

    def facts_fingerprint(self) -> str:
        """Return one hash of all that decides about stories; it changes exactly when that does."""
        return articles.fingerprint(self._connection)

    def summary(self) -> Summary:
        """Return how much of everything there is."""
        return summary(self._connection)

    def table(self, name: str) -> tables.Table:
        """Return a table or view as it is, or ``articles``, which joins what is known of each. Raises NameNotFound."""
        return tables.table(self._connection, name)

    # ------------------------------------------------------------ search

    def bring_search_up_to_date(self, advance: Callable[[int], None] = lambda _: None) -> None:
        """Index the words of the articles that came since the last search; ``advance`` is told how many more are done."""
        search.bring_index_up_to_date(self._connection, advance)

    def search(self, phrases: Sequence[Phrase], limit: int) -> Iterator[Hit]:
        """Yield the articles that hold all phrases, the best first, ``limit`` at most. The index must be up to date."""
        return search.found(self._connection, phrases, limit)

    def search_count(self, phrases: Sequence[Phrase]) -> int:
        """Return how many articles hold all phrases."""
        return search.count_found(self._connection, phrases)

    def search_state(self) -> SearchState:
        """Return whether the search index is there, and whether it knows all articles."""
        return search.state(self._connection)

    # ------------------------------------------------------------ derived, written

    def step_is_current(self, name: str, fingerprint: str, settings_json: str) -> bool:
        """Return whether a step was last done for this input, with these settings."""
        return steps.step_is_current(self._connection, name, fingerprint, settings_json)

    def step_state(self, name: str) -> str | None:
        """Return one text for what a step was last done for, None where it never was."""
        return steps.step_state(self._connection, name)

    def record_step(self, name: str, fingerprint: str, settings_json: str) -> None:
        """Record that a step is done; in the ``transaction()`` of its last write."""
        steps.record_step(self._connection, name, fingerprint, settings_json)

    def order_of_bodies(self, body_hashes: Sequence[str]) -> list[int]:
        """Return the positions of bodies in the order in which their signatures are best written."""
        return signatures.order_of_bodies(self._connection, body_hashes)

    def save_signatures(self, items: Iterable[Signature], scheme: str) -> None:
        """Keep signatures, each in the place of its body's former one."""
        signatures.save_signatures(self._connection, items, scheme)

    def load_signatures(self, body_hashes: Sequence[str], scheme: str) -> dict[str, Signature]:
        """Return the signatures of this scheme that are there, by body hash. Raises StoreDamaged."""
        return signatures.load_signatures(self._connection, body_hashes, scheme)

    def rest(self) -> None:
        """Give back the memory that pages of the store take; what is asked for next is read again."""
        self._connection.execute("PRAGMA shrink_memory")

    def save_clustering(
        self,
        pairs: Iterable[ScoredPair],
        stories: Iterable[Story],
        caps: Iterable[Cap],
        hashes: Sequence[str],
        *,
        fingerprint: str,
        settings_json: str,
    ) -> None:
        """Replace pairs, stories and caps, and record the step "cluster", in one transaction.

        Positions in pairs and stories are those of the articles in ``hashes``.
        """
        with self.transaction():
            clustering.save_clustering(self._connection, pairs, stories, caps, hashes)
            self.record_step("cluster", fingerprint, settings_json)

    def save_comparisons(self, items: Iterable[tuple[str, str, Changes]], settings_json: str) -> None:
        """Store (hash of old, hash of new, what changed) in one transaction. Raises PatchError, StoreError."""
        comparisons.save_comparisons(self._connection, items, settings_json)

    def save_reversions(self, items: Iterable[tuple[str, str, Sequence[Reversion]]]) -> None:
        """Replace all reversions by these: (hash of old, hash of new, what was brought back). Raises NameNotFound."""
        reversions.save_reversions(self._connection, items)

    def drop_comparisons_except(self, keys: Iterable[tuple[str, str]]) -> None:
        """Delete every comparison that is not of these (hash of old, hash of new)."""
        comparisons.drop_comparisons_except(self._connection, keys)

    def drop_derived(self) -> None:
        """Drop everything that was computed, and make its tables anew. Facts are not touched."""
        with write_transaction(self._connection):
            schema.recreate_derived(self._connection)
            search.drop_index(self._connection)

    # ------------------------------------------------------------ derived, read

    def stories(self, min_articles: int = 2) -> Iterator[StoredStory]:
        """Yield the stories of so many articles or more, by (earliest publication, id)."""
        return stories.stories(self._connection, min_articles)

    def latest_stories(self, most: int, start: int = 0) -> list[str]:
        """Return the ids of ``most`` stories of two articles or more from place ``start`` on, the latest change first."""
        return stories.latest_stories(self._connection, most, start)

    def last_day(self) -> str | None:
        """Return the day of the latest change, None where nothing dated has changed."""
        return stories.last_day(self._connection)

    def story(self, name: str) -> StoredStory:
        """Return the story of an id, a prefix of one, a former one, or a member's name.

        Raises NameNotFound, AmbiguousName.
        """
        return stories.story(self._connection, name)

    def pairs(self) -> Iterator[StoredPair]:
        """Yield every verified pair by (name of a, name of b), ``a < b``."""
        return stories.pairs(self._connection)

    def relation_counts(self) -> dict[Relation, int]:
        """Return how many verified pairs have each relation."""
        return relation_counts(self._connection)

    def giants(self, most: int) -> list[Giant]:
        """Return the stories of more than ``most`` texts, the largest first."""
        return giants(self._connection, most)

    def pair(self, a: str, b: str) -> StoredPair | None:
        """Return the verified pair of two articles by name, None where they are none. Raises NameNotFound."""
        return stories.pair(self._connection, a, b)

    def caps(self) -> list[Cap]:
        """Return the limits that the last clustering met, by name."""
        return stories.caps(self._connection)

    def comparison_keys(self, settings_json: str | None = None) -> set[tuple[str, str]]:
        """Return (hash of old, hash of new) of every comparison, or of those made with these settings."""
        return comparisons.comparison_keys(self._connection, settings_json)

    def comparison(self, old_hash: str, new_hash: str) -> Comparison | None:
        """Return what changed between two articles, None where they were not compared. Raises StoreDamaged."""
        return compared.comparison(self._connection, old_hash, new_hash)

    def diff(self, old: str | StoredArticle | StoredRevision, new: str | StoredArticle | StoredRevision) -> Comparison:
        """Return what changed between any two articles, each by its name or as it was handed out: as recorded, else compared now.

        Raises NameNotFound, AmbiguousName, StoreDamaged.
        """
        return compared.between(self._connection, self._article_of(old), self._article_of(new))

    def _article_of(self, told: str | StoredArticle | StoredRevision) -> StoredArticle:
        if isinstance(told, str):
            return self.article(told)
        return told.article if isinstance(told, StoredRevision) else told

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every comparison by (hash of old, hash of new). Raises StoreDamaged."""
        return compared.all_comparisons(self._connection)

    def comparisons_of(self, story: str) -> Iterator[Comparison]:
        """Yield the comparisons within a story, oldest first. Raises NameNotFound, StoreDamaged."""
        return compared.comparisons_of(self._connection, story)

    def check(self, *, read_data: bool = False) -> list[str]:
        """Return one line for each thing that is wrong in the store; none when all is well."""
        return check(self._connection, read_data=read_data)
