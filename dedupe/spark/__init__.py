"""The same steps over partitions of a cluster: Apache Spark carries rows to where the pure steps need them.

In the order the data flows: ``session`` (a Spark session as they need it), ``stages`` (folders of rows, each with a manifest), ``packing`` (rows as the steps take them),
``records`` (files to articles to documents), ``features`` (what one text tells), ``buckets`` (bands to candidate pairs), ``components`` (what
links hold together), ``gathering`` (which task gets which documents), ``families`` (copies and templates), ``terms`` (how rare a term is),
``verifying`` (pairs to relations), ``decisions`` (what people decided), ``folding`` (relations to stories and edit scripts), ``flow`` (all of it), and ``importing`` (what it
left, into a store).
"""

from dedupe.spark.flow import SparkSummary, run
from dedupe.spark.importing import ImportSummary, Slice, import_run

__all__ = ["ImportSummary", "Slice", "SparkSummary", "import_run", "run"]
