"""The steps with a real store: nothing is done twice, nothing is lost, and the order of arrival decides nothing."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import xxhash
from click.testing import CliRunner

from dedupe import pipeline
from dedupe.cli.program import program
from dedupe.reading import plan, read
from dedupe.records import Article, Rejection
from dedupe.settings import ChangeSettings, EvidenceSettings, Settings
from dedupe.store import BatchCounts, Store, open_store

CORPUS = Path(__file__).parents[1] / "corpus"
NOW = "2031-06-01T00:00:00Z"

Lines = list[str]


class Killed(BaseException):
    """The process ends here: no handler of ours may catch it."""


class KilledAfter:
    """Progress that ends the process when so much of a step is done."""

    def __init__(self, step: str, amount: int) -> None:
        self.step, self.left = step, amount
        self.now = ""

    def start(self, step: str, total: int | None, unit: str) -> None:  # noqa: ARG002
        self.now = f"{step} {unit}"

    def advance(self, amount: int) -> None:
        if self.now == self.step:
            self.left -= amount
            if self.left < 0:
                raise Killed

    def finish(self) -> None: ...


def ingest(store: Store, *inputs: Path, progress: pipeline.Progress = pipeline.SILENT) -> pipeline.IngestSummary:
    return pipeline.ingest(store, [str(path) for path in inputs], clock=lambda: NOW, progress=progress)


def derive(store: Store, settings: Settings = Settings()) -> tuple[pipeline.ClusterSummary, pipeline.DiffSummary]:  # noqa: B008
    return pipeline.cluster(store, settings), pipeline.diff(store, settings)


def printed(path: Path) -> list[str]:
    """What export, stories and pairs print of a store that must be clean."""
    with open_store(path, read_only=True) as store:
        assert store.check(read_data=True) == []
    results = [
        CliRunner().invoke(program, [*command.split(), "--db", str(path)])
        for command in ("export", "stories --format jsonl", "pairs --format jsonl")
    ]
    assert [result.exit_code for result in results] == [0, 0, 0]
    return [result.stdout for result in results]


def row_counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}


def pieces(lines: Sequence[str], size: int, folder: Path) -> Iterator[Path]:
    """Write lines to files of so many each; they carry their ids, so the files' names decide nothing."""
    folder.mkdir()
    remaining = iter(lines)
    for number in range(-(-len(lines) // size)):
        path = folder / f"{number}.jsonl"
        path.write_text("\n".join(islice(remaining, size)), encoding="utf-8")
        yield path


def shuffled(lines: Sequence[str]) -> Lines:
    """Another order, the same every time: far from the one given, and from its reverse."""
    return sorted(lines, key=hash_of)


def hash_of(line: str) -> str:
    return xxhash.xxh3_64_hexdigest(line.encode())


def run_in_pieces(lines: Sequence[str], size: int, folder: Path) -> list[str]:
    """Ingest lines in pieces, one run each, then derive everything, and return what is printed."""
    path = folder / f"{size}-{hash_of(lines[0])}.db"
    with open_store(path, create=True) as store:
        for piece in pieces(lines, size, path.with_suffix("")):
            assert ingest(store, piece).rejected == 0
        derive(store)
    return printed(path)


@pytest.fixture(scope="module")
def records() -> Lines:
    """The invented newsroom, one JSON record an article."""
    names = [field.name for field in fields(Article) if field.name not in ("key", "origin")]
    articles = [one for one in read(plan([str(CORPUS)])) if isinstance(one, Article)]
    return [
        json.dumps({"id": one.key} | {name: value for name in names if (value := getattr(one, name)) is not None})
        for one in articles
    ]


@pytest.fixture(scope="module")
def whole(records: Lines, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is printed of the newsroom that was read at once."""
    return run_in_pieces(records, 500, tmp_path_factory.mktemp("whole"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def newsroom(records: Lines, tmp_path: Path) -> Path:
    """The newsroom as one file."""
    file = tmp_path / "newsroom.jsonl"
    file.write_text("\n".join(records), encoding="utf-8")
    return file


# ---------------------------------------------------------------- nothing twice


def test_a_second_run_adds_only_its_run_and_its_sightings(path: Path, newsroom: Path, records: Lines) -> None:
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        derive(store)
    first, before = printed(path), row_counts(path)
    with open_store(path) as store:
        again = ingest(store, newsroom)
        clustered, compared = derive(store)
    assert (again.read, again.stored, again.sighted, again.rejected) == (len(records), 0, len(records), 0)
    assert (clustered.current, compared.current, compared.computed) == (True, True, 0)
    after = row_counts(path)
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown == {"ingest_run": 1, "sighting": len(records)}
    assert printed(path) == first


def test_a_step_whose_input_did_not_change_does_nothing(path: Path, newsroom: Path) -> None:
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        first, compared = derive(store)
        assert (first.current, compared.current, compared.computed) == (False, False, compared.comparisons)
        second, again = derive(store)
    assert (second.current, again.current, again.computed) == (True, True, 0)
    assert (second.stories, second.pairs_by_relation, second.caps) == (
        first.stories, first.pairs_by_relation, first.caps,
    )  # fmt: skip
    assert again.comparisons == compared.comparisons


def test_other_settings_decide_again_and_the_former_ones_too(path: Path, newsroom: Path, whole: list[str]) -> None:
    strict = Settings(evidence=EvidenceSettings(join_score=1.0, same_place_score=1.0))
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        usual, _ = derive(store)
        unjoined, fewer = derive(store, strict)
        assert not unjoined.current
        assert unjoined.stories < usual.stories
        assert fewer.comparisons == len(store.comparison_keys())
        back, _ = derive(store)
        assert back == usual
    assert printed(path) == whole


def test_other_settings_of_the_differ_compare_everything_again(path: Path, newsroom: Path) -> None:
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        _, compared = derive(store)
        clustered, again = derive(store, Settings(changes=ChangeSettings(word_edits=10)))
        assert clustered.current
        assert again.computed == compared.comparisons


def test_a_store_without_articles_folds_into_nothing(path: Path) -> None:
    with open_store(path, create=True) as store:
        clustered, compared = derive(store)
    assert (clustered.articles, clustered.stories, clustered.in_stories, clustered.pairs_by_relation) == (0, 0, 0, ())
    assert (compared.comparisons, compared.computed) == (0, 0)
    assert printed(path) == ["", "", ""]


def test_comparisons_before_there_are_stories_are_none(path: Path, newsroom: Path, whole: list[str]) -> None:
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        assert pipeline.diff(store, Settings()).comparisons == 0
        derive(store)
    assert printed(path) == whole


def test_summaries_add_up(path: Path, newsroom: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "ok", "text": "A sentence that is long enough."}\n{broken\n{"id": "no text"}\n')
    warned: list[Rejection] = []
    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        summary = pipeline.ingest(store, [str(broken), str(broken)], clock=lambda: NOW, warn=warned.append)
        assert summary.read == summary.stored + summary.sighted + summary.rejected
        assert len(warned) == summary.rejected
        assert {str(one.origin) for one in warned} == {f"{broken}:2", f"{broken}:3"}
        assert len(list(store.rejections())) == summary.rejected == 4
        clustered, _ = derive(store)
        assert clustered.articles == store.article_count()
        assert sum(count for _, count in clustered.pairs_by_relation) == len(list(store.pairs()))
        assert clustered.in_stories == sum(len(story.revisions) for story in store.stories())
        assert clustered.stories == len(list(store.stories()))


# ---------------------------------------------------------------- any order of arrival


@pytest.mark.parametrize("size", [1, 7])
def test_pieces_of_any_size_and_order_print_the_same(
    records: Lines, whole: list[str], tmp_path: Path, size: int
) -> None:
    assert run_in_pieces(records, size, tmp_path) == whole
    assert run_in_pieces(shuffled(records), size, tmp_path) == whole


def test_the_same_records_in_another_order_print_the_same(records: Lines, whole: list[str], tmp_path: Path) -> None:
    assert run_in_pieces(shuffled(records), 500, tmp_path) == whole
    assert run_in_pieces(records[::-1], 500, tmp_path) == whole


@pytest.mark.parametrize(("folder", "count"), [("bitcoinops", 120), ("wikiversions", 150)])
def test_real_articles_print_the_same_however_they_arrive(
    real_data: Path, tmp_path: Path, folder: str, count: int
) -> None:
    with gzip.open(real_data / folder / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in islice(file, count)]
    at_once = run_in_pieces(lines, 500, tmp_path)
    assert at_once[1].count("\n") > 10, "stories to be wrong about"
    assert run_in_pieces(shuffled(lines), 7, tmp_path) == at_once
    assert run_in_pieces(shuffled(lines)[::-1], 1, tmp_path) == at_once


def test_articles_that_come_later_give_what_all_at_once_gives(
    records: Lines, whole: list[str], path: Path, tmp_path: Path
) -> None:
    with open_store(path, create=True) as store:
        for piece in pieces(shuffled(records), 30, tmp_path / "later"):
            ingest(store, piece)
            derive(store)
            assert store.check() == []
    assert printed(path) == whole


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_seed_of_pythons_hashes_decides_nothing(newsroom: Path, whole: list[str], path: Path, seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed}

    def dedupe(*arguments: str) -> str:
        command = [sys.executable, "-m", "dedupe", *arguments, "--db", str(path)]
        done = subprocess.run(
            command, env=environment, capture_output=True, check=True, cwd=CORPUS.parent, encoding="utf-8"
        )
        return done.stdout

    dedupe("run", str(newsroom))
    assert dedupe("export") == whole[0]


# ---------------------------------------------------------------- killed


@contextmanager
def killed() -> Iterator[None]:
    with pytest.raises(Killed):
        yield


@pytest.mark.parametrize(
    ("step", "amount", "kept"),
    [("shingling texts", 20, 0), ("folding stories", 20, 0), ("comparing versions", 10, 12)],
)
def test_a_run_that_was_killed_and_run_again_is_as_if_it_had_not_been(
    path: Path, newsroom: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch, step: str, amount: int, kept: int
) -> None:
    monkeypatch.setattr("dedupe.pipeline.comparing._BATCH_COMPARISONS", 4)
    progress = KilledAfter(step, amount)
    with killed(), open_store(path, create=True) as store:
        ingest(store, newsroom)
        pipeline.cluster(store, Settings(), progress=progress)
        pipeline.diff(store, Settings(), progress=progress)
    with open_store(path) as store:
        assert store.check(read_data=True) == []
        _, compared = derive(store)
        assert compared.computed == compared.comparisons - kept
    assert printed(path) == whole


def test_an_ingest_that_was_killed_keeps_its_batches_and_goes_on(
    path: Path, newsroom: Path, records: Lines, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = iter([Store.add_batch] * 3)

    def add_batch(self: Store, *arguments: Any, **options: Any) -> BatchCounts:
        try:
            return next(batches)(self, *arguments, **options)
        except StopIteration:
            raise Killed from None

    monkeypatch.setattr("dedupe.pipeline.ingesting._BATCH_ARTICLES", 10)
    with monkeypatch.context() as patch, killed(), open_store(path, create=True) as store:
        patch.setattr(Store, "add_batch", add_batch)
        ingest(store, newsroom)
    with open_store(path) as store:
        assert store.article_count() == 30
        assert store.check(read_data=True) == []
        summary = ingest(store, newsroom)
        assert (summary.sighted, summary.stored) == (30, len(records) - 30)
        derive(store)
    assert printed(path) == whole


# ---------------------------------------------------------------- whole runs


@pytest.fixture
def invoke() -> Callable[..., str]:
    def run(*arguments: object) -> str:
        result = CliRunner().invoke(program, [str(argument) for argument in arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_a_rebuild_prints_the_same(invoke: Callable[..., str], path: Path, newsroom: Path, whole: list[str]) -> None:
    invoke("run", newsroom, "--db", path)
    invoke("rebuild", "--db", path)
    assert printed(path) == whole


def test_who_reads_during_a_rebuild_sees_every_story(path: Path, newsroom: Path) -> None:
    looked = []

    class Reader:
        """Looks into the store whenever it is told of the work."""

        def look(self, *_: object) -> None:
            with open_store(path, read_only=True) as other:
                looked.append([(story.id, len(story.revisions)) for story in other.stories(1)])

        start = advance = finish = look

    with open_store(path, create=True) as store:
        ingest(store, newsroom)
        derive(store)
        expected = [(story.id, len(story.revisions)) for story in store.stories(1)]
        pipeline.cluster(store, Settings(), progress=Reader(), anew=True)
        assert pipeline.diff(store, Settings(), progress=Reader()).computed
    assert looked
    assert expected
    assert all(stories == expected for stories in looked)
