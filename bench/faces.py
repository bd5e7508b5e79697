"""How large the faces are and how soon one can use them, ``python bench/faces.py [CHROMIUM]``; figures go to ``results/faces.json``.

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
from statistics import median
from typing import Any

from measuring import keep, machine, on_one_core, versions
from numpy.random import default_rng
from prose import Record, paragraph

VERSIONS, PARAGRAPHS, STORIES = 300, 3_000, 1_000
_KEPT = 40  # paragraphs of a page that is updated
_TIMES = 5

# First paint and the end of loading as browsers count them, from the moment at which the page was asked for.
_PAINTED = """() => ({
  "first paint, ms": performance.getEntriesByName("first-contentful-paint")[0].startTime,
  "loaded, ms": performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"


def updated_page() -> Iterator[Record]:
    """Yield a page in all of its versions: each has a figure raised, a paragraph more above, and drops the oldest beyond forty."""
    random = default_rng(6)
    standing = [paragraph(random) for _ in range(8)]
    for version in range(VERSIONS):
        standing = [standing[0], paragraph(random), *standing[1:]][:_KEPT]
        text = "\n\n".join(
            [f"At least {20 + version} people were taken from the water, the coastguard said.", *standing]
        )
        yield _record("page", version, text)


def long_texts() -> Iterator[Record]:
    """Yield two versions of a long text: in the second every other paragraph has another figure."""
    random = default_rng(7)
    standing = [paragraph(random) for _ in range(PARAGRAPHS)]
    for version in range(2):
        text = (f"{one} It cost {place + version * (place % 2)} crowns." for place, one in enumerate(standing))
        yield _record("long", version, "\n\n".join(text))


def many_stories() -> Iterator[Record]:
    """Yield three versions of each of many stories."""
    for story in range(STORIES):
        random = default_rng([8, story])
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


def report(records: Callable[[], Iterator[Record]], folder: Path) -> tuple[Path, dict[str, Any]]:
    """Fold a corpus and write its report in every form; return the folder of its site, and what each form took."""
    name = records.__name__
    corpus, db, site = folder / f"{name}.jsonl", folder / f"{name}.db", folder / name
    corpus.write_text("".join(f"{json.dumps(one)}\n" for one in records()), encoding="utf-8")
    program = [sys.executable, "-m", "dedupe"]
    on_one_core([*program, "run", str(corpus), "--db", str(db)])
    took = {}
    for form in (f"{site}/", f"{site}.txt", f"{site}.md", f"{site}.json", f"{site}.csv", f"{site}.atom"):
        spent = on_one_core([*program, "report", "--db", str(db), "-o", form])
        took[Path(form).suffix or "site"] = {
            "processor, s": round(spent.processor, 1),
            "memory, MB": round(spent.bytes / 1e6),
            **_size(Path(form)),
        }
    return site, took


def _size(path: Path) -> dict[str, float]:
    files = [path] if path.is_file() else [*path.rglob("*.html")]
    return {"files": len(files), "MB": round(sum(one.stat().st_size for one in files) / 1e6, 2)}


def opened(page: Path, engine: Any, chromium: str) -> dict[str, float]:
    """Return how large a page is and how soon it stands and can be used, in milliseconds."""
    runs = []
    for _ in range(_TIMES):
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.resolve().as_uri())
        tab.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        told = tab.evaluate(_PAINTED)
        begun = tab.evaluate("() => performance.now()")
        tab.keyboard.press("j")
        told["after a key, ms"] = tab.evaluate(_DRAWN) - begun
        told["usable, ms"] = told["loaded, ms"] + told["after a key, ms"]
        runs.append(told)
        browser.close()
    return {"MB": round(page.stat().st_size / 1e6, 2)} | {
        name: round(median(one[name] for one in runs)) for name in runs[0]
    }


def main() -> None:
    """Measure, print, and keep the figures."""
    from playwright.sync_api import sync_playwright

    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or "chromium"
    before = machine()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as engine:
        folder = Path(name)
        reports, pages = {}, {}
        for records in (updated_page, long_texts, many_stories):
            site, reports[records.__name__] = report(records, folder)
            pages[records.__name__, "index.html"] = opened(site / "index.html", engine, chromium)
            story = min(site.glob("stories/*"))
            chosen = ["index.html", "text.html", *(sorted(one.name for one in story.glob("1-*.html"))[-1:])]
            for page in chosen:
                pages[records.__name__, f"stories/ID/{page}"] = opened(story / page, engine, chromium)
            if records is updated_page:
                alone = folder / "one.html"
                on_one_core(
                    [sys.executable, "-m", "dedupe", "report", story.name, "--db", f"{site}.db", "-o", str(alone)]
                )
                pages[records.__name__, "one.html"] = opened(alone, engine, chromium)
    told = {" ".join(key): value for key, value in pages.items()}
    print(json.dumps({"reports": reports, "pages": told}, indent=1))
    print(
        keep("faces", machine=before, versions=versions(("jinja2", "numpy", "playwright")), reports=reports, pages=told)
    )


if __name__ == "__main__":
    main()
