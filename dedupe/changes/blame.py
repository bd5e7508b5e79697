"""In which version each paragraph of a text came into being, and in which it got its words.

Versions count from 0 here, as positions in the sequence of texts. A text that an editor goes back to is as old as it
was the first time: whoever restores a paragraph has not written it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dedupe.changes.reversions import last_had
from dedupe.errors import PatchError
from dedupe.records import EditScript, StoredArticle, StoredRevision
from dedupe.stories.lines import Line
from dedupe.text.paragraphs import split_paragraphs

_ONE_LINE: Line = ("source", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Three versions of a paragraph, ``first <= changed``.

    ``first``: where it or what it was made from first stood; ``changed``: where it first stood in these very words;
    ``returned``: where a line last had it back after a version without it, None where none had (see ``reversions``).
    """

    first: int
    changed: int
    returned: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedParagraph:
    """A paragraph by its number from 0, and where it comes from."""

    number: int
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedArticle:
    """An article of the store with the origins of its paragraphs.

    ``versions`` are those of its story up to its own, oldest first, each by the first article that carried it:
    origins are positions in them. ``story`` is None for an article that no folding has seen.
    """

    article: StoredArticle
    story: str | None
    versions: tuple[StoredRevision, ...]
    paragraphs: tuple[BlamedParagraph, ...]


def blame(
    texts: Sequence[str], scripts: Sequence[EditScript], lines: Sequence[Collection[Line]] = ()
) -> tuple[BlamedParagraph, ...]:
    r"""Return the paragraphs of the last text, in order, each with its origin.

    ``scripts`` are those between neighbouring texts, one fewer than there are texts; ``lines`` are those that carried each
    text, all of them one line where nothing is said. Each paragraph is blamed once, and
    never on a later version than the first that had its very words. Raises PatchError where a script is of other texts.

    >>> from dedupe.changes import edit_script
    >>> texts = ["A fire broke out.", "A fire broke out.\n\n227 were saved.", "A fire broke out.\n\n249 were saved."]
    >>> told = blame(texts, [edit_script(*pair) for pair in pairwise(texts)])
    >>> [(one.origin.first, one.origin.changed) for one in told]
    [(0, 0), (1, 2)]
    """
    layouts = [split_paragraphs(text).paragraphs for text in texts]
    if len(scripts) != len(layouts) - 1:
        raise PatchError(f"{len(layouts)} versions have {len(layouts) - 1} steps between them, not {len(scripts)}")
    known = {text: Origin(first=0, changed=0) for text in layouts[0]}
    carriers = lines or [{_ONE_LINE}] * len(layouts)
    for version, ((old, new), script) in enumerate(zip(pairwise(layouts), scripts, strict=True), start=1):
        former = [
            [layout for layout, carrying in zip(layouts[:version], carriers, strict=False) if line in carrying]
            for line in carriers[version]
        ]
        known |= dict(_origins(version, old, new, script, known, former))
    return tuple(
        BlamedParagraph(number=number, text=text, origin=known[text]) for number, text in enumerate(layouts[-1])
    )


def _origins(
    version: int,
    old: Sequence[str],
    new: Sequence[str],
    script: EditScript,
    known: Mapping[str, Origin],
    former: Sequence[Sequence[Sequence[str]]],
) -> Iterator[tuple[str, Origin]]:
    """Yield the paragraphs of a version that the one before did not have in these words, each with its origin.

    ``former`` are the earlier versions of each of its lines, oldest first.
    """
    before = set(old)
    born: dict[str, Origin] = {}
    for text, ancestors in zip(new, _ancestors(len(old), len(new), script), strict=True):
        if text in before:
            continue
        if text in known:
            if any(last_had(versions, text) is not None for versions in former):
                born[text] = replace(known[text], returned=version)
            continue
        first = min((known[old[number]].first for number in ancestors), default=version)
        # Twins are one paragraph, as old as the older of them.
        first = min(first, born[text].first) if text in born else first
        born[text] = Origin(first=first, changed=version)
    yield from born.items()


def _ancestors(old_count: int, new_count: int, script: EditScript) -> list[tuple[int, ...]]:
    """Return for each paragraph of the new text which of the old one it was made from; of an equal run, any."""
    ancestors: list[tuple[int, ...] | None] = [None] * new_count
    for hunk in script.hunks:
        for number in hunk.new:
            if not 0 <= number < new_count or not all(0 <= former < old_count for former in hunk.old):
                raise PatchError("the edit script is of other texts: it tells of paragraphs that they do not have")
            ancestors[number] = hunk.old
    told = [numbers for numbers in ancestors if numbers is not None]
    if len(told) != new_count:
        raise PatchError("the edit script is of other texts: it does not tell of every paragraph")
    return told
