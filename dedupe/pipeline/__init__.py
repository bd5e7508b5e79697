"""The only place where the steps meet the store: each resumable, with progress.

A step whose input and settings did not change does nothing. What a step does is decided by the facts in
the store and the settings alone: not by the order of ingest, the size of batches or the clock.

In the order the data flows: ``progress`` (who is told), ``states`` (what a step was done with), ``workers`` (processes), ``ingesting`` (files to
facts), ``filing`` (what a corpus is made of, in a file), ``corpus`` (all that is compared), ``clustering`` (facts to stories), ``comparing`` (stories to changes),
``blaming`` (which version a paragraph comes from), ``telling`` (all that the pages of a story show), ``between`` (what any two of its versions changed), ``explaining`` (why two articles are in one story) and ``evaluating`` (how right the stories are).
"""

from dedupe.pipeline.blaming import blame
from dedupe.pipeline.clustering import ClusterSummary, cluster
from dedupe.pipeline.comparing import DiffSummary, diff
from dedupe.pipeline.evaluating import evaluate
from dedupe.pipeline.explaining import explain
from dedupe.pipeline.ingesting import IngestSummary, import_from, ingest
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.telling import tell

__all__ = [
    "SILENT",
    "ClusterSummary",
    "DiffSummary",
    "IngestSummary",
    "Progress",
    "blame",
    "cluster",
    "diff",
    "evaluate",
    "explain",
    "import_from",
    "ingest",
    "tell",
]
