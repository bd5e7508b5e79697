"""The pages in a real browser: they load nothing, say nothing on the console, can be read by everybody, and their keys work."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dedupe.pages import Told, one_page
from dedupe.records import ChangeReport
from tests.pages.test_hostile import PAYLOADS, poisoned

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install --group browser"
)
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")

STORY = "stories/057ea2ea336f"
PAGES = ["index.html", f"{STORY}/index.html", f"{STORY}/3-4.html", f"{STORY}/text.html", "../one.html"]
RULES = {
    "resultTypes": ["violations"],
    "preload": False,
}  # all of them; to fetch our style sheet would break our policy
CHUNK = 24  # payloads on a page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """A tab with what the page did behind the reader's back."""

    def __init__(self, browser: Any, **wishes: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | wishes)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: Path) -> Any:
        self.page.goto(path.resolve().as_uri())
        return self.page

    def elsewhere(self, folder: Path) -> list[str]:
        home = folder.resolve().parent.as_uri()
        return [address for address in self.asked if not address.startswith((home, "data:,"))]


@pytest.fixture
def reader(browser: Any) -> Iterator[Reader]:
    reader = Reader(browser)
    yield reader
    reader.context.close()


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in PAGES), (PAGES[1], "dark"), (PAGES[2], "dark")]
)
def test_a_page_is_quiet_and_open_to_everybody(browser: Any, site: Path, name: str, scheme: str) -> None:
    reader = Reader(browser, color_scheme=scheme)
    page = reader.open(site / name)
    page.evaluate("for (const fold of document.querySelectorAll('.diff details')) fold.open = true")
    only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = axe.Axe().run(page, options=RULES | only).response["violations"]
    told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found if one["impact"] != "minor"]
    assert told == []
    assert (reader.said, reader.elsewhere(site)) == ([], [])
    reader.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_page_is_not_wider_than_its_screen(browser: Any, site: Path, name: str) -> None:
    reader = Reader(browser, viewport={"width": 320, "height": 800})
    assert reader.open(site / name).evaluate("document.documentElement.scrollWidth") <= 320
    reader.context.close()


def rows(page: Any) -> list[str]:
    return page.locator("#stories tbody tr:visible .what a").all_inner_texts()


def test_the_list_is_sorted_and_filtered(reader: Reader, site: Path) -> None:
    page = reader.open(site / "index.html")
    every = rows(page)
    assert len(every) > 20
    page.get_by_role("button", name="Versions").click()
    counts = page.locator("#stories tbody td.num").all_inner_texts()
    numbers = [int(re.search(r"\d+", text)[0]) for text in counts]  # type: ignore[index]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Versions")
    page.get_by_role("button", name="Story").click()
    assert rows(page) != every
    page.get_by_label("Versions ≥").fill("5")
    assert len(rows(page)) == 3
    page.get_by_label("Source").select_option("Harbour Post")
    assert rows(page) == ["Lady Oriel: five dead, and a union's warning"]
    assert page.locator("#shown").inner_text() == "1 of 23 stories"
    page.get_by_role("button", name="Show all").click()
    playwright.expect(page.locator("#stories tbody tr:visible")).to_have_count(len(every))
    page.get_by_label("Changed from").fill("2031-06-01")
    assert 0 < len(rows(page)) < len(every)
    assert reader.said == []


def test_keys_lead_from_change_to_change(reader: Reader, site: Path) -> None:
    page = reader.open(site / STORY / "3-4.html")
    places = []
    for key in ("j", "n", "j", "k", "p"):
        page.keyboard.press(key)
        places.append(page.evaluate("document.activeElement.id"))
    assert places == ["h0", "h2", "h4", "h2", "h0"]
    assert page.url.endswith("#h0")
    page.keyboard.press("u")
    assert page.locator("details.unchanged:not([open])").count() == 0


def test_texts_stand_side_by_side(reader: Reader, site: Path) -> None:
    page = reader.open(site / STORY / "3-4.html")
    hunk = page.locator("#h0")
    assert not hunk.locator(".was").is_visible()
    page.keyboard.press("s")
    old, new = (hunk.locator(side) for side in (".was", ".now"))
    assert "Three people died and at least 19" in old.text_content().replace("removed: ", "")
    assert old.locator("del").first.is_visible()
    assert new.locator("ins").first.is_visible()
    assert not new.locator("del").first.is_visible()
    assert old.bounding_box()["x"] < new.bounding_box()["x"]
    again = reader.open(site / STORY / "4-5.html")
    assert again.locator("#side").is_checked()


def test_a_link_to_a_folded_place_unfolds_it(reader: Reader, site: Path) -> None:
    page = reader.open(site / STORY / "3-4.html")
    fold = page.locator("details.unchanged:not([open])").first
    place = fold.locator(".same").first.get_attribute("id")
    page.goto(f"{page.url}#{place}")
    playwright.expect(page.locator(f"#{place}")).to_be_visible()


def test_light_and_dark_are_the_readers_choice(reader: Reader, site: Path) -> None:
    page = reader.open(site / "index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(ground) != light
    assert reader.open(site / STORY / "index.html").evaluate(ground) != light


def test_everything_can_be_read_without_a_script(browser: Any, site: Path) -> None:
    reader = Reader(browser, java_script_enabled=False)
    page = reader.open(site / "index.html")
    assert page.locator("#stories tbody tr:visible").count() > 20
    assert not page.locator("#filters").is_visible()
    page.get_by_role("link", name="Lady Oriel: five dead, and a union's warning").click()
    page.get_by_role("link", name="Version 3 → 4 compared").click()
    page.get_by_label("Side by side").check()
    assert page.locator("#h0 .was").is_visible()
    page.locator("summary").last.click()
    assert reader.said == []
    reader.context.close()


def test_every_page_can_be_printed_on_paper(reader: Reader, site: Path) -> None:
    page = reader.open(site / STORY / "3-4.html")
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator("#h0 ins").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_no_payload_does_anything(browser: Any, report: ChangeReport, tmp_path: Path) -> None:
    reader = Reader(browser)
    starts = range(0, len(PAYLOADS), CHUNK)
    for start in starts:
        path = tmp_path / f"{start}.html"
        payload = "".join(PAYLOADS[start : start + CHUNK])
        path.write_text(one_page(Told(report=poisoned(report, payload))), encoding="utf-8", errors="backslashreplace")
        page = reader.open(path)
        assert payload[:40] in page.title()
    assert reader.said == []
    assert len(reader.asked) == len(starts)
    reader.context.close()
