"""Indexes of captures over WARC files that warcio wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dedupe.importing.wayback import read_wayback

from .conftest import FIRE, TOLL, Read

Take = Callable[..., Read]
URL = "https://post.example/fire-on-the-ferry"


@pytest.fixture
def lines(tmp_path: Path) -> list[dict[str, Any]]:
    """Three captures in a WARC, with where each begins: the page, the page changed, and a revisit of the first."""
    pytest.importorskip("trafilatura", reason="the extra html is not installed")
    warcio = pytest.importorskip("warcio.warcwriter")
    headers = pytest.importorskip("warcio.statusandheaders")
    found: list[dict[str, Any]] = []
    (tmp_path / "archive").mkdir()
    with (tmp_path / "archive" / "crawl.warc.gz").open("wb") as stream:
        writer = warcio.WARCWriter(stream, gzip=True)
        for hour, text in ((9, FIRE), (10, TOLL), (12, None)):
            date = f"2031-05-04T{hour:02}:00:00Z"
            offset = stream.tell()
            if text is None:
                record = writer.create_revisit_record(URL, found[0]["digest"], URL, "2031-05-04T09:00:00Z",
                                                      warc_headers_dict={"WARC-Date": date})  # fmt: skip
            else:
                page = (
                    "<html><body><article>"
                    + "".join(f"<p>{one}</p>" for one in text.split("\n\n"))
                    + "</article></body></html>"
                )
                answer = headers.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                record = writer.create_warc_record(URL, "response", payload=io.BytesIO(page.encode()), http_headers=answer,
                                                   warc_headers_dict={"WARC-Date": date})  # fmt: skip
            writer.write_record(record)
            record.raw_stream.close()
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            found.append({
                "url": URL, "mime": "text/html" if text else "warc/revisit", "status": "200" if text else "-", "digest": digest,
                "length": str(stream.tell() - offset), "offset": str(offset), "filename": "crawl.warc.gz", "time": f"20310504{hour:02}0000",
            })  # fmt: skip
    return found


def cdxj(one: dict[str, Any]) -> str:
    told = {name: value for name, value in one.items() if name != "time"}
    return f"example,post)/fire-on-the-ferry {one['time']} {json.dumps(told)}\n"


def cdx(one: dict[str, Any]) -> str:
    return (f"example,post)/fire-on-the-ferry {one['time']} {one['url']} {one['mime']} {one['status']} {one['digest']} - - "
            f"{one['length']} {one['offset']} {one['filename']}\n")  # fmt: skip


@pytest.mark.parametrize("header", ["", " CDX N b a m s k r M S V g\n"])
@pytest.mark.parametrize("form", [cdx, cdxj])
def test_captures_are_read_where_the_index_says(
    form: Callable[[dict[str, Any]], str], header: str, lines: list[dict[str, Any]], take: Take, tmp_path: Path
) -> None:
    index = tmp_path / "index.cdxj"
    index.write_text((header if form is cdx else "") + "".join(map(form, lines)), encoding="utf-8")
    read = take(partial(read_wayback, str(index), warcs=str(tmp_path / "archive")))
    assert read.rejected == []
    assert [(one.text, one.fetched_at) for one in read.articles] == [
        (FIRE.strip(), "2031-05-04T09:00:00Z"), (TOLL.strip(), "2031-05-04T10:00:00Z"), (FIRE.strip(), "2031-05-04T12:00:00Z"),
    ]  # fmt: skip
    assert {one.url for one in read.articles} == {URL}


def test_what_is_no_page_is_counted_and_what_is_not_there_is_named(
    lines: list[dict[str, Any]], take: Take, tmp_path: Path
) -> None:
    (tmp_path / "secret.warc.gz").write_bytes((tmp_path / "archive" / "crawl.warc.gz").read_bytes())
    strange = [
        lines[0] | {"mime": "image/png"}, lines[0] | {"status": "404"}, lines[0] | {"filename": "../secret.warc.gz"},
        lines[0] | {"filename": "gone.warc.gz"}, lines[0] | {"offset": "7"}, lines[0] | {"offset": "x"}, lines[0] | {"filename": "a\0b"},
    ]  # fmt: skip
    index = tmp_path / "archive" / "index.cdxj"
    index.write_text("".join(map(cdxj, strange)) + "nonsense\nexample) 2031 {broken\n", encoding="utf-8")
    read = take(partial(read_wayback, str(index)))
    assert read.articles == []
    assert read.passed == {"captures of type image/png": 1, "captures of status 404": 1}
    told = [line.partition(f"{index}:")[2] for line in read.rejected]
    assert told[0] == "3: ../secret.warc.gz: this WARC file is not in the folder"
    assert told[1] == "4: gone.warc.gz: this WARC file is not in the folder"
    assert [line.partition(":")[0] for line in told] == ["3", "4", "5", "6", "7", "8", "9"]
