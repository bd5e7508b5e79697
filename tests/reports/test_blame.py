"""Where paragraphs come from, as people and scripts read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports
from dedupe.changes.blame import BlamedArticle, BlamedParagraph, Origin
from dedupe.records import StoredStory
from dedupe.reports import as_json
from dedupe.reports import blame as face
from dedupe.reports.layout import Screen, cells
from dedupe.reports.safe import one_line

Golden = Callable[[str, Iterable[str]], None]
SCHEMAS = Path(reports.__file__).parent / "schemas"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
TEXTS = (
    ("A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama.", Origin(first=0, changed=0)),
    ("The coastguard, which sent four boats and a helicopter, said 249 people were saved.", Origin(first=0, changed=1)),
    ("Winds were light, the weather office said.", Origin(first=0, changed=0, returned=2)),
    ("Divers began\x1b[2J to search\u202e the car deck.", Origin(first=1, changed=1)),
    (
        "渡轮“阿尔巴号”载有三百名乘客，船东是奥尔勒的一个家族，消防人员于清晨抵达现场，水质未受影响。",
        Origin(first=1, changed=2),
    ),
    ("More follows.", Origin(first=2, changed=2)),
)


@pytest.fixture
def blamed(story: StoredStory) -> BlamedArticle:
    """The third version of the story, with every kind of origin, an escape sequence and an override of direction."""
    first, second, _, third = story.revisions
    paragraphs = (BlamedParagraph(number=at, text=text, origin=origin) for at, (text, origin) in enumerate(TEXTS))
    return BlamedArticle(
        article=third.article, story=story.id, versions=(first, second, third), paragraphs=tuple(paragraphs)
    )


def validate(document: dict[str, Any]) -> list[str]:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())
    errors = Draft202012Validator(files["blame.schema.json"], registry=registry).iter_errors(document)
    return [error.message for error in errors]


def test_blame_in_text(blamed: BlamedArticle, golden: Golden) -> None:
    golden("blame.txt", face.text(blamed, Screen(width=80)))


def test_whole_paragraphs_in_colour(blamed: BlamedArticle, golden: Golden) -> None:
    golden("blame-whole-colour.txt", face.text(blamed, Screen(width=60, colour=True), whole=True))


def test_blame_in_json(blamed: BlamedArticle, golden: Golden) -> None:
    document = face.as_document(blamed)
    golden("blame.json", [as_json.document(document)])
    assert validate(document) == []
    assert validate(document | {"surprise": 1}) != []


def test_a_line_of_json_is_a_paragraph(blamed: BlamedArticle) -> None:
    rows = list(face.as_rows(blamed))
    document = face.as_document(blamed)
    assert rows == [{"article": document["article"]} | paragraph for paragraph in document["paragraphs"]]
    assert [error for row in rows for error in validate(row)] == []
    assert validate(rows[0] | {"surprise": 1}) != []


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("width", [40, 64, 80, 100])
def test_no_line_is_wider_than_the_screen(blamed: BlamedArticle, width: int, whole: bool) -> None:
    paragraphs = below_the_head(face.text(blamed, Screen(width=width), whole=whole))
    assert sum("¶" in line for line in paragraphs) == len(TEXTS)
    assert max(map(cells, paragraphs)) <= width


def below_the_head(lines: Iterable[str]) -> list[str]:
    """The lines of paragraphs: all after the last empty one."""
    told = list(lines)
    return told[len(told) - told[::-1].index("") :]


def test_nothing_of_a_text_acts_on_the_terminal(blamed: BlamedArticle) -> None:
    for whole in (False, True):
        text = "\n".join(face.text(blamed, Screen(width=100), whole=whole))
        assert "Divers began␛[2J to search<U+202E>" in text
        assert not set(text) & {"\x1b", "\u202e"}


def test_every_word_is_there_where_paragraphs_are_whole(blamed: BlamedArticle) -> None:
    lines = below_the_head(face.text(blamed, Screen(width=60), whole=True))
    words = lines[0].index("¶") + len("¶ 1  ")
    shown = "".join(line[words:] for line in lines)
    assert shown.replace(" ", "") == "".join(one_line(text) for text, _ in TEXTS).replace(" ", "")


def test_a_lone_article_has_no_order_to_doubt(blamed: BlamedArticle) -> None:
    third = blamed.versions[-1]
    lone = replace(blamed, versions=(third,), paragraphs=(replace(blamed.paragraphs[0], number=0),))
    assert any("nothing tells" in line for line in face.text(blamed, Screen()))
    assert not any("nothing tells" in line for line in face.text(lone, Screen()))


def test_colours_add_nothing_but_colours(blamed: BlamedArticle) -> None:
    plain = list(face.text(blamed, Screen(width=80)))
    coloured = list(face.text(blamed, Screen(width=80, colour=True)))
    assert plain == [ESCAPE.sub("", line).rstrip() for line in coloured]
    assert plain != coloured


def test_an_article_without_paragraphs_or_story_has_its_head(blamed: BlamedArticle) -> None:
    lines = list(face.text(replace(blamed, paragraphs=(), story=None), Screen(width=80)))
    assert lines[1] == "meridian/渡轮.txt · version 3 · not folded yet"
    assert validate(face.as_document(replace(blamed, story=None))) == []
