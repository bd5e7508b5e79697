"""What an article is called outside of this store: by its hash, which is the same in every store that has it."""

from __future__ import annotations

from dedupe.records import Article


def urn(article_hash: str) -> str:
    """Return the name of an article as a URI.

    >>> urn("xxh128:0123456789abcdef0123456789abcdef")
    'urn:x-newsfold:xxh128:0123456789abcdef0123456789abcdef'
    """
    return f"urn:x-newsfold:{article_hash}"


def digits(article_hash: str) -> str:
    """Return the hash without the name of its algorithm: hexadecimal digits, safe in any path."""
    return article_hash.rpartition(":")[2]


def time_seen(article: Article) -> str | None:
    """Return when a version is known to have stood: fetched, else modified, else published; None where nothing says."""
    return article.fetched_at or article.modified_at or article.published_at
