"""The store in a browser: a real server, asked as a browser asks, and seen in one."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from dedupe.cli import browse as command
from dedupe.cli.program import program
from dedupe.store.questions import QUESTIONS
from tests.browse.conftest import Served, serving
from tests.pages.test_hostile import PAYLOADS

pytest.importorskip("datasette", reason="datasette is not installed: pip install 'newsfold[browse]'")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STORY = "/stories/057ea2ea336f"
PAGES = [
    "/",
    "/?page=2",
    f"{STORY}/index.html",
    f"{STORY}/1-3.html",
    f"{STORY}/text.html",
    "/search?q=ferry",
    "/store",
    "/store/story_summary",
    *(f"/store/{question.name}" for question in QUESTIONS),
]


@pytest.fixture(scope="module")
def served(newsroom: Path) -> Iterator[Served]:
    with serving(newsroom) as server:
        yield server


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there_and_load_nothing_from_elsewhere(served: Served, path: str) -> None:
    answer, text = served.ask(path)
    assert answer.status == 200
    assert "default-src 'none'" in (answer.getheader("content-security-policy") or "")
    assert not re.search(r"(?:src=|<link[^>]*href=|action=)[\"']?(?:https?:)?//", text.replace(served.address, "/"))


def test_any_two_versions_are_compared(served: Served) -> None:
    answer, _ = served.ask(f"{STORY}/compare?a=4&b=1")
    assert (answer.status, answer.getheader("location")) == (302, f"{STORY}/1-4.html")
    answer, text = served.ask(f"{STORY}/1-4.html")
    assert answer.status == 200
    assert "<del" in text
    assert "<ins" in text


@pytest.mark.parametrize("path", [f"{STORY}/1-99.html", f"{STORY}/nothing.html", "/stories/ffffffffffff/index.html"])
def test_what_is_not_there_is_said(served: Served, path: str) -> None:
    answer, _ = served.ask(path)
    assert answer.status == 404


def test_words_are_found(served: Served) -> None:
    _, text = served.ask("/search?q=ferry")
    assert "<mark" in text
    _, text = served.ask(f"/search?q={quote(chr(34))}")
    assert "<form" in text


def test_questions_are_answered_in_rows(served: Served) -> None:
    told = {}
    for question in QUESTIONS:
        answer, text = served.ask(f"/store/{question.name}.json?_shape=array")
        assert answer.status == 200, question.name
        told[question.name] = json.loads(text)
    assert told["silent-corrections"] == []  # the newsroom discloses all of its own
    assert "40 → 65; 65 → 90; 90 → 110" in [row for one in told["figures"] for row in one.values()]
    assert [one["sources"] for one in told["carried"]] == sorted(
        (one["sources"] for one in told["carried"]), reverse=True
    )


def test_a_silent_correction_is_one_of_its_week(tmp_path: Path) -> None:
    for day, toll in ((4, 27), (5, 24)):
        text = f"The boat sank off the quay on Sunday. At least {toll} passengers died in the water, the harbour master said."
        page = f"Title: Boat sinks\nDate: 2031-05-0{day}\nURL: https://post.example/boat\n\n{text}\n"
        (tmp_path / f"boat-{day}.txt").write_text(page)
    db = tmp_path / "news.db"
    assert CliRunner().invoke(program, ["run", str(tmp_path), "--db", str(db)]).exit_code == 0
    silent = next(one for one in QUESTIONS if one.name == "silent-corrections")
    with closing(sqlite3.connect(db)) as connection:
        disclosed = connection.execute("SELECT significance, disclosed FROM edit_script").fetchall()
        found = [
            connection.execute(silent.sql, {"week_ending": day}).fetchall() for day in ("", "2031-05-11", "2031-05-12")
        ]
    assert disclosed == [("correction", 0)]
    assert [len(rows) for rows in found] == [1, 1, 0]


def test_nothing_can_be_written_and_nobody_else_asks(served: Served) -> None:
    before = served.db.read_bytes()
    for sql in ("delete from article", "with a as (select 1) delete from article", "pragma user_version = 9"):
        answer, _ = served.ask(f"/store.json?sql={quote(sql)}")
        assert answer.status == 400, sql
    assert served.ask("/", "POST")[0].status == 405
    assert served.ask("/", host="evil.example")[0].status == 403
    assert served.db.read_bytes() == before


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_asked_for_is_shown_as_text(served: Served, payload: str) -> None:
    _, text = served.ask(f"/search?q={quote(payload.encode('utf-8', 'replace'))}")
    assert not re.search(r"<(?:script|img|svg|iframe)[^>]*(?:alert|onerror|onload)", text, re.IGNORECASE)
    if "<" in payload:
        assert payload not in text


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    ran = CliRunner().invoke(program, ["browse"])
    assert (ran.exit_code, ran.stderr.strip()) == (
        1,
        "dedupe: browse needs datasette, which is not installed: pip install 'newsfold[browse]'",
    )


def test_without_a_store_nothing_is_served(tmp_path: Path) -> None:
    ran = CliRunner().invoke(program, ["browse", "--db", str(tmp_path / "none.db")])
    assert ran.exit_code == 1
    assert ran.stderr.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
def test_a_browser_shows_every_page_quietly(served: Served) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("request", lambda request: asked.append(request.url))
        for path in PAGES:
            page.goto(served.address.rstrip("/") + path)
            if not path.startswith("/store"):  # those are Datasette's own
                rules = {"resultTypes": ["violations"], "preload": False}
                found = axe.Axe().run(page, options=rules).response["violations"]
                serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
                assert serious == [], path
        browser.close()
    assert said == []
    assert [address for address in asked if not address.startswith((served.address, "data:"))] == []
