"""Shingles -> signatures -> bands -> candidate pairs -> scored pairs, all in numpy over packed arrays.

In the order the data flows: ``ragged`` (rows of different lengths in one array), ``features`` (texts to
shingles, words, passages), ``signatures`` (MinHash as datasketch makes it), ``bands`` (signatures to
buckets to pairs), ``candidates`` (both levels together), ``components`` (what links hold together),
``weights`` (how rare a shingle is), ``scores`` (what candidate pairs share, on exact sets).

A document here is one distinct text, known by its position; articles are not known here.
"""
