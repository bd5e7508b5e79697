"""What it takes to start: ``dedupe --help`` and ``dedupe diff A B`` beside ``python -c pass``, and what they import.

Keeps ``bench/results/startup.json``; ``bench/speed.py`` makes the table of docs/speed.md of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, Spent, keep, machine, on_one_core, versions
from newsroom import SEED, article, original_of

UPDATE = 93  # the number of an article
BIG = (
    "click", "msgspec", "numpy", "scipy", "numba", "llvmlite", "datasketch", "sqlite3", "sqlite_utils", "rapidfuzz", "regex",
    "diff_match_patch", "xxhash",
)  # fmt: skip
IMPORTED = f"""
import sys
from dedupe.__main__ import main
try:
    main()
finally:
    print(*[name for name in {BIG} if name in sys.modules], file=sys.stderr)
"""


def imported(arguments: list[str]) -> list[str]:
    """Return the big modules that a command had imported when it ended."""
    command = [sys.executable, "-c", IMPORTED, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return done.stderr.split()


def two_files(folder: Path) -> list[str]:
    """Write an article and its update, which keeps some paragraphs, as files, and return what to tell ``diff``."""
    paths = [folder / "old.txt", folder / "new.txt"]
    for path, number in zip(paths, (original_of(UPDATE) or 0, UPDATE), strict=True):
        path.write_text(article(SEED, number)["text"], encoding="utf-8")
    return [*map(str, paths), "--db", str(folder / "none.db")]


def main() -> None:
    """Start each command in turn, many times, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="(default: %(default)s)")
    given = parser.parse_args()
    before = machine()
    dedupe = [sys.executable, "-m", "dedupe"]
    with tempfile.TemporaryDirectory() as folder:
        told = {"dedupe --help": ["--help"], "dedupe diff A B": ["diff", *two_files(Path(folder))]}
        commands = {"python -c pass": [sys.executable, "-c", "pass"]}
        commands |= {name: [*dedupe, *arguments] for name, arguments in told.items()}
        spent: dict[str, list[Spent]] = {name: [] for name in commands}
        for _ in range(given.runs):
            for name, command in commands.items():
                spent[name].append(on_one_core(command))
        modules = {name: imported(arguments) for name, arguments in told.items()}
    keep(
        "startup",
        machine=before,
        versions=versions(),
        corpus={"seed": SEED},
        cases=[
            {"name": name, "imports": modules.get(name, []), "runs": [one._asdict() for one in runs]}
            for name, runs in spent.items()
        ],
    )


if __name__ == "__main__":
    main()
