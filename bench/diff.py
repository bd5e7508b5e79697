"""The differ against what news trackers use, on the consecutive revisions of labelled folders, in one run.

``python bench/diff.py FOLDER... [--pairs N]``: each folder holds articles.jsonl.gz (or articles.jsonl) and labels.csv with
versions. Two Markdown tables. *Speed*: pairs a second, of paragraphs aligned alone, of the edit script and of the whole
comparison, against diff-match-patch on characters with cleanupSemantic (the recipe of NewsDiffs; its default clock gives
a pair up after 1 s, without which long pairs take minutes), the same in C++ where fast-diff-match-patch is installed, and
difflib over our own words. *Words marked*: of the
paragraphs that were aligned and changed, how many units the edits mark as deleted or inserted, against difflib's over the
same units of the same paragraphs.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path

from diff_match_patch import diff_match_patch

from dedupe.changes import compare, edit_script
from dedupe.changes.align import align
from dedupe.changes.hunks import side
from dedupe.evaluation.evaluate import read_labels
from dedupe.reading import read
from dedupe.records import Article, Hunk
from dedupe.settings import ChangeSettings
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.tokens import edit_tokens

RUNS = 1
USUAL = ChangeSettings()
Pair = tuple[Article, Article]


def pairs_of(folder: Path) -> list[Pair]:
    """Return the consecutive revisions of each story of a folder whose texts differ."""
    (file,) = folder.glob("articles.jsonl*")
    articles = {record.key: record for record in read([str(file)]) if isinstance(record, Article)}
    labels = read_labels([folder / "labels.csv"])
    rows = sorted((labels.story[key], version, key) for key, version in labels.version.items())
    found: list[Pair] = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        story = [articles[key] for _, _, key in group]
        found += [(old, new) for old, new in pairwise(story) if old.text != new.text]
    return found


# ---------------------------------------------------------------- speed


def aligned(old: Article, new: Article) -> object:
    return align(split_paragraphs(old.text).paragraphs, split_paragraphs(new.text).paragraphs, USUAL)


def scripted(old: Article, new: Article) -> object:
    return edit_script(old.text, new.text)


def by_characters(old: Article, new: Article) -> object:
    engine = diff_match_patch()
    found = engine.diff_main(old.text, new.text)
    engine.diff_cleanupSemantic(found)
    return found


def by_characters_compiled(old: Article, new: Article) -> object:
    return import_module("fast_diff_match_patch").diff(
        old.text, new.text, timelimit=1, cleanup="Semantic", counts_only=False
    )


def by_difflib(old: Article, new: Article) -> object:
    return SequenceMatcher(None, units(old.text), units(new.text), autojunk=False).get_opcodes()


WAYS: dict[str, Callable[[Article, Article], object]] = {
    "`compare`: script, facts, significance": compare,
    "`edit_script`": scripted,
    "`align` alone": aligned,
    "diff-match-patch, characters, cleanupSemantic": by_characters,
    "difflib, words": by_difflib,
}
if find_spec("fast_diff_match_patch"):
    WAYS["diff-match-patch in C++, characters, cleanupSemantic"] = by_characters_compiled
OURS = tuple(WAYS)[:2]  # what the others are measured by


def seconds(way: Callable[[Article, Article], object], pairs: Sequence[Pair]) -> float:
    """Return the processor's seconds for all pairs."""
    begun = time.process_time()
    for old, new in pairs:
        way(old, new)
    return time.process_time() - begun


def speeds(pairs: Sequence[Pair]) -> Iterator[tuple[str, float]]:
    """Yield each way with its pairs a second; the ways take turns."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(RUNS):
        for name, way in WAYS.items():
            taken[name].append(seconds(way, pairs))
    for name, times in taken.items():
        yield name, len(pairs) / statistics.median(times)


# ---------------------------------------------------------------- words marked


def units(text: str) -> list[str]:
    """Return the words, numbers and punctuation marks of a text."""
    return [token for token in edit_tokens(text) if not token.isspace()]


def marked(hunk: Hunk) -> tuple[int, int]:
    """Return how many units a hunk's edits mark, and how many difflib does between its two sides."""
    ours = sum(len(units(edit.text)) for edit in hunk.edits if edit.op != "equal")
    old, new = units(side(hunk.edits, "delete")), units(side(hunk.edits, "insert"))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    theirs = sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in codes if tag != "equal")
    return ours, theirs


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=10**9, help="the first so many of each folder")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}\n")
    print(f"| folder | way | pairs/s | {OURS[0]} is faster by | {OURS[1]} is faster by |\n|---|---|---:|---:|---:|")
    tallies: list[str] = []
    for folder in given.folders:
        pairs = pairs_of(folder)[: given.pairs]
        name = f"{folder.name}, {len(pairs)} pairs"
        found = list(speeds(pairs))
        for way, speed in found:
            print(
                f"| {name} | {way} | {speed:,.1f} | {found[0][1] / speed:.2f} | {found[1][1] / speed:.2f} |", flush=True
            )
        changed = [
            marked(hunk)
            for old, new in pairs
            for hunk in edit_script(old.text, new.text).hunks
            if hunk.kind in ("changed", "split", "merged")
        ]
        ours, theirs = sum(count for count, _ in changed), sum(count for _, count in changed)
        tallies.append(f"| {name} | {len(changed):,} | {ours:,} | {theirs:,} | {ours / max(1, theirs):.3f} |")
    print("\n| folder | changed hunks | words we mark | words difflib marks | ratio |\n|---|---:|---:|---:|---:|")
    print("\n".join(tallies))


if __name__ == "__main__":
    main()
