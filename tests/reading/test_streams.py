"""Bytes, unpacked and bounded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dedupe.errors import InputError
from dedupe.reading import streams, unpacking
from dedupe.reading.files import InputFile
from dedupe.reading.streams import lines, opened, whole


def zstd_compress(content: bytes) -> bytes:
    zstd = pytest.importorskip(
        "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd",
        reason="the extra zstd is not installed",
    )
    # With a sum of the content, as the zstd command writes it.
    packed: bytes = zstd.compress(content, options={zstd.CompressionParameter.checksum_flag: 1})
    return packed


PACKERS = [
    (".gz", gzip.compress, "gzip"),
    (".bz2", bz2.compress, "bzip2"),
    (".xz", lzma.compress, "xz"),
    (".zst", zstd_compress, "zstd"),
]
Packer = Callable[[bytes], bytes]


def contents(path: Path, taken: list[int] | None = None) -> bytes:
    file = InputFile(path=str(path), key="k", size=0, format="text", packed=path.suffix)
    with opened(file, io.BytesIO(), (taken if taken is not None else []).append) as stream:
        return whole(stream)


@pytest.mark.parametrize(("suffix", "pack", "name"), PACKERS)
def test_files_are_unpacked_and_bytes_on_disk_are_counted(suffix: str, pack: Packer, name: str, tmp_path: Path) -> None:
    packed = pack(b"fog " * 100_000) + pack(b"and more fog")
    path = tmp_path / f"a.txt{suffix}"
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


@pytest.mark.parametrize(("suffix", "pack", "name"), PACKERS)
def test_a_file_cut_anywhere_is_named(suffix: str, pack: Packer, name: str, tmp_path: Path) -> None:
    packed = pack(bytes(range(256)) * 40)
    path = tmp_path / f"a.txt{suffix}"
    for length in range(0, len(packed), 7):
        path.write_bytes(packed[:length])
        with pytest.raises(InputError) as error:
            contents(path)
        assert str(error.value) in (f"the {name} file is empty", f"the {name} file is cut short")


@pytest.mark.parametrize(("suffix", "pack", "name"), PACKERS)
def test_a_flipped_byte_is_named_or_harmless(suffix: str, pack: Packer, name: str, tmp_path: Path) -> None:
    content = bytes(range(256)) * 40
    packed = pack(content)
    path = tmp_path / f"a.txt{suffix}"
    named: list[str] = []
    for place in range(0, len(packed), 5):
        flipped = bytearray(packed)
        flipped[place] ^= 0x40
        path.write_bytes(bytes(flipped))
        try:
            contents(path)
        except InputError as error:
            named.append(str(error))
    assert len(named) > len(packed) / 5 / 2
    assert all(reason.startswith((f"damaged {name} file: ", f"the {name} file is cut short")) for reason in named)


@pytest.mark.parametrize(("suffix", "pack", "name"), PACKERS)
def test_bombs_of_every_kind_are_not_unpacked(
    suffix: str, pack: Packer, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "EXPANSION_FREE", unpacking.MIB)
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(pack(bytes(40 * unpacking.MIB)))
    with pytest.raises(InputError, match=f"^the {name} file expands more than 200 times: taken for a bomb$"):
        contents(path)


def test_a_file_that_asks_for_much_memory_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_WINDOW", unpacking.MIB)
    path = tmp_path / "a.txt.xz"
    path.write_bytes(lzma.compress(b"fog", preset=9))
    with pytest.raises(InputError, match=r"^damaged xz file: Memory usage limit exceeded$"):
        contents(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "EXPANSION_FREE", unpacking.MIB)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(8 * unpacking.MIB)))
    with pytest.raises(InputError, match=r"^the gzip file expands more than 200 times: taken for a bomb$"):
        contents(path)


def test_a_small_repetitive_file_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"fog " * unpacking.MIB))
    assert len(contents(path)) == 4 * unpacking.MIB


def test_a_whole_file_has_a_greatest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_RECORD_BYTES", unpacking.MIB)
    assert len(whole(io.BytesIO(bytes(unpacking.MIB)))) == unpacking.MIB
    with pytest.raises(InputError, match=r"^larger than 1 MiB, the most that is taken for one article$"):
        whole(io.BytesIO(bytes(unpacking.MIB + 1)))


def test_lines_keep_their_ends_and_too_long_ones_become_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_RECORD_BYTES", 4)
    assert list(lines(io.BytesIO(b"fog\n\nfoggy\nfogs\nfog"))) == [b"fog\n", b"\n", None, None, b"fog"]
