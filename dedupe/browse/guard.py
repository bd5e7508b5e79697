"""What stands before every request: nothing is written, nobody else's page reaches us, and no page loads from elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Datasette's own pages colour their headings so; ours forbid it themselves
        "img-src 'self' data:",
        "connect-src 'self'",  # its column menus ask for the values of a column
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def guarded(app: App, hosts: Iterable[str] | None) -> App:
    """Return the application with the guard before it.

    ``hosts`` are the names by which it may be asked for, without ports; None admits any. A page of a stranger can make its own name
    lead to this machine, but a browser then asks by that name.
    """
    names = None if hosts is None else frozenset(hosts)

    async def guard(scope: Scope, receive: Any, send: Send) -> None:
        """Pass on what may be asked for, and refuse the rest."""
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, "read-only: GET and HEAD alone")
        elif names is not None and _host(scope) not in names:
            await _refuse(send, 403, "asked for by a name that is not of this machine")
        else:
            await app(scope, receive, _with_headers(send))

    return guard


def _with_headers(send: Send) -> Send:
    async def sent(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return sent


async def _refuse(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{reason}\n".encode()})


def _host(scope: Scope) -> str:
    told = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    if told.startswith("["):
        return told[: told.find("]") + 1]
    return told.partition(":")[0]
