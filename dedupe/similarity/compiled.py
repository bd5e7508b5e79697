"""How the kernels are compiled: once a machine, kept on the disk, and free of Python's lock while they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function when it is first called, for the types it is called with.

    What was compiled is kept beside the module, else in the user's cache folder, else nowhere.
    """
    compile_it: Callable[..., Callable[[Function], Function]] = numba.njit
    try:
        return compile_it(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder that anyone may write to
        return compile_it(nogil=True)(function)
