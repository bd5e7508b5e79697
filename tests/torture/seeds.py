"""Other hash seeds, locales, time zones and orders of reading: the same stories, and the same bytes in every export."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from itertools import islice, product
from pathlib import Path

from trial import Torn, main, newsroom, remove, write

_LOCALES = ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "ja_JP.EUC-JP")
_ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu", "QQQ+13:37")
_ROOT = Path(__file__).parents[2]


def torture(place: Path, options: argparse.Namespace) -> dict[str, object]:
    """Run everything in so many surroundings; return how many gave the same bytes."""
    draw = random.Random(options.seed)
    parts = [write(place / f"{number}.jsonl", newsroom(number, 6)) for number in range(3)]
    expected = None
    surroundings = list(product(_LOCALES, _ZONES))
    draw.shuffle(surroundings)
    for locale, zone in islice(surroundings * 100, options.times):
        chosen = {"PYTHONHASHSEED": str(draw.randrange(2**32)), "LC_ALL": locale, "LANG": locale, "TZ": zone}
        order = draw.sample(parts, len(parts))
        db = place / "seed.db"
        remove(db)
        _run(chosen, "run", *map(str, order), "--db", str(db))
        told = [_run(chosen, *report, "--db", str(db)) for report in (("export",), ("report", "--format", "json"))]
        if expected is not None and told != expected:
            raise Torn(f"other bytes with {chosen}, read in the order {[part.name for part in order]}")
        expected = told
    return {"surroundings": options.times, "different exports": 0}


def _run(chosen: dict[str, str], *arguments: str) -> bytes:
    environment = {**os.environ, **chosen, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "dedupe", *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise Torn(f"dedupe {' '.join(arguments)} with {chosen}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout


if __name__ == "__main__":
    main(torture, times=2)
