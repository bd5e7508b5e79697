"""Fold a news corpus into stories, put their versions in order, and record what changed.

The folders, in the order the data flows:

========== =====================================================================================
reading    files -> Article
text       Article -> paragraphs, tokens, shingles
similarity shingles -> signatures -> bands -> candidate pairs -> scored pairs
stories    scored pairs -> relations, with reasons -> stories
versions   stories -> revisions in order, with the evidence for it
changes    two revisions -> paragraph alignment -> word edits -> EditScript -> facts
importing  what other trackers keep -> Article
evaluation stories against labels: how right they are, and the worst mistakes
store      everything SQL: one SQLite file
reports    what a person reads, and the JSON that scripts read
pages      the same reports as web pages
browse     the same pages served from the store, by Datasette
exporting  the store in the formats of others
pipeline   the only place where the steps meet the store
spark      the same steps over partitions of a cluster
cli        one thin file a command
========== =====================================================================================

``records`` pass between the steps, ``settings`` hold every knob, ``errors`` every deliberate error.

What is promised to programs stands here, and is imported when it is first used:

>>> import dedupe
>>> script = dedupe.diff("At least 227 died.", "At least 249 died.")
>>> [(edit.op, edit.text) for edit in script.hunks[0].edits]
[('equal', 'At least '), ('delete', '227'), ('insert', '249'), ('equal', ' died.')]
>>> dedupe.apply("At least 227 died.", script)
'At least 249 died.'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedupe.changes import apply, compare, invert
    from dedupe.changes import edit_script as diff
    from dedupe.records import Article, Changes, EditScript
    from dedupe.store import open_to_read as open  # noqa: A004 - as dedupe.open, it shadows nothing

__version__ = "0.1.0"

__all__ = ["Article", "Changes", "EditScript", "apply", "compare", "diff", "invert", "open"]

_HOMES = {
    "Article": "dedupe.records:Article",
    "Changes": "dedupe.records:Changes",
    "EditScript": "dedupe.records:EditScript",
    "apply": "dedupe.changes:apply",
    "compare": "dedupe.changes:compare",
    "diff": "dedupe.changes:edit_script",
    "invert": "dedupe.changes:invert",
    "open": "dedupe.store:open_to_read",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    found: object = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
