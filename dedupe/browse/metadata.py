"""What Datasette is told of the store: titles, facets, canned questions, and which tables are nobody's business."""

from __future__ import annotations

from typing import Any

from dedupe.store.derived import TABLES
from dedupe.store.questions import QUESTIONS

DATABASE = "store"
"""The name of the store in addresses, whatever its file is called."""

SETTINGS = {
    "default_page_size": 50,
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,  # a query for every column of every page
    "allow_download": False,
    "truncate_cells_html": 600,
}

_FACETS = {
    "story_summary": ["revisions", "sources"],
    "revision_timeline": ["source", "relation"],
    "what_changed": ["significance", "kind"],
    "what_returned": ["level"],
    "fact_timeline": ["kind"],
    "article": ["source", "language"],
    "rejected": ["reason"],
}
_ABOUT = {
    "story_summary": "A row for each story of two articles or more.",
    "revision_timeline": "A row for each article of each such story, oldest first.",
    "what_changed": "A row for each paragraph or run of paragraphs that changed, old and new side by side.",
    "what_returned": "A row for each thing that a version has again which it had lost.",
    "fact_timeline": "A row for each figure, date, quote or name that changed.",
    "article_name": "The name of each article, as commands take it.",
}
_HIDDEN = (*TABLES, "derived_layout", "_sqlite_migrations", "article_search")


def metadata() -> dict[str, Any]:
    """Return the metadata of a Datasette instance on a store."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in _HIDDEN}
    for name, about in _ABOUT.items():
        tables.setdefault(name, {})["description"] = about
    for name, facets in _FACETS.items():
        tables.setdefault(name, {})["facets"] = facets
    queries = {one.name: {"title": one.title, "description": one.about, "sql": one.sql} for one in QUESTIONS}
    return {"title": "dedupe", "databases": {DATABASE: {"tables": tables, "queries": queries}}}
