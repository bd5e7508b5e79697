"""The time: asked here alone, and given to whatever records it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the time to the second, in ISO 8601, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
