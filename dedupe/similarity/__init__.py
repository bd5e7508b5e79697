"""Shingles -> signatures -> bands -> candidate pairs -> scored pairs, all in numpy over packed arrays.

In the order the data flows: ``ragged`` (rows of different lengths in one array, which
``scratch`` keeps in a file where they are many), ``features`` (texts to
shingles, words, passages; ``bulk``: many of them at a time), ``signatures`` (MinHash as datasketch makes it), ``bands`` (signatures to
buckets to pairs), ``index`` (documents as numbered terms, and what two share), ``components`` (what links hold
together), ``templates`` (which documents fill one), ``weights`` (how rare a term is), ``candidates`` (who may belong together, at every level),
``scores`` (what candidate pairs share, on exact sets), ``compare`` (all of it).

Of large corpora the loops over every character and every word are compiled: ``kernels``, with the hash ``xxh3``, and
those over every term: ``counting``; how is said in ``compiled``, and
they run on every core: ``threads``.

A document here is one distinct text, known by its position; articles are not known here.
"""
