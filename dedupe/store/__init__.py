"""Everything SQL: one SQLite file that holds what was read and what was found out about it.

In the order the data flows: ``connection`` (errors and transactions; ``holders``: who stands in the way) and ``database`` (opening the file)
make the door; ``facts``, ``derived``, ``views`` and ``schema`` say which tables there are. ``ingest``
writes facts and ``articles`` reads them, ``verdicts`` does both for what people decided, ``forgetting`` takes out what must go; ``steps``,
``signatures``, ``clustering`` and ``comparisons`` (by ``script_rows`` and ``spelling``, over ``layouts``) write what was derived,
``reversions`` writes and reads what came back; ``stories`` and ``compared`` read the rest, ``tables`` hands out whole tables, ``search`` finds words in
texts, ``questions`` are what people ask of a whole store, ``names`` tells which rows a person means, ``seals`` are checksums of rows, ``rows`` holds the records of the
store's own (``ids``, row numbers given out by us; ``summary``, how much there is). ``check`` proves it all (``search_check`` what can be searched). ``store`` is the one class that others see.
"""

from dedupe.store.rows import (
    BatchCounts,
    Forgotten,
    Giant,
    Hit,
    Run,
    SearchState,
    Signature,
    StoredRejection,
    Summary,
    Verdict,
)
from dedupe.store.store import Store, open_store, open_to_read
from dedupe.store.tables import Cell, ColumnType, Table, table_names

__all__ = [
    "BatchCounts",
    "Cell",
    "ColumnType",
    "Forgotten",
    "Giant",
    "Hit",
    "Run",
    "SearchState",
    "Signature",
    "Store",
    "StoredRejection",
    "Summary",
    "Table",
    "Verdict",
    "open_store",
    "open_to_read",
    "table_names",
]
