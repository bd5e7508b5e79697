"""``dedupe`` against other people's deduplication: whole processes from JSON lines to clusters, in turn, on one core.

Ours reads into a store and folds (``dedupe ingest``, ``dedupe cluster``), and once more with what changed (``dedupe run``);
it verifies every pair on exact sets, orders versions and keeps everything in SQLite. A peer holds its signatures in memory
and writes clusters; it is run without verifying, and where it offers it also verified by its signatures. The corpus and its
truth are those of ``bench/newsroom.py``. The peers are installed from PyPI into an environment of their own.

Keeps ``bench/results/peers-ARTICLES.json``; ``bench/speed.py`` makes the tables of docs/speed.md of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from measuring import ROOT, Spent, keep, machine, on_one_core, versions
from newsroom import SEED, judged, truth

from dedupe.store import open_store

PROGRAM = Path(__file__).parent / "peer_programs.py"
XXHASH = "xxhash<4"  # datatrove hashes text, which later ones refuse
PACKAGES = {
    "rensa": ("rensa",),
    "datasketch": ("datasketch", XXHASH),
    "gaoya": ("gaoya",),
    "daft": ("daft", "numpy"),
    "datatrove": ("datatrove[io]", "spacy", "nltk", "tokenizers", XXHASH),
}
VERIFYING = ("rensa", "datasketch", "gaoya", "daft")
OURS = "dedupe ingest, cluster"
WARM_UP = (
    2000  # articles, not counted: enough that ours compiles, and keeps what it compiled, as it does once a machine
)


class Case(NamedTuple):
    """A way from JSON lines to clusters; ``verified`` says what a pair must have passed."""

    name: str
    verified: str
    peer: str | None = None


def cases(peers: Sequence[str]) -> list[Case]:
    """Return what is measured, ours first."""
    theirs = [Case(peer, "no", peer) for peer in peers]
    verified = [Case(f"{peer}, verified", "signatures", peer) for peer in peers if peer in VERIFYING]
    return [Case(OURS, "exact sets"), Case("dedupe run", "exact sets"), *sorted([*theirs, *verified])]


# ---------------------------------------------------------------- the environment of the peers


def environment(folder: Path, peers: Sequence[str]) -> tuple[Path, list[str]]:
    """Return the interpreter of the peers, and those of them that could be installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    installed = [peer for peer in peers if installs(python, ("orjson", *PACKAGES[peer]))]
    for peer in set(peers) - set(installed):
        print(f"{peer} has no wheels for this Python: left out", file=sys.stderr)
    return python, installed


def installs(python: Path, packages: Sequence[str]) -> bool:
    """Install packages from wheels, and return whether that was possible."""
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--only-binary",
        ":all:",
        *packages,
    ]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def peer_versions(python: Path, peers: Sequence[str]) -> dict[str, str]:
    """Return the versions of the peers."""
    command = [str(python), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"]
    done = subprocess.run(command, check=True, capture_output=True)
    found = {one["name"]: one["version"] for one in json.loads(done.stdout)}
    return {peer: found[peer] for peer in peers}


# ---------------------------------------------------------------- one run


def run_ours(case: Case, corpus: Path, folder: Path) -> tuple[list[Spent], list[list[str]]]:
    """Fold the corpus into a new store, and return what each process took, and the stories."""
    db = folder / "news.db"
    dedupe = [sys.executable, "-m", "dedupe"]
    steps = [["ingest", str(corpus)], ["cluster"]] if case.name == OURS else [["run", str(corpus)]]
    spent = [on_one_core([*dedupe, *step, "--db", str(db)]) for step in steps]
    with open_store(db, read_only=True) as store:
        stories = [[one.article.article.key for one in story.revisions] for story in store.stories(2)]
    return spent, stories


def run_peer(case: Case, corpus: Path, folder: Path, python: Path) -> tuple[list[Spent], list[list[str]]]:
    """Run a peer, and return what the process took, and its clusters."""
    path = folder / "clusters.jsonl"
    flags = [] if case.verified == "no" else ["--verify"]
    spent = on_one_core([str(python), str(PROGRAM), str(case.peer), str(corpus), str(path), *flags])
    return [spent], [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(case: Case, corpus: Path, python: Path, articles: int) -> dict[str, Any]:
    """Run a case once, and return what it took and how right it was."""
    folder = Path(tempfile.mkdtemp(dir=corpus.parent))
    try:
        spent, clusters = run_peer(case, corpus, folder, python) if case.peer else run_ours(case, corpus, folder)
    finally:
        shutil.rmtree(folder)
    return {
        "seconds": round(sum(one.seconds for one in spent), 3),
        "processor": round(sum(one.processor for one in spent), 3),
        "bytes": max(one.bytes for one in spent),
        "steps": [round(one.processor, 3) for one in spent],
        "judged": judged(clusters, truth(articles)),
    }


def invented(articles: int, folder: Path, seed: int) -> Path:
    """Write a corpus in a process of its own, whose memory is not ours, and return its path."""
    command = [sys.executable, "bench/newsroom.py", str(articles), "--out", str(folder), "--seed", str(seed)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return folder / "corpus.jsonl"


def main() -> None:
    """Run every case in turn, several times, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="(default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="(default: %(default)s)")
    parser.add_argument("--peers", default=",".join(PACKAGES), help="(default: %(default)s)")
    parser.add_argument("--environment", type=Path, default=ROOT / "out" / "peers-env", help="a folder")
    parser.add_argument("--seed", type=int, default=SEED, help="of the corpus (default: %(default)s)")
    given = parser.parse_args()
    before = machine()
    python, peers = environment(given.environment.absolute(), given.peers.split(","))
    measured: dict[Case, list[dict[str, Any]]] = {case: [] for case in cases(peers)}
    with tempfile.TemporaryDirectory() as folder:
        few = invented(WARM_UP, Path(folder, "few"), given.seed)
        corpus = invented(given.articles, Path(folder, "all"), given.seed)
        for case in measured:
            if not case.peer:
                run(case, few, python, WARM_UP)
        for turn in range(given.runs):
            for case, figures in measured.items():
                figures.append(run(case, corpus, python, given.articles))
                print(f"run {turn + 1}: {case.name}: {figures[-1]}", file=sys.stderr, flush=True)
        size = corpus.stat().st_size
    keep(
        f"peers-{given.articles}",
        machine=before,
        versions=versions() | peer_versions(python, peers),
        corpus={"articles": given.articles, "seed": given.seed, "bytes": size},
        cases=[{"name": case.name, "verified": case.verified, "runs": runs} for case, runs in measured.items()],
    )


if __name__ == "__main__":
    main()
