"""What is drawn says what is so: order, heights, and which paragraph became which."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedupe.pages.charts import amount, growth, steps
from dedupe.pages.lanes import colour_of, lanes, source_names
from dedupe.pages.ribbon import drawn_as, ribbon
from dedupe.records import Comparison, StoredStory

SIZES = st.lists(st.integers(0, 10**7), min_size=2, max_size=50)


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


@given(SIZES)
def test_a_line_of_growth_stays_in_its_box_and_keeps_the_order_of_sizes(sizes: list[int]) -> None:
    chart = growth(sizes)
    assert chart
    drawn = numbers(chart.path)
    across, up = drawn[::2], drawn[1::2]
    assert across == sorted(across)
    assert all(0 <= x <= chart.width for x in across)
    assert all(0 <= y <= chart.height for y in up)
    drawn_sizes = list(zip(sizes, up, strict=True))
    assert all(y >= higher for (size, y), (other, higher) in pairwise(drawn_sizes) if size <= other)


def test_one_size_is_no_growth() -> None:
    assert growth([400]) is None


def test_stairs_are_as_high_as_their_figures() -> None:
    chart = steps([2, 4], [50, 100, 75], 4, width=106, height=46)
    assert chart
    assert chart.path == "M3 23H28V3H78V13H103"
    assert chart.points == (("28", "3"), ("78", "13"))


def test_no_stairs_where_nothing_steps() -> None:
    assert steps([2], [3, 3], 4) is None
    assert steps([2, 3], [3, 4], 4) is None


def test_an_amount_is_one_figure() -> None:
    assert [amount(words) for words in ("227", "€2.5 million", "12%", "10–12", "two of three", "")] == [
        227,
        2.5e6,
        12,
        None,
        None,
        None,
    ]


def test_each_source_has_a_lane_and_each_article_a_mark(story: StoredStory) -> None:
    picture = lanes(story)
    assert [lane.name for lane in picture.lanes] == ["Harbour Post", "Coast Daily", "no source"]
    assert [(mark.number, mark.is_copy) for mark in picture.marks] == [(1, False), (2, False), (2, True), (3, False)]
    heights = [lane.y for lane in picture.lanes]
    assert [heights.index(mark.y) for mark in picture.marks] == [0, 0, 1, 2]
    assert [mark.x for mark in picture.marks] == sorted({mark.x for mark in picture.marks})
    assert [day for _, day in picture.days] == ["2031-05-04"]
    assert [mark.time for mark in picture.marks] == ["09:30", "16:00", "", ""]
    assert picture.path.count("L") == 2  # the copy is beside the way


def test_very_many_versions_stay_apart(story: StoredStory) -> None:
    many = replace(story, revisions=tuple(replace(story.revisions[0], number=number) for number in range(1, 301)))
    marks = lanes(many).marks
    assert min(other.x - one.x for one, other in pairwise(marks)) >= 24
    assert lanes(many).width >= marks[-1].x


def test_very_many_sources_share_a_lane_and_colours(story: StoredStory) -> None:
    first = story.revisions[0]
    many = replace(
        story,
        revisions=tuple(
            replace(
                first, article=replace(first.article, article=replace(first.article.article, source=f"Post {number}"))
            )
            for number in range(40)
        ),
    )
    picture = lanes(many)
    assert len({lane.y for lane in picture.lanes}) == 13
    assert {colour_of(place) for place in source_names(many).values()} == set(range(8))


def test_the_ribbon_has_a_bar_for_each_side_of_a_hunk(update: Comparison) -> None:
    picture = ribbon(update.changes.script)
    assert picture
    told = {(band.hunk, band.kind): (len(band.bars), band.ribbon.count("Z")) for band in picture.bands}
    assert told[0, "unchanged"] == (2, 1)
    assert told[1, "added"] == (1, 0)
    assert told[3, "split"] == (2, 1)
    assert told[4, "typography"] == (2, 1)
    assert told[5, "removed"] == (1, 0)
    assert told[6, "moved"] == (2, 1)
    for band in picture.bands:
        assert all(0 <= float(x) <= float(x) + float(width) <= picture.width + 0.2 for x, width, _ in band.bars)


def test_ribbons_cross_where_paragraphs_moved(update: Comparison) -> None:
    picture = ribbon(update.changes.script)
    assert picture
    above = {band.hunk: float(band.bars[0][0]) for band in picture.bands if band.ribbon}
    below = {band.hunk: float(band.bars[-1][0]) for band in picture.bands if band.ribbon}
    assert above[7] < above[6]
    assert below[6] < below[7]


def test_too_much_or_nothing_is_not_drawn(update: Comparison) -> None:
    script = update.changes.script
    assert ribbon(replace(script, hunks=script.hunks[:1])) is None
    assert ribbon(replace(script, hunks=script.hunks * 30)) is None


def test_a_moved_hunk_looks_moved_whatever_else_it_is(update: Comparison) -> None:
    kinds = [drawn_as(hunk) for hunk in update.changes.script.hunks]
    assert kinds == ["unchanged", "added", "changed", "split", "typography", "removed", "moved", "moved", "unchanged"]
