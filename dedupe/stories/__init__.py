"""Scored pairs -> relations, with reasons -> stories: what belongs together, and why.

In the order the data flows: ``documents`` (articles of one text are one document), ``addresses``, ``places``,
``headlines``, ``times`` and ``lines`` (what is known of an article beside its text), ``evidence`` (all that is known of a pair),
``rules`` (which decide) and ``relations`` (what the two are to each other), ``roundups`` and ``bridges`` (links that must not join), ``joining``
(verified pairs to stories), ``verdicts`` (what people decided), ``sharing`` and ``explain`` (why two are or are not in
one story, for a person).
"""

from dedupe.stories.documents import Document, document_places, documents_carried, documents_of

__all__ = ["Document", "document_places", "documents_carried", "documents_of"]
