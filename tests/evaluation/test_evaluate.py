"""Scores by hand and by counting pair by pair: pairs, chance, ambiguous stories, bands, order; and labels files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.errors import LabelsError
from dedupe.evaluation.evaluate import Band, Evaluation, Labels, Order, Place, evaluate, evenly, read_labels

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
        unclear=0,
        judged_pairs=15,
        true_pairs=4,  # a1a2 a1a3 a2a3 b1b2
        found_pairs=4,  # a1a2 a1b1 a2b1 b2c1
        right_pairs=1,  # a1a2
        listed_pairs=4,
        bands=(Band(0.0, 0.1, 1, 1), Band(0.1, 0.3, 1, 0), Band(0.3, 0.5, 0, 0), Band(0.5, 1.0, 2, 0)),
        # a1a2 are the only consecutive versions in one found story
        order=Order(pairs=1, in_order=0, told_apart=1, adjacent=1, stated=0, right=0),
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


ARTICLES = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from("xyz"),
        st.integers(0, 2),
        st.integers(1, 3),
        st.sampled_from(["date", "unknown"]),
    ),
    max_size=12,
)
AMBIGUOUS = st.frozensets(st.sampled_from([frozenset(pair) for pair in ("AB", "AC", "BC", "A", "AZ")]))
Drawn = list[tuple[str, str, int, int, str]]


def drawn(articles: Drawn, ambiguous: frozenset[frozenset[str]] = frozenset()) -> tuple[Labels, dict[str, Place]]:
    keys = [f"k{at:02}" for at in range(len(articles))]
    labels = Labels(
        {key: story for key, (story, *_) in zip(keys, articles, strict=True)},
        {key: version for key, (_, _, version, *_) in zip(keys, articles, strict=True)},
        ambiguous,
    )
    found = {key: Place(story, number, by) for key, (_, story, _, number, by) in zip(keys, articles, strict=True)}
    return labels, found


@given(ARTICLES, AMBIGUOUS)
def test_counting_by_story_is_counting_pair_by_pair(articles: Drawn, ambiguous: frozenset[frozenset[str]]) -> None:
    labels, found = drawn(articles, ambiguous)
    result = evaluate(labels, found, lambda pairs: [0.5] * len(pairs))
    judged = [
        (labels.story[a] == labels.story[b], found[a].story == found[b].story)
        for a, b in combinations(found, 2)
        if len({labels.story[a], labels.story[b]}) == 1
        or frozenset((labels.story[a], labels.story[b])) not in ambiguous
    ]
    assert (result.judged_pairs, result.true_pairs, result.found_pairs, result.right_pairs) == (
        len(judged),
        sum(true for true, _ in judged),
        sum(together for _, together in judged),
        sum(true and together for true, together in judged),
    )


@given(ARTICLES)
def test_the_adjusted_rand_index_is_that_of_its_authors(articles: Drawn) -> None:
    """Hubert and Arabie, equation 5: from the sizes of stories, where we count pairs."""
    labels, found = drawn(articles)
    result = evaluate(labels, found, lambda pairs: [0.5] * len(pairs))
    true, together = list(labels.story.values()), [place.story for place in found.values()]
    both = list(zip(true, together, strict=True))
    index, rows, columns = (sum(comb(side.count(one), 2) for one in set(side)) for side in (both, true, together))
    expected = rows * columns / comb(len(articles), 2) if len(articles) > 1 else 0.0
    most = (rows + columns) / 2
    assert result.adjusted_rand == pytest.approx((index - expected) / (most - expected) if most != expected else 1.0)


@given(ARTICLES)
def test_the_adjusted_rand_index_does_not_care_which_side_is_the_truth(articles: Drawn) -> None:
    drawn_one, drawn_other = drawn(articles), drawn([(y, x, *rest) for x, y, *rest in articles])
    one, other = (evaluate(*each, lambda pairs: [0.5] * len(pairs)) for each in (drawn_one, drawn_other))
    assert one.adjusted_rand == pytest.approx(other.adjusted_rand)
    assert one.adjusted_rand <= 1
    assert (one.adjusted_rand == 1) == (one.right_pairs == one.true_pairs == one.found_pairs)


def test_the_adjusted_rand_index_of_a_known_table() -> None:
    """Rows (1 1 0) (1 2 1) (0 0 4): 7 pairs in both, of 13 and 14 in one, of 45 in all."""
    stories = ["Ax", "Ay", "Bx", "By", "By", "Bz", "Cz", "Cz", "Cz", "Cz"]
    result = evaluate(*drawn([(label, story, 0, 1, "date") for label, story in stories]), lambda p: [1.0] * len(p))
    assert (result.right_pairs, result.true_pairs, result.found_pairs, result.judged_pairs) == (7, 13, 14, 45)
    assert result.adjusted_rand == pytest.approx((7 - 13 * 14 / 45) / (13.5 - 13 * 14 / 45))


def test_ambiguous_stories_in_one_do_not_lower_the_adjusted_rand_index() -> None:
    articles = [(label, story, 0, 1, "date") for label, story in ("Ax", "Ax", "Bx", "Bx", "Cy", "Cy")]
    strict, lenient = (
        evaluate(*drawn(articles, frozenset(pairs)), lambda p: [1.0] * len(p)).adjusted_rand
        for pairs in ([], [frozenset("AB")])
    )
    assert strict < 0.6
    assert lenient == 1.0


@given(ARTICLES)
def test_order_is_counted_as_pair_by_pair(articles: Drawn) -> None:
    labels, found = drawn(articles)
    result = evaluate(labels, found, lambda pairs: [0.5] * len(pairs)).order
    steps = [
        (found[a], found[b])
        for a in found
        for b in found
        if (labels.story[a], labels.version[a] + 1) == (labels.story[b], labels.version[b])
        and found[a].story == found[b].story
    ]
    apart = [(a, b) for a, b in steps if a.number != b.number]
    stated = [(a, b) for a, b in apart if "unknown" not in (a.ordered_by, b.ordered_by)]
    assert result == Order(
        pairs=len(steps),
        in_order=sum(a.number < b.number for a, b in steps),
        told_apart=len(apart),
        adjacent=sum(abs(a.number - b.number) == 1 for a, b in apart),
        stated=len(stated),
        right=sum(a.number < b.number for a, b in stated),
    )


@given(st.integers(0, 10**12), st.integers(1, 50))
def test_an_even_sample_has_one_number_of_each_part(total: int, most: int) -> None:
    if total > most:
        sample = list(evenly(total, most))
        assert len(set(sample)) == most
        assert all(part * total // most <= number < (part + 1) * total // most for part, number in enumerate(sample))


def test_up_to_the_limit_all_is_taken() -> None:
    assert list(evenly(5, 5)) == [0, 1, 2, 3, 4]


def test_a_giant_story_is_sampled_and_says_so() -> None:
    size = 20_000  # 199,990,000 pairs: to list them would take 30 GB
    labels = Labels({f"k{at}": "A" for at in range(size)}, {f"k{at}": at % 2 for at in range(size)}, frozenset())
    found = {f"k{at}": Place("x" if at < size // 2 else "y", at + 1, "date") for at in range(size)}
    asked: list[tuple[str, str]] = []

    def half(pairs: Sequence[tuple[str, str]]) -> list[float]:
        asked.extend(pairs)
        return [0.2] * len(pairs)

    result = evaluate(labels, found, half, most_listed=10_000)
    assert (result.true_pairs, result.right_pairs) == (comb(size, 2), 2 * comb(size // 2, 2))
    assert (result.listed_pairs, len(set(asked))) == (10_000, 10_000)
    assert all(a != b for a, b in asked)
    band = result.bands[1]
    assert band.true_pairs == 10_000
    assert band.found / band.true_pairs == pytest.approx(result.recall, abs=0.02)
    assert result.neighbours == 2 * (size // 4) ** 2


def test_the_sample_reaches_every_story_by_its_share() -> None:
    labels = Labels({f"{story}{at}": story for story in "ABCD" for at in range(100)}, {}, frozenset())
    asked: list[tuple[str, str]] = []
    evaluate(
        labels,
        {key: Place("x", 1) for key in labels.story},
        lambda p: asked.extend(p) or [1.0] * len(p),
        most_listed=400,
    )
    assert all(a[0] == b[0] for a, b in asked)
    assert [sum(a[0] == story for a, _ in asked) for story in "ABCD"] == [100] * 4


@given(ARTICLES)
def test_all_true_pairs_are_listed_where_they_are_few(articles: Drawn) -> None:
    labels, found = drawn(articles)
    asked: list[tuple[str, str]] = []
    evaluate(labels, found, lambda pairs: asked.extend(pairs) or [1.0] * len(pairs))
    assert asked == [(a, b) for a, b in combinations(found, 2) if labels.story[a] == labels.story[b]]


def test_many_stories_in_one_that_are_alike_are_counted_fast() -> None:
    count = 20_000  # 200 million pairs of labelled stories
    names = [f"s{at:05}" for at in range(count)]
    either = frozenset(frozenset(pair) for pair in zip(names[::2], names[1::2], strict=True))
    result = evaluate(
        Labels({name: name for name in names}, {}, either), {name: Place("x", 1) for name in names}, lambda _: []
    )
    assert result.found_pairs == result.judged_pairs == comb(count, 2) - count // 2


def test_labels_files_are_joined(tmp_path: Path) -> None:
    one, other, either = (tmp_path / name for name in ("one.csv", "other.csv", "ambiguous.csv"))
    one.write_text("\ufeffid,story,version\na,A,0\nb,A,\n", encoding="utf-8")
    other.write_text('story,note,id\nB,"two, or more","c\n1"\n', encoding="utf-8")
    either.write_text("story_a,story_b\nA,B\n", encoding="utf-8")
    assert read_labels([one, other], [either]) == Labels(
        {"a": "A", "b": "A", "c\n1": "B"}, {"a": 0}, frozenset({frozenset(("A", "B"))})
    )


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid,story\na,A\nb,B\n",
        "id,story\r\n\r\na,A\r\n  \r\nb,B\r\n\r\n",
        "id,story,version\na,A,\n,,\nb,B, \n , ,\n",
        "note,id,id of old,story\n,a,7,A\n,b,,B,more,and more\n",
        'id,story\n"a","A"\n"b","B"',
    ],
    ids=["byte order mark", "blank lines", "lines of commas", "extra columns", "no end of line"],
)
def test_what_spreadsheets_add_counts_for_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert read_labels([path]) == Labels({"a": "A", "b": "B"}, {}, frozenset())


def test_a_large_file_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("id,story,version\n" + "".join(f"k{at},s{at // 3},{at % 3}\n" for at in range(50_000)))
    labels = read_labels([path])
    assert (len(labels.story), labels.story["k49999"], labels.version["k49999"]) == (50_000, "s16666", 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,story\na,A\nb,A\na,B\n", "4: the id 'a' is labelled twice"),
        (b"id,version\na,0\n", "1: there is no column 'story'"),
        (b"", "1: there is no column 'id'"),
        (b"id,story,version\na,A,first\n", "2: the version 'first' is not a whole number"),
        (b"id,story\na,A\nb\n", "3: the line has too few columns"),
        (b"id,story\na,A\nb, \n", "3: the column 'story' is empty"),
        (b"id,story\n\n,A\n", "3: the column 'id' is empty"),
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
