"""Who is told of the work as it goes on: nobody, unless somebody asks."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What is told of the work as it goes on."""

    def start(self, step: str, total: int | None, unit: str) -> None:
        """Begin a step of ``total`` units of work, None where nobody knows how many."""

    def advance(self, amount: int) -> None:
        """Say that so much more is done."""

    def finish(self) -> None:
        """End the step."""


class _Silence:
    def start(self, step: str, total: int | None, unit: str) -> None: ...
    def advance(self, amount: int) -> None: ...
    def finish(self) -> None: ...


SILENT: Progress = _Silence()
