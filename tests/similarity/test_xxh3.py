"""Our hash of a word is the xxhash package's."""

from __future__ import annotations

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity.xxh3 import LONGEST, xxh3


@pytest.mark.parametrize("length", range(1, LONGEST + 1))
def test_every_length_is_hashed_as_xxhash_does(length: int) -> None:
    words = np.random.default_rng(length).integers(0, 256, (20, length), dtype=np.uint8)
    assert [int(xxh3(word, 0, length)) for word in words] == [xxhash.xxh3_64_intdigest(bytes(word)) for word in words]


@given(st.binary(min_size=1, max_size=LONGEST), st.binary(max_size=9), st.binary(max_size=9))
def test_what_stands_around_a_word_is_no_part_of_it(word: bytes, before: bytes, after: bytes) -> None:
    data = np.frombuffer(before + word + after, np.uint8)
    assert int(xxh3(data, len(before), len(word))) == xxhash.xxh3_64_intdigest(word)
