"""What people decided is kept, and what can never hold is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedupe.errors import NameNotFound, VerdictError
from dedupe.records import Article
from dedupe.store import BatchCounts, Store

Names = dict[str, str]


@pytest.fixture
def hashes(store: Store, ingest: Callable[..., BatchCounts], ferry: list[Article]) -> Names:
    ingest(store, ferry)
    return {stored.name: stored.hash for stored in store.articles()}


def test_of_two_verdicts_about_a_pair_the_later_holds(store: Store, hashes: Names) -> None:
    before = store.facts_fingerprint()
    low, high = sorted((hashes["ferry-1"], hashes["cake"]))
    store.add_verdict("join", high, low, "the same harbour")
    store.add_verdict("separate", low, high, "a cake is no\nferry")
    (verdict,) = store.verdicts()
    assert (verdict.kind, verdict.a, verdict.b, verdict.why) == ("separate", low, high, "a cake is no ferry")
    assert (hashes[verdict.name_a], hashes[verdict.name_b]) == (low, high)
    assert store.facts_fingerprint() != before


def test_what_was_withdrawn_never_was_for_the_stories(store: Store, hashes: Names) -> None:
    before = store.facts_fingerprint()
    store.add_verdict("join", hashes["ferry-1"], hashes["cake"], "the same harbour")
    store.withdraw_verdict(hashes["cake"], hashes["ferry-1"])
    assert store.verdicts() == []
    assert store.facts_fingerprint() == before
    with pytest.raises(VerdictError) as error:
        store.withdraw_verdict(hashes["cake"], hashes["ferry-1"])
    assert str(error.value) == "nobody decided about 'cake' and 'ferry-1'"
    store.add_verdict("join", hashes["ferry-1"], hashes["cake"], "after all")
    assert [verdict.why for verdict in store.verdicts()] == ["after all"]


def test_verdicts_outlive_what_was_derived(store: Store, hashes: Names) -> None:
    store.add_verdict("join", hashes["ferry-1"], hashes["cake"], "the same harbour")
    store.drop_derived()
    assert [verdict.why for verdict in store.verdicts()] == ["the same harbour"]
    assert store.check(read_data=True) == []


@pytest.mark.parametrize(
    ("a", "b", "why", "message"),
    [
        ("ferry-3", "copy", "so", "'copy' and 'ferry-3' have the same text, and one text is always of one story"),
        ("cake", "cake", "so", "'cake' cannot be separated from itself"),
        ("cake", "copy", " \n", "a decision needs a reason in words"),
        ("cake", "copy", "caf\udce9", "the reason is not valid UTF-8"),
    ],
)
def test_what_can_never_hold_is_refused(store: Store, hashes: Names, a: str, b: str, why: str, message: str) -> None:
    with pytest.raises(VerdictError) as error:
        store.add_verdict("separate", hashes[a], hashes[b], why)
    assert str(error.value) == message
    assert store.verdicts() == []


def test_a_verdict_about_an_unknown_article_is_refused(store: Store) -> None:
    with pytest.raises(NameNotFound) as error:
        store.add_verdict("join", "xxh128:1", "xxh128:2", "so")
    assert str(error.value) == f"no article goes by 'xxh128:1' in {store.path}"
