"""Files -> Article: one reader a format, and a registry name -> reader.

In the order the data flows:

* ``planning`` (inputs -> files with their KEYs) with ``recognition`` (what a file is by its first bytes);
* ``streams`` (bytes, one file open at a time), ``unpacking`` (compressed ones, bounded) and ``archives`` (.zip);
* ``registry`` (which reader takes which file) and ``extras`` (packages that only some formats need);
* the readers: ``plain`` (.txt, with ``headers`` and ``titles``); ``jsonl`` and ``json`` (with ``objects``, ``ninjs``
  and ``schema_org``); ``tables`` (.csv and .tsv); ``parquet``; ``html``; ``warc`` (with ``warc_records`` and ``captures``);
  ``feed``; ``newsml``;
* ``worker``, a process that can be killed, and what runs in it: ``dissecting``, ``pages`` (with ``charsets``) and
  ``entries`` (of feeds, with ``markup``);
* ``fields`` (the table of field names), ``values`` (a record -> Article), ``dates``, ``validity`` (what no article may be);
* ``articles`` (all of it together) with ``selecting`` (how much of it). ``files`` holds what a reader is given.
"""

from __future__ import annotations

from dedupe.reading.articles import read
from dedupe.reading.files import Context, InputFile, Progress, Reader, ReadingOptions, Record, Warn
from dedupe.reading.planning import ReadingPlan, plan

__all__ = [
    "Context",
    "InputFile",
    "Progress",
    "Reader",
    "ReadingOptions",
    "ReadingPlan",
    "Record",
    "Warn",
    "plan",
    "read",
]
