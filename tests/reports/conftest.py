"""A story made by hand with every kind of change, and the golden files that pin how each face tells it.

``UPDATE_GOLDEN=1 make test`` writes the golden files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dedupe.records import (
    Article,
    ChangeReport,
    Changes,
    Comparison,
    Edit,
    EditScript,
    FactChange,
    Hunk,
    HunkKind,
    MetadataChange,
    Reversion,
    SentenceMove,
    Significance,
    StoredArticle,
    StoredPair,
    StoredRevision,
    StoredStory,
)
from dedupe.text.hashing import article_hash, content_hash

GOLDEN = Path(__file__).parents[1] / "golden"
_MARKED = re.compile(r"\[-(?P<delete>.*?)-\]|\{\+(?P<insert>.*?)\+\}|(?P<equal>(?:(?!\[-|\{\+).)+)", re.DOTALL)


@pytest.fixture
def golden() -> Callable[[str, Iterable[str]], None]:
    """Compare lines with the golden file of that name."""

    def compare(name: str, lines: Iterable[str]) -> None:
        path = GOLDEN / name
        text = "".join(f"{line}\n" for line in lines)
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


def edits(marked: str) -> tuple[Edit, ...]:
    """Edits as the terminal shows them: deleted words in [-...-], inserted ones in {+...+}."""
    return tuple(Edit(found.lastgroup, found[found.lastgroup]) for found in _MARKED.finditer(marked))  # type: ignore[arg-type, index]


def hunk(kind: HunkKind, old: list[int], new: list[int], marked: str, *, moved: bool = False) -> Hunk:
    return Hunk(kind=kind, old=tuple(old), new=tuple(new), edits=edits(marked), moved=moved)


def script(
    *hunks: Hunk, moves: tuple[SentenceMove, ...] = (), new_separators: dict[int, str] | None = None
) -> EditScript:
    return EditScript(
        hunks=hunks,
        old_separators=_separators(sum(len(hunk.old) for hunk in hunks)),
        new_separators=_separators(sum(len(hunk.new) for hunk in hunks), new_separators),
        sentence_moves=moves,
    )


def _separators(paragraphs: int, unusual: dict[int, str] | None = None) -> tuple[str, ...]:
    usual = ["", *["\n\n"] * (paragraphs - 1), ""]
    return tuple((unusual or {}).get(place, separator) for place, separator in enumerate(usual))


def side(script: EditScript, op: str) -> str:
    """The old text (op "delete") or the new one (op "insert") that a script spells out."""
    at: dict[int, str] = {}
    for each in script.hunks:
        text = "".join(edit.text for edit in each.edits if edit.op in ("equal", op))
        at.update(zip(each.old if op == "delete" else each.new, text.split("\n\n"), strict=False))
    separators = script.old_separators if op == "delete" else script.new_separators
    return separators[0] + "".join(at[place] + separators[place + 1] for place in range(len(at)))


def stored(name: str, text: str, **fields: str | None) -> StoredArticle:
    article = Article(key=name, text=text, **fields)  # type: ignore[arg-type]
    return StoredArticle(hash=article_hash(article), name=name, body_hash=content_hash(text), article=article)


FIRST_UPDATE = script(
    hunk("equal", [0], [0], "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama."),
    hunk(
        "added",
        [],
        [1, 2],
        "{+Divers began to search the car deck on Sunday afternoon.\n\nTheir boats came from Orle.+}",
    ),
    hunk(
        "changed",
        [1],
        [3],
        "The coastguard, which sent four boats and a helicopter within an hour of the first call, said at least "
        "[-227-]{+249+} people were taken off the ship and [-14 were hurt-]{+16 are in hospital, two of them in a "
        "grave condition+}.",
    ),
    hunk("split", [2], [4, 5], "Nobody knows the cause.[- -]{+\n\n+}An inquiry has begun."),
    hunk(
        "changed", [3], [6], "The Alba[-'-]{+’+}s owners [---]{+–+} a family from Orle [---]{+–+} could not be reached."
    ),
    hunk("removed", [4], [], "[-Winds were light, the weather office said.-]"),
    hunk("equal", [6], [7], "Ferries to the islands will not run before Tuesday.", moved=True),
    hunk("changed", [5], [8], "The Alba was built in [-2008-]{+2009+} and carries 400 people.", moved=True),
    hunk("equal", [7, 8], [9, 10], "More follows.\n\n萨拉马港的渡轮火灾"),
    moves=(SentenceMove(old=4, new=1, text="The sea was calm."),),
)
CORRECTION = script(
    hunk("equal", [0, 1, 2], [0, 1, 2], "A fire broke out.\n\nDivers began.\n\nTheir boats came from Orle."),
    hunk("merged", [3, 4], [3], "At least 249 people were taken off.[-\n\n-]{+ +}Nobody knows the cause."),
    hunk("changed", [5], [4], "An inquiry [-has begun-]{+will begin on Monday+}."),
    hunk("changed", [6], [5], "渡轮“阿尔巴号”载有[-二百-]{+三百+}名乘客，船东是奥尔勒的一个家族。"),
    new_separators={6: "\n"},
)
HARBOUR = "Harbour Post"
VERSIONS = (
    stored(
        "harbour-post/ferry-fire.txt",
        side(FIRST_UPDATE, "delete"),
        title="Fire on ferry off Sarama",
        source=HARBOUR,
        published_at="2031-05-04T09:30:00Z",
    ),
    stored(
        "harbour-post/ferry-fire.txt@5b1c0c1e",
        side(FIRST_UPDATE, "insert"),
        title="Sixteen in hospital after ferry fire",
        source=HARBOUR,
        published_at="2031-05-04T09:30:00Z",
        modified_at="2031-05-04T16:00:00Z",
    ),
    stored(
        "coast-daily/alba.txt",
        side(FIRST_UPDATE, "insert"),
        title="Ferry burns",
        source="Coast Daily",
        published_at="2031-05-04",
    ),
    stored("meridian/渡轮.txt", side(CORRECTION, "insert"), title="Sixteen in hospital after ferry fire"),
)


@pytest.fixture
def update() -> Comparison:
    """A comparison with every kind of hunk but a merge."""
    return Comparison(
        old=VERSIONS[0],
        new=VERSIONS[1],
        changes=Changes(
            script=FIRST_UPDATE,
            metadata=(
                MetadataChange(field="title", old=VERSIONS[0].article.title, new=VERSIONS[1].article.title),
                MetadataChange(field="modified_at", old=None, new="2031-05-04T16:00:00Z"),
            ),
            facts=(
                FactChange(kind="number", old="227", new="249", hunk=2, context="people"),
                FactChange(kind="number", old="14", new="16", hunk=2, context="hurt"),
                FactChange(kind="number", old="2008", new="2009", hunk=7),
                FactChange(kind="hedge", old="", new="grave", hunk=2),
                FactChange(kind="name", old="", new="Divers", hunk=1),
            ),
            significance=Significance(level="update", disclosed=None, reasons=("figures changed",), attention=40),
        ),
    )


@pytest.fixture
def correction() -> Comparison:
    """A small comparison: a merge, reversions, a silent correction, a script without spaces, an unusual end of the text."""
    return Comparison(
        old=VERSIONS[1],
        new=VERSIONS[3],
        changes=Changes(
            script=CORRECTION,
            metadata=(),
            facts=(FactChange(kind="number", old="二百", new="三百", hunk=3, context="乘客"),),
            significance=Significance(level="correction", disclosed=False, reasons=("no note says so",)),
        ),
        reversions=(
            Reversion(level="headline", article=VERSIONS[0].name, revision=1),
            Reversion(level="paragraph", article=VERSIONS[0].name, revision=1, place=0),
            Reversion(level="paragraph", article=VERSIONS[0].name, revision=1, place=2),
            Reversion(level="fact", article=VERSIONS[0].name, revision=1, place=0),
        ),
    )


@pytest.fixture
def story() -> StoredStory:
    """Three versions in four articles: the second one has a copy."""
    places = zip(VERSIONS, (1, 2, 2, 3), (None, "revision", "revision", "revision"), strict=True)
    evidence = ("date of publication", "date of modification", "date of publication", "unknown")
    return StoredStory(
        id="1a2b3c4d5e6f",
        title="Sixteen in hospital after ferry fire",
        revisions=tuple(
            StoredRevision(article=article, number=number, relation=relation, ordered_by=ordered_by)  # type: ignore[arg-type]
            for (article, number, relation), ordered_by in zip(places, evidence, strict=True)
        ),
    )


@pytest.fixture
def report(story: StoredStory, update: Comparison, correction: Comparison) -> ChangeReport:
    """The story with what its two steps changed."""
    return ChangeReport(story=story, comparisons=(update, correction))


@pytest.fixture
def pairs() -> list[StoredPair]:
    """Two pairs, one of which joins."""
    return [
        StoredPair(
            a="coast-daily/alba.txt",
            b="harbour-post/ferry-fire.txt",
            relation="revision",
            score=0.8125,
            jaccard=1 / 3,
            containment_a=0.5,
            containment_b=0.45,
            reasons=("9 rare passages in the same order", "45 % of the shorter text"),
        ),
        StoredPair(
            a="orle/notice-1.txt",
            b="orle/notice-2.txt",
            relation="recurring",
            score=0.9,
            jaccard=0.8,
            containment_a=0.9,
            containment_b=0.9,
            reasons=(),
        ),
    ]
