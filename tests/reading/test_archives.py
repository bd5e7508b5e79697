"""Files within .zip files are read as they would be beside them, within the caps of the whole."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from dedupe.reading import ReadingOptions, read, unpacking
from dedupe.records import Article


def pack(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return str(path)


def told(path: str, passed: Counter[str] | None = None, options: ReadingOptions = ReadingOptions()) -> list[str]:  # noqa: B008
    folder = str(Path(path).parent)
    records = read([path], passed=passed, options=options)
    return [
        f"{one.key}: {one.text}" if isinstance(one, Article) else str(one).removeprefix(f"{folder}/") for one in records
    ]


def test_files_of_several_formats_are_named_below_the_archive(tmp_path: Path) -> None:
    passed: Counter[str] = Counter()
    path = pack(
        tmp_path / "news.zip",
        {
            "b/wire.jsonl.gz": gzip.compress(b'{"text": "One."}\n{"id": "2", "text": "Two."}\n{'),
            "a/fog.txt": b"In the fog.",
            "a/table.csv": b"id,text\n3,Three.\n",
            "a/": b"",
            "picture.png": b"x",
            "README": b"x",
            "inner.zip": b"x",
            "__MACOSX/a.txt": b"x",
            "a/.hidden.txt": b"x",
        },
    )
    folder = tmp_path.name
    found = told(path, passed)
    assert found[:2] == [f"{folder}/news.zip/a/fog.txt: In the fog.", "3: Three."]
    assert found[2].startswith(f"{folder}/news.zip/b/wire.jsonl.gz#")
    assert found[3:] == ["2: Two.", "news.zip/b/wire.jsonl.gz:3: broken JSON: the line ends before the object does"]
    assert passed == {".png in zip files": 1, "files without a suffix in zip files": 1, ".zip in zip files": 1}


def test_the_format_that_people_name_is_that_of_the_files_within(tmp_path: Path) -> None:
    path = pack(tmp_path / "news.zip", {"a": b'{"id": "1", "text": "One."}'})
    assert told(path, options=ReadingOptions(format="jsonl")) == ["1: One."]


@pytest.mark.parametrize("content", [b"", b"fog", b"PK\x03\x04" + bytes(50)])
def test_a_damaged_archive_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert told(str(tmp_path / "a.zip")) == ["a.zip: damaged zip file: File is not a zip file"]


def test_a_flipped_byte_is_named_and_the_other_files_are_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": b"In the fog.", "b.txt": b"In the mist."}, zipfile.ZIP_STORED)
    content = bytearray(Path(path).read_bytes())
    content[content.index(b"fog")] ^= 1
    Path(path).write_bytes(bytes(content))
    first, second = told(path)
    assert first == "a.zip/a.txt: damaged zip file: Bad CRC-32 for file 'a.txt'"
    assert second.endswith("In the mist.")


def test_any_flipped_byte_gives_articles_or_rejections(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": b"In the fog.", "b.jsonl": b'{"text": "One."}'})
    content = Path(path).read_bytes()
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= 0x41
        Path(path).write_bytes(bytes(flipped))
        for one in read([path]):
            str(one).encode()


def test_a_locked_file_is_named(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": b"In the fog."})
    content = bytearray(Path(path).read_bytes())
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    Path(path).write_bytes(bytes(content))
    assert told(path) == ["a.zip/a.txt: locked with a password"]


def test_a_bomb_is_not_unpacked_however_many_files_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "EXPANSION_FREE", unpacking.MIB)
    monkeypatch.setattr("dedupe.reading.archives.EXPANSION_FREE", unpacking.MIB)
    path = pack(tmp_path / "a.zip", {f"{n}.txt": b"fog " * unpacking.MIB for n in range(3)})
    assert told(path)[-1] == "a.zip/2.txt: the zip file expands more than 200 times: taken for a bomb"


def test_an_archive_from_a_pipe_is_not_read(tmp_path: Path) -> None:
    from dedupe.reading import Context, InputFile
    from dedupe.reading.archives import members

    class Flowing(io.BytesIO):
        def seekable(self) -> bool:
            return False

    file = InputFile(path="-", key="-", size=0, format="", packed=".zip")
    with pytest.raises(Exception, match="unpack what it is in first"):
        next(members(file, Flowing(b""), Context()))
    assert not list(tmp_path.iterdir())
