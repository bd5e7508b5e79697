"""The views: the store as a person would ask it, for Datasette, DuckDB and the sqlite3 prompt.

Plain SQL, no function of ours: they answer wherever the file is opened. They are derived: dropped and
recreated together with the tables they read.
"""

from __future__ import annotations

VIEWS: dict[str, str] = {
    # An article's name as the commands print it: KEY, or KEY@prefix where a KEY has several articles or looks like a name.
    "article_name": """
    CREATE VIEW article_name AS
    SELECT id AS article,
           CASE WHEN count(*) OVER (PARTITION BY article_key) = 1 AND NOT article_key GLOB 'xxh128:*'
                     AND NOT article_key GLOB '*@[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*'
                THEN article_key
                ELSE article_key || '@' || substr(article_hash, 8, 8) END AS name
    FROM article
    """,
    # One row for each story of two or more articles.
    "story_summary": """
    CREATE VIEW story_summary AS
    SELECT story.story_id,
           story.title,
           story.articles,
           max(revision.number) AS revisions,
           count(DISTINCT article.source) AS sources,
           min(article.published_at) AS first_published,
           max(coalesce(article.modified_at, article.published_at)) AS last_changed,
           (SELECT count(*) FROM edit_script JOIN revision AS newer ON newer.article = edit_script.new
            WHERE newer.story = story.id) AS comparisons
    FROM story
    JOIN revision ON revision.story = story.id
    JOIN article ON article.id = revision.article
    WHERE story.articles > 1
    GROUP BY story.id
    """,
    # One row for each article of each story of two or more, oldest first.
    "revision_timeline": """
    CREATE VIEW revision_timeline AS
    SELECT story.story_id,
           revision.position,
           revision.number AS revision,
           article_name.name AS article,
           article.source,
           article.title,
           article.url,
           article.published_at,
           article.modified_at,
           article.fetched_at,
           body.word_count,
           revision.relation,
           revision.ordered_by
    FROM story
    JOIN revision ON revision.story = story.id
    JOIN article ON article.id = revision.article
    JOIN article_name ON article_name.article = article.id
    JOIN body ON body.id = article.body
    WHERE story.articles > 1
    ORDER BY story.story_id, revision.position
    """,
    # One row for each hunk that changed anything, old and new text side by side.
    "what_changed": """
    CREATE VIEW what_changed AS
    SELECT story.story_id,
           older.name AS old_article,
           newer.name AS new_article,
           edit_script.significance,
           hunk.position AS hunk,
           hunk.kind,
           hunk.moved,
           (SELECT group_concat(text, char(10) || char(10)) FROM
               (SELECT paragraph.text FROM hunk_paragraph JOIN paragraph ON paragraph.id = hunk_paragraph.paragraph
                WHERE hunk_paragraph.hunk = hunk.id AND side = 'old' ORDER BY ordinal)) AS old_text,
           (SELECT group_concat(text, char(10) || char(10)) FROM
               (SELECT paragraph.text FROM hunk_paragraph JOIN paragraph ON paragraph.id = hunk_paragraph.paragraph
                WHERE hunk_paragraph.hunk = hunk.id AND side = 'new' ORDER BY ordinal)) AS new_text
    FROM edit_script
    JOIN hunk ON hunk.edit_script = edit_script.id
    JOIN article_name AS older ON older.article = edit_script.old
    JOIN article_name AS newer ON newer.article = edit_script.new
    JOIN revision ON revision.article = edit_script.new
    JOIN story ON story.id = revision.story
    WHERE hunk.kind <> 'equal' OR hunk.moved
    ORDER BY story.story_id, revision.position, hunk.position
    """,
    # One row for each thing that a version has again which it had lost, in the order of the story's versions.
    "what_returned": """
    CREATE VIEW what_returned AS
    SELECT story.story_id,
           revision.number AS revision,
           newer.name AS article,
           coalesce(article.modified_at, article.published_at, article.fetched_at) AS at,
           reversion.level,
           CASE reversion.level
               WHEN 'headline' THEN article.title
               WHEN 'paragraph' THEN (SELECT text FROM body_paragraph JOIN paragraph ON paragraph.id = paragraph
                                      WHERE body = article.body AND position = reversion.place)
               WHEN 'fact' THEN (SELECT new FROM fact_change
                                 WHERE fact_change.edit_script = edit_script.id AND position = reversion.place)
           END AS what,
           former.number AS former_revision,
           former_name.name AS former_article
    FROM reversion
    JOIN edit_script ON edit_script.id = reversion.edit_script
    JOIN article ON article.id = edit_script.new
    JOIN article_name AS newer ON newer.article = edit_script.new
    JOIN revision ON revision.article = edit_script.new
    JOIN story ON story.id = revision.story
    JOIN revision AS former ON former.article = reversion.article
    JOIN article_name AS former_name ON former_name.article = reversion.article
    ORDER BY story.story_id, revision.position, reversion.position
    """,
    # One row for each figure, date, quote or name that changed, in the order of the story's versions.
    "fact_timeline": """
    CREATE VIEW fact_timeline AS
    SELECT story.story_id,
           revision.number AS revision,
           newer.name AS article,
           coalesce(article.modified_at, article.published_at, article.fetched_at) AS at,
           fact_change.kind,
           fact_change.context,
           fact_change.old,
           fact_change.new
    FROM fact_change
    JOIN edit_script ON edit_script.id = fact_change.edit_script
    JOIN article ON article.id = edit_script.new
    JOIN article_name AS newer ON newer.article = edit_script.new
    JOIN revision ON revision.article = edit_script.new
    JOIN story ON story.id = revision.story
    ORDER BY story.story_id, revision.position, fact_change.position
    """,
}
