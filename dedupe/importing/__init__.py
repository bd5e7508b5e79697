"""What other trackers keep -> Article: one source a file, each a function that yields records as the readers do.

* ``repository`` (the history of a git repository, by git itself), from which ``git`` (articles in its files) and
  ``newsdiffs`` (with the database beside it) read;
* ``databases`` (SQLite files of other programs), from which ``diffengine``, ``newsedits`` and ``newsdiffs`` read;
* ``wayback`` (an index of captures, CDX or CDXJ, and the WARC files beside it).

They use the readers, fields and dates of ``reading``; where each record came from is its origin.
"""
