"""A feed is valid Atom whatever strangers write, its entries keep their ids, and what has no date is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedupe.cli.program import program
from dedupe.pages import feed
from dedupe.records import ChangeReport
from tests.pages.parsing import parse

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = [
    "</content><script>alert(1)</script>",
    "]]>&#0;",
    "<![CDATA[",
    "\x00\x1b[31m",
    "\ufffe\uffff",
    "javascript:alert(1)",
]


def entries(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter(f"{ATOM}entry"))  # noqa: S314 - our own output


def told(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def retitled(report: ChangeReport, **fields: str | None) -> ChangeReport:
    (compared,) = report.comparisons[:1]
    article = replace(compared.new.article, **fields)  # type: ignore[arg-type]
    return replace(report, comparisons=(replace(compared, new=replace(compared.new, article=article)),))


def test_a_step_without_a_date_is_counted(report: ChangeReport) -> None:
    bare = retitled(report, modified_at=None, published_at=None, fetched_at=None)
    made = feed([bare])
    assert (entries(made.text), made.left_out) == ([], 1)


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_strangers_write_is_text(report: ChangeReport, payload: str) -> None:
    hostile = retitled(report, title=payload, source=payload, byline=payload, url=payload)
    (entry,) = entries(feed([hostile]).text)
    assert entry.find(f"{ATOM}link") is None
    names = {one.tag for one in parse(told(entry, "content")).all()}
    assert names <= {"", "p", "strong", "ul", "li", "ins", "del", "span"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=30), source=st.text(max_size=10))
def test_a_feed_is_always_xml(report: ChangeReport, title: str, source: str) -> None:
    assert len(entries(feed([retitled(report, title=title, source=source)]).text)) == 1


@pytest.fixture
def written(newsroom: Path, tmp_path: Path) -> Path:
    ran = CliRunner().invoke(program, ["report", "--db", str(newsroom), "-o", str(tmp_path / "news.atom")])
    assert (ran.exit_code, ran.stderr) == (0, "4 steps without a date left out\n")
    return tmp_path / "news.atom"


def test_the_newest_comes_first_and_its_time_is_the_feeds(written: Path) -> None:
    times = [told(one, "updated") for one in entries(written.read_text("utf-8"))]
    assert times == sorted(times, reverse=True)
    assert ET.fromstring(written.read_text("utf-8")).findtext(f"{ATOM}updated") == times[0]  # noqa: S314


def test_an_entry_has_the_same_id_in_every_feed(written: Path, newsroom: Path) -> None:
    ids = [told(one, "id") for one in entries(written.read_text("utf-8"))]
    assert len(set(ids)) == len(ids)
    ran = CliRunner().invoke(program, ["report", "057ea2ea336f", "--db", str(newsroom), "--format", "atom"])
    own = [told(one, "id") for one in entries(ran.stdout)]
    assert own
    assert set(own) < set(ids)


def test_a_feed_of_the_newsroom_is_read_by_a_reader_of_feeds(written: Path) -> None:
    feedparser = pytest.importorskip("feedparser")
    read = feedparser.parse(written.read_bytes())
    assert not read.bozo
    assert len(read.entries) == 36
    (wing,) = (one for one in read.entries if one.title.startswith("Two centimetres"))
    assert wing.title == "Two centimetres keep children out of new wing: correction, disclosed"
    assert (wing.author, wing.link) == ("Harbour Post", "https://harbour-post.example/health/childrens-wing-doors")
    assert "48 million → 84 million crowns" in wing.content[0].value
