"""Questions that people ask of a whole store, in SQL: to read, to change, to run with any tool for SQLite.

"This week" is no matter of the clock: it ends on a day that is given, else on the day of the latest change in the store.
"""

from __future__ import annotations

from typing import NamedTuple

LAST_DAY = """
    SELECT max(substr(coalesce(modified_at, published_at, fetched_at), 1, 10))
    FROM edit_script JOIN article ON article.id = edit_script.new
"""
"""The day of the latest change."""

LATEST_STORIES = "SELECT story_id FROM story_summary ORDER BY last_changed DESC, story_id LIMIT :most OFFSET :from"
"""The ids of stories of two articles or more, the latest change first."""


class Question(NamedTuple):
    """A question: its name in an address, what people call it, a word on how it is answered, and the SQL."""

    name: str
    title: str
    about: str
    sql: str


_SILENT = """
WITH week AS (
    SELECT coalesce(nullif(:week_ending, ''), (
        SELECT max(substr(coalesce(modified_at, published_at, fetched_at), 1, 10))
        FROM edit_script JOIN article ON article.id = edit_script.new)) AS ends
), step AS (
    SELECT story.story_id, story.title, article.source, edit_script.attention, edit_script.reasons,
           coalesce(article.modified_at, article.published_at, article.fetched_at) AS at,
           story.story_id || ' ' || former.number || '-' || revision.number AS comparison
    FROM edit_script
    JOIN article ON article.id = edit_script.new
    JOIN revision ON revision.article = edit_script.new
    JOIN revision AS former ON former.article = edit_script.old
    JOIN story ON story.id = revision.story
    WHERE edit_script.disclosed = 0
)
SELECT at, comparison, title, source, attention, reasons, date(ends, '-6 days') || ' to ' || ends AS week
FROM step, week
WHERE substr(at, 1, 10) BETWEEN date(ends, '-6 days') AND ends
ORDER BY attention DESC, at DESC, comparison
"""

_FIGURES = """
WITH moved AS (
    SELECT story.id AS story, revision.position AS place, revision.number, fact_change.position,
           fact_change.context, fact_change.old, fact_change.new
    FROM fact_change
    JOIN edit_script ON edit_script.id = fact_change.edit_script
    JOIN revision ON revision.article = edit_script.new
    JOIN story ON story.id = revision.story
    WHERE fact_change.kind = 'number' AND fact_change.old <> '' AND fact_change.new <> ''
)
SELECT count(DISTINCT number) AS versions, context AS counted, group_concat(old || ' → ' || new, '; ') AS figures,
       story.story_id, story.title
FROM (SELECT * FROM moved ORDER BY story, context, place, position) AS moved
JOIN story ON story.id = moved.story
GROUP BY moved.story, context
ORDER BY versions DESC, count(*) DESC, story.story_id, context
"""

_CARRIED = """
SELECT count(DISTINCT article.source) AS sources, count(DISTINCT article.id) AS articles,
       count(DISTINCT revision.story) AS stories, min(article.published_at) AS first_published,
       min(story.story_id) AS story_id, paragraph.text
FROM body_paragraph
JOIN paragraph ON paragraph.id = body_paragraph.paragraph
JOIN article ON article.body = body_paragraph.body
JOIN revision ON revision.article = article.id
JOIN story ON story.id = revision.story
GROUP BY paragraph.id
HAVING sources > 1
ORDER BY sources DESC, articles DESC, paragraph.paragraph_hash
"""

QUESTIONS = (
    Question(
        "silent-corrections",
        "Silent corrections this week",
        "Steps that put something right without a word on it. The seven days end on week_ending, a day such as 2031-05-07; "
        "where it is empty, on the day of the latest change in the store. The column week says which they are.",
        _SILENT,
    ),
    Question(
        "figures",
        "Figures that changed most",
        "What was counted in a story, and in how many of its versions that figure took the place of another.",
        _FIGURES,
    ),
    Question(
        "carried",
        "Paragraphs carried by most sources",
        "Paragraphs of stories of two articles or more, to the letter, by how many sources printed them.",
        _CARRIED,
    ),
)
