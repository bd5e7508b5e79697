"""The same steps over partitions of a cluster: Apache Spark carries rows to where the pure steps need them.

In the order the data flows: ``session`` (a Spark session as they need it), ``stages`` (folders of rows, each with a manifest), ``packing`` (rows as the steps take them),
``records`` (files to articles to documents), ``features`` (what one text tells), ``buckets`` (bands to candidate pairs), ``components`` (what
links hold together), ``gathering`` (which task gets which documents), ``families`` (copies and templates), ``terms`` (how rare a term is),
``verifying`` (pairs to relations), ``folding`` (relations to stories and edit scripts), and ``flow`` (all of it).
"""

from dedupe.spark.flow import SparkSummary, run

__all__ = ["SparkSummary", "run"]
