"""Comparisons: exactly the record that was stored, from rows that hold each paragraph once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.changes import edit_script
from dedupe.errors import PatchError, StoreDamaged, StoreError
from dedupe.records import (
    Article,
    Changes,
    Edit,
    EditScript,
    FactChange,
    Hunk,
    MetadataChange,
    SentenceMove,
    Significance,
)
from dedupe.store import BatchCounts, Store, open_store

MORNING = "2031-05-04T06:00:00Z"
Ingest = Callable[..., BatchCounts]
Cluster = Callable[..., list[str]]

PARAGRAPHS = st.sampled_from(["One fire.", "Two fires.", "Three fires,\nfour.", "火灾。", "'); --", "\0"])
SPACES = st.sampled_from(["", "\n\n", "\n \n", " ", "\n"])
WORDS = st.text(st.sampled_from("ab c\n'é😀"), max_size=6)


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, str, Changes]:
    """Two texts and what changed between them: any hunks at all that hold each paragraph once."""
    hunks: list[Hunk] = []
    sides: tuple[list[str], list[str]] = ([], [])
    for kind in draw(
        st.lists(st.sampled_from(["equal", "changed", "added", "removed", "split", "merged"]), max_size=6)
    ):
        counts = {"added": (0, 1), "removed": (1, 0), "split": (1, 2), "merged": (2, 1)}.get(kind, (1, 1))
        texts = [draw(st.lists(PARAGRAPHS, min_size=count, max_size=count)) for count in counts]
        if kind == "equal":
            texts[1] = texts[0]
        numbers = [tuple(range(len(side), len(side) + len(new))) for side, new in zip(sides, texts, strict=True)]
        old, new = ("\n\n".join(text) for text in texts)
        whole = {"equal": [Edit("equal", old)], "added": [Edit("insert", new)], "removed": [Edit("delete", old)]}
        edits = whole.get(kind, [Edit("delete", old), Edit("insert", new)])
        hunks.append(
            Hunk(kind=kind, old=numbers[0], new=numbers[1], edits=tuple(edits), moved=draw(st.booleans()))  # type: ignore[arg-type]
        )
        sides[0].extend(texts[0])
        sides[1].extend(texts[1])
    separators = [tuple(draw(SPACES) for _ in range(len(side) + 1)) for side in sides]
    script = EditScript(
        hunks=tuple(draw(st.permutations(hunks))),
        old_separators=separators[0],
        new_separators=separators[1],
        sentence_moves=tuple(draw(st.lists(st.builds(SentenceMove, old=st.just(0), new=st.just(1), text=WORDS)))),
        coarse=draw(st.booleans()),
    )
    facts = draw(st.lists(_facts(len(hunks)), max_size=3)) if hunks else []
    changes = Changes(
        script=script,
        metadata=tuple(draw(st.lists(_METADATA, max_size=3))),
        facts=tuple(facts),
        significance=draw(_SIGNIFICANCE),
    )
    old_text, new_text = (_laid(side, around) for side, around in zip(sides, separators, strict=True))
    return old_text, new_text, changes


def _facts(hunks: int) -> st.SearchStrategy[FactChange]:
    kinds = st.sampled_from(["number", "date", "quote", "name", "negation", "hedge"])
    return st.builds(FactChange, kind=kinds, old=WORDS, new=WORDS, hunk=st.integers(0, hunks - 1), context=WORDS)


_METADATA = st.builds(
    MetadataChange, field=st.sampled_from(["title", "url"]), old=st.none() | WORDS, new=st.none() | WORDS
)
_SIGNIFICANCE = st.builds(
    Significance,
    level=st.sampled_from(["cosmetic", "style", "update", "correction"]),
    disclosed=st.sampled_from([None, True, False]),
    attention=st.integers(0, 100),
    reasons=st.lists(WORDS, max_size=2).map(tuple),
)


def _laid(paragraphs: list[str], separators: tuple[str, ...]) -> str:
    return separators[0] + "".join(p + s for p, s in zip(paragraphs, separators[1:], strict=True))


def _stored(store: Store, *texts: str) -> list[str]:
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key=str(n), text=text) for n, text in enumerate(texts)], seen_at=MORNING)
    return [store.article(str(number)).hash for number in range(len(texts))]


def _compared(old: str, new: str) -> Changes:
    meaning = Significance(level="update", disclosed=None, reasons=("a figure changed",))
    return Changes(script=edit_script(old, new), metadata=(), facts=(), significance=meaning)


@settings(max_examples=40, deadline=None)
@given(changed_texts().filter(lambda case: case[0] != case[1]))
def test_a_comparison_comes_back_exactly(case: tuple[str, str, Changes]):
    old_text, new_text, changes = case
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db", create=True) as store:
        old, new = _stored(store, old_text, new_text)
        store.save_comparisons([(old, new, changes)], "{}")
        compared = store.comparison(old, new)
        assert compared is not None
        assert compared.changes == changes
        assert (compared.old.article.text, compared.new.article.text) == (old_text, new_text)


def test_what_the_differ_finds_comes_back_exactly(store: Store, ferry: list[Article]):
    texts = [ferry[0].text, ferry[1].text, ferry[2].text, "", "  \n", f"\n{ferry[0].text} \n\n"]
    hashes = _stored(store, *texts)
    items = [
        (hashes[old], hashes[new], _compared(texts[old], texts[new]))
        for old in range(len(texts))
        for new in range(len(texts))
        if old != new
    ]
    store.save_comparisons(items, "{}")
    for old, new, changes in items:
        assert store.comparison(old, new).changes == changes
    assert store.check(read_data=True) == []
    assert [(one.old.hash, one.new.hash) for one in store.comparisons()] == sorted((old, new) for old, new, _ in items)


def test_real_revisions_come_back_exactly(store: Store, real_data: Path):
    texts = [path.read_text() for path in sorted((real_data / "kherson").glob("*.txt"))]
    old, new = _stored(store, *texts)
    changes = _compared(*texts)
    store.save_comparisons([(old, new, changes)], "{}")
    assert store.comparison(old, new).changes == changes
    assert store.check() == []


def test_every_paragraph_is_stored_once(store: Store):
    texts = ["One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One.\n\nThree.\n\nTwo.\n\nOne."]
    hashes = _stored(store, *texts)
    for old, new in ((0, 1), (1, 2), (0, 2)):
        store.save_comparisons([(hashes[old], hashes[new], _compared(texts[old], texts[new]))], "{}")
    query = "SELECT text FROM paragraph ORDER BY text"
    assert store._connection.execute(query).fetchall() == [("One.",), ("Three.",), ("Two.",)]


def test_whole_paragraphs_are_not_spelled_out_a_second_time(store: Store):
    old_text, new_text = "Same.\n\nThe toll is 227 now.\n\nGone.", "Same.\n\nThe toll is 249 now.\n\nFresh words here."
    old, new = _stored(store, old_text, new_text)
    store.save_comparisons([(old, new, _compared(old_text, new_text))], "{}")
    rows = dict(store._connection.execute("SELECT kind, edits FROM hunk").fetchall())
    spelled = '[["equal","The toll is "],["delete","227"],["insert","249"],["equal"," now."]]'
    assert rows == {"equal": None, "changed": spelled, "removed": None, "added": None}


def test_a_comparison_of_the_same_two_articles_is_replaced(store: Store):
    old, new = _stored(store, "One.", "Two.")
    changes = _compared("One.", "Two.")
    later = replace(changes, significance=Significance(level="correction", disclosed=False, reasons=()))
    store.save_comparisons([(old, new, changes)], "{}")
    store.save_comparisons([(old, new, changes), (old, new, later)], '{"more":1}')
    assert store.comparison(old, new).changes == later
    assert store.comparison_keys() == store.comparison_keys('{"more":1}') == {(old, new)}
    assert store.comparison_keys("{}") == set()
    assert store.summary().comparisons == 1


def test_comparisons_that_are_no_longer_steps_leave_with_their_paragraphs(store: Store):
    texts = ["One.", "Two.", "Three."]
    a, b, c = _stored(store, *texts)
    store.save_comparisons([(a, b, _compared("One.", "Two.")), (b, c, _compared("Two.", "Three."))], "{}")
    store.drop_comparisons_except({(a, b)})
    assert store.comparison_keys() == {(a, b)}
    assert store.comparison(b, c) is None
    assert store._connection.execute("SELECT text FROM paragraph ORDER BY 1").fetchall() == [("One.",), ("Two.",)]
    assert store.check() == []
    store.drop_comparisons_except([])
    for table in ("edit_script", "hunk", "hunk_paragraph", "body_paragraph", "paragraph"):
        assert store._connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_comparisons_outlive_a_clustering(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, ["ferry-1", "ferry-2", "ferry-3", "copy"])
    one, two, three = (store.article(name) for name in ("ferry-1", "ferry-2", "ferry-3"))
    steps = [(two, three), (one, two)]
    items = [(a.hash, b.hash, _compared(a.article.text, b.article.text)) for a, b in steps]
    store.save_comparisons(items, "{}")
    cluster(store, ["ferry-1", "ferry-2", "ferry-3"])
    (story,) = store.stories()
    compared = list(store.comparisons_of(story.id))
    assert [(each.old, each.new) for each in compared] == [(one, two), (two, three)]
    cluster(store, ["ferry-2", "ferry-3"])
    assert [each.old.name for each in store.comparisons_of("ferry-2")] == ["ferry-2"]


def test_the_comparisons_of_twice_as_many_versions_are_read_in_twice_the_work(
    store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]
):
    versions = [replace(ferry[0], key=f"v{number:03}", text=f"One fire.\n\n{number} fires.") for number in range(120)]
    ingest(store, versions)
    told = {article.key: store.article(article.key).hash for article in versions}
    steps = [(old, new, _compared(old.text, new.text)) for old, new in pairwise(versions)]
    store.save_comparisons([(told[old.key], told[new.key], changes) for old, new, changes in steps], "{}")
    worked = []
    for many in (60, 120):
        cluster(store, [version.key for version in versions[:many]])
        ticks: list[None] = []
        store._connection.set_progress_handler(partial(ticks.append, None), 1)
        assert len(list(store.comparisons_of("v000"))) == many - 1
        store._connection.set_progress_handler(None, 0)
        worked.append(len(ticks))
    assert worked[1] < 2.5 * worked[0]


def test_a_comparison_that_fails_undoes_its_whole_batch(store: Store):
    a, b = _stored(store, "One.", "Two.")
    with pytest.raises(StoreError) as error:
        store.save_comparisons([(a, b, _compared("One.", "Two.")), (a, "xxh128:00", _compared("One.", "Two."))], "{}")
    assert str(error.value) == f"{store.path}: no article has the hash 'xxh128:00'"
    assert store.comparison_keys() == set()


def test_a_script_of_other_texts_is_refused(store: Store):
    a, b = _stored(store, "One.", "Two.")
    with pytest.raises(PatchError) as error:
        store.save_comparisons([(a, b, _compared("One.", "Three."))], "{}")
    assert str(error.value) == f"the edit script was not made from the text of {b}"


def test_a_script_that_leaves_paragraphs_out_is_refused(store: Store):
    a, b = _stored(store, "One.", "Two.")
    changes = _compared("One.", "Two.")
    with pytest.raises(PatchError) as error:
        store.save_comparisons([(a, b, replace(changes, script=replace(changes.script, hunks=())))], "{}")
    assert str(error.value) == "the edit script is damaged: its hunks do not hold every paragraph exactly once"


def test_a_text_is_cut_one_way_only(store: Store):
    a, b, c = _stored(store, "One.\nTwo.", "Three.", "Four.")
    store.save_comparisons([(a, b, _compared("One.\nTwo.", "Three."))], "{}")
    whole = EditScript(
        hunks=(
            Hunk(kind="removed", old=(0,), new=(), edits=(Edit("delete", "One.\nTwo."),)),
            Hunk(kind="added", old=(), new=(0,), edits=(Edit("insert", "Four."),)),
        ),
        old_separators=("", ""),
        new_separators=("", ""),
    )
    with pytest.raises(PatchError) as error:
        store.save_comparisons([(a, c, replace(_compared("One.\nTwo.", "Four."), script=whole))], "{}")
    assert str(error.value) == f"the edit script cuts the text of {a} otherwise than those in the store"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE paragraph SET text = 'Nobody was hurt.' WHERE text LIKE 'Three%'",
        "UPDATE hunk SET edits = '[]' WHERE edits IS NOT NULL",
        "UPDATE hunk SET edits = 'no JSON' WHERE edits IS NOT NULL",
        "UPDATE hunk SET moved = 1",
        "UPDATE edit_script SET significance = 'cosmetic'",
        "UPDATE edit_script SET reasons = '{}'",
        "UPDATE body_paragraph SET separator = ' '",
        "UPDATE hunk_paragraph SET paragraph = 1",
        "DELETE FROM hunk WHERE kind = 'added'",
        "DELETE FROM body_paragraph",
    ],
)
def test_changes_that_are_not_what_was_stored_are_never_handed_out(store: Store, ferry: list[Article], change: str):
    old_text, new_text = ferry[0].text, ferry[1].text
    old, new = _stored(store, old_text, new_text)
    store.save_comparisons([(old, new, _compared(old_text, new_text))], "{}")
    store._connection.execute(change)
    with pytest.raises(StoreDamaged) as error:
        store.comparison(old, new)
    expected = f"{store.path}: the changes from '0' to '1' are not what was stored: run dedupe check"
    assert str(error.value) == expected
    assert expected in store.check()
