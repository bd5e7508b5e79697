"""Article -> paragraphs, tokens, shingles. Every view here is for comparing: stored text is never altered.

In the order the data flows: ``hashing`` (what identifies a text), ``paragraphs`` (where a text falls
into paragraphs, losslessly), ``normalize`` (the view in which texts are compared), ``tokens`` (words to
compare, terms to find by, and lossless tokens to edit), ``passages`` (sentences, as pieces to recognise),
``shingles`` (runs of words to 64-bit hashes), ``alphabet`` (all this of single characters, as a table),
``quotations`` (what stands between quotation marks), ``days`` (the days that a text names, by ``vocabulary``, which
also knows words for numbers), ``horizon`` (the latest of years and days) and ``stamps`` (when it says that it was
changed), and ``queries`` (what people type to find a text).
"""
