"""Pages: what is taken from them, and a process that hostile ones can only end, never hold up."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedupe.errors import InputError
from dedupe.reading import Context, InputFile, dissecting, read, worker
from dedupe.reading.charsets import decode_page
from dedupe.reading.html import read_html
from dedupe.reading.worker import Refused, Worker
from dedupe.records import Article, Rejection

trafilatura = pytest.importorskip("trafilatura", reason="the extra html is not installed")

FILE = InputFile(path="pages/fire.html", key="pages/fire.html", size=0, format="html")
PARAGRAPHS = (
    "Two ferries collided in the fog off Port Hallam early on Sunday, the coastguard of the county said.",
    "Nobody was hurt, and both vessels reached the harbour under their own power before noon, it said.",
    "An inquiry is to establish why neither of the two crews had answered the calls of the harbour master.",
)
BODY = "<main><article>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</article></main>"


@pytest.fixture(scope="module")
def helper() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


def read_page(page: str | bytes, helper: Worker, warnings: list[str] | None = None) -> Article | Rejection:
    kept = [] if warnings is None else warnings
    context = Context(worker=helper, warn=lambda at, message: kept.append(f"{at}: {message}"))
    (record,) = read_html(FILE, io.BytesIO(page.encode() if isinstance(page, str) else page), context)
    return record


def article(head: str, helper: Worker, body: str = BODY) -> Article:
    record = read_page(f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>", helper)
    assert isinstance(record, Article), str(record)
    return record


def test_the_text_is_the_articles_with_a_paragraph_for_each(helper: Worker) -> None:
    read = article(
        "<title>Fog</title>", helper, "<nav><a href='/'>Home</a></nav><h1>Fog</h1>" + BODY + "<footer>Terms</footer>"
    )
    assert read.text == "\n\n".join(PARAGRAPHS)
    assert (read.key, read.title, read.language) == ("pages/fire.html", "Fog", "en")
    assert read.extractor == f"trafilatura {trafilatura.__version__}"


def test_json_ld_tells_more_than_the_meta_elements(helper: Worker) -> None:
    read = article(
        """<title>Fog | The X</title>
        <meta property="og:title" content="Fog!"><meta property="article:published_time" content="2031-05-01">
        <link rel="canonical" href="https://x.example/fog">
        <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Fog at sea",
         "datePublished": "2031-05-04T08:00:00+02:00", "dateModified": "2031-05-04T09:00:00Z",
         "author": [{"@id": "#ana"}], "publisher": {"name": "The X"}}, {"@id": "#ana", "name": "Ana Orr"}]}</script>""",
        helper,
    )
    assert (read.title, read.byline, read.source, read.url) == (
        "Fog at sea",
        "Ana Orr",
        "The X",
        "https://x.example/fog",
    )
    assert (read.published_at, read.modified_at) == ("2031-05-04T06:00:00Z", "2031-05-04T09:00:00Z")


def test_open_graph_tells_where_there_is_no_json_ld(helper: Worker) -> None:
    read = article(
        """<title>Fog | The X</title><meta property="og:title" content="Fog"><meta name="author" content="Ana Orr">
        <meta property="og:site_name" content="The X"><meta property="og:url" content="https://x.example/1">
        <meta property="article:published_time" content="2031-05-04T08:00:00Z">
        <meta property="article:modified_time" content="2031-05-04T09:00:00Z"><script type="application/ld+json">{broken</script>""",
        helper,
    )
    assert (read.title, read.byline, read.source, read.url) == ("Fog", "Ana Orr", "The X", "https://x.example/1")
    assert (read.published_at, read.modified_at) == ("2031-05-04T08:00:00Z", "2031-05-04T09:00:00Z")


def test_a_date_in_the_prose_is_no_date_of_publication(helper: Worker) -> None:
    assert article("<title>Fog</title>", helper, "<p>Published on 4 May 2031</p>" + BODY).published_at is None


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("<p>fög".encode(), "", "<p>fög"),
        ("<meta charset='windows-1251'>\u0444".encode("cp1251"), "", "<meta charset='windows-1251'>\u0444"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\x93', "", None),
        ("ф".encode("koi8-r"), "koi8-r", "ф"),
        ("<meta charset=utf-8>fög".encode("utf-16"), "", "<meta charset=utf-8>fög"),
        (b"f\xf6g", "", "fög"),
        ("fög".encode(), "no-such-thing", "fög"),
        ("fög".encode(), "unicode_escape", "fög"),
        ("雾".encode("gb18030"), "GB2312", "雾"),
    ],
)  # fmt: skip
def test_a_page_is_in_the_encoding_it_declares(content: bytes, charset: str, text: str | None) -> None:
    decoded, caution = decode_page(content, charset)
    assert decoded == text if text is not None else decoded.endswith("“")
    assert caution is None


def test_what_is_none_of_the_declared_encoding_is_kept_with_a_warning(helper: Worker) -> None:
    warnings: list[str] = []
    page = b"<html><head><meta charset=utf-8><title>F\xf6g</title></head><body>" + BODY.encode() + b"</body></html>"
    record = read_page(page, helper, warnings)
    assert isinstance(record, Article)
    assert record.title == "F\ufffdg"
    assert warnings == ["pages/fire.html: 1 characters are no utf-8: kept as U+FFFD"]


@pytest.mark.parametrize(
    "page",
    [
        b"", b"\0", b"<html></html>", b"<" * 100_000, b"\xff" * 1000, b"<html><body><p>" + b"&" * 100_000,
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><html><body>&b;</body></html>",
        b"<html><body>" + b"<div>" * 10_000 + b"fog" + b"</div>" * 10_000 + b"</body></html>",
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
    ],
    ids=range(9),
)  # fmt: skip
def test_a_page_without_an_article_is_rejected_and_the_next_one_read(page: bytes, helper: Worker) -> None:
    record = read_page(page, helper)
    assert isinstance(record, Rejection) or record.text
    assert article("<title>Fog</title>", helper).text == "\n\n".join(PARAGRAPHS)


def test_an_article_in_json_ld_alone_is_taken_and_says_so(helper: Worker) -> None:
    read = article(
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "In the fog."}</script>', helper, ""
    )
    assert (read.text, read.extractor) == ("In the fog.", "schema.org articleBody")


def test_ten_thousand_paragraphs_are_read(helper: Worker) -> None:
    read = article(
        "",
        helper,
        "<article>" + "".join(f"<p>The {n}th line of a long page.</p>" for n in range(10_000)) + "</article>",
    )
    assert read.text.count("\n\n") == 9_999


def test_one_process_serves_many_pages(helper: Worker) -> None:
    article("<title>Fog</title>", helper)
    process = helper._process
    article("<title>Fog</title>", helper)
    assert helper._process is process is not None


# ---------------------------------------------------------------- what never ends


def test_a_page_that_takes_too_long_is_rejected_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is stopped, as a page would that it never finished."""
    stuck = Worker(time_limit=0.5)
    stuck.ask("ready", b"")
    assert stuck._process is not None
    first = stuck._process
    os.kill(first.pid, signal.SIGSTOP)
    record = read_page(BODY, stuck)
    assert str(record) == "pages/fire.html: taking it apart took more than 0.5 seconds"
    assert first.poll() is not None
    monkeypatch.setattr(stuck, "_time_limit", 60.0)
    assert isinstance(read_page(f"<html><body>{BODY}</body></html>", stuck), Article)
    stuck.close()


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="computing cannot be counted there")
def test_a_page_that_computes_too_long_is_rejected_and_the_next_one_read() -> None:
    """Nothing is known to take that long, so the process is ended as its count would end it."""
    busy = Worker()
    busy.ask("ready", b"")
    assert busy._process is not None
    os.kill(busy._process.pid, signal.SIGPROF)
    busy._process.wait()
    assert str(read_page(BODY, busy)) == ("pages/fire.html: taking it apart took more than 60 seconds of computing")
    assert isinstance(read_page(f"<html><body>{BODY}</body></html>", busy), Article)
    busy.close()


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="computing cannot be counted there")
def test_computing_is_counted() -> None:
    program = (
        "import io\nfrom dedupe.reading import dissecting, worker\nimport msgspec\n"
        "dissecting.COMPUTING_LIMIT = 0.2\n"
        "dissecting.KINDS = {'page': lambda *_: [None for _ in iter(int, 1)]}\n"
        "asked = io.BytesIO()\nworker.write_message(asked, msgspec.msgpack.encode(('page', '', b'')))\nasked.seek(0)\n"
        "dissecting.serve(asked, io.BytesIO())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -signal.SIGPROF


def test_a_page_that_ends_the_process_is_rejected_and_the_next_one_read() -> None:
    dying = Worker()
    dying.ask("ready", b"")
    assert dying._process is not None
    dying._process.kill()
    dying._process.wait()
    assert str(read_page(BODY, dying)) == "pages/fire.html: taking it apart ended the process that did it"
    assert isinstance(read_page(f"<html><body>{BODY}</body></html>", dying), Article)
    dying.close()


def test_a_process_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker.sys, "executable", "/bin/false")
    with pytest.raises(InputError, match=r"^the process that takes pages apart does not start$"):
        Worker().ask("page", b"")


def test_no_module_is_taken_from_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('taken from the wrong place')")
    (tmp_path / "fire.html").write_text(f"<html><body>{BODY}</body></html>")
    monkeypatch.chdir(tmp_path)
    (record,) = read(["fire.html"])
    assert isinstance(record, Article)


def test_the_process_ends_with_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Worker] = []
    monkeypatch.setattr(worker.Worker, "__init__", _remembering(worker.Worker.__init__, started))
    (tmp_path / "fire.html").write_text(f"<html><body>{BODY}</body></html>")
    records = read([str(tmp_path)])
    next(records)
    (one,) = started
    process = one._process
    assert process is not None
    records.close()  # type: ignore[attr-defined]
    assert process.poll() is not None


def _remembering(make: object, started: list[Worker]) -> object:
    def init(self: Worker, *args: object) -> None:
        make(self, *args)  # type: ignore[operator]
        started.append(self)

    return init


def test_whatever_a_parser_raises_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    def raising(error: BaseException) -> object:
        def take(*_: object) -> object:
            raise error

        return take

    for error, told in [
        (MemoryError(), {"refused": "taking it apart needs too much memory"}),
        (RecursionError(), {"refused": "nested too deeply"}),
        (KeyError("x"), {"refused": "taking it apart failed: KeyError"}),
        (Refused("no article"), {"refused": "no article"}),
        (InputError("no such package"), {"unusable": "no such package"}),
    ]:
        monkeypatch.setattr(dissecting, "KINDS", {"page": raising(error)})
        assert msgspec.msgpack.decode(dissecting.answer(msgspec.msgpack.encode(("page", "", b"")))) == told


def test_deep_pages_take_no_longer_than_flat_ones(helper: Worker) -> None:
    began = time.monotonic()
    read_page("<html><body>" + "<div>" * 10_000 + "fog" + "</body></html>", helper)
    assert time.monotonic() - began < worker.TIME_LIMIT
