"""ninjs, the IPTC's JSON for news (1.0 to 3.0) -> the field names that every record has.

``uri`` names the item through all its versions and becomes the KEY; ``firstcreated`` and
``versioncreated`` are its dates. Of several bodies the plain one is taken, else the marked-up one as
plain text. An editor's note was published with the text and ends it, as a paragraph of its own: there
stand the corrections. Names are compared as fields compares them, since 3.0 writes ``versionCreated``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dedupe.reading.markup import plain_text
from dedupe.reading.validity import Unreadable

_MARKS: Final = frozenset({"versioncreated", "pubstatus", "bodies", "bodytext", "bodyhtml", "bodyxhtml", "headlines"})


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Return whether a record is a ninjs item: it has a ``uri``, and one of the names that only ninjs has."""
    return "uri" in record and not _MARKS.isdisjoint(map(_plain, record))


def as_fields(record: Mapping[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Return an item under common names, and the caution that its status calls for (None where it is usable).

    Raises Unreadable where it has no body.
    """
    item = {_plain(name): value for name, value in record.items()}
    text = next(filter(None, _bodies(item)), None)
    if text is None:
        raise Unreadable("no text: the ninjs item has no body")
    fields = {
        "id": item["uri"],
        "url": address_of(item["uri"]),
        "title": item.get("headline") or _valued(item.get("headlines")),
        "text": with_note(text, item.get("ednote")),
        "byline": item.get("byline") or item.get("by"),
        "source": item.get("copyrightholder") or item.get("infosources"),
        "language": item.get("language"),
        "published": item.get("firstcreated") or item.get("contentcreated") or item.get("versioncreated"),
        "modified": item.get("versioncreated"),
    }
    return fields, caution_of(str(item.get("pubstatus", "usable")))


def with_note(text: str, note: Any) -> str:
    """Return a text with an editor's note, if there is one, as its last paragraph."""
    return f"{text.rstrip()}\n\n{note.strip()}" if isinstance(note, str) and note.strip() else text


def address_of(name: Any) -> str | None:
    """Return the name of an item where it is an address."""
    return name if isinstance(name, str) and name.startswith(("http://", "https://")) else None


def caution_of(status: str) -> str | None:
    """Return the caution that the status of an item calls for, None where it is usable."""
    return None if status == "usable" else f"its status is {status[:40]!r}: kept as an article all the same"


def _bodies(item: Mapping[str, Any]) -> Iterator[str | None]:
    """The plain ones first; ``body_text`` and ``body_html`` are of 1.x, ``bodies`` of later versions."""
    bodies = [body for body in _list(item.get("bodies")) if isinstance(body.get("value"), str)]
    kinds = [(str(body.get("contenttype") or body.get("contentType") or ""), body["value"]) for body in bodies]
    yield from (value for kind, value in kinds if kind == "text/plain")
    yield _text(item.get("bodytext"))
    yield from (plain_text(value) for kind, value in kinds if kind != "text/plain")
    for name in sorted(item):
        if name.startswith("body") and name not in ("bodytext", "bodies") and isinstance(item[name], str):
            yield plain_text(item[name])


def _valued(values: Any) -> str | None:
    """The value of the first of several headlines, the main one where one is so called."""
    told = [one for one in _list(values) if isinstance(one.get("value"), str)]
    told.sort(key=lambda one: one.get("role") != "main")
    return told[0]["value"] if told else None


def _list(values: Any) -> list[dict[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "")
