"""Windows cover both sequences in order, fit, and begin where both sides are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dedupe.changes.windows import Window, windows

CODES = st.text(alphabet="abcdefghijkl", max_size=80)


def fits(old: int, new: int) -> bool:
    return 2 * old * new <= 6 * (old + new)


@hypothesis_settings(max_examples=200, deadline=None)
@given(CODES, CODES)
def test_windows_fit_and_cover_both_sides_in_order(old: str, new: str) -> None:
    found = list(windows(old, new, Window(0, len(old), 0, len(new)), fits))
    assert all(fits(part.old_end - part.old_start, part.new_end - part.new_start) for part in found)
    assert "".join(old[part.old_start : part.old_end] for part in found) == old
    assert "".join(new[part.new_start : part.new_end] for part in found) == new


def test_windows_begin_where_a_run_stands_once_on_both_sides() -> None:
    old, new = "abcdefghijklmnopqrst", "XabcdefghijYlmnopqrst"
    found = list(windows(old, new, Window(0, len(old), 0, len(new)), fits))
    assert len(found) > 2
    assert all(old[part.old_start] == new[part.new_start] for part in found[1:])


def test_what_repeats_itself_is_cut_in_proportion() -> None:
    found = list(windows("ab" * 20, "ab" * 20, Window(0, 40, 0, 40), fits))
    assert [(part.old_start, part.new_start) for part in found] == [(5 * k, 5 * k) for k in range(8)]
