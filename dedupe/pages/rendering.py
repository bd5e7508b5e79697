"""Templates filled: every value made visible and escaped, and a policy that lets nothing in from elsewhere.

Jinja is imported when the first page is made.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedupe.reports.safe import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_NO_XML = re.compile("[\ufffe\uffff]")  # of what ``visible`` leaves
STYLE, SCRIPT = "style.css", "script.js"
_ALWAYS = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
# Browsers differ in whether a page read from a disk is "self" to the files beside it.
_SITE_POLICY = f"{_ALWAYS}; style-src 'self' file:; script-src 'self' file:"
_SERVED_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'self'; style-src 'self'; script-src 'self'"
)


def render(template: str, **view: Any) -> str:
    """Return a page of a site; ``root`` in the view leads from its folder to that of the style sheet."""
    return _environment().get_template(template).render(policy=_SITE_POLICY, is_alone=False, **view)


def render_served(template: str, **view: Any) -> str:
    """Return a page that a server of ours sends; its forms ask that server."""
    return _environment().get_template(template).render(policy=_SERVED_POLICY, is_alone=False, **view)


def render_alone(template: str, **view: Any) -> str:
    """Return a page that holds its own style sheet and script, and admits no others."""
    from markupsafe import Markup

    style, script = asset(STYLE), asset(SCRIPT)
    policy = f"{_ALWAYS}; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    held = {"style": Markup(style), "script": Markup(script)}  # noqa: S704 - our own files
    return _environment().get_template(template).render(policy=policy, is_alone=True, **held, **view)


def fragment(template: str, **view: Any) -> str:
    """Return a piece of HTML, as a plain text that another template may escape."""
    return str(_environment().get_template(template).render(**view))


def render_xml(template: str, **view: Any) -> str:
    """Return a document of XML: HTML's escapes are XML's, and what no XML may hold is left out."""
    return _NO_XML.sub("", _environment().get_template(template).render(**view))


@cache
def asset(name: str) -> str:
    """Return the style sheet or the script."""
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        """Return text of strangers without characters that act, and nothing for None."""
        if isinstance(value, str) and not isinstance(value, Markup):
            return visible(value)
        return "" if value is None else value

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
