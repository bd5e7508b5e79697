"""The pictures of docs/how-stories-are-found.md, drawn from what the program computes: ``python bench/pictures.py``.

*rewritten* needs the labelled articles beside the checkout, else it stays as it is; no word of theirs is drawn.
*template* shows two notices of corpus/. All lengths are pixels of a page 800 wide.
"""

from __future__ import annotations

import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from pathlib import Path
from xml.sax.saxutils import escape

from dedupe import pipeline
from dedupe.changes import edit_script
from dedupe.changes.vocabulary import WEEKDAYS
from dedupe.records import JOINING, Article, Hunk, StoredPair
from dedupe.reports.safe import one_line
from dedupe.settings import Settings
from dedupe.similarity.bands import band_keys
from dedupe.similarity.candidates import sign
from dedupe.similarity.features import extract_features
from dedupe.similarity.ragged import Ragged
from dedupe.store import open_store
from dedupe.text.days import days_named
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.tokens import edit_tokens, words

HOUSE = Path(__file__).parents[1]
KHERSON = HOUSE.parent / "shared" / "data" / "kherson"
NOTICES = [f"corpus/orle-valley-courier/notices/road-works-2031-03-{day}.txt" for day in ("03", "17")]
KINDS = ("paper", "ink", "soft", "alone", "equal", "changed", "split", "moved", "own", "when")
LIGHT = ("#ffffff", "#1f2328", "#656d76", "#d8dee4", "#0b7285", "#66b2c2", "#9775fa", "#e8890c", "#d3e9f5", "#ffd98a")
DARK = ("#161b22", "#e6edf3", "#9198a1", "#3a424c", "#3bc9db", "#1f7a8c", "#8f6fe8", "#e39a35", "#17455c", "#7a4e00")
FONTS = """text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}.ribbon{opacity:.4}
text.title{font-size:19px;font-weight:600}text.head{font-weight:600}text.number{font-size:9px}.end{text-anchor:end}
text.mono{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}"""
ADVANCE = 6.2  # of a character of .mono, whatever the font: textLength holds it there


def plain(text: str) -> str:
    """Return text that is inert as XML, on one line, without the characters that XML forbids."""
    return escape(re.sub("[\ufffe\uffff]", "\ufffd", one_line(text)))


def write(x: float, y: float, text: str, kind: str = "ink", length: float = 0) -> str:
    held = f' textLength="{length:g}" lengthAdjust="spacingAndGlyphs"' if length else ""
    return f'<text x="{x:g}" y="{y:g}" class="{kind}"{held}>{plain(text)}</text>'


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="1.5" class="{kind}"/>'


def page(title: str, about: str, legend: dict[str, str], drawn: list[str], height: int, notes: dict[str, str]) -> str:
    """Return a picture: title and legend, what is drawn down to ``height``, and notes below it, each beside its head."""
    drawn += [write(28, 38, title, "ink title"), write(28, 62, about, "soft")]
    x = 28.0
    for kind, label in legend.items():
        drawn += [bar(x, 80, 14, 10, kind), write(x + 20, 89, label)]
        x += 48 + 6.9 * len(label)
    for head, note in notes.items():
        drawn.append(write(28, height, head, "ink head"))
        for line in textwrap.wrap(note.replace(" %", "\u00a0%"), 92):
            drawn.append(write(140, height, line))
            height += 19
        height += 5
    light, dark = ("".join(f".{kind}{{fill:{c}}}" for kind, c in zip(KINDS, own, strict=True)) for own in (LIGHT, DARK))
    told = " ".join([about, *map(": ".join, notes.items())])
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {height}" role="img">
<title>{plain(title)}</title><desc>{plain(told)}</desc>
<style>{FONTS}{light}
@media(prefers-color-scheme:dark){{{dark}}}</style>
<rect width="800" height="{height}" rx="8" class="paper"/>
{chr(10).join(drawn)}\n</svg>\n"""


def verified(folder: Path, names: Sequence[str] = ()) -> tuple[Article, Article, StoredPair]:
    """Fold a corpus; return two articles (its only ones, where none are named), and what ``dedupe pairs`` says of them."""
    with tempfile.TemporaryDirectory() as made, open_store(Path(made, "drawn.db"), create=True) as store:
        pipeline.ingest(store, [str(folder)], clock=lambda: "2031-01-01T00:00:00Z")
        pipeline.cluster(store, Settings())
        old, new = sorted(names or (each.name for each in store.articles()))
        if (pair := store.pair(old, new)) is None:
            raise SystemExit(f"{old} and {new} are no verified pair any more: the page needs another example")
        return store.article(old).article, store.article(new).article, pair


def scores(pair: StoredPair) -> dict[str, str]:
    whole = f"Jaccard {pair.jaccard:.2f} over three-word phrases, where the usual thresholds are 0.5 and 0.7"
    relation = f"{pair.relation}: {'joined' if pair.relation in JOINING else 'kept apart'}, score {pair.score:.2f}"
    return {"As a whole": whole, "dedupe pairs": "; ".join([relation, *pair.reasons])}


def bars(hunks: Sequence[Hunk], side: int) -> Iterator[tuple[int, str, int, int]]:
    """Yield of each paragraph of a side its number, its kind, its words, and how many of them the other side has."""
    for hunk in hunks:
        counts = [[0, 0]]
        for edit in (edit for edit in hunk.edits if edit.op in ("equal", ("delete", "insert")[side])):
            for at, piece in enumerate(edit.text.split("\n\n")):
                counts += [[0, 0]] * bool(at)
                counts[-1][0] += len(words(piece))
                counts[-1][1] += len(words(piece)) * (edit.op == "equal")
        for number, (length, kept) in zip((hunk.old, hunk.new)[side], counts, strict=False):
            yield number, kind_of(hunk), length, kept


def kind_of(hunk: Hunk) -> str:
    kind = "moved" if hunk.moved else "split" if hunk.kind == "merged" else hunk.kind
    return kind if hunk.old and hunk.new else "alone"


def meetings(old: str, new: str) -> list[tuple[int, int]]:
    """Return the paragraphs of each pair of sentences that meet in a bucket."""
    usual, paragraphs = Settings().signatures, [split_paragraphs(text).paragraphs for text in (old, new)]
    table = sign(extract_features([*paragraphs[0], *paragraphs[1]], usual), usual)
    bands, later = band_keys(table.passages, usual.passage_bands, usual.passage_rows), len(paragraphs[0])
    places, first = Ragged(table.passages, table.passage_offsets).row_numbers().tolist(), table.passage_offsets[later]
    met = sum(keys[:first, None] == keys[None, first:] for keys in bands)
    return sorted((places[a], places[first + b] - later) for a, b in zip(*met.nonzero(), strict=True))


def rewritten(old: Article, new: Article, pair: StoredPair) -> str:
    """Draw two versions: bars for paragraphs, ribbons for what the differ aligned, dots for sentences that met."""
    hunks, met, drawn = edit_script(old.text, new.text).hunks, meetings(old.text, new.text), []
    columns = [list(bars(hunks, side)) for side in (0, 1)]
    rows = max(map(len, columns))
    tops = [144 + 6 * (rows - len(column)) for column in columns]  # 12 a row; the shorter column stands in the middle
    for hunk in hunks:
        for a, b in zip(hunk.old, hunk.new, strict=True) if hunk.kind == "equal" else product(hunk.old, hunk.new):
            y, z = tops[0] + 12 * a, tops[1] + 12 * b
            path = f"M300 {y}C400 {y} 400 {z} 500 {z}v8C400 {z + 8} 400 {y + 8} 300 {y + 8}z"
            drawn.append(f'<path d="{path}" class="{kind_of(hunk)} ribbon"/>')
    for side, name, edge, way, end in ((0, "Earlier", 300, -1, " end"), (1, "Later", 500, 1, "")):
        total = sum(length for _, _, length, _ in columns[side])
        heading = f"{name}: {len(columns[side])} paragraphs, {total:,} words"
        drawn.append(write(edge, tops[side] - 12, heading, f"ink head{end}"))
        for number, kind, length, kept in columns[side]:
            y = tops[side] + 12 * number
            for look, width in (("alone", 4.5 * length), (kind, 4.5 * kept)):
                drawn += [bar(edge - width * (not side), y, width, 8, look)] * bool(width)
            if kind != "alone":
                drawn.append(write(edge + way * (4.5 * length + 5), y + 7.5, str(number + 1), f"soft number{end}"))
        for y in sorted({tops[side] + 12 * pair_of[side] + 4 for pair_of in met}):
            drawn.append(f'<circle cx="{edge - way * 7}" cy="{y}" r="2.5" class="ink"/>')
    kinds, others = ([kind for _, kind, _, _ in column] for column in columns)
    legend = {"equal": "left as they were", "changed": "edited", "split": "split or merged", "moved": "moved"}
    legend = {kind: f"{kinds.count(kind)} {label}" for kind, label in legend.items()}
    legend["alone"] = f"{kinds.count('alone')} and {others.count('alone')} in one only"
    found = {
        "By sentences": f"{len(met)} pairs of sentences meet in a bucket (dots), which makes the two a candidate pair"
    }
    about = "A bar is a paragraph, as long as it has words; coloured are the words that the other version has too."
    notes = dict(sorted((scores(pair) | found).items()))
    return page("A report, rewritten within a day", about, legend, drawn, tops[1] + 12 * rows + 32, notes)


def word_looks(flat: list[str], others: list[str]) -> list[str]:
    """Return how each word is drawn: ``soft`` in a phrase that both have, ``when`` for figures and days, else ``own``."""
    theirs, starts = set(zip(others, others[1:], others[2:], strict=False)), range(len(flat))
    shared = {at + i for at in starts if tuple(flat[at : at + 3]) in theirs for i in range(3)}
    days = {at + i for at in starts if days_named(" ".join(flat[at : at + 2])) for i in range(2)}
    figures = {at for at in starts if flat[at].title() in WEEKDAYS or any(map(str.isdigit, flat[at]))}
    return ["when" if at in days | (figures - shared) else "soft" if at in shared else "own" for at in starts]


def looks(text: str, other: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each paragraph on one line, and how each of its characters is drawn."""
    both = [[edit_tokens(one_line(each)) for each in split_paragraphs(one).paragraphs] for one in (text, other)]
    found = word_looks(*([word for each in one for token in each for word in words(token)] for one in both))
    at = 0
    for tokens in both[0]:
        drawn: list[str] = []
        for place, token in enumerate(tokens):
            inside = 0 < place < len(tokens) - 1 and 0 < at < len(found) and found[at - 1] == found[at]
            spoken = len(words(token))
            drawn += [found[at] if spoken else found[at - 1] if inside else "soft"] * len(token)
            at += spoken
        yield "".join(tokens), drawn


def runs(paragraph: str, drawn: list[str], left: float, top: float) -> Iterator[str]:
    """Yield a paragraph in lines of 58 characters, 15 apart: each run of one look, in a box where it is not soft."""
    end = 0
    for line in textwrap.wrap(paragraph, 58):
        begin = paragraph.index(line, end)
        end = begin + len(line)
        for look, run in groupby(range(begin, end), key=drawn.__getitem__):
            at, *_, last = [*run] * 2
            said = paragraph[at : last + 1]
            x, width = left + ADVANCE * (at - begin + len(said) - len(said.lstrip())), ADVANCE * len(said.strip())
            if width and look != "soft":
                yield bar(x - 1.5, top - 10.5, width + 3, 13.5, look)
            if width:
                yield write(x, top, said, f"{'soft' if look == 'soft' else 'ink'} mono", width)
        top += 15


def template(old: Article, new: Article, pair: StoredPair) -> str:
    """Draw two notices of as many paragraphs side by side, and box what they do not share."""
    drawn, top = (
        [write(28, 126, old.title or old.key, "ink head"), write(412, 126, new.title or new.key, "ink head")],
        150,
    )
    for row in zip(looks(old.text, new.text), looks(new.text, old.text), strict=True):
        for left, (paragraph, look) in zip((28, 412), row, strict=True):
            drawn += runs(paragraph, look, left, top)
        top += 15 * max(len(textwrap.wrap(paragraph, 58)) for paragraph, _ in row) + 8
    legend = {"alone": "in phrases of three words that both have", "own": "in one only", "when": "figures and days"}
    about = "Most of it is the template; what tells one week's notice from another's is what fills it."
    return page("Two notices of one template", about, legend, drawn, top + 20, scores(pair))


def main() -> None:
    """Write the pictures; the one whose articles are missing stays as it is."""
    folder = HOUSE / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    (folder / "template.svg").write_text(template(*verified(HOUSE / "corpus", NOTICES)), encoding="utf-8")
    if KHERSON.is_dir():
        (folder / "rewritten.svg").write_text(rewritten(*verified(KHERSON)), encoding="utf-8")
    else:
        print(f"rewritten.svg stays as it is: {KHERSON} is missing", file=sys.stderr)


if __name__ == "__main__":
    main()
