"""NewsML-G2, the IPTC's XML for news: an article a news item, alone or in the message of an agency.

``guid`` names an item through all its versions and becomes the KEY. The text is what stands in the item itself, plain before
marked up (XHTML, NITF), with the editor's note after it, as of ninjs; items of pictures, graphics and films are passed over and
counted. Nothing is ever fetched, and a file that declares entities is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.markup import plain_text
from dedupe.reading.ninjs import address_of, caution_of, with_note
from dedupe.reading.streams import whole
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from

_DEEPEST: Final = 200  # elements within one another
_MOST: Final = 1_000_000  # elements of a file: half a gigabyte of memory
_TEXTS: Final = frozenset({"text", "composite"})  # of the IPTC's kinds of content


def read_newsml(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every news item of text; a rejection says which one, from 1."""
    try:
        root = _parsed(whole(stream))
    except Unreadable as error:
        yield file.rejection(str(error))
        return
    items = [root] if root.tag == "newsItem" else root.findall("./itemSet/newsItem")
    for number, item in enumerate(items, start=1):
        kind = _qcode(item, "itemMeta/itemClass") or "text"
        if kind not in _TEXTS:
            context.passed[f"{kind[:40]} items"] += 1
            continue
        try:
            fields, caution = _as_fields(item)
            article = article_from(fields, file, file.origin(), context)
        except Unreadable as error:
            yield file.rejection(f"item {number}: {error}")
            continue
        if caution:
            context.warn(file.origin(), caution)
        yield article
    if not items:
        yield file.rejection("no news item in it")


def _parsed(content: bytes) -> ET.Element:
    """Return the root, names without their namespaces. Raises Unreadable: entities, too deep, not well-formed."""
    builder = ET.TreeBuilder()
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        """Begin an element, unless there are too many or it is too deep."""
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > _DEEPEST:
            raise Unreadable(f"XML of more than {_DEEPEST} elements within one another")
        if elements > _MOST:
            raise Unreadable(f"XML of more than {_MOST:,} elements")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def declared(*_: object) -> None:
        raise Unreadable("it declares entities, which are not read")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(f"broken XML: {error}") from error
    root: ET.Element = builder.close()
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _as_fields(item: ET.Element) -> tuple[dict[str, Any], str | None]:
    """Return an item under common names, and the caution that its status calls for. Raises Unreadable without a body."""
    text = next(filter(str.strip, _bodies(item)), None)
    if text is None:
        raise Unreadable("no text: the news item has no body of its own")
    created = _first(item, "itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated")
    guid = item.get("guid")
    language = item.find("contentMeta/language")
    fields = {
        "id": guid,
        "url": address_of(guid),
        "title": _first(item, "contentMeta/headline", "itemMeta/title"),
        "text": with_note(text, "\n\n".join(_words(note) for note in item.findall("itemMeta/edNote"))),
        "byline": _first(item, "contentMeta/by", "contentMeta/creator/name"),
        "source": _first(item, "contentMeta/infoSource/name", "itemMeta/provider/name")
        or _qcode(item, "contentMeta/infoSource")
        or _qcode(item, "itemMeta/provider"),
        "language": (language.get("tag") if language is not None else None) or item.get("lang"),
        "published": created,
        "modified": _first(item, "itemMeta/versionCreated", "contentMeta/contentModified"),
    }
    return fields, caution_of(_qcode(item, "itemMeta/pubStatus") or "usable")


def _bodies(item: ET.Element) -> Iterator[str]:
    for body in item.findall("contentSet/inlineData"):
        if body.get("contenttype", "text/plain").startswith("text/plain"):
            yield "".join(body.itertext())
    for body in item.findall("contentSet/inlineXML"):
        inner: Sequence[ET.Element] = body.findall(".//body.content") or body.findall(".//body") or [body]
        yield "\n\n".join(plain_text(ET.tostring(one, encoding="unicode")) for one in inner)


def _first(item: ET.Element, *paths: str) -> str | None:
    return next((words for path in paths for one in item.findall(path) if (words := _words(one))), None)


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _qcode(item: ET.Element, path: str) -> str | None:
    """Return what a controlled value says, ``usable`` of ``stat:usable``; or the literal where it has no code."""
    found = item.find(path)
    if found is None:
        return None
    return (found.get("qcode") or "").rpartition(":")[2] or found.get("literal")
