"""What people and scripts read, all from the same records; nothing here computes a change.

From the ground up: ``safe`` (what hostile text may not do), ``layout`` (columns, width, colours),
``passages`` (what of an edit is shown), ``tally`` (counts), ``wording`` (records in words); then the faces:
``terminal``, ``stat`` (how much of each passage), ``listings``, ``markdown``, ``as_json``, ``as_csv``, ``export``, ``explanations`` (why two articles are of one story),
``blame`` (where each paragraph comes from), ``facts`` (through time) and, for evaluations, ``scorecard``; ``ranking`` picks
the steps that deserve eyes most. The contract of the JSON is kept in ``schemas/``.
"""
