"""Changes of the metadata: headline, byline, address and dates. Another source is another article, no change."""

from __future__ import annotations

from dedupe.records import Article, MetadataChange

FIELDS = ("title", "byline", "url", "published_at", "modified_at")


def metadata_changes(old: Article, new: Article) -> tuple[MetadataChange, ...]:
    """Return the fields that differ, in the order of FIELDS."""
    pairs = ((field, getattr(old, field), getattr(new, field)) for field in FIELDS)
    return tuple(
        MetadataChange(field=field, old=before, new=after) for field, before, after in pairs if before != after
    )
