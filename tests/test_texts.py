"""Texts in a file are those that were added, however they are asked for."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.pipeline import texts as filing
from dedupe.pipeline.texts import FiledTexts

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8)


@given(TEXTS, st.data())
def test_texts_come_back(added: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(filing, "_READ", 2)
        texts = FiledTexts(Path(folder))
        for text in added:
            texts.append(text)
        texts.close()
        assert list(Path(folder).iterdir()) == []  # without a name
    assert (len(texts), [*texts], texts[:]) == (len(added), added, added)
    if added:
        number = data.draw(st.integers(0, len(added) - 1))
        assert texts[number] == added[number]
