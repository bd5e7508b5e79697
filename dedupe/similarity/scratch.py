"""Arrays too large to hold: written to a file as they come, and read as if they were in memory.

The file has no name, so that nothing of it is left however the process ends. What was read of it stands in memory until it
is let go of; whoever passes over such an array once does so piece by piece.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Scratch:
    """A file of values of one kind that grows, in a folder that has room for it."""

    def __init__(self, folder: Path, dtype: np.dtype[Any]) -> None:
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as it grows
        self._dtype = dtype

    def write(self, values: NDArray[Any]) -> None:
        """Add values of the kind. Raises OSError that names the folder where it has no room for them."""
        with self._named():
            self._file.write(np.ascontiguousarray(values, self._dtype).data)

    def values(self) -> NDArray[Any]:
        """Return all that was written, and write no more. Raises OSError as ``write`` does."""
        with self._named(), self._file as file:
            if file.tell() == 0:
                return np.empty(0, self._dtype)
            file.flush()
            # Shared and writable: read-only arrays would have all kernels compiled a second time.
            return np.frombuffer(mmap.mmap(file.fileno(), 0), self._dtype)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._folder)) from error


def let_go(values: NDArray[Any]) -> None:
    """Give back the memory of an array that stands in a file; it is read again when it is asked for."""
    base: Any = values
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, memoryview):
        base = base.obj
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        base.madvise(mmap.MADV_DONTNEED)


def tidy_up() -> None:
    """Give back what memory is free: glibc keeps what small things leave, where no large array will ever stand."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim is not None:
            trim(0)
