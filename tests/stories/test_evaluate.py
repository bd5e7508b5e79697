"""Scores by hand: pairs, ambiguous stories, bands, order, and what is wrong with a labels file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.errors import LabelsError
from dedupe.stories.evaluate import Band, Evaluation, Labels, Place, evaluate, read_labels

# Stories A (a1 a2 a3), B (b1 b2), C (c1); found: {a1 a2 b1} {a3} {b2 c1}; a4 was never read.
LABELS = Labels(
    story={"a1": "A", "a2": "A", "a3": "A", "a4": "A", "b1": "B", "b2": "B", "c1": "C"},
    version={"a1": 0, "a2": 1, "a3": 2, "b1": 0, "b2": 1},
    ambiguous=frozenset(),
)
FOUND = {
    "a1": Place("x", 2), "a2": Place("x", 1), "b1": Place("x", 3), "a3": Place("y", 1),
    "b2": Place("z", 1), "c1": Place("z", 2), "unlabelled": Place("z", 3),
}  # fmt: skip
JACCARD = {("a1", "a2"): 0.05, ("a1", "a3"): 0.1, ("a2", "a3"): 0.5, ("b1", "b2"): 1.0}


def jaccard(pairs: Sequence[tuple[str, str]]) -> list[float]:
    return [JACCARD[pair] for pair in pairs]


def test_pairs_are_counted() -> None:
    result = evaluate(LABELS, FOUND, jaccard)
    assert result == Evaluation(
        articles=6,
        missing=1,
        true_pairs=4,  # a1a2 a1a3 a2a3 b1b2
        found_pairs=4,  # a1a2 a1b1 a2b1 b2c1
        right_pairs=1,  # a1a2
        bands=(Band(0.0, 0.1, 1, 1), Band(0.1, 0.3, 1, 0), Band(0.3, 0.5, 0, 0), Band(0.5, 1.0, 2, 0)),
        neighbours=1,  # a1a2, the only consecutive versions in one found story
        neighbours_in_order=0,
    )
    assert (result.precision, result.recall, result.f1) == (0.25, 0.25, 0.25)


def test_pairs_of_ambiguous_stories_are_left_out_of_precision() -> None:
    either = Labels(LABELS.story, LABELS.version, frozenset({frozenset(("A", "B"))}))
    result = evaluate(either, FOUND, jaccard)
    assert (result.found_pairs, result.right_pairs, result.true_pairs) == (2, 1, 4)
    assert result.precision == 0.5


def test_versions_in_the_right_order_are_counted_whichever_way_they_are_named() -> None:
    found = {"a1": Place("x", 1), "a2": Place("x", 2), "a3": Place("x", 3), "b1": Place("y", 2), "b2": Place("y", 1)}
    result = evaluate(LABELS, found, jaccard)
    assert (result.neighbours, result.neighbours_in_order) == (3, 2)


def test_articles_without_a_version_have_no_order() -> None:
    labels = Labels({"a": "A", "b": "A"}, {"b": -8}, frozenset())
    result = evaluate(labels, {"a": Place("x", 1), "b": Place("x", 2)}, lambda pairs: [1.0] * len(pairs))
    assert (result.neighbours, result.neighbours_in_order) == (0, 0)


def test_nothing_found_is_precise_and_nothing_true_is_recalled() -> None:
    labels = Labels({"a": "A", "b": "B"}, {}, frozenset())
    result = evaluate(labels, {"a": Place("x", 1), "b": Place("y", 1)}, lambda _: [])
    assert (result.precision, result.recall, result.f1) == (1.0, 1.0, 1.0)
    together = evaluate(labels, {"a": Place("x", 1), "b": Place("x", 2)}, lambda _: [])
    assert (together.precision, together.recall, together.f1) == (0.0, 1.0, 0.0)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")), max_size=12))
def test_counting_by_story_is_counting_pair_by_pair(articles: list[tuple[str, str]]) -> None:
    labels = Labels({f"k{at:02}": story for at, (story, _) in enumerate(articles)}, {}, frozenset())
    found = {f"k{at:02}": Place(cluster, 1) for at, (_, cluster) in enumerate(articles)}
    result = evaluate(labels, found, lambda pairs: [0.5] * len(pairs))
    pairs = [(one, other) for at, one in enumerate(articles) for other in articles[at + 1 :]]
    true, together = ({pair for pair in enumerate(pairs) if pair[1][0][side] == pair[1][1][side]} for side in (0, 1))
    assert (result.true_pairs, result.found_pairs, result.right_pairs) == (
        len(true),
        len(together),
        len(true & together),
    )


def test_labels_files_are_joined(tmp_path: Path) -> None:
    one, other, either = (tmp_path / name for name in ("one.csv", "other.csv", "ambiguous.csv"))
    one.write_text("\ufeffid,story,version\na,A,0\nb,A,\n", encoding="utf-8")
    other.write_text('story,note,id\nB,"two, or more","c\n1"\n', encoding="utf-8")
    either.write_text("story_a,story_b\nA,B\n", encoding="utf-8")
    assert read_labels([one, other], [either]) == Labels(
        {"a": "A", "b": "A", "c\n1": "B"}, {"a": 0}, frozenset({frozenset(("A", "B"))})
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,story\na,A\nb,A\na,B\n", "4: the id 'a' is labelled twice"),
        (b"id,version\na,0\n", "1: there is no column 'story'"),
        (b"", "1: there is no column 'id'"),
        (b"id,story,version\na,A,first\n", "2: the version 'first' is not a whole number"),
        (b"id,story\na,A\nb\n", "3: the line has too few columns"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    with pytest.raises(LabelsError) as error:
        read_labels([path])
    assert str(error.value) == f"{path}:{message}"


def test_an_id_labelled_in_two_files_is_refused(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    for path in (one, other):
        path.write_text("id,story\na,A\n", encoding="utf-8")
    with pytest.raises(LabelsError) as error:
        read_labels([one, other])
    assert str(error.value) == f"{other}:2: the id 'a' is labelled twice"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError) as error:
        read_labels([tmp_path / "none.csv"])
    assert str(error.value) == f"{tmp_path / 'none.csv'}: No such file or directory"
    path = tmp_path / "labels.csv"
    path.write_bytes(b"id,story\n\xff,A\n")
    with pytest.raises(LabelsError) as error:
        read_labels([path])
    assert str(error.value).startswith(f"{path}: not a CSV file in UTF-8 (")
    assert len(str(error.value).splitlines()) == 1
