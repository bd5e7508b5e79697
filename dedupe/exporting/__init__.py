"""The store in the formats of others, one file each; nothing here opens or names a file of its own.

* ``rows`` (a table of the store as JSON lines or CSV) and ``parquet`` (as Parquet);
* ``identifiers`` (what an article is called outside of this store);
* ``timemap`` (RFC 7089: when which version of a page was seen), ``json_ld`` (schema.org's NewsArticle);
* ``newsedits`` (the SQLite file that its tools read);
* ``copies`` (which article of a story is kept, and of which the others are copies), ``training`` (a folder of what is kept).
"""
