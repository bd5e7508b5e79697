"""The pictures of docs/ are what bench/pictures.py draws, and nothing that an article says becomes markup.

``python bench/pictures.py`` draws them anew; look at them before you commit them.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedupe.reading import read
from dedupe.records import Article, StoredPair
from dedupe.reports.safe import one_line
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.tokens import words

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DRAW: dict[str, Any] = runpy.run_path(str(ROOT / "bench" / "pictures.py"))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\x00\x1b[31m]]>&amp;\ufffe\u202e \ud800 <!-- \"'\n\nSecond."


def committed(name: str) -> str:
    return (PICTURES / name).read_text(encoding="utf-8")


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - our own picture, and whether it is XML is the question


def test_the_notices_are_as_they_are_drawn() -> None:
    assert DRAW["template"](*DRAW["verified"](ROOT / "corpus", DRAW["NOTICES"])) == committed("template.svg")


def test_the_rewritten_report_is_as_it_is_drawn(real_data: Path) -> None:
    assert DRAW["rewritten"](*DRAW["verified"](real_data / "kherson")) == committed("rewritten.svg")


def test_no_words_of_the_real_report_are_in_its_picture(real_data: Path) -> None:
    articles = [one for one in read([str(real_data / "kherson")]) if isinstance(one, Article)]
    runs = {run for one in articles for run in runs_of(f"{one.title} {one.text}")}
    assert len(articles) == 2
    for text in parsed(committed("rewritten.svg")).itertext():
        assert not runs_of(text) & runs


def runs_of(text: str) -> set[tuple[str, ...]]:
    """The runs of four words."""
    flat = words(text)
    return {tuple(flat[at : at + 4]) for at in range(len(flat) - 3)}


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_stands_alone_and_is_told_to_who_cannot_see_it(path: Path) -> None:
    drawn = path.read_text(encoding="utf-8")
    root = parsed(drawn)
    assert path.name in (ROOT / "bench" / "pictures.py").read_text(encoding="utf-8")
    assert len(drawn.encode()) < 40_000
    assert root.get("viewBox", "").startswith("0 0 800 ")
    assert all(root.findtext(f"{SVG}{name}") for name in ("title", "desc"))
    assert [sign for sign in ("href", "url(", "@import", "<script", "<image") if sign in drawn] == []


def test_every_other_picture_is_a_small_one_of_a_page() -> None:
    others = {path.name: path.stat().st_size for path in PICTURES.iterdir() if path.suffix != ".svg"}
    assert sorted(others) == sorted(runpy.run_path(str(ROOT / "bench" / "screenshots.py"))["SHOTS"])
    assert max(others.values()) < 300_000


@given(st.text(), st.text(max_size=20))
@example(HOSTILE, HOSTILE)
def test_whatever_an_article_says_it_is_drawn_as_text(text: str, title: str) -> None:
    article = Article(key="a", text=text, title=title)
    pair = StoredPair(
        a="a", b="b", relation="recurring", score=0.5, jaccard=0.5, containment_a=1, containment_b=1, reasons=(title,)
    )
    root = parsed(DRAW["template"](article, article, pair))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "title", "desc", "style", "rect", "text"}
    drawn = [each.text or "" for each in root.iter(f"{SVG}text") if "mono" in each.get("class", "")]
    # Runs of a line stand in order in each column; both columns say the same.
    said = "".join(one_line(each) for each in split_paragraphs(text).paragraphs).replace("\ufffe", "\ufffd")
    assert sorted("".join(drawn).replace(" ", "")) == sorted(2 * said.replace("\uffff", "\ufffd").replace(" ", ""))
