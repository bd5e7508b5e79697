"""A history that git wrote is imported as its log has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedupe import pipeline
from dedupe.errors import InputError
from dedupe.importing.git import read_git
from dedupe.settings import Settings
from dedupe.store import open_store

from .conftest import CAUSE, FIRE, TOLL, History, Read

Take = Callable[..., Read]
OTHER = (
    "The city library of Lindenholt will open on Sunday afternoons from September, the council decided by one vote.\n"
)
AFTERMATH = "Divers inspected the wreck of the Alba for a third day, and the harbour master asked for patience and for barges.\n"


def versions(history: History, path: str) -> list[tuple[str, str]]:
    """What the log says: the time and the text of each version of a file, oldest first, by git show."""
    told = history.git("log", "--reverse", "--format=%H %cI", "--diff-filter=AM", "--", path).splitlines()
    return [(line.split()[1].replace("+00:00", "Z"), history.git("show", f"{line.split()[0]}:{path}")) for line in told]


def test_stories_and_versions_are_those_of_the_log(history: History, tmp_path: Path) -> None:
    history.commit(**{"wire__fire.txt": FIRE, "wire__library.txt": OTHER})
    history.commit(**{"wire__fire.txt": TOLL})
    history.commit(**{"README.md": "no article"})
    history.commit(**{"wire__fire.txt": FIRE})  # taken back
    history.commit(**{"wire__fire.txt": CAUSE, "wire__library.txt": OTHER.replace("one vote", "two votes")})
    with open_store(tmp_path / "news.db", create=True) as store:
        summary = pipeline.import_from(
            store, partial(read_git, str(history.path)), clock=lambda: "2031-06-01T00:00:00Z"
        )
        pipeline.cluster(store, Settings())
        found = {
            story.revisions[0].article.article.key.partition(" ")[0]: [
                (one.article.article.fetched_at, one.article.article.text.strip()) for one in story.revisions
            ]
            for story in store.stories(min_articles=1)
        }
    assert (summary.read, summary.stored, summary.rejected) == (6, 6, 0)
    assert summary.notices == ("1 passed over: 1 .md files",)
    assert found == {
        "articles/wire/fire.txt": versions(history, "wire/fire.txt"),
        "articles/wire/library.txt": versions(history, "wire/library.txt"),
    }
    assert len(found["articles/wire/fire.txt"]) == 4


def test_globs_and_revisions_choose(history: History, take: Take) -> None:
    history.commit(**{"a__fire.txt": FIRE, "b__fire.txt": FIRE, "b__deep__fire.txt": FIRE})
    history.git("tag", "first")
    history.commit(**{"a__fire.txt": TOLL})
    read = take(partial(read_git, str(history.path), globs=["a/*.txt", "b/*"], revision="first"))
    assert [one.key for one in read.articles] == [
        "articles/a/fire.txt 2031-05-04T09:00:00Z", "articles/b/fire.txt 2031-05-04T09:00:00Z",
    ]  # fmt: skip
    assert str(read.articles[0].origin) == f"{history.path} {history.git('rev-parse', 'first')[:12]}:a/fire.txt"


def test_both_sides_of_a_merge_and_its_resolution_are_versions(history: History, take: Take) -> None:
    history.commit(**{"fire.txt": FIRE})
    history.git("checkout", "-qb", "side")
    history.commit(**{"fire.txt": TOLL})
    history.git("checkout", "-q", "main")
    history.commit(**{"fire.txt": FIRE + "\nMore.\n"})
    history.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    history.commit(**{"fire.txt": CAUSE})
    texts = {one.text for one in take(partial(read_git, str(history.path))).articles}
    assert texts == {FIRE, TOLL, FIRE + "\nMore.\n", CAUSE}


def test_of_a_file_of_many_articles_only_what_changed_is_a_version(history: History, take: Take) -> None:
    rows = [{"id": "fire", "text": FIRE}, {"id": "library", "text": OTHER}]
    history.commit(**{"news.jsonl": "".join(json.dumps(row) + "\n" for row in rows)})
    rows[0]["text"] = TOLL
    history.commit(**{"news.jsonl": "".join(json.dumps(row) + "\n" for row in rows)})
    read = take(partial(read_git, str(history.path)))
    assert [one.key for one in read.articles] == [
        "fire 2031-05-04T09:00:00Z", "library 2031-05-04T09:00:00Z", "fire 2031-05-04T10:00:00Z",
    ]  # fmt: skip
    assert read.passed == {"records that their commit left as they were": 1}


def test_what_is_no_article_is_named_or_counted(history: History, take: Take) -> None:
    (history.path / "link.txt").symlink_to("fire.txt")
    history.commit(
        **{"fire.txt": FIRE, "big.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "empty.txt": ""}
    )
    history.commit(**{"fire.txt": None})
    read = take(partial(read_git, str(history.path)))
    assert [one.text for one in read.articles] == [FIRE]
    place = f"{history.path} {history.git('rev-parse', 'HEAD^')[:12]}"
    assert read.rejected == [
        f"{place}:big.txt: a pointer of Git LFS, not the file",
        f"{place}:empty.txt: empty article",
    ]
    assert read.passed == {"files deleted, or that are links": 2}


@pytest.mark.parametrize(
    ("path", "revision", "reason"),
    [
        ("nowhere", "HEAD", "no such folder"),
        ("articles", "--output=x", "Needed a single revision"),
        (".", "HEAD", "not a git repository"),
    ],
)
def test_no_repository_and_no_revision_are_one_line(
    path: str, revision: str, reason: str, history: History, take: Take, tmp_path: Path
) -> None:
    history.commit(**{"fire.txt": FIRE})
    with pytest.raises(InputError, match=reason) as error:
        take(partial(read_git, str(tmp_path / path), revision=revision))
    assert "\n" not in str(error.value)
    assert [one.name for one in tmp_path.iterdir()] == ["articles"]


def test_nothing_of_the_repository_is_run(history: History, take: Take, tmp_path: Path) -> None:
    history.commit(**{"fire.txt": FIRE, ".gitattributes": "*.txt diff=evil filter=evil\n"})
    ran = tmp_path / "ran"
    for name in (
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "core.fsmonitor",
        "gpg.program",
        "core.pager",
    ):
        history.git("config", name, f"touch {ran}; false")
    history.git("config", "log.showSignature", "true")
    assert len(take(partial(read_git, str(history.path))).articles) == 1
    assert not ran.exists()


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda name: name not in (".", "..") and name.lower() != ".git"
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES)
def test_a_file_of_any_name_is_read(name: str, history: History, take: Take) -> None:
    history.git("rm", "-rqf", "--ignore-unmatch", ".")
    (history.path / f"{name}.txt").write_text(FIRE, encoding="utf-8")
    history.git("add", "-A", "-f")
    history.git("commit", "-qm", "a name", "--allow-empty")
    assert any(
        one.key.startswith(f"articles/{name}.txt ") for one in take(partial(read_git, str(history.path))).articles
    )
