"""Attacks on cost: ten times as many of the worst articles may take at most twelve times the work.

Three corpora that have broken deduplicators: one article N times; N articles that share one rare paragraph; and N articles
that share the shingles of one short band but nothing else. Work is counted (pairs that were verified), which is the same on
every machine; with ``--measure`` the processor's time may grow as far at most, and no process may take more than ``--most``
MB of memory. ``--corpus N`` takes the N-th corpus alone.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from trial import WORDS, Torn, main, remove, start, write

_MOST = 12.0  # times the work, for ten times the articles


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Fold n and 10 n articles of each corpus; return the ratios."""
    figures: dict[str, object] = {}
    corpora = (identical, one_rare_paragraph, one_band)
    for corpus in corpora[options.corpus - 1 : options.corpus] if options.corpus else corpora:
        small, large = (_fold(place, corpus, size, options.seed) for size in (options.articles, 10 * options.articles))
        told = {"pairs": round(large["pairs"] / max(small["pairs"], 1), 1)}
        if large["pairs"] > _MOST * max(small["pairs"], options.articles):
            raise Torn(f"{corpus.__name__}: {small['pairs']} pairs became {large['pairs']}")
        if options.measure:
            told |= {
                "seconds": f"{small['seconds']:.2f} -> {large['seconds']:.2f}",
                "ratio": round(large["seconds"] / small["seconds"], 1),
                "MB": f"{small['MB']:.0f} -> {large['MB']:.0f}",
            }
            if large["seconds"] > _MOST * small["seconds"] or large["MB"] > options.most:
                raise Torn(f"{corpus.__name__}: {told}")
        figures[corpus.__name__] = told
    return figures


def identical(number: int, draw: random.Random) -> list[str]:
    """One text, always."""
    del number, draw
    return [f"Nine words of one paragraph, number {part}, told again and again." for part in range(6)]


def one_rare_paragraph(number: int, draw: random.Random) -> list[str]:
    """Texts of their own, with one paragraph that is in all of them and nowhere else."""
    del number
    rare = "Zephyrine Quillfeather of Obbleton keeps eleven marmosets in a windmill, the notary wrote on a Tuesday."
    return [_own(draw), rare, _own(draw)]


def one_band(number: int, draw: random.Random) -> list[str]:
    """Texts of ever the same few shingles, in other orders, with a word of their own here and there."""
    same = [f"{a} {b} {c}" for a, b, c in zip(WORDS, WORDS[1:], WORDS[2:], strict=False)][:12]
    return [" ".join(draw.sample(same, 9)) + f" {draw.randrange(10**6)}." for _ in range(3)] + [f"Entry {number} ends."]


def _own(draw: random.Random) -> str:
    return " ".join(f"{draw.choice(WORDS)}{draw.randrange(9999)}" for _ in range(25)) + "."


def _fold(place: Path, corpus: Callable[[int, random.Random], list[str]], size: int, seed: int) -> dict[str, float]:
    path = write(place / "attack.jsonl", _records(corpus, size, seed))
    db = place / "attack.db"
    remove(db)
    child = start("run", str(path), "--db", str(db))
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise Torn(f"{corpus.__name__} of {size}: status {status}")
    with closing(sqlite3.connect(db)) as connection:
        (pairs,) = connection.execute("SELECT count(*) FROM scored_pair").fetchone()
    return {"pairs": pairs, "seconds": used.ru_utime + used.ru_stime, "MB": used.ru_maxrss / 1024}


def _records(corpus: Callable[[int, random.Random], list[str]], size: int, seed: int) -> Iterator[dict[str, str]]:
    draw = random.Random(seed)
    for number in range(size):
        day = f"2031-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00Z"
        yield {
            "id": f"a{number}",
            "source": f"s{number % 7}",
            "published_at": day,
            "text": "\n\n".join(corpus(number, draw)),
        }


if __name__ == "__main__":
    main(torture, articles=40, measure=0, most=1000, corpus=0)
