"""What Datasette asks of us: addresses of our own, links in its tables, and connections that can only read."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response
from markupsafe import Markup, escape

from dedupe.browse import answers
from dedupe.browse.metadata import DATABASE

_COMPARISON = re.compile(r"([0-9a-f]{12}) (\d+-\d+)")
_STORY = re.compile(r"[0-9a-f]{12}")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Return the addresses of our pages, as a site of files has them."""
    return [
        (r"^/(?:index\.html)?$", _home),
        (r"^/search$", _search),
        (r"^/(?P<asset>style\.css|script\.js|tables\.js)$", _asset),
        (r"^/stories/(?P<story>[0-9a-f]{1,12})/?$", _story),
        (r"^/stories/(?P<story>[0-9a-f]{1,12})/compare$", _compare),
        (r"^/stories/(?P<story>[0-9a-f]{1,12})/(?P<page>[0-9a-z-]+\.html)$", _page),
    ]


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:
    """Let no connection to the store write, whatever its SQL or its schema says."""
    if database == DATABASE:
        conn.execute("PRAGMA query_only = ON")
        conn.execute("PRAGMA trusted_schema = OFF")


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """Return a link where a cell names a story or a comparison; all else is Datasette's."""
    if column == "story_id" and isinstance(value, str) and _STORY.fullmatch(value):
        return _link(f"/stories/{value}/index.html", value)
    if column == "comparison" and isinstance(value, str) and (found := _COMPARISON.fullmatch(value)):
        return _link(f"/stories/{found[1]}/{found[2]}.html", found[2].replace("-", " → "))
    return None


@hookimpl
def menu_links() -> list[dict[str, str]]:
    """Return what the menu of Datasette's pages leads to."""
    return [{"href": "/", "label": "Stories"}, {"href": "/search", "label": "Search"}]


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(escape(address), words)


async def _home(datasette: Any, request: Any) -> Response:
    page = request.args.get("page") or "1"
    return await _answer(answers.home, datasette, int(page) if page.isascii() and page.isdigit() else 1)


async def _search(datasette: Any, request: Any) -> Response:
    return await _answer(answers.search, datasette, request.args.get("q") or "")


async def _page(datasette: Any, request: Any) -> Response:
    return await _answer(answers.page, datasette, request.url_vars["story"], request.url_vars["page"])


async def _story(request: Any) -> Response:
    return Response.redirect(f"/stories/{request.url_vars['story']}/index.html")


async def _compare(request: Any) -> Response:
    sides = sorted(int(side) for name in ("a", "b") if (side := request.args.get(name) or "").isdecimal())
    if len(sides) < 2:
        return await _story(request)
    return Response.redirect(f"/stories/{request.url_vars['story']}/{sides[0]}-{sides[1]}.html")


async def _asset(request: Any) -> Response:
    name = request.url_vars["asset"]
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(answers.asset(name), content_type=f"{kind}; charset=utf-8")


async def _answer(make: Any, datasette: Any, *asked: Any) -> Response:
    """Make a page in a thread of its own: the store is read there, and others are served meanwhile."""
    made = await asyncio.to_thread(make, datasette.get_database(DATABASE).path, *asked)
    return Response.html(made.text, status=made.status)
