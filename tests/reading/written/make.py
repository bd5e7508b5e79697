"""Writes what lies here: the twelve articles of test_every_format as the real extractors hand them on.

Run it in two environments: with trafilatura (``make.py trafilatura``), and with newspaper4k and news-please (``make.py
newspaper``, ``make.py news-please``), from the folder of pages that ``make.py pages`` writes beside them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGES = Path("pages")


def pages() -> Iterator[tuple[str, str]]:
    """The address and the markup of each page."""
    for path in sorted(PAGES.glob("*.html")):
        url, _, page = path.read_text(encoding="utf-8").partition("\n")
        yield url, page


def write_pages() -> None:
    sys.path[:0] = [str(HERE.parents[2])]
    from dedupe.reading import read
    from dedupe.records import Article
    from tests.reading.test_every_format import CHOSEN, CORPUS
    from tests.reading.writers import page_of

    found = {record.key: record for record in read([str(CORPUS)]) if isinstance(record, Article)}
    PAGES.mkdir(exist_ok=True)
    for number, key in enumerate(CHOSEN):
        (PAGES / f"{number:02}.html").write_text(f"{found[key].url}\n{page_of(found[key])}", encoding="utf-8")


def of_trafilatura() -> Iterator[dict[str, Any]]:
    import trafilatura

    for url, page in pages():
        yield json.loads(trafilatura.extract(page, url=url, output_format="json", with_metadata=True) or "{}")


def of_newspaper() -> Iterator[dict[str, Any]]:
    from newspaper import Article

    for url, page in pages():
        article = Article(url)
        article.download(input_html=page)
        article.parse()
        yield json.loads(article.to_json())


def of_news_please() -> Iterator[dict[str, Any]]:
    from newsplease import NewsPlease

    for url, page in pages():
        yield NewsPlease.from_html(page, url=url).get_serializable_dict()


WRITERS = {"trafilatura": of_trafilatura, "newspaper": of_newspaper, "news-please": of_news_please}

if __name__ == "__main__":
    if sys.argv[1] == "pages":
        write_pages()
    else:
        records = WRITERS[sys.argv[1]]()
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (HERE / f"{sys.argv[1]}.jsonl").write_text(lines, encoding="utf-8")
