"""Two revisions -> what changed: paragraphs aligned, words edited, facts read off the edits.

In the order the data flows:

* paragraphs: ``align`` says which became which, by ``anchors`` (the same on both sides), ``likeness``,
  ``postings`` and ``candidates`` (what could have become what), ``assignment`` (the best choice of all),
  ``splits`` and ``moves``;
* words: ``words``, ``windows`` (of long hunks) and ``tidy`` spell out the edits of a hunk;
* the script: ``hunks`` (its order), ``sentences`` (that moved), ``script`` (made), ``patch`` (applied, inverted);
* facts: ``facts`` follows across the ``regions`` of a hunk what the texts state: ``figures`` and ``dates``
  (``mentions``, ``replaced``), ``quotes`` and their ``speakers``, ``names``, ``wording``, with the words of
  ``vocabulary`` and ``units``;
* along a chain of versions: ``chains`` (facts through time), ``reversions`` (what comes back that had gone) and ``blame``
  (where each paragraph comes from);
* ``comparing`` joins it with ``metadata`` and ``significance`` (``notes`` of correction, and how much ``attention`` it
  deserves).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedupe.changes.comparing import compare
    from dedupe.changes.facts import fact_changes
    from dedupe.changes.metadata import metadata_changes
    from dedupe.changes.patch import apply, invert
    from dedupe.changes.script import edit_script

__all__ = ["apply", "compare", "edit_script", "fact_changes", "invert", "metadata_changes"]

# Imported when they are first used: most commands read what was found and compare nothing.
_HOMES = {
    "apply": "patch",
    "compare": "comparing",
    "edit_script": "script",
    "fact_changes": "facts",
    "invert": "patch",
    "metadata_changes": "metadata",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
