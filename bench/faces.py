"""How large the faces are and how soon one can use them, ``python bench/faces.py [CHROMIUM]``; the tables are in docs/speed.md.

Invented corpora: a page that is updated 300 times, a text of 3,000 paragraphs of which half change, and a thousand stories of three
versions. What a report takes is measured on one core; a page is opened from disk, each time in a new browser, five times, the median
told. A page can be used when the key ``j`` has led to its first stop and that has been drawn. Needs the dependency group ``browser``.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from measuring import keep, machine, on_one_core, versions
from numpy.random import default_rng
from prose import Record, paragraph

SEED = 6
VERSIONS, PARAGRAPHS, STORIES = 300, 3_000, 1_000
_KEPT = 40  # paragraphs of a page that is updated
_TIMES = 5

# First paint and the end of loading as browsers count them, from the moment at which the page was asked for.
_PAINTED = """() => ({
  "painted": performance.getEntriesByName("first-contentful-paint")[0].startTime,
  "loaded": performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"


def updated_page() -> Iterator[Record]:
    """Yield a page in all of its versions: each has a figure raised, a paragraph more above, and drops the oldest beyond forty."""
    random = default_rng(SEED)
    standing = [paragraph(random) for _ in range(8)]
    for version in range(VERSIONS):
        standing = [standing[0], paragraph(random), *standing[1:]][:_KEPT]
        text = "\n\n".join(
            [f"At least {20 + version} people were taken from the water, the coastguard said.", *standing]
        )
        yield _record("page", version, text)


def long_texts() -> Iterator[Record]:
    """Yield two versions of a long text: in the second every other paragraph has another figure."""
    random = default_rng([SEED, 1])
    standing = [paragraph(random) for _ in range(PARAGRAPHS)]
    for version in range(2):
        text = (f"{one} It cost {place + version * (place % 2)} crowns." for place, one in enumerate(standing))
        yield _record("long", version, "\n\n".join(text))


def many_stories() -> Iterator[Record]:
    """Yield three versions of each of many stories."""
    for story in range(STORIES):
        random = default_rng([SEED, 2, story])
        standing = [paragraph(random) for _ in range(8)]
        for version in range(3):
            standing[version] += f" It cost {100 * story + version} crowns."
            standing = [*standing, paragraph(random)]
            yield _record(f"story-{story}", version, "\n\n".join(standing))


def _record(page: str, version: int, text: str) -> Record:
    day, minute = divmod(version * 7, 24 * 60)
    return {
        "id": f"{page}.{version}", "url": f"https://post.example/{page}", "title": f"What is known of {page}",
        "source": "Harbour Post", "date": f"2031-05-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00Z", "text": text,
    }  # fmt: skip


CORPORA: dict[str, Callable[[], Iterator[Record]]] = {
    f"a story of {VERSIONS} versions": updated_page,
    f"a story of two versions of {PARAGRAPHS:,} paragraphs": long_texts,
    f"{STORIES:,} stories of three versions": many_stories,
}


def report(records: Iterator[Record], folder: Path) -> list[dict[str, Any]]:
    """Fold a corpus into a folder and write its report in every form; return what each form took."""
    folder.mkdir()
    corpus, db = folder / "corpus.jsonl", folder / "news.db"
    corpus.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    program = [sys.executable, "-m", "dedupe"]
    on_one_core([*program, "run", str(corpus), "--db", str(db)])
    took = []
    for form in ("site/", "all.txt", "all.md", "all.json", "all.csv", "all.atom"):
        spent = on_one_core([*program, "report", "--db", str(db), "-o", f"{folder}/{form}"])
        took.append({"form": form, "processor": spent.processor, "bytes": spent.bytes, **_size(folder / form)})
    return took


def _size(path: Path) -> dict[str, int]:
    files = [path] if path.is_file() else [*path.rglob("*.html")]
    return {"files": len(files), "written": sum(one.stat().st_size for one in files)}


def opened(page: Path, engine: Any, chromium: str) -> dict[str, Any]:
    """Return how large a page is, and of each time when it was painted, loaded and used, in milliseconds."""
    runs = []
    for _ in range(_TIMES):
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.resolve().as_uri())
        tab.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        told = tab.evaluate(_PAINTED)
        begun = tab.evaluate("() => performance.now()")
        tab.keyboard.press("j")
        runs.append(told | {"usable": max(told["loaded"], told["painted"]) + tab.evaluate(_DRAWN) - begun})
        browser.close()
    return {"written": page.stat().st_size, "runs": runs}


def pages(name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the pages of a site that are largest, each with what it is called."""
    site = folder / "site"
    story = min(site.glob("stories/*"))
    if CORPORA[name] is many_stories:
        yield f"the list of {STORIES:,} stories", site / "index.html"
        return
    yield f"the page of {name}", story / "index.html"
    yield "its longest comparison", max(story.glob("*-*.html"), key=lambda one: (one.stat().st_size, one.name))
    yield "its latest text", story / "text.html"
    alone = folder / "one.html"
    on_one_core(
        [sys.executable, "-m", "dedupe", "report", story.name, "--db", str(folder / "news.db"), "-o", str(alone)]
    )
    yield "all of it on one page", alone


def main() -> None:
    """Measure, and keep the figures."""
    from playwright.sync_api import sync_playwright

    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or "chromium"
    before = machine()
    reports, seen = [], []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as engine:
        for place, (corpus, records) in enumerate(CORPORA.items()):
            folder = Path(name, str(place))
            reports.append({"corpus": corpus, "forms": report(records(), folder)})
            for page, path in pages(corpus, folder):
                seen.append({"name": page, **opened(path, engine, chromium)})
    used = versions(("jinja2", "numpy", "playwright"))
    print(keep("faces", machine=before, versions=used, corpus={"seed": SEED}, reports=reports, pages=seen))


if __name__ == "__main__":
    main()
