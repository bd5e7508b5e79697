"""Make a store by the program as it was at each commit that changed the tables: ``python tests/store/stores/make.py``.

Needs the history of the repository. Kept are the stores (compressed) and, in ``articles.jsonl``, what was read into each.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

DECISIONS = (
    ("separate", "courier/ferry", "post/library", "--why", "two subjects"),
    ("forget", "miralba/1", "--why", "its publisher asked for it"),
)
"""What a person says of the articles then; a program that knew no such thing says that it is no command."""

HERE = Path(__file__).parent
HOUSE = HERE.parents[2]
ARTICLES = HERE / "articles.jsonl"
# Facts, then the tables that are derived from them, as they were first.
COMMITS = (
    "8373c0e", "5e09a35", "068b2c1", "af43c7a", "b73e89b", "55c8d8f", "11282fe", "cc65755", "ac8426c", "dde889b",
)  # fmt: skip


def main() -> None:
    for commit in COMMITS:
        with tempfile.TemporaryDirectory() as folder:
            archive = subprocess.run(["git", "archive", commit, "dedupe"], cwd=HOUSE, check=True, capture_output=True)
            subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
            db = Path(folder, "news.db")
            environment = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
            for command in (("run", ARTICLES.name), *DECISIONS, ("run", ARTICLES.name)):
                done = subprocess.run(
                    [sys.executable, "-m", "dedupe", *command, "--db", str(db)],
                    cwd=HERE, env=environment, capture_output=True, text=True, check=False,
                )  # fmt: skip
                print(commit, command[0], done.returncode, (done.stderr or done.stdout).strip().splitlines()[-1:])
            stored = HERE / f"{commit}.db.gz"
            stored.write_bytes(gzip.compress(db.read_bytes(), mtime=0))
            print(commit, stored.stat().st_size)


if __name__ == "__main__":
    main()
