"""A real server on a store."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.pages.conftest import newsroom

__all__ = ["Served", "newsroom", "serving"]


class Served(NamedTuple):
    """A server on a store, and what it was told to listen at."""

    address: str
    db: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        """Return the answer and its text."""
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=30)) as connection:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()


@contextmanager
def serving(db: Path) -> Iterator[Served]:
    """Serve a store as the program does, on a port that is free."""
    started = [sys.executable, "-m", "dedupe", "browse", "--port", "0", "--db", str(db)]
    said = db.parent / "browse.stderr"
    with said.open("w") as stderr, subprocess.Popen(started, stderr=stderr) as server:
        while not (found := re.search(r"http://\S+/", said.read_text())):
            assert server.poll() is None, said.read_text()
            time.sleep(0.05)
        yield Served(found[0], db)
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in (0, 130)
