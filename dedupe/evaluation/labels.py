"""Labels: which article is of which story, as people wrote it into CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dedupe.errors import LabelsError


@dataclass(frozen=True, slots=True)
class Labels:
    """Article KEY -> story, and -> version from 0 where the labels have one; and pairs of stories to leave out."""

    story: Mapping[str, str]
    version: Mapping[str, int]
    ambiguous: frozenset[frozenset[str]]

    def alike(self) -> dict[str, frozenset[str]]:
        """Return for each story the others so alike that either answer is right; stories without any are left out."""
        found: dict[str, set[str]] = {}
        for pair in self.ambiguous:
            for story in pair:
                found.setdefault(story, set()).update(pair - {story})
        return {story: frozenset(others) for story, others in found.items()}


def read_labels(labels: Sequence[Path], ambiguous: Sequence[Path] = ()) -> Labels:
    """Read ``id,story[,version]`` files, joined, and ``story_a,story_b`` files.

    Other columns and blank lines count for nothing. Raises LabelsError naming file, line and reason.
    """
    story: dict[str, str] = {}
    version: dict[str, int] = {}
    for path in labels:
        for line, row in _rows(path, ("id", "story")):
            if row["id"] in story:
                raise LabelsError(f"{path}:{line}: the id {row['id']!r} is labelled twice")
            story[row["id"]] = row["story"]
            if (row.get("version") or "").strip():
                version[row["id"]] = _version(path, line, row["version"])
    pairs = {
        frozenset((row["story_a"], row["story_b"]))
        for path in ambiguous
        for _, row in _rows(path, ("story_a", "story_b"))
    }
    return Labels(story, version, frozenset(pairs))


def _version(path: Path, line: int, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise LabelsError(f"{path}:{line}: the version {value[:40]!r} is not a whole number") from None


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that says something with its line, one at a time: a file may be larger than the memory."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise LabelsError(f"{path}:1: there is no column {missing[0]!r}")
            for row in reader:
                if _is_blank(row):
                    continue
                if any(row[column] is None for column in columns):
                    raise LabelsError(f"{path}:{reader.line_num}: the line has too few columns")
                empty = [column for column in columns if not row[column].strip()]
                if empty:
                    raise LabelsError(f"{path}:{reader.line_num}: the column {empty[0]!r} is empty")
                yield reader.line_num, {**row, **{column: row[column].strip() for column in columns}}
    except OSError as error:
        raise LabelsError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"{path}: not a CSV file in UTF-8 ({error})") from error


def _is_blank(row: Mapping[str, str | None]) -> bool:
    # Spreadsheets end a table with lines of commas. Cells beyond the header come as one list.
    return not any(value.strip() if isinstance(value, str) else value for value in row.values())
