"""What ``dedupe spark run`` says where Spark cannot run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from dedupe.errors import InputError
from dedupe.reading import extras
from dedupe.spark import session

Dedupe = Callable[..., Result]


def test_without_pyspark_a_line_names_the_extra(dedupe: Dedupe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "is_there", lambda package: package != "pyspark")
    result = dedupe("spark", "run", "corpus", "--out", "folded")
    line = "dedupe: this needs pyspark, which is not installed: pip install 'newsfold[spark]'\n"
    assert (result.exit_code, result.stderr) == (1, line)


def test_without_java_a_line_says_so(dedupe: Dedupe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "needed", lambda *_: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    result = dedupe("spark", "run", "corpus", "--out", "folded")
    line = "dedupe: Spark needs Java 17 or later, and there is none: no java on the PATH and no JAVA_HOME\n"
    assert (result.exit_code, result.stderr) == (1, line)


SAID = """An exception was thrown from the Python worker: Traceback (most recent call last):
  File "x.py", line 1, in read
{raised}
 SQLSTATE: 38000
\tat org.apache.spark.api.python.PythonException: elsewhere
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SAID.format(raised="dedupe.errors.InputError: a.txt: gone"), "a.txt: gone"),
        (SAID.format(raised="ModuleNotFoundError: No module named 'msgspec'"),
         "Spark: ModuleNotFoundError: No module named 'msgspec'"),
        ("\n[PATH_NOT_FOUND] Path does not exist\nJVM stacktrace:", "Spark: [PATH_NOT_FOUND] Path does not exist"),
        ("", "Spark: it failed without a word"),
    ],
)  # fmt: skip
def test_what_spark_says_at_length_is_one_line(text: str, reason: str) -> None:
    raised = type("PythonException", (Exception,), {"__module__": "pyspark.errors.exceptions.captured"})
    with pytest.raises(InputError) as told, session.in_one_line():
        raise raised(text)
    assert str(told.value) == reason


def test_our_own_faults_stay_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), session.in_one_line():
        raise ZeroDivisionError
