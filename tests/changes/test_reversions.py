"""Reversions: who goes back to a text, a headline, a paragraph or a figure is told so, and nobody else is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.changes import compare
from dedupe.changes.reversions import with_reversions
from dedupe.records import Article, Comparison, StoredArticle, StoredRevision, StoredStory
from dedupe.text.hashing import article_hash, content_hash
from dedupe.text.paragraphs import split_paragraphs
from dedupe.versions.steps import steps_of

FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama."
SAID = "At least {} people were taken off the ferry, the coastguard said."
WIND = "Winds were light, the weather office in Lindenholt said on Sunday evening."
OWNER = "The owners suspended their sailings to all four islands until the end of the month."


def version(name: str, number: int, *paragraphs: str, source: str = "Post", title: str | None = None) -> StoredRevision:
    article = Article(key=name, text="\n\n".join(paragraphs), source=source, title=title)
    stored = StoredArticle(hash=article_hash(article), name=name, body_hash=content_hash(article.text), article=article)
    return StoredRevision(article=stored, number=number, relation=None, ordered_by="published date")


def story(*revisions: StoredRevision) -> tuple[StoredStory, tuple[Comparison, ...]]:
    told = StoredStory(id="1a2b3c4d5e6f", title="Fire", revisions=revisions)
    steps = [Comparison(old=old, new=new, changes=compare(old.article, new.article)) for old, new in steps_of(told)]
    return told, with_reversions(told, steps)


def told(*revisions: StoredRevision) -> dict[str, list[tuple[str, str, int | None]]]:
    """What each version brought back, by its name: (level, the version that had it, place)."""
    _, steps = story(*revisions)
    return {
        step.new.name: [(one.level, one.article, one.place) for one in step.reversions]
        for step in steps
        if step.reversions
    }


def test_a_text_that_comes_back_brings_its_paragraphs_and_facts_back() -> None:
    one, other = SAID.format(227), SAID.format(249)
    found = told(version("a", 1, FIRE, one), version("b", 2, FIRE, other), version("c", 3, FIRE, one))
    assert found == {"c": [("text", "a", None), ("paragraph", "a", 1), ("fact", "a", 0)]}


def test_the_last_version_that_had_it_is_named() -> None:
    found = told(
        version("a", 1, FIRE, WIND),
        version("b", 2, FIRE, WIND, OWNER),
        version("c", 3, FIRE, OWNER),
        version("d", 4, FIRE),
        version("e", 5, WIND, FIRE),
    )
    assert found == {"e": [("paragraph", "b", 0)]}


def test_a_figure_goes_to_and_fro_while_the_rest_goes_on() -> None:
    found = told(
        version("a", 1, FIRE, SAID.format(227)),
        version("b", 2, FIRE, SAID.format(249), OWNER),
        version("c", 3, FIRE, SAID.format(227) + " Nobody was hurt.", OWNER),
        version("d", 4, FIRE, SAID.format(249) + " Nobody was hurt.", OWNER),
    )
    assert found == {"c": [("fact", "a", 0)], "d": [("fact", "b", 0)]}


def test_a_figure_that_goes_on_is_no_reversion() -> None:
    assert told(*(version(str(at), at, FIRE, SAID.format(n)) for at, n in enumerate((227, 249, 253), 1))) == {}


def test_a_fact_that_was_taken_out_of_a_sentence_and_put_back_returns() -> None:
    plain, hedged = "The captain was to blame, the judge said.", "The captain was allegedly to blame, the judge said."
    found = told(version("a", 1, FIRE, hedged), version("b", 2, FIRE, plain), version("c", 3, FIRE, hedged, WIND))
    assert ("fact", "a", 0) in found["c"]


def test_a_headline_that_flips_over_one_text() -> None:
    titles = ("Terror in Sarama", "Attack in Sarama", "Terror in Sarama", "Attack in Sarama")
    found = told(*(version(f"v{at}", 1, FIRE, title=title) for at, title in enumerate(titles)))
    assert found == {"v2": [("headline", "v0", None)], "v3": [("headline", "v1", None)]}


def test_what_another_publisher_left_out_was_never_gone() -> None:
    post, agency = "Post", "Agency"
    found = told(
        version("p1", 1, FIRE, SAID.format(227), WIND, source=post, title="Fire"),
        version("a1", 2, FIRE, SAID.format(249), source=agency, title="Ferry burns"),
        version("p2", 3, FIRE, SAID.format(227), WIND, OWNER, source=post, title="Fire"),
    )
    assert found == {}


def test_a_copy_of_another_publisher_does_not_hide_who_went_back() -> None:
    found = told(
        version("p1", 1, FIRE, WIND, source="Post"),
        version("p2", 2, FIRE, OWNER, source="Post"),
        version("copy", 3, FIRE, OWNER, WIND, source="Agency"),
        version("p3", 3, FIRE, OWNER, WIND, source="Post"),
    )
    assert found == {"copy": [("paragraph", "p1", 2)]}


PARAGRAPHS = st.lists(st.sampled_from([FIRE, WIND, OWNER, SAID.format(227), SAID.format(249)]), min_size=1, unique=True)


@settings(max_examples=100)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_of_one_line_exactly_what_was_gone_comes_back(texts: list[list[str]]) -> None:
    distinct = [text for at, text in enumerate(texts) if not at or text != texts[at - 1]]
    _, steps = story(*(version(f"v{at}", at + 1, *text) for at, text in enumerate(distinct)))
    for at, step in enumerate(steps, start=1):
        former = distinct[:at]
        paragraphs = split_paragraphs(step.new.article.text).paragraphs
        assert [one.place for one in step.reversions if one.level == "paragraph"] == [
            place
            for place, text in enumerate(paragraphs)
            if text not in former[-1] and any(text in version for version in former)
        ]
        assert any(one.level == "text" for one in step.reversions) == (distinct[at] in former)
        for one in step.reversions:
            assert one.article == f"v{one.revision - 1}"
            assert one.revision < at  # a version stands between
            if one.level == "paragraph":
                assert paragraphs[one.place or 0] in distinct[one.revision - 1]
                assert not any(paragraphs[one.place or 0] in text for text in distinct[one.revision : at])
