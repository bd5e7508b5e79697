"""Signatures, bands and candidate pairs against datasketch's own objects, on the same shingles, in one run.

Both make the same signatures (checked) and propose the same pairs up to the size at which our buckets become
linear. Prints a Markdown table: medians of several runs, ours and theirs in turn, and the ratio.
"""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable

import numpy as np
from datasketch import MinHash, MinHashLSH, __version__

from dedupe.similarity.bands import BucketRule, band_keys, distinct_pairs, pair_up
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.signatures import SCHEME, signatures_of, to_datasketch_hashes

DOCUMENTS, SHINGLES, COPIES = 3000, 450, 300
BANDS, ROWS, SEED, RUNS = 32, 4, 1, 5


def corpus() -> Ragged:
    """Return rows of random shingles, of which the last COPIES keep nine tenths of an earlier row."""
    random = np.random.default_rng(7)
    rows = [random.integers(0, 2**63, SHINGLES).astype(np.uint64) for _ in range(DOCUMENTS - COPIES)]
    for original in range(COPIES):
        copy = rows[original].copy()
        copy[: SHINGLES // 10] = random.integers(0, 2**63, SHINGLES // 10)
        rows.append(copy)
    return Ragged.pack(rows)


def ours(rows: Ragged) -> set[tuple[int, int]]:
    signatures = signatures_of(rows, BANDS * ROWS, SEED)
    keys = np.stack([*band_keys(signatures, BANDS, ROWS)], axis=1)
    documents = np.arange(len(rows))
    pairs = [pair_up(keys[:, band], documents, BucketRule(64, 8)).pairs for band in range(BANDS)]
    return {(int(a), int(b)) for a, b in distinct_pairs(pairs)}


def theirs(rows: Ragged) -> set[tuple[int, int]]:
    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    pairs = set()
    for document, row in enumerate(rows):
        signature = MinHash(num_perm=BANDS * ROWS, seed=SEED, scheme=SCHEME, hashfunc=int)
        signature.update_batch(to_datasketch_hashes(row))
        pairs |= {(other, document) for other in index.query(signature)}
        index.insert(document, signature)
    return pairs


def timed(work: Callable[[Ragged], set[tuple[int, int]]], rows: Ragged) -> tuple[float, set[tuple[int, int]]]:
    started = time.perf_counter()
    pairs = work(rows)
    return time.perf_counter() - started, pairs


def main() -> None:
    """Print the table."""
    rows = corpus()
    runs = [(timed(ours, rows), timed(theirs, rows)) for _ in range(RUNS)]
    if any(own != other for (_, own), (_, other) in runs):
        raise SystemExit("ours and theirs propose different pairs: the figures would compare different work")
    print(f"{DOCUMENTS} documents of {SHINGLES} shingles, {BANDS} bands of {ROWS}, one process, {platform.machine()}\n")
    print("| | seconds (median of 5) | documents/s |\n|---|---:|---:|")
    for name, times in (
        ("dedupe", [own for (own, _), _ in runs]),
        (f"datasketch {__version__}", [other for _, (other, _) in runs]),
    ):
        median = statistics.median(times)
        print(f"| {name} | {median:.3f} | {DOCUMENTS / median:,.0f} |")
    ratio = statistics.median(other / own for (own, _), (other, _) in runs)
    print(f"\ndatasketch takes {ratio:.1f} times as long (median of the ratios run by run)")


if __name__ == "__main__":
    main()
