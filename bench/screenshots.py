"""The pictures of docs/web-pages.md: pages of corpus/ in Debian's chromium, ``python bench/screenshots.py [CHROMIUM]``.

Needs the dependency group ``browser``. A picture is written anew only where its page has changed to the eye.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from click.testing import CliRunner

from dedupe.cli.program import program

HOUSE = Path(__file__).parents[1]
PICTURES = HOUSE / "docs" / "pictures"
FERRY = "stories/057ea2ea336f"
SHOTS: dict[str, tuple[str, Literal["light", "dark"], str]] = {
    "story.png": (f"{FERRY}/index.html", "light", ""),
    "comparison.png": (f"{FERRY}/3-4.html", "light", "#h0"),
    "side-by-side.png": (f"{FERRY}/3-4.html", "dark", "#side"),
}


def make_site(folder: Path) -> Path:
    """Fold corpus/ and write its site; return the folder of it."""
    db, site = folder / "news.db", folder / "site"
    for arguments in (["run", str(HOUSE / "corpus")], ["report", "-o", f"{site}/"]):
        CliRunner().invoke(program, [*arguments, "--db", str(db)], catch_exceptions=False)
    return site


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        site = make_site(Path(folder))
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (page_name, scheme, place) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1180, "height": 800}, color_scheme=scheme)
            page.goto((site / page_name).as_uri())
            if place == "#side":
                page.check(place)
            if place:
                page.evaluate("scrollTo(0, document.querySelector('.ribbon').offsetTop - 24)")
            page.screenshot(path=PICTURES / name)
            page.close()
            print(name, (PICTURES / name).stat().st_size)
        browser.close()


if __name__ == "__main__":
    main()
