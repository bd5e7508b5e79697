"""Every error that dedupe raises on purpose; whatever else comes out is a fault of ours.

::

    DedupeError                    the message is one line, made for a person
    ├── SettingsError              a knob outside its range
    ├── InputError                 an input that cannot be opened or found as a whole
    ├── LabelsError                a labels file that cannot be scored
    ├── QueryError                 a search that asks for nothing
    ├── VerdictError               a decision about two articles that cannot hold
    ├── ForgetError                an article that cannot be forgotten as asked
    ├── PatchError                 an edit script that does not fit the text it is applied to
    ├── NameNotFound               no such article or story
    │   └── AmbiguousName          more than one such article or story
    └── StoreError                 something about the SQLite file
        ├── StoreMissing           there is no file at that path
        ├── NotAStore              there is a file, but dedupe did not make it
        ├── StoreTooNew            made by a later dedupe
        ├── StoreBusy              another process holds it
        └── StoreDamaged           what is read back is not what was written
"""

from __future__ import annotations


class DedupeError(Exception):
    """Root of every deliberate error; ``str()`` is one line that names file, line and reason where they exist."""


class SettingsError(DedupeError):
    """A knob outside its range."""


class InputError(DedupeError):
    """An input that cannot be opened or found as a whole."""


class LabelsError(DedupeError):
    """A labels file that cannot be scored."""


class QueryError(DedupeError):
    """A search that asks for nothing."""


class VerdictError(DedupeError):
    """A decision about two articles that cannot hold."""


class ForgetError(DedupeError):
    """An article that cannot be forgotten as asked."""


class PatchError(DedupeError):
    """An edit script that does not fit the text it is applied to."""


class NameNotFound(DedupeError):
    """No article or story goes by that name."""


class AmbiguousName(NameNotFound):
    """More than one article or story goes by that name; the message lists them."""


class StoreError(DedupeError):
    """Something about the SQLite file."""


class StoreMissing(StoreError):
    """There is no file at that path."""


class NotAStore(StoreError):
    """There is a file, but it is not a store of dedupe."""


class StoreTooNew(StoreError):
    """The store was made by a later version of dedupe."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreDamaged(StoreError):
    """What is read back is not what was written."""
