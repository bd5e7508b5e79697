"""Fold a news corpus into stories, put their versions in order, and record what changed.

The folders, in the order the data flows:

========== =====================================================================================
reading    files -> Article
text       Article -> paragraphs, tokens, shingles
similarity shingles -> signatures -> bands -> candidate pairs -> scored pairs
stories    scored pairs -> relations, with reasons -> stories
versions   stories -> revisions in order, with the evidence for it
changes    two revisions -> paragraph alignment -> word edits -> EditScript -> facts
evaluation stories against labels: how right they are, and the worst mistakes
store      everything SQL: one SQLite file
reports    what a person reads, and the JSON that scripts read
pipeline   the only place where the steps meet the store
cli        one thin file a command
========== =====================================================================================

``records`` pass between the steps, ``settings`` hold every knob, ``errors`` every deliberate error.
"""

__version__ = "0.1.0"
