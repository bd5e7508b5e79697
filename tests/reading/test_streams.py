"""Bytes, unpacked and bounded."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from dedupe.errors import InputError
from dedupe.reading import streams, unpacking
from dedupe.reading.files import InputFile
from dedupe.reading.streams import lines, opened, whole


def contents(path: Path, taken: list[int] | None = None) -> bytes:
    file = InputFile(path=str(path), key="k", size=0, format="text", packed=path.suffix)
    with opened(file, io.BytesIO(), (taken if taken is not None else []).append) as stream:
        return whole(stream)


def test_gzip_is_unpacked_and_bytes_on_disk_are_counted(tmp_path: Path) -> None:
    packed = gzip.compress(b"fog " * 100_000) + gzip.compress(b"and more fog")
    path = tmp_path / "a.txt.gz"
    path.write_bytes(packed)
    taken: list[int] = []
    assert contents(path, taken) == b"fog " * 100_000 + b"and more fog"
    assert sum(taken) == len(packed)


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (b"", "the gzip file is empty"),
        (b"fog", "damaged gzip file: Not a gzipped file (b'fo')"),
        (gzip.compress(b"fog " * 1000, mtime=0)[:-9], "the gzip file is cut short"),
        (gzip.compress(b"fog", mtime=0) + b"garbage", "damaged gzip file: Not a gzipped file (b'ga')"),
    ],
)
def test_a_damaged_gzip_file_says_how(tmp_path: Path, packed: bytes, reason: str) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(packed)
    with pytest.raises(InputError) as error:
        contents(path)
    assert str(error.value) == reason


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "EXPANSION_FREE", streams.MIB)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(8 * streams.MIB)))
    with pytest.raises(InputError, match=r"^the gzip file expands more than 200 times: taken for a bomb$"):
        contents(path)


def test_a_small_repetitive_file_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"fog " * streams.MIB))
    assert len(contents(path)) == 4 * streams.MIB


def test_a_whole_file_has_a_greatest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_RECORD_BYTES", streams.MIB)
    assert len(whole(io.BytesIO(bytes(streams.MIB)))) == streams.MIB
    with pytest.raises(InputError, match=r"^larger than 1 MiB, the most that is taken for one article$"):
        whole(io.BytesIO(bytes(streams.MIB + 1)))


def test_lines_keep_their_ends_and_too_long_ones_become_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_RECORD_BYTES", 4)
    assert list(lines(io.BytesIO(b"fog\n\nfoggy\nfogs\nfog"))) == [b"fog\n", b"\n", None, None, b"fog"]
