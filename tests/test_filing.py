"""What is filed is what was added, however it is asked for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.pipeline import filing
from dedupe.pipeline.corpus import Filed
from dedupe.pipeline.filing import Filing
from dedupe.records import Metadata

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
METADATA = st.builds(Metadata, **{name: TEXT if name == "key" else st.none() | TEXT for name in Metadata.__slots__})


@given(st.lists(TEXT, max_size=8), st.integers(0, 4), st.booleans(), st.data())
def test_texts_come_back(added: list[str], in_memory: int, has_folder: bool, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(filing, "_READ", 2)
        patch.setattr(filing, "_IN_MEMORY", in_memory)
        texts = Filing(Path(folder) if has_folder else None, str.encode, bytes.decode)
        for text in added:
            texts.append(text)
        texts.close()
        assert list(Path(folder).iterdir()) == []  # without a name
    assert (len(texts), [*texts], texts[:]) == (len(added), added, added)
    if added:
        number = data.draw(st.integers(0, len(added) - 1))
        assert texts[number] == added[number]


@given(st.lists(st.builds(Filed, TEXT, TEXT, METADATA), max_size=3))
def test_what_articles_say_comes_back(added: list[Filed]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(filing, "_IN_MEMORY", 1)
        filed = Filing(Path(folder), msgspec.msgpack.encode, msgspec.msgpack.Decoder(Filed).decode)
        for one in added:
            filed.append(one)
        filed.close()
    assert [*filed] == added
