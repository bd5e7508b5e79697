"""How far ``dedupe`` is from what this machine can do: each stage at its best measured rate, and what ours takes for it.

A stage is run alone, in several ways, on the same articles, and its best run counts; their sum is what a program would take
that did no more than these stages, each as well as the best way here does it. Ours is a whole run of ``ingest`` and
``cluster`` in a process of its own, by the steps that it tells as it goes. It does more than the stages: it verifies pairs
on exact sets, signs passages too, makes indexes and views, and orders versions.

Keeps ``bench/results/roofline.json``; ``bench/speed.py`` makes the table of docs/speed.md of it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import xxhash
from incremental import compile_once, fold_here
from measuring import keep, machine, on_one_core, versions
from newsroom import SEED, SHINGLE, write
from numba import njit
from numpy.typing import NDArray

from dedupe.similarity.ragged import Ragged
from dedupe.similarity.signatures import signatures_of

BANDS, ROWS = 32, 4
VALUES = BANDS * ROWS
_LETTERS, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)  # FNV-1a
Hashes = NDArray[np.uint64]
Way = Callable[[], object]


class Told(msgspec.Struct):
    """What is read of an article."""

    id: str
    text: str


# ---------------------------------------------------------------- compiled ways


@njit(cache=True)
def word_ends(text: NDArray[np.uint8], ends: NDArray[np.int64]) -> int:
    """Note where each word ends, and return how many there are."""
    count, inside = 0, False
    for at in range(len(text)):
        if text[at] > 32:
            inside = True
        elif inside:
            ends[count] = at
            count, inside = count + 1, False
    if inside:
        ends[count] = len(text)
        count += 1
    return count


@njit(cache=True)
def shingle_hashes(text: NDArray[np.uint8], ends: NDArray[np.int64], hashes: Hashes) -> int:
    """Hash each word by FNV-1a and each five in a row by multiplying, and return how many shingles there are."""
    before = np.zeros(SHINGLE, dtype=np.uint64)
    start = 0
    for word in range(len(ends)):
        told = _LETTERS
        for at in range(start, ends[word]):
            told = (told ^ np.uint64(text[at])) * _PRIME
        start = ends[word] + 1
        before[word % SHINGLE] = told
        joined = np.uint64(0)
        for at in range(SHINGLE):
            joined = (joined ^ before[(word + 1 + at) % SHINGLE]) * _PRIME
        if word >= SHINGLE - 1:
            hashes[word - SHINGLE + 1] = joined
    return len(ends) - SHINGLE + 1


@njit(cache=True, fastmath=True)
def smallest(hashes: NDArray[np.uint32], factors: NDArray[np.uint32], signature: NDArray[np.uint32]) -> None:
    """Keep the smallest of each of the permutations of some hashes."""
    for at in range(len(hashes)):
        for value in range(len(factors)):
            signature[value] = min(signature[value], hashes[at] * factors[value])


# ---------------------------------------------------------------- the stages


class Stages:
    """What each stage begins with, made once from a corpus."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self.path, self.folder = corpus, folder
        self.lines = corpus.read_bytes().splitlines()
        self.articles = [msgspec.json.decode(line, type=Told) for line in self.lines]
        self.texts = [one.text for one in self.articles]
        self.bytes = [np.frombuffer(text.encode(), dtype=np.uint8) for text in self.texts]
        self.words = [text.lower().split() for text in self.texts]
        self.ends = [self._ends_of(text) for text in self.bytes]
        self.hashes = [self._hashes_of(text, ends) for text, ends in zip(self.bytes, self.ends, strict=True)]
        self.ragged = Ragged.pack(self.hashes)
        self.signatures = signatures_of(self.ragged, VALUES, 1)
        self.narrow = [one.astype(np.uint32) for one in self.hashes]
        self.factors = np.random.default_rng(1).integers(0, 2**31, VALUES, dtype=np.uint32) * np.uint32(2) + np.uint32(
            1
        )

    def ways(self) -> dict[str, dict[str, Way]]:
        """Return the ways of each stage, by name."""
        return {
            "reading bytes": {"read": self.path.read_bytes},
            "decoding JSON": {"msgspec": self._decode},
            "splitting words": {
                "str.split": lambda: [text.lower().split() for text in self.texts],
                "numba": lambda: [self._ends_of(text) for text in self.bytes],
            },
            "hashing shingles": {"xxhash": self._xxhash, "numba": self._hash},
            "signatures": {
                "dedupe": lambda: signatures_of(self.ragged, VALUES, 1),
                "numba": self._sign,
            },
            "bands by sorting": {"argsort": self._sort},
            "inserting into SQLite": {"executemany": self._insert},
        }

    def _decode(self) -> object:
        decode = msgspec.json.Decoder(Told).decode
        return [decode(line) for line in self.lines]

    @staticmethod
    def _ends_of(text: NDArray[np.uint8]) -> NDArray[np.int64]:
        ends = np.empty(len(text), dtype=np.int64)
        return ends[: word_ends(text, ends)]

    @staticmethod
    def _hashes_of(text: NDArray[np.uint8], ends: NDArray[np.int64]) -> Hashes:
        hashes = np.empty(len(ends), dtype=np.uint64)
        return hashes[: shingle_hashes(text, ends, hashes)]

    def _hash(self) -> object:
        return [self._hashes_of(text, ends) for text, ends in zip(self.bytes, self.ends, strict=True)]

    def _xxhash(self) -> object:
        told = xxhash.xxh3_64_intdigest
        return [
            [told(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)]
            for words in self.words
        ]

    def _sign(self) -> object:
        signatures = np.full((len(self.narrow), VALUES), 2**32 - 1, dtype=np.uint32)
        for place, hashes in enumerate(self.narrow):
            smallest(hashes, self.factors, signatures[place])
        return signatures

    def _sort(self) -> object:
        found = []
        for band in range(BANDS):
            rows = np.ascontiguousarray(self.signatures[:, band * ROWS : (band + 1) * ROWS]).astype(np.uint64)
            keys = ((rows[:, 0] * _PRIME ^ rows[:, 1]) * _PRIME ^ rows[:, 2]) * _PRIME ^ rows[:, 3]
            order = keys.argsort()
            found.append(order[np.flatnonzero(keys[order[1:]] == keys[order[:-1]])])
        return found

    def _insert(self) -> object:
        path = self.folder / "rows.db"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as db:
            db.execute(
                "CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT NOT NULL, signature BLOB NOT NULL) STRICT"
            )
            signed = (row.tobytes() for row in self.signatures)
            rows = ((one.id, one.text, row) for one, row in zip(self.articles, signed, strict=True))
            db.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)
        db.close()
        return path


def best_of(way: Way, runs: int) -> float:
    """Return the fewest seconds of the processor that a way took, after a run that does not count."""
    way()
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        way()
        spent.append(time.process_time() - begun)
    return min(spent)


def ours(corpus: Path, folder: Path, runs: int) -> list[dict[str, float]]:
    """Return the seconds of the processor of each step of ours, in processes of their own on one core."""
    figures = []
    for run in range(runs):
        told = folder / f"{run}.json"
        on_one_core([sys.executable, __file__, "--ours", str(corpus), str(folder / f"{run}.db"), str(told)])
        figures.append(json.loads(told.read_text(encoding="utf-8")))
    return figures


def measured(articles: int, runs: int, folder: Path) -> dict[str, Any]:
    """Return the figures of the stages and of ours."""
    corpus = folder / "corpus.jsonl"
    words = write(range(articles), corpus)
    compile_once()
    stages = {
        stage: {name: round(best_of(way, runs), 5) for name, way in ways.items()}
        for stage, ways in Stages(corpus, folder).ways().items()
    }
    told = {"articles": articles, "seed": SEED, "words": words, "bytes": corpus.stat().st_size}
    return {"corpus": told, "stages": stages, "ours": ours(corpus, folder, runs)}


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="(default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="(default: %(default)s)")
    parser.add_argument("--ours", nargs=3, type=Path, metavar=("CORPUS", "DB", "FIGURES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ours:
        corpus, db, told = given.ours
        told.write_text(json.dumps(fold_here(db, corpus)), encoding="utf-8")
        return
    before = machine()
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(given.articles, given.runs, Path(folder))
    keep("roofline", machine=before, versions=versions(), **figures)


if __name__ == "__main__":
    main()
