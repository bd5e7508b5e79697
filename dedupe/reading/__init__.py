"""Files -> Article: one reader a format, and a registry suffix -> reader.

In the order the data flows: ``planning`` (inputs -> files with their KEYs), ``streams`` (bytes, unpacked
and bounded), ``registry`` (which reader takes which file), the readers ``plain`` (.txt, with ``headers`` and
``titles``) and ``jsonl`` (with ``fields``, the table of field names, and ``values``), ``dates``, ``validity``
(what no article may be), ``articles`` (all of it together). ``files`` holds what a reader is given.
"""

from __future__ import annotations

from dedupe.reading.articles import read
from dedupe.reading.files import InputFile, Progress, Reader, Record, Warn
from dedupe.reading.planning import ReadingPlan, plan

__all__ = ["InputFile", "Progress", "Reader", "ReadingPlan", "Record", "Warn", "plan", "read"]
