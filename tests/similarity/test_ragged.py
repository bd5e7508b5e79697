"""Packed rows are the rows that were packed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity import ragged
from dedupe.similarity.ragged import Packer, Ragged, distinct
from dedupe.similarity.scratch import let_go

ROWS = st.lists(st.lists(st.integers(-(2**40), 2**40), max_size=5), max_size=8)


def packed(rows: list[list[int]]) -> Ragged:
    return Ragged.pack([np.array(row, dtype=np.int64) for row in rows], np.int64)


@given(ROWS)
def test_rows_come_back(rows: list[list[int]]) -> None:
    ragged = packed(rows)
    assert [row.tolist() for row in ragged] == rows
    assert len(ragged) == len(rows)
    assert ragged.lengths().tolist() == [len(row) for row in rows]
    assert ragged.row_numbers().tolist() == [number for number, row in enumerate(rows) for _ in row]


@given(ROWS)
def test_every_row_has_its_own_sum(rows: list[list[int]]) -> None:
    assert packed(rows).sums().tolist() == [sum(row) for row in rows]


@given(ROWS, st.data())
def test_rows_are_taken_in_the_order_named(rows: list[list[int]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1))) if rows else []
    taken = packed(rows).take(np.array(chosen, dtype=np.int64))
    assert [row.tolist() for row in taken] == [rows[number] for number in chosen]


@given(ROWS, st.data(), st.sampled_from([0, 50]))
def test_long_rows_are_taken_like_short_ones(rows: list[list[int]], data: st.DataObject, long: int) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1)) if rows else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ragged, "_LONG", long)
        taken = packed(rows).take(np.array(chosen, dtype=np.int64))
    assert [row.tolist() for row in taken] == [rows[number] for number in chosen]


@given(ROWS, st.data())
def test_rows_keep_the_values_that_are_named(rows: list[list[int]], data: st.DataObject) -> None:
    whole = packed(rows)
    chosen = data.draw(st.sets(st.integers(0, len(whole.values) - 1))) if len(whole.values) else set()
    kept = whole.kept(np.array(sorted(chosen), dtype=np.int64))
    inside = iter(np.isin(np.arange(len(whole.values)), sorted(chosen)).tolist())
    assert [row.tolist() for row in kept] == [[value for value in row if next(inside)] for row in rows]


@given(ROWS, st.sampled_from([8, 24, 1 << 25]))
def test_rows_packed_one_by_one_are_those_packed_at_once(rows: list[list[int]], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ragged, "_CHUNK", piece)
        packer = Packer(np.int64)
        for row in rows:
            packer.add(np.array(row, dtype=np.int64))
        found = packer.packed()
    assert (found.values.tolist(), found.offsets.tolist()) == (
        packed(rows).values.tolist(),
        packed(rows).offsets.tolist(),
    )
    assert len(packer.packed()) == 0


@given(ROWS, st.sampled_from([1, 2, 7, 1 << 24]))
def test_pieces_are_all_rows_in_order(rows: list[list[int]], most: int) -> None:
    whole = packed(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ragged, "_PIECE", most)
        parts = [whole.part(piece) for piece in whole.pieces()]
    assert [row.tolist() for part in parts for row in part] == rows
    assert all(len(part.values) <= most or sum(map(bool, map(len, part))) == 1 for part in parts)


@given(ROWS)
def test_rows_in_a_file_are_those_in_memory(rows: list[list[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        packer = Packer(np.int64, Path(folder))
        for row in rows:
            packer.add(np.array(row, dtype=np.int64))
        found = packer.packed()
        assert list(Path(folder).iterdir()) == []  # without a name
    assert [row.tolist() for row in found] == rows
    let_go(found.values)
    assert [row.tolist() for row in found] == rows
    let_go(np.arange(3))  # stands in no file


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_named_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w+b", buffering=0) as full:
        monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full)
        packer = Packer(np.int64, tmp_path)
        with pytest.raises(OSError, match="No space left on device") as error:
            packer.add(np.arange(9))
    assert error.value.filename == str(tmp_path)


@given(ROWS)
def test_values_are_replaced_one_for_one(rows: list[list[int]]) -> None:
    ragged = packed(rows)
    assert [row.tolist() for row in ragged.replaced(-ragged.values)] == [[-value for value in row] for row in rows]


@given(st.lists(st.integers(0, 9)))
def test_distinct_values_ascend(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.uint64)).tolist() == sorted(set(values))
