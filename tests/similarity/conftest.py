"""Invented texts in bulk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import settings

from dedupe.settings import Settings
from dedupe.similarity.features import Features, extract_features

# The first example of a process pays for importing scipy; and nothing here is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def story(number: int, versions: int = 1) -> list[str]:
    """A text of forty words that no other number has, and versions of it in which a tenth of the words change."""
    words = [f"w{number}x{at}" if at % 5 else f"{number}{at}" for at in range(40)]
    texts = []
    for version in range(versions):
        words[version * 4 : version * 4 + 4] = [f"new{number}v{version}n{at}" for at in range(4)]
        texts.append(". ".join(" ".join(words[at : at + 10]) for at in range(0, 40, 10)) + ".")
    return texts


@pytest.fixture(scope="session")
def corpus() -> list[str]:
    """Texts of which some are versions of each other, some share boilerplate, and one is too short to shingle."""
    footer = "\n\nSubscribe to the Harbour Post and keep the press of our islands free and alive."
    texts = [text for number in range(6) for text in story(number, versions=1 + number)]
    return [text + footer * (at % 3 == 0) for at, text in enumerate(texts)] + ["Too short", ""]


@pytest.fixture(scope="session")
def features(corpus: Sequence[str]) -> Features:
    return extract_features(corpus, Settings().signatures)


@pytest.fixture(scope="session")
def every_pair(corpus: Sequence[str]) -> np.ndarray:
    return np.stack(np.triu_indices(len(corpus), k=1), axis=1)
