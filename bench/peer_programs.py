"""Other people's deduplication as whole programs: ``python peer_programs.py NAME CORPUS CLUSTERS [--verify]``.

Run by ``bench/peers.py`` in an environment that has the peers and not dedupe; so each imports what it needs only. A program
reads JSON lines with ``id`` and ``text``, and writes a JSON line of ids for each cluster of two or more. All compare
shingles of five words (split at white space, lower case) by 128 values in 32 bands of four. With ``--verify`` candidates
count only where the signatures agree in half of the values; without, every candidate counts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SHINGLE, BANDS, ROWS = 5, 32, 4
VALUES = BANDS * ROWS
AGREE = 0.5  # of the values
BATCH = 2000  # texts
Pairs = Iterable[tuple[int, int]]


def package(name: str) -> Any:
    """Return a package of an environment that no type checker sees."""
    return import_module(name)


def read(path: Path) -> tuple[list[str], list[str]]:
    """Return ids and texts."""
    loads = package("orjson").loads
    with path.open("rb") as file:
        told = [(record["id"], record["text"]) for record in map(loads, file)]
    return [key for key, _ in told], [text for _, text in told]


def shingles(text: str) -> list[str]:
    """Return the shingles of a text."""
    words = text.lower().split()
    return [" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))]


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield texts a batch at a time, so that only so many shingles are held."""
    return (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))


# ---------------------------------------------------------------- pairs of texts, by their places


def rensa(texts: list[str], verify: bool) -> Pairs:
    """Its matrix of digests, a batch at a time; its index gives candidates for digests as objects only."""
    ours = package("rensa")
    index = ours.RMinHashLSH(threshold=AGREE, num_perm=VALUES, num_bands=BANDS)
    minhashes = []
    for batch in batches(texts):
        minhashes += ours.RMinHash.from_token_sets([shingles(text) for text in batch], VALUES, 1)
    index.insert_many(minhashes)
    for place, found in enumerate(index.query_all(minhashes)):
        for other in found:
            if other < place and (not verify or minhashes[place].jaccard(minhashes[other]) >= AGREE):
                yield other, place


def datasketch(texts: list[str], verify: bool) -> Pairs:
    """Its signatures in bulk over xxhash, and its index in a session."""
    sketch, xxhash = package("datasketch"), package("xxhash")
    index = sketch.MinHashLSH(num_perm=VALUES, params=(BANDS, ROWS))
    minhashes: list[Any] = []
    for batch in batches(texts):
        tokens = [[one.encode() for one in shingles(text)] for text in batch]
        minhashes += sketch.MinHash.bulk(tokens, num_perm=VALUES, hashfunc=xxhash.xxh32_intdigest)
    for place, minhash in enumerate(minhashes):
        for other in index.query(minhash):
            if not verify or minhash.jaccard(minhashes[other]) >= AGREE:
                yield other, place
        index.insert(place, minhash, check_duplication=False)


def gaoya(texts: list[str], verify: bool) -> Pairs:
    """Its index of texts, all in Rust; it verifies by the signatures itself."""
    index = package("gaoya.minhash").MinHashStringIndex(
        32, AGREE if verify else 0.0, BANDS, ROWS, None, "word", True, (SHINGLE, SHINGLE), "smallvec"
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    for place, found in enumerate(index.par_bulk_query(texts)):
        yield from ((other, place) for other in found if other < place)


def daft(texts: list[str], verify: bool) -> Pairs:
    """Its signatures; it offers no index, so bands are put side by side by sorting with numpy."""
    frame, np = package("daft"), package("numpy")
    made = frame.from_pydict({"text": texts}).select(
        frame.col("text").lower().minhash(num_hashes=VALUES, ngram_size=SHINGLE, hash_function="xxhash")
    )
    column = made.to_arrow().column(0).combine_chunks()
    signatures = np.asarray(column.flatten(), dtype=np.uint32).reshape(-1, VALUES)
    for band in range(BANDS):
        keys = np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS]).view(np.uint64)
        order = np.lexsort((keys[:, 1], keys[:, 0]))
        same = np.flatnonzero((keys[order[1:]] == keys[order[:-1]]).all(axis=1))
        for a, b in zip(order[same].tolist(), order[same + 1].tolist(), strict=True):
            if not verify or (signatures[a] == signatures[b]).mean() >= AGREE:
                yield a, b


def datatrove(texts: list[str], verify: bool) -> Pairs:  # noqa: ARG001 - it does not verify
    """Its first three steps, one after the other in one process."""
    steps, data = package("datatrove.pipeline.dedup.minhash"), package("datatrove.data")
    hashing = package("datatrove.utils.hashing").HashConfig(precision=64)
    config = steps.MinhashConfig(n_grams=SHINGLE, num_buckets=BANDS, hashes_per_bucket=ROWS, hash_config=hashing)
    with TemporaryDirectory() as folder:
        signed, paired, grouped = (f"{folder}/{step}" for step in ("signed", "paired", "grouped"))
        documents = (data.Document(text=text, id=str(place)) for place, text in enumerate(texts))
        steps.MinhashDedupSignature(signed, config).run(documents, 0, 1)
        for bucket in range(BANDS):
            steps.MinhashDedupBuckets(signed, paired, config=config).run(None, bucket, BANDS)
        steps.MinhashDedupCluster(paired, grouped, config, save_cluster_id=True).run(None, 0, 1)
        clusters: dict[int, list[int]] = {}
        for place, cluster in records(Path(grouped, "000000.clusters").read_bytes()):
            clusters.setdefault(cluster, []).append(place)
    for members in clusters.values():
        yield from pairwise(members)


def records(told: bytes) -> Iterator[tuple[int, int]]:
    """Yield document and cluster of each record of a file of clusters."""
    from struct import iter_unpack

    yield from iter_unpack("<II", told)


PROGRAMS: dict[str, Callable[[list[str], bool], Pairs]] = {
    "rensa": rensa,
    "datasketch": datasketch,
    "gaoya": gaoya,
    "daft": daft,
    "datatrove": datatrove,
}


# ---------------------------------------------------------------- pairs to clusters


def joined(pairs: Pairs) -> Iterator[list[int]]:
    """Yield the places of each cluster of two or more."""
    above: dict[int, int] = {}

    def top(place: int) -> int:
        while (over := above.setdefault(place, place)) != place:
            above[place] = above[over]
            place = over
        return place

    for a, b in pairs:
        above[top(a)] = top(b)
    clusters: dict[int, list[int]] = {}
    for place in above:
        clusters.setdefault(top(place), []).append(place)
    return (members for members in clusters.values() if len(members) > 1)


def main() -> None:
    """Run a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=PROGRAMS)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("--verify", action="store_true")
    given = parser.parse_args()
    keys, texts = read(given.corpus)
    dumps = package("orjson").dumps
    with given.clusters.open("wb") as file:
        for places in joined(PROGRAMS[given.name](texts, given.verify)):
            file.write(dumps([keys[place] for place in places]) + b"\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
