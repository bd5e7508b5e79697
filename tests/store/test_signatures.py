"""Signatures come back for their scheme alone, and steps are done for their input alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedupe.errors import StoreDamaged
from dedupe.records import Article
from dedupe.store import BatchCounts, Signature, Store
from dedupe.text.hashing import content_hash

SCHEME = "datasketch-affine32 seed=1 perms=128 hash=xxh3 shingle=3 view=1"
Ingest = Callable[..., BatchCounts]


@pytest.fixture
def two(store: Store, ingest: Ingest) -> list[Signature]:
    ingest(store, [Article(key="a", text="One."), Article(key="b", text="Two.")])
    return [
        Signature(body_hash=content_hash("One."), article=b"\1\0\0\0", passages=b"\2\0\0\0\3\0\0\0"),
        Signature(body_hash=content_hash("Two."), article=None, passages=b""),
    ]


def test_signatures_come_back_as_they_were(store: Store, two: list[Signature]):
    store.save_signatures(two, SCHEME)
    wanted = [content_hash(text) for text in ("One.", "Two.", "Three.")]
    assert store.load_signatures(wanted, SCHEME) == {one.body_hash: one for one in two}
    assert list(store.load_signatures(wanted[1:], SCHEME)) == wanted[1:2]


def test_bodies_stand_in_the_order_in_which_they_were_stored(store: Store, two: list[Signature]):
    wanted = [content_hash(text) for text in ("Two.", "Three.", "One.")]
    assert store.order_of_bodies(wanted) == [2, 0]


def test_a_signature_of_another_scheme_is_none(store: Store, two: list[Signature]):
    store.save_signatures(two, SCHEME)
    assert store.load_signatures([two[0].body_hash], SCHEME.replace("seed=1", "seed=2")) == {}


def test_a_new_signature_takes_the_place_of_the_former(store: Store, two: list[Signature]):
    store.save_signatures(two, SCHEME)
    other = replace(two[0], article=b"\7\0\0\0")
    store.save_signatures([other], "another scheme")
    assert store.load_signatures([other.body_hash], SCHEME) == {}
    assert store.load_signatures([other.body_hash], "another scheme") == {other.body_hash: other}


@pytest.mark.parametrize("change", ["article = x'02000000'", "article = NULL", "passages = x''"])
def test_a_flipped_bit_is_damage_and_no_small_likeness(store: Store, two: list[Signature], change: str):
    store.save_signatures(two, SCHEME)
    store._connection.execute(f"UPDATE signature SET {change} WHERE body = 1")
    message = f"the signature of body {two[0].body_hash} is not what was stored"
    with pytest.raises(StoreDamaged) as error:
        store.load_signatures([two[0].body_hash], SCHEME)
    assert str(error.value) == f"{store.path}: {message}"
    assert store.check(read_data=True) == [f"signature of body {two[0].body_hash}: is not what was stored"]


def test_a_step_is_current_for_the_same_input_and_settings_alone(store: Store):
    assert not store.step_is_current("diff", "f", "{}")
    store.record_step("diff", "f", "{}")
    assert store.step_is_current("diff", "f", "{}")
    assert not store.step_is_current("diff", "g", "{}")
    assert not store.step_is_current("diff", "f", '{"seed":2}')
    assert not store.step_is_current("cluster", "f", "{}")
    store.record_step("diff", "g", '{"seed":2}')
    assert store.step_is_current("diff", "g", '{"seed":2}')


def test_a_step_that_failed_at_the_end_was_never_done(store: Store):
    with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012
        store.record_step("diff", "f", "{}")
        _ = 1 / 0
    assert not store.step_is_current("diff", "f", "{}")
