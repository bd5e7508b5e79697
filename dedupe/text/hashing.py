"""What identifies a text and an article: 128-bit hashes, tagged with their algorithm.

The tag makes a future change of algorithm detectable. 128 bits because identity must hold for the
life of an archive; xxh3 is not made to withstand an adversary, so the store also compares texts.
"""

from __future__ import annotations

import xxhash

from dedupe.records import Article

ALGORITHM = "xxh128"
# Separates fields so that ("ab", "c") and ("a", "bc") differ; the lengths make it unambiguous for any text.
_ABSENT = b"-"


def content_hash(text: str) -> str:
    """Return the hash of a text's UTF-8 bytes, as ``xxh128:`` and 32 hex digits.

    >>> content_hash("Two ferries collided.")
    'xxh128:dd79ddde0a99d8cf5cbce6c4017dfaed'
    """
    return f"{ALGORITHM}:{xxhash.xxh3_128_hexdigest(text.encode())}"


def article_hash(article: Article) -> str:
    """Return the hash of everything that makes an article itself: its KEY, text and metadata.

    When and where it was read (``fetched_at``, ``origin``) do not count: the same record read again
    is a sighting of the same article.
    """
    fields = (
        article.key, article.text, article.title, article.url, article.source, article.byline,
        article.language, article.extractor, article.published_at, article.modified_at,
    )  # fmt: skip
    parts = (_ABSENT if value is None else b"%d:%b" % (len(encoded := value.encode()), encoded) for value in fields)
    return f"{ALGORITHM}:{xxhash.xxh3_128_hexdigest(b''.join(parts))}"
