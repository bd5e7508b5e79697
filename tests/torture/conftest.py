"""The programs here are run as whole processes by test_torture.py, and at length by ``make torture``; they hold no tests."""

from __future__ import annotations

from pathlib import Path

collect_ignore = [path.name for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_")]
