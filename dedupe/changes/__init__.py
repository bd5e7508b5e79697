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
* ``compare`` joins it with ``metadata`` and ``significance`` (``notes`` of correction, and how much ``attention`` it
  deserves).
"""

from dedupe.changes.compare import compare
from dedupe.changes.facts import fact_changes
from dedupe.changes.metadata import metadata_changes
from dedupe.changes.patch import apply, invert
from dedupe.changes.script import edit_script
from dedupe.changes.significance import significance

__all__ = ["apply", "compare", "edit_script", "fact_changes", "invert", "metadata_changes", "significance"]
