"""Datasette made for a store, and run until it is interrupted."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe.browse.guard import App, guarded
from dedupe.browse.metadata import DATABASE, SETTINGS, metadata

if TYPE_CHECKING:
    from datasette.app import Datasette

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_TEMPLATES = Path(__file__).parent / "templates"


def datasette(path: str) -> Datasette:
    """Return a Datasette of one store, read-only, with our plugin and, but for those that DATASETTE_LOAD_PLUGINS names, no others."""
    os.environ.setdefault("DATASETTE_LOAD_PLUGINS", "")
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from dedupe.browse import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name="dedupe")
    made = Datasette([], metadata=metadata(), settings=SETTINGS, template_dir=str(_TEMPLATES))
    made.add_database(Database(made, path=path, is_mutable=_is_mutable(path)), name=DATABASE)
    return made


def application(path: str, *, hosts: tuple[str, ...] | None = LOOPBACK) -> App:
    """Return the application behind its guard; ``hosts`` are the names it answers to, None any."""
    return guarded(datasette(path).app(), hosts)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def serve(path: str, listening: socket.socket, *, hosts: tuple[str, ...] | None, started: Callable[[], None]) -> None:
    """Serve a store until interrupted; ``started`` is called when the first request may come."""
    import uvicorn

    config = uvicorn.Config(application(path, hosts=hosts), log_level="warning", access_log=False, lifespan="on")
    server = uvicorn.Server(config)

    async def run() -> None:
        """Serve until the end, and say when it begins."""
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.02)
        if not serving.done():
            started()
        await serving

    asyncio.run(run())


def _is_mutable(path: str) -> bool:
    """Whether others may write: where nobody can, SQLite cannot make its journal's files, and must be told so."""
    journal = Path(path + "-wal")
    return journal.exists() or (os.access(path, os.W_OK) and os.access(Path(path).absolute().parent, os.W_OK))
