"""``python -m dedupe``, and the command ``dedupe``."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

_OTHER = "dedupe"  # a library for matching records; it fills the same import name as our distribution, newsfold


def main() -> None:
    """Run the program; the same bytes come out whatever the locale is."""
    if _is_installed(_OTHER):
        sys.exit(
            "dedupe: the library 'dedupe' from PyPI is installed here too, and both are imported as 'dedupe': "
            "install newsfold into an environment of its own"
        )
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    from dedupe.cli.program import program

    program(prog_name="dedupe")


def _is_installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    main()
