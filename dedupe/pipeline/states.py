"""What a step was done with: if neither that nor its input changed, it is not done again."""

from __future__ import annotations

from typing import Any

import dedupe
from dedupe.settings import Settings


def folded_by(settings: Settings) -> str:
    """Return the settings that decide what folds into what, as JSON."""
    return as_json(settings.signatures, settings.evidence)


def as_json(*parts: Any) -> str:
    """Return settings as JSON, with the version that they were used by: another one may decide otherwise."""
    import msgspec

    return msgspec.json.encode({"dedupe": dedupe.__version__, "settings": parts}, order="sorted").decode()
