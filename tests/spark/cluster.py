"""A cluster of a master and two workers on this machine, of which an executor and a worker are killed: the result is the same.

    python tests/spark/cluster.py [--articles 2000]

An executor dies by kill -9 while features are made, a worker with all it has while pairs are. Then the export of the store that is imported is
compared with that of ``dedupe run``. Needs pyspark and Java; prints what was killed when, as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

BENCH = Path(__file__).parents[2] / "bench"
HOST, CORES, MEMORY = "127.0.0.1", "1", "1500m"
PATIENCE = 60  # seconds for a process to be there
VICTIMS = {"features": "executor", "pairs": "worker"}
NAMES = {"executor": "CoarseGrainedExecutorBackend", "worker": "org.apache.spark.deploy.worker.Worker"}


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A standalone master and two workers; the address of the master."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
    log = folder / "master.log"

    def start(*arguments: str, log: Path) -> subprocess.Popen[bytes]:
        command = [str(home / "bin" / "spark-class"), *arguments, "--host", HOST, "--webui-port", "0"]
        with log.open("wb") as out:
            return subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)

    running = [start("org.apache.spark.deploy.master.Master", "--port", "0", log=log)]
    try:
        address = waited(lambda: next((w for w in log.read_text().split() if w.startswith(f"spark://{HOST}:")), None))
        for number in range(2):
            worker = ("org.apache.spark.deploy.worker.Worker", address, "--cores", CORES, "--memory", MEMORY)
            running.append(start(*worker, "-d", str(folder / f"work-{number}"), log=folder / f"worker-{number}.log"))
        yield address
    finally:
        for process in running:
            for one in below(process.pid):
                one.kill()


def below(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    try:
        parent = psutil.Process(pid)
        return [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return []


def waited(look: Any) -> Any:
    """Return what a look finds, looking again until it finds something."""
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)
    return found


def named(name: str) -> list[psutil.Process]:
    """The Java processes of ours that run a class."""
    found = []
    for process in psutil.process_iter():
        try:
            if name in " ".join(process.cmdline()) and process.name() == "java":
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="(default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run(
            [sys.executable, str(BENCH / "newsroom.py"), str(options.articles), "--out", str(folder / "news")],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with cluster(folder) as master:
            killed = folded(master, folder / "news" / "corpus.jsonl", folder / "folded")
        same = exports_are_the_same(folder)
    print(json.dumps({"articles": options.articles, "killed": killed, "same export": same}))
    return 0 if same and {one["what"] for one in killed} == set(VICTIMS.values()) else 1


def folded(master: str, corpus: Path, out: Path) -> list[dict[str, Any]]:
    """Run all stages, killing on the way; return what was killed, how long after its stage began, and how long that took in all."""
    from dedupe.spark import run
    from dedupe.spark.session import session

    settings = {"driver.host": HOST, "driver.bindAddress": HOST, "executor.memory": "700m", "ui.enabled": "false"}
    os.environ["PYSPARK_SUBMIT_ARGS"] = (
        " ".join(f"--conf spark.{name}={value}" for name, value in settings.items()) + " pyspark-shell"
    )
    os.environ["PYSPARK_PYTHON"] = sys.executable
    begun: dict[str, float] = {}
    killed: list[dict[str, Any]] = []

    def kill(stage: str) -> None:
        what = VICTIMS[stage]
        victim = waited(lambda: named(NAMES[what]))[0]
        time.sleep(0.5)
        killed.append(
            {"what": what, "pid": victim.pid, "stage": stage, "after s": round(time.monotonic() - begun[stage], 2)}
        )
        for one in below(victim.pid) if what == "worker" else [victim]:
            os.kill(one.pid, signal.SIGKILL)

    def told(stage: str, _: bool) -> None:
        begun[stage] = time.monotonic()
        if stage in VICTIMS:
            threading.Thread(target=kill, args=(stage,)).start()

    spark = session(master, partitions=4)
    spark.sparkContext.setLogLevel("FATAL")
    run(spark, [str(corpus)], str(out), told=told)
    spark.stop()
    stages = [*begun]
    for one in killed:
        after = stages[stages.index(one["stage"]) + 1]
        one["stage took s"] = round(begun[after] - begun[one["stage"]], 2)
    return killed


def exports_are_the_same(folder: Path) -> bool:
    def dedupe(*arguments: object) -> bytes:
        command = [sys.executable, "-m", "dedupe", *map(str, arguments)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    dedupe("import", "spark", folder / "folded", "--db", folder / "imported.db")
    dedupe("run", folder / "news" / "corpus.jsonl", "--db", folder / "here.db")
    return dedupe("export", "--db", folder / "imported.db") == dedupe("export", "--db", folder / "here.db")


if __name__ == "__main__":
    sys.exit(main())
