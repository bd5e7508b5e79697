"""Fixtures that several folders of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# No test may fail for the speed of a machine.
settings.register_profile("dedupe", deadline=None)
settings.load_profile("dedupe")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The labelled news data beside the checkout."""
    data = Path(__file__).parents[2] / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the labelled news data is not beside this checkout (../shared/data)")
    return data
