"""The small edition of every torture: each script beside this file, with small numbers. ``make torture`` runs the large one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SMALL = {
    "kill": ("--kills", "12", "--transactions", "9"),
    "full": ("--stride", "60"),
    "flip": ("--flips", "24"),
    "crowd": ("--rounds", "2"),
    "seeds": ("--times", "2"),
    "fuzz": ("--rounds", "3"),
    "cost": ("--articles", "30"),
    "payloads": ("--stride", "210"),
}

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="the tortures fork as Linux does")


def test_every_torture_has_a_small_edition() -> None:
    assert sorted(SMALL) == sorted(
        path.stem for path in HERE.glob("*.py") if path.stem not in ("trial", "test_torture", "conftest")
    )


def test_every_torture_has_a_large_edition_and_stands_beside_its_promise() -> None:
    large = dict(re.findall(r"tests/torture/(\w+)\.py (.*)", (ROOT / "Makefile").read_text("utf-8")))
    promised = (ROOT / "SECURITY.md").read_text("utf-8")
    assert sorted(large) == sorted(SMALL)
    for name, options in large.items():
        known = re.findall(r"main\(torture, (.*)\)", (HERE / f"{name}.py").read_text("utf-8"))[0]
        assert {*re.findall(r"--(\w+)", options)} <= {*re.findall(r"(\w+)=", known)}, name
        assert re.search(rf"\b{name}\.py\*|\b{name}\.py,", promised), name


@pytest.mark.parametrize("name", SMALL)
def test_no_promise_is_broken(name: str) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *SMALL[name]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)[name]
    assert not any(
        figures.get(broken) for broken in ("lost", "torn", "doubled", "locked", "tracebacks", "different exports")
    )
