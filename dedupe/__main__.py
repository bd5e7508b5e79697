"""``python -m dedupe``, and the command ``dedupe``."""

from __future__ import annotations

import glob
import os
import sys

_OTHER = "dedupe"  # a library for matching records; it fills the same import name as our distribution, newsfold


def main() -> None:
    """Run the program; the same bytes come out whatever the locale is."""
    if _is_installed(_OTHER):
        sys.exit(
            "dedupe: the library 'dedupe' from PyPI is installed here too, and both are imported as 'dedupe': "
            "install newsfold into an environment of its own"
        )
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    from dedupe.cli.program import program

    program(prog_name="dedupe")


def _open_closed_streams() -> None:
    """Put the null device where the caller closed a stream: the next file opened would take its place, and the output."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open for good


def _is_installed(distribution: str) -> bool:
    # As importlib.metadata finds it, whose import would take a tenth of the time that comparing two files takes; glob passes over
    # what may not be read.
    pattern = f"{distribution}-*.dist-info"
    return any(glob.glob(pattern, root_dir=folder) for folder in sys.path if folder)  # noqa: PTH207 - Path.glob raises


if __name__ == "__main__":
    main()
