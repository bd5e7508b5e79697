"""The derived tables: what was computed from the facts. Dropped and recomputed at will, so never migrated.

Each is made by settings that are kept beside it. Parents stand before their children; dropping goes the
other way. Editing a table here makes the next writer drop and recreate all of them (see schema.py).
"""

from __future__ import annotations

TABLES: dict[str, str] = {
    "settings": """
    CREATE TABLE settings (
        id   INTEGER PRIMARY KEY,
        json TEXT NOT NULL UNIQUE  -- every knob that made the rows which refer here
    ) STRICT
    """,
    "step": """
    CREATE TABLE step (
        name        TEXT PRIMARY KEY,                         -- signatures, cluster, diff
        fingerprint TEXT NOT NULL,                            -- of the input that the step was last done for
        settings    INTEGER NOT NULL REFERENCES settings(id)  -- and what it was done with
    ) STRICT
    """,
    "signature": """
    CREATE TABLE signature (
        body       INTEGER PRIMARY KEY REFERENCES body(id),
        scheme     TEXT NOT NULL,  -- all that must agree before two signatures may be compared
        article    BLOB,           -- MinHash values, little-endian; NULL where the text is too short to shingle
        passages   BLOB NOT NULL,  -- those of its passages, one after the other
        checksum   TEXT NOT NULL   -- of scheme and both blobs: a flipped bit must not pass for a likeness
    ) STRICT
    """,
    "scored_pair": """
    CREATE TABLE scored_pair (
        id            INTEGER PRIMARY KEY,
        a             INTEGER NOT NULL REFERENCES article(id),  -- of the two, the article of the smaller hash
        b             INTEGER NOT NULL REFERENCES article(id),
        relation      TEXT NOT NULL CHECK (relation IN
                      ('identical', 'reprint', 'revision', 'excerpt', 'recurring', 'related')),
        score         REAL NOT NULL,  -- rarity-weighted containment, 0 to 1: what decides
        jaccard       REAL NOT NULL,  -- exact, of 3-word shingles
        containment_a REAL NOT NULL,  -- share of a's shingles that b has
        containment_b REAL NOT NULL,  -- share of b's shingles that a has
        reasons       TEXT NOT NULL,  -- JSON array of sentences
        checksum      TEXT NOT NULL,  -- of all columns but id
        UNIQUE (a, b)
    ) STRICT
    """,
    "story": """
    CREATE TABLE story (
        id              INTEGER PRIMARY KEY,
        story_id        TEXT NOT NULL UNIQUE,  -- first 12 hex digits of the smallest hash among its members
        title           TEXT NOT NULL,         -- newest headline, else the first words of the newest text
        articles        INTEGER NOT NULL,      -- how many; most stories have one
        first_published TEXT NOT NULL,         -- earliest published_at of its members; '' where none is known
        checksum        TEXT NOT NULL          -- of the columns above but id, and of its revisions
    ) STRICT
    """,
    "revision": """
    CREATE TABLE revision (
        article    INTEGER PRIMARY KEY REFERENCES article(id),  -- every article is in one story
        story      INTEGER NOT NULL REFERENCES story(id),
        position   INTEGER NOT NULL,  -- from 0, oldest first, one each
        number     INTEGER NOT NULL,  -- from 1; identical copies share it
        relation   TEXT,              -- to the previous distinct text; NULL for the first
        ordered_by TEXT NOT NULL,     -- the evidence for its place
        UNIQUE (story, position)
    ) STRICT
    """,
    "cap": """
    CREATE TABLE cap (
        name     TEXT PRIMARY KEY,   -- what was limited
        times    INTEGER NOT NULL,   -- how often the limit was met
        left_out INTEGER NOT NULL,   -- how much was left out in all
        checksum TEXT NOT NULL       -- of the columns above
    ) STRICT
    """,
    "paragraph": """
    CREATE TABLE paragraph (
        id             INTEGER PRIMARY KEY,
        paragraph_hash TEXT NOT NULL UNIQUE,  -- xxh128:<hex>
        text           TEXT NOT NULL
    ) STRICT
    """,
    "body_paragraph": """
    CREATE TABLE body_paragraph (
        body      INTEGER NOT NULL REFERENCES body(id),
        position  INTEGER NOT NULL,                  -- from 0
        separator TEXT NOT NULL,                     -- what stands before the paragraph
        paragraph INTEGER REFERENCES paragraph(id),  -- NULL in the last row: its separator ends the text
        PRIMARY KEY (body, position)
    ) STRICT, WITHOUT ROWID
    """,
    "edit_script": """
    CREATE TABLE edit_script (
        id           INTEGER PRIMARY KEY,
        old          INTEGER NOT NULL REFERENCES article(id),
        new          INTEGER NOT NULL REFERENCES article(id),
        significance TEXT NOT NULL CHECK (significance IN ('cosmetic', 'style', 'update', 'correction')),
        disclosed    INTEGER CHECK (disclosed IN (0, 1)),  -- NULL where there is nothing to disclose
        attention    INTEGER NOT NULL,                     -- how much it deserves eyes, 0 to 100
        reasons      TEXT NOT NULL,                        -- JSON array of sentences
        coarse       INTEGER NOT NULL CHECK (coarse IN (0, 1)),  -- 1: work was bounded, a coarser unit used
        checksum     TEXT NOT NULL,                        -- of all that changed, however it is spread over tables
        settings     INTEGER NOT NULL REFERENCES settings(id),
        UNIQUE (old, new)
    ) STRICT
    """,
    "hunk": """
    CREATE TABLE hunk (
        id          INTEGER PRIMARY KEY,
        edit_script INTEGER NOT NULL REFERENCES edit_script(id) ON DELETE CASCADE,
        position    INTEGER NOT NULL,  -- from 0
        kind        TEXT NOT NULL CHECK (kind IN ('equal', 'changed', 'added', 'removed', 'split', 'merged')),
        moved       INTEGER NOT NULL CHECK (moved IN (0, 1)),
        edits       TEXT,              -- JSON [[op, text], ...]; NULL where whole paragraphs say it all
        UNIQUE (edit_script, position)
    ) STRICT
    """,
    "hunk_paragraph": """
    CREATE TABLE hunk_paragraph (
        hunk      INTEGER NOT NULL REFERENCES hunk(id) ON DELETE CASCADE,
        side      TEXT NOT NULL CHECK (side IN ('old', 'new')),
        ordinal   INTEGER NOT NULL,  -- from 0, within the hunk
        position  INTEGER NOT NULL,  -- from 0, within the text of that side
        paragraph INTEGER NOT NULL REFERENCES paragraph(id),
        PRIMARY KEY (hunk, side, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    "fact_change": """
    CREATE TABLE fact_change (
        edit_script INTEGER NOT NULL REFERENCES edit_script(id) ON DELETE CASCADE,
        position    INTEGER NOT NULL,  -- from 0
        hunk        INTEGER REFERENCES hunk(id) ON DELETE CASCADE,  -- NULL where it changed in the headline
        kind        TEXT NOT NULL CHECK (kind IN ('number', 'date', 'quote', 'name', 'negation', 'hedge')),
        old         TEXT NOT NULL,     -- '' where it was added
        new         TEXT NOT NULL,     -- '' where it was removed
        context     TEXT NOT NULL,     -- what is counted, where known
        PRIMARY KEY (edit_script, position)
    ) STRICT, WITHOUT ROWID
    """,
    "meta_change": """
    CREATE TABLE meta_change (
        edit_script INTEGER NOT NULL REFERENCES edit_script(id) ON DELETE CASCADE,
        position    INTEGER NOT NULL,  -- from 0
        field       TEXT NOT NULL,     -- title, byline, url, ...
        old         TEXT,
        new         TEXT,
        edits       TEXT NOT NULL,     -- JSON [[op, text], ...] of a headline or byline that both have; else []
        PRIMARY KEY (edit_script, position)
    ) STRICT, WITHOUT ROWID
    """,
    "sentence_move": """
    CREATE TABLE sentence_move (
        edit_script INTEGER NOT NULL REFERENCES edit_script(id) ON DELETE CASCADE,
        position    INTEGER NOT NULL,  -- from 0
        old         INTEGER NOT NULL,  -- number of the paragraph that it left
        new         INTEGER NOT NULL,  -- and of the one that it came to
        text        TEXT NOT NULL,
        PRIMARY KEY (edit_script, position)
    ) STRICT, WITHOUT ROWID
    """,
    "reversion": """
    CREATE TABLE reversion (
        edit_script INTEGER NOT NULL REFERENCES edit_script(id) ON DELETE CASCADE,  -- the step that brought it back
        position    INTEGER NOT NULL,  -- from 0
        level       TEXT NOT NULL CHECK (level IN ('text', 'headline', 'paragraph', 'fact')),
        article     INTEGER NOT NULL REFERENCES article(id),  -- the last version that had it before it went
        place       INTEGER,  -- from 0: of the paragraph in the new text, or fact_change.position; NULL for the others
        PRIMARY KEY (edit_script, position)
    ) STRICT, WITHOUT ROWID
    """,
}

INDEXES: tuple[str, ...] = (
    # The other half of a pair's UNIQUE (a, b): all pairs of one article.
    "CREATE INDEX scored_pair_by_b ON scored_pair(b)",
    # Stories of two or more, in the order in which they are listed, past the many of one.
    "CREATE INDEX story_in_order ON story(first_published, story_id) WHERE articles > 1",
    # The comparisons that lead to an article; UNIQUE (old, new) finds those that leave it.
    "CREATE INDEX edit_script_by_new ON edit_script(new)",
    # Which bodies carry a paragraph; and a paragraph nobody carries is found without a scan.
    "CREATE INDEX body_paragraph_by_paragraph ON body_paragraph(paragraph)",
    # What became of a paragraph in every comparison.
    "CREATE INDEX hunk_paragraph_by_paragraph ON hunk_paragraph(paragraph)",
    # The facts of a hunk; without it, dropping a comparison scans all facts.
    "CREATE INDEX fact_change_by_hunk ON fact_change(hunk)",
)
