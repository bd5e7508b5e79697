"""``dedupe browse``: the store in a browser."""

from __future__ import annotations

import ipaddress
from importlib.util import find_spec

import click

from dedupe.cli.options import command, db_option
from dedupe.cli.program import Failure
from dedupe.cli.progress import talk
from dedupe.errors import StoreError, StoreMissing
from dedupe.store import open_store, open_to_read


@command(example="dedupe browse --open")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at; the default is this machine alone."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 is any that is free."
)
@click.option("--open", "opens", is_flag=True, help="Open a browser there.")
@db_option
def browse(host: str, port: int, opens: bool, db: str) -> None:
    """Show the store in a browser: stories, comparisons of any two versions, search, tables to filter, questions, SQL.

    Nothing is ever written but the index of the search, before it begins. What others add to the store meanwhile is
    seen at once. Stop it by Ctrl-C.
    """
    if find_spec("datasette") is None:
        raise Failure("browse needs datasette, which is not installed: pip install 'newsfold[browse]'")
    _prepare(db)
    from dedupe.browse.server import LOOPBACK, bound, serve

    is_local = _is_local(host)
    try:
        listening = bound(host, port)
    except OSError as error:
        raise Failure(f"{host}:{port}: cannot listen there: {error.strerror or error}; --port 0 takes any") from error
    if not is_local:
        click.echo(f"anybody who reaches {host} can read all articles", err=True)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"

    def started() -> None:
        click.echo(f"{db} at {address}; Ctrl-C stops", err=True)
        if opens:
            click.launch(address)

    serve(db, listening, hosts=(*LOOPBACK, host) if is_local else None, started=started)


def _prepare(db: str) -> None:
    """Bring the index of the search up to date where the store may be written; raise what is wrong with it."""
    try:
        with open_store(db, busy_seconds=1) as store, talk() as talking:
            talking.start("indexing", None, "articles")
            store.bring_search_up_to_date(talking.advance)
            talking.finish()
    except StoreMissing:
        raise
    except StoreError:
        open_to_read(db).close()  # what cannot be read either is told here
        click.echo("the index of the search was left as it is: the store cannot be written now", err=True)


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
