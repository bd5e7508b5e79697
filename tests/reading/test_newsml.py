"""NewsML-G2: items of text, each under its name; what is hostile, broken or no text is told and counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dedupe.reading import read
from dedupe.records import Article

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire:1" version="2" xml:lang="en">
<itemMeta>{meta}<firstCreated>2031-05-04T06:00:00Z</firstCreated><versionCreated>2031-05-04T09:30:00Z</versionCreated></itemMeta>
<contentMeta><by>Ines Roth</by><headline>Ferry <em>late</em></headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
PLAIN = '<inlineData contenttype="text/plain">The ferry was two hours late.\n\nNobody was hurt.</inlineData>'
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>x</title></head>
<body><body.head><hedline><hl1>Ferry late</hl1></hedline></body.head><body.content><p>The ferry was two hours late.</p>
<p>Nobody was hurt.</p></body.content></body></nitf></inlineXML>"""


def item(content: str = PLAIN, meta: str = "") -> str:
    return ITEM.format(content=content, meta=meta)


def reading(text: str | bytes, folder: Path) -> tuple[list[Article], list[str], Counter[str]]:
    path = folder / "wire.newsml"
    path.write_bytes(text if isinstance(text, bytes) else f"{HEAD}{text}".encode())
    said: list[str] = []
    passed: Counter[str] = Counter()
    records = list(read([str(path)], warn=lambda _, sentence: said.append(sentence), passed=passed))
    said += [record.reason for record in records if not isinstance(record, Article)]
    return [record for record in records if isinstance(record, Article)], said, passed


@pytest.mark.parametrize("content", [PLAIN, NITF, NITF + PLAIN])
def test_an_item_is_an_article(tmp_path: Path, content: str) -> None:
    (article,), said, _ = reading(item(content), tmp_path)
    told = (article.key, article.title, article.byline, article.language, article.published_at, article.modified_at)
    assert told == (
        "urn:newsml:wire:1",
        "Ferry late",
        "Ines Roth",
        "en",
        "2031-05-04T06:00:00Z",
        "2031-05-04T09:30:00Z",
    )
    assert article.text.split("\n\n") == ["The ferry was two hours late.", "Nobody was hurt."]
    assert said == []


def test_an_editors_note_ends_the_text_and_the_status_is_told(tmp_path: Path) -> None:
    meta = '<pubStatus qcode="stat:canceled"/><edNote>CORRECTS the hour.</edNote><provider qcode="prov:wire"/>'
    (article,), said, _ = reading(item(meta=meta), tmp_path)
    assert article.text.endswith("Nobody was hurt.\n\nCORRECTS the hour.")
    assert article.source == "wire"
    assert said == ["its status is 'canceled': kept as an article all the same"]


def test_what_is_no_text_is_counted(tmp_path: Path) -> None:
    articles, said, passed = reading(item(meta='<itemClass qcode="ninat:picture"/>'), tmp_path)
    assert (articles, said, passed) == ([], [], Counter({"picture items": 1}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(content="<remoteContent href='x.jpg'/>"), "item 1: no text: the news item has no body of its own"),
        ("<newsMessage><itemSet/></newsMessage>", "no news item in it"),
        (item()[:-20], "broken XML: "),
        ('<!DOCTYPE newsItem [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + item(), "it declares entities, which are not read"),
        ('<!DOCTYPE newsItem [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + item(), "it declares entities, which are not read"),
        ("<newsItem>" + "<a>" * 10_000, "XML of more than 200 elements within one another"),
        ("<newsItem>" + "<a/>" * 1_000_000 + "</newsItem>", "XML of more than 1,000,000 elements"),
        (b"<newsItem>\xff</newsItem>", "broken XML: not well-formed (invalid token): line 1, column 10"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str | bytes, reason: str) -> None:
    articles, (said,), _ = reading(text, tmp_path)
    assert articles == []
    assert said.startswith(reason)


def test_other_encodings_are_read_as_declared(tmp_path: Path) -> None:
    text = item(PLAIN.replace("ferry", "fähre"))
    for encoding in ("iso-8859-1", "utf-16"):
        (article,), said, _ = reading(f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding), tmp_path)
        assert article.text.startswith("The fähre")
        assert said == []


def test_an_xml_file_is_known_by_its_first_element(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "wire.xml").write_text(f"{HEAD}<!-- of an agency -->\n{item()}", encoding="utf-8")
    (article,) = read([str(tmp_path / "press")])
    assert isinstance(article, Article)
    assert article.key == "urn:newsml:wire:1"
