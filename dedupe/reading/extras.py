"""Packages that only some formats need: imported when a file asks for them, named in one line where they are missing."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from dedupe.errors import InputError

EXTRAS: Final[Mapping[str, str]] = {
    "feedparser": "feed",
    "pyarrow": "parquet",
    "pyspark": "spark",
    "trafilatura": "html",
    "backports.zstd": "zstd",
}
"""Package -> the extra of this distribution that installs it."""

ZSTD: Final = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
"""The standard library has it from 3.14 on."""


def is_there(package: str) -> bool:
    """Return whether a package is installed, without importing it."""
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:  # the package around it is missing too
        return False


def missing(package: str) -> str:
    """Return the line that names a package that is missing, and how to get it."""
    line = f"this needs {package}, which is not installed"
    return f"{line}: pip install 'newsfold[{EXTRAS[package]}]'" if package in EXTRAS else line


def needed(package: str, module: str = "") -> ModuleType:
    """Import a package, or a module of it. Raises InputError where it is missing or does not work."""
    if not is_there(package):
        raise InputError(missing(package))
    try:
        return import_module(module or package)
    except Exception as error:  # whatever a broken installation raises
        raise InputError(f"{package} is installed but does not work: {' '.join(str(error).split())}") from error
