from __future__ import annotations

from dedupe.changes.metadata import metadata_changes
from dedupe.records import Article, MetadataChange


def test_what_changed_is_listed_and_the_source_is_no_change() -> None:
    old = Article(key="a", text="", title="Ferry sinks", source="Orlen Post", published_at="2031-05-03")
    new = Article(
        key="b", text="", title="Ferry lost", source="Harbour Times", byline="Ole Marn", published_at="2031-05-03"
    )
    assert metadata_changes(old, new) == (
        MetadataChange(field="title", old="Ferry sinks", new="Ferry lost"),
        MetadataChange(field="byline", old=None, new="Ole Marn"),
    )
