"""Stories -> their versions in order, each with the evidence for its place.

In the order the data flows: ``states`` (texts, and returns to them, with their dates), ``seriation`` (a chain by likeness
where dates are silent), ``tolls`` and ``lateness`` (evidence in the text for what came first), ``direction`` (which end of
a chain is the older), ``revisions`` (the members of a story, in order), ``fold`` (scored pairs to ordered stories: the
steps of ``stories`` and these as a whole), ``steps`` (which versions to compare).
"""

from dedupe.versions.fold import Folding, fold_related, fold_stories

__all__ = ["Folding", "fold_related", "fold_stories"]
