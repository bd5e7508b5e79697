"""Two articles -> everything that changed between them."""

from __future__ import annotations

from dedupe.changes.facts import fact_changes
from dedupe.changes.metadata import headline_facts, metadata_changes
from dedupe.changes.script import edit_script
from dedupe.changes.significance import significance
from dedupe.records import Article, Changes
from dedupe.settings import ChangeSettings

_DEFAULT = ChangeSettings()


def compare(old: Article, new: Article, settings: ChangeSettings = _DEFAULT) -> Changes:
    """Return the edit script between two articles' texts, and the metadata, facts and significance of the change."""
    script = edit_script(old.text, new.text, settings)
    metadata = metadata_changes(old, new, settings)
    facts = (*headline_facts(metadata), *fact_changes(script))
    return Changes(script=script, metadata=metadata, facts=facts, significance=significance(script, facts, metadata))
