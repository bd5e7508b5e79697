"""Scored pairs -> relations, with reasons -> stories -> revisions in order; and how right that is.

In the order the data flows: ``documents`` (articles of one text are one document), ``relations`` (what two
documents are to each other, in words), ``joining`` (verified pairs to stories), ``verdicts`` (what people decided), ``times`` and ``tolls``
(evidence for what came first), ``seriation`` (a chain by likeness where dates are silent), ``revisions``
(the members of a story, in order), ``fold`` (all of it), ``steps`` (which of them to compare), ``explain`` (why
two are or are not in one story), ``evaluate`` (against labels).
"""

from dedupe.stories.documents import Document, document_places, documents_of
from dedupe.stories.fold import Folding, fold_stories

__all__ = ["Document", "Folding", "document_places", "documents_of", "fold_stories"]
