"""Two hundred payloads in every field of articles, folded, compared and browsed: no page holds anything of theirs that acts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from random import Random

import pytest
from click.testing import CliRunner

from dedupe.cli.program import program
from dedupe.store.questions import QUESTIONS
from tests.browse.conftest import Served, serving
from tests.pages.parsing import parse
from tests.pages.test_hostile import ELEMENTS_OF_PAGES, ELSEWHERE, PAYLOADS

pytest.importorskip("datasette", reason="datasette is not installed: pip install 'newsfold[browse]'")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OURS = ELEMENTS_OF_PAGES | {"mark"}
TABLES = ["article", "story_summary", "revision_timeline", "what_changed", "fact_timeline", "article_name"]
OF_DATASETTE = [
    *(f"/store/{table}?_size=500" for table in TABLES),
    "/store/article?_size=500&_facet=source&_facet=byline",
    *(f"/store/{question.name}" for question in QUESTIONS),
]


def prose(number: int) -> str:
    """Words of a text of its own."""
    draw = Random(number)  # noqa: S311 - no secret
    return " ".join("".join(draw.choices("abcdefghiklmnoprstuv", k=draw.randint(3, 9))) for _ in range(40))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "wire.jsonl").open("w") as wire:
        for number, payload in enumerate(PAYLOADS):
            fields = dict.fromkeys(("title", "byline", "source", "url", "language"), payload)
            for day, toll in ((1, 227), (2, 249)):
                text = f"{prose(number)}.\n\nAt least {toll} died, “{payload}” said {payload}.\n\n{payload} {day}"
                record = {"id": f"{payload}{day}", "date": f"2031-05-0{day}", "text": text, **fields}
                wire.write(json.dumps(record) + "\n")
    db = folder / "news.db"
    ran = CliRunner().invoke(program, ["run", str(folder / "wire.jsonl"), "--db", str(db)])
    assert ran.exit_code == 0, ran.output
    with serving(db) as server:
        yield server


@pytest.fixture(scope="module")
def pages(hostile: Served) -> list[str]:
    """Every page of ours: of the list, of each story, of each comparison, of each latest text."""
    _, rows = hostile.ask("/store/story_summary.json?_shape=array&_size=1000")
    stories = [row["story_id"] for row in json.loads(rows)]
    assert len(stories) > 150
    lists = [f"/?page={number}" for number in range(1, len(stories) // 25 + 2)]
    return [
        *lists,
        *(f"/stories/{story}/{page}" for story in stories for page in ("index.html", "1-2.html", "text.html")),
    ]


def test_no_page_of_ours_holds_an_element_handler_or_address_of_theirs(hostile: Served, pages: list[str]) -> None:
    for path in pages:
        answer, text = hostile.ask(path)
        assert answer.status == 200, path
        for one in parse(text).all():
            assert not one.tag or one.tag in OURS, (path, one.tag)
            assert not any(name.startswith("on") for name in one.attributes), (path, one)
            addresses = [one.attributes[name] for name in ("href", *ELSEWHERE) if name in one.attributes]
            for address in addresses:
                local = re.fullmatch(r"(?:\.\./)*[\w/.-]*(?:\?[\w=&%+.-]*)?(?:#[\w-]*)?|data:,", address)
                assert local or (one.tag == "a" and address.startswith(("https://", "http://"))), (path, address)


def test_every_payload_is_shown_as_text(hostile: Served, pages: list[str]) -> None:
    shown = "".join("".join(parse(hostile.ask(path)[1]).texts()) for path in pages if path.startswith("/?page"))
    assert sum(payload in shown for payload in PAYLOADS) > 190  # the others hold controls, made visible


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
def test_nothing_of_theirs_runs_or_is_asked_for(hostile: Served, pages: list[str]) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: (said.append(f"{page.url}: dialog"), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        lists = [path for path in pages if path.startswith("/?page")]
        of_stories = [path for path in pages if path not in lists]
        for path in [*lists, *of_stories[::5], *OF_DATASETTE]:  # the parser above has seen them all
            page.goto(hostile.address.rstrip("/") + path)
            assert page.title() != "owned"
        browser.close()
    assert said == []
    assert [address for address in asked if not address.startswith((hostile.address, "data:"))] == []
