"""How right the stories are, against labels: counts, and the worst mistakes with their evidence.

In the order the data flows: ``labels`` (the truth, from CSV), ``evaluate`` (pairs, bands, order, counted), ``mistakes``
(links that join wrongly), ``closeness`` (many pairs scored at once) and ``misses`` (stories that are torn).
"""

from dedupe.evaluation.evaluate import Evaluation, Place, evaluate
from dedupe.evaluation.labels import Labels, read_labels

__all__ = ["Evaluation", "Labels", "Place", "evaluate", "read_labels"]
