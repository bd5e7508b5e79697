"""The bar says how much is done and what remains, on a terminal only."""

from __future__ import annotations

import pytest

from dedupe.cli.progress import Talk, drawing
from dedupe.records import Origin, Rejection


@pytest.mark.parametrize(
    ("done", "total", "unit", "seconds", "line"),
    [
        (0, 10, "texts", 0.0, "folding    [------------------------] 0 of 10 texts"),
        (5, 10, "texts", 0.5, "folding    [############------------] 5 of 10 texts, 10/s, 0 s left"),
        (10, 10, "texts", 1.0, "folding    [########################] 10 of 10 texts, 10/s"),
        (10, 9000, "texts", 1.0, "folding    [------------------------] 10 of 9,000 texts, 10/s, 14 min 59 s left"),
        (3, None, "pairs", 1.0, "folding    3 pairs, 3/s"),
        (0, 0, "pairs", 1.0, "folding    0 pairs"),
        (12, 10, "texts", 1.0, "folding    [########################] 12 of 10 texts, 12/s"),
    ],
)
def test_a_bar_says_how_much_is_done_and_what_remains(
    done: int, total: int | None, unit: str, seconds: float, line: str
) -> None:
    assert drawing("folding", done, total, unit, seconds) == line


def test_a_rejection_is_one_line_without_controls(capsys: pytest.CaptureFixture[str]) -> None:
    Talk(is_terminal=False).reject(Rejection(origin=Origin(file="a\x1b.jsonl", line=3), reason="not\nJSON"))
    assert capsys.readouterr().err == "a␛.jsonl:3: not JSON\n"


def test_there_is_no_bar_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    talk = Talk(is_terminal=False)
    talk.start("folding", 2, "texts")
    talk.advance(2)
    talk.finish()
    assert capsys.readouterr().err == ""


def test_a_rejection_clears_the_bar_first(capsys: pytest.CaptureFixture[str]) -> None:
    talk = Talk(is_terminal=True)
    talk.start("reading", None, "records")
    talk.reject(Rejection(origin=Origin(file="a.jsonl", line=3), reason="not JSON"))
    assert capsys.readouterr().err == "\r\x1b[Kreading    0 records\r\x1b[Ka.jsonl:3: not JSON\n"
