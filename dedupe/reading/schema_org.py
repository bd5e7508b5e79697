"""schema.org's JSON-LD: which nodes of a graph are articles, with the nodes they refer to put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

TYPES: Final = frozenset({
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReportageNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle", "SatiricalArticle", "BlogPosting",
    "LiveBlogPosting", "SocialMediaPosting", "Report",
})  # fmt: skip
"""The types of nodes that are articles."""

_REFERRED = ("author", "creator", "publisher", "isPartOf")


def is_graph(record: Mapping[str, Any]) -> bool:
    """Return whether an object is a graph of several nodes."""
    return isinstance(record.get("@graph"), list)


def is_article(node: Mapping[str, Any]) -> bool:
    """Return whether a node is an article; its type may have an address in front, or be one of several."""
    types = node.get("@type")
    several = types if isinstance(types, list) else [types]
    return any(isinstance(one, str) and one.rpartition("/")[2].rpartition(":")[2] in TYPES for one in several)


def articles_of(nodes: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the articles among the nodes of a graph; people and organisations they refer to are put in by name."""
    known = {node["@id"]: node for node in nodes if isinstance(node, dict) and isinstance(node.get("@id"), str)}
    for node in nodes:
        if isinstance(node, dict) and is_article(node):
            yield node | {name: _named(node[name], known) for name in _REFERRED if name in node}


def _named(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    """What a reference refers to, by its name alone, so that a graph that leads round in circles ends here."""
    if isinstance(value, list):
        return [_named(one, known) for one in value if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value:
        return known.get(str(value.get("@id")), {}).get("name")
    return value
