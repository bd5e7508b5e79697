"""A corpus without copies: one article a story, and the truth about the others."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from dedupe.exporting import training
from dedupe.exporting.copies import KEEPS, Keep, nearest
from dedupe.store import Store


def made(store: Store, keep: Keep) -> dict[str, str]:
    files = training.corpus(store.stories(min_articles=1), nearest(store.pairs()), keep)
    return {path: "".join(pieces) for path, pieces in files}


@pytest.mark.parametrize("keep", KEEPS)
def test_every_article_is_kept_or_dropped_for_one_that_is(keep: Keep, store: Store) -> None:
    files = made(store, keep)
    kept = [json.loads(line) for line in files.pop(training.KEPT).splitlines()]
    dropped = [json.loads(line) for line in files.pop(training.DROPPED).splitlines()]
    assert sorted(row["hash"] for row in kept + dropped) == sorted(each.hash for each in store.articles())
    assert [row["file"] for row in kept] == list(files)
    file_of = {row["article"]: row["file"] for row in kept}
    assert all(file_of[row["kept"]] == row["kept_file"] for row in dropped)
    assert sum(row["stands_for"] for row in kept) == len(dropped) > 20
    texts = {each.name: each.article.text for each in store.articles()}
    assert all(files[row["file"]] == texts[row["article"]] for row in kept)
    story_of = {row["article"]: row["story"] for row in kept + dropped}
    for row in dropped:
        assert story_of[row["copy_of"]] == row["story"]
        assert (row["relation"] == "identical") == (texts[row["article"]] == texts[row["copy_of"]])
        pair = store.pair(row["article"], row["copy_of"])
        assert row["relation"] == "identical" or (pair and pair.relation == row["relation"])


def test_which_one_is_kept(store: Store) -> None:
    stories = {
        keep: {json.loads(line)["story"]: json.loads(line) for line in made(store, keep)[training.KEPT].splitlines()}
        for keep in KEEPS
    }
    texts = {each.name: each.article.text for each in store.articles()}
    for story in store.stories():
        kept = {keep: stories[keep][story.id]["article"] for keep in KEEPS}
        assert kept["first"] == story.revisions[0].article.name
        newest = {one.article.name for one in story.revisions if one.number == story.revisions[-1].number}
        assert kept["last"] in newest
        assert len(texts[kept["longest"]]) == max(len(one.article.article.text) for one in story.revisions)


def test_no_article_names_a_place_outside(store: Store) -> None:
    for path in made(store, "first"):
        assert training.is_part(path)
        assert PurePosixPath(path).parts[0] in ("articles", "kept.jsonl", "dropped.jsonl")
        assert ".." not in PurePosixPath(path).parts
