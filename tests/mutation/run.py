"""Put one small fault after another into the modules and see whether their tests notice.

    python tests/mutation/run.py                        every module of modules.toml
    python tests/mutation/run.py dedupe/changes/align.py --survivors

The checkout is never written to: each mutant lives in a process of its own, into which the module is loaded with the
fault. A mutant is killed where a test fails, an import breaks, or the time runs out. Those that survive are held against
survivors.toml, where each is judged; the exit code is 1 where one is not. What was found is written to out/mutation.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
import tomllib
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

from mutants import Mutant, drawn, mutants_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = ROOT / "out" / "mutation"
HEAVY = ("pytest", "hypothesis", "numba", "scipy.sparse.csgraph", "rapidfuzz", "regex", "msgspec", "diff_match_patch")
MEMORY = 6 << 30  # bytes of address space: a loop that never ends must not take the machine with it


@dataclass(frozen=True)
class Job:
    """A module and what tests it: files, and whether the kernels are compiled."""

    module: Path
    tests: tuple[str, ...]
    compiled: bool


@dataclass
class Trial:
    """A mutant in its process."""

    mutant: Mutant | None
    log: Path
    pid: int = 0
    began: float = field(default_factory=time.monotonic)


def jobs(chosen: list[str]) -> Iterator[Job]:
    """The modules of modules.toml, or those chosen, each with its own tests first and those near it after them."""
    for name, folder in tomllib.loads((HERE / "modules.toml").read_text(encoding="utf-8")).items():
        for stem in folder["modules"]:
            module = ROOT / "dedupe" / name / f"{stem}.py"
            relative = module.relative_to(ROOT).as_posix()
            own = ROOT / "tests" / name / f"test_{stem}.py"
            near = [ROOT / "tests" / name / f"test_{one}.py" for one in folder["near"].get(stem, ())]
            tests = [str(one) for one in (module, own, *near) if one.exists()]
            if not chosen or relative in chosen:
                yield Job(module, tuple(dict.fromkeys(tests)), folder["compiled"])


def test(job: Job, source: str | None, log: Path) -> None:
    """In a process of its own: run the tests of a module that is loaded with other source, and leave with pytest's code."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with log.open("wb") as sink:
        os.dup2(sink.fileno(), 1)
        os.dup2(sink.fileno(), 2)
    sys.dont_write_bytecode = True
    import numba
    import pytest

    numba.config.DISABLE_JIT = not job.compiled
    if source is not None:
        _load_instead(job.module, source)
    # Before pytest comes to it, which would read by itself the files that it is given.
    importlib.import_module(".".join(job.module.relative_to(ROOT).with_suffix("").parts))
    arguments = ["-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    arguments += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is heavy was imported before
    if not job.compiled:
        arguments += ["-W", "ignore::RuntimeWarning"]  # numbers that run over, which machine code does in silence
    code = pytest.main([*arguments, *job.tests], plugins=[Hasty()])
    sys.stdout.flush()
    os._exit(int(code))


class Hasty:
    """Of a law that is broken any example will do: none is kept, none is made smaller."""

    def pytest_pycollect_makemodule(self) -> None:
        from hypothesis import Phase, settings

        settings.register_profile("hasty", settings.default, database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("hasty")


def _load_instead(module: Path, source: str) -> None:
    """Whoever imports a module from now on gets other source."""
    get_code = SourceFileLoader.get_code

    def mutated(self: SourceFileLoader, name: str) -> Any:
        if Path(self.get_filename(name)) == module:
            return compile(source, str(module), "exec", dont_inherit=True)
        return get_code(self, name)

    SourceFileLoader.get_code = mutated  # type: ignore[method-assign, assignment]


def start(job: Job, mutant: Mutant | None, log: Path) -> Trial:
    """Begin a trial."""
    trial = Trial(mutant, log)
    trial.pid = os.fork()
    if not trial.pid:
        try:
            test(job, mutant and mutant.source, log)
        except BaseException:
            traceback.print_exc()
            os._exit(3)
    return trial


def ended(trial: Trial, limit: float) -> str | None:
    """How a trial ended: survived, or by what it was killed; None while it runs."""
    pid, status = os.waitpid(trial.pid, os.WNOHANG)
    if not pid and time.monotonic() - trial.began < limit:
        return None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(trial.pid, signal.SIGKILL)
    if not pid:
        os.waitpid(trial.pid, 0)
        return "time"
    code = os.waitstatus_to_exitcode(status)
    lines = trial.log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "survived" if code == 0 else next((line.split()[1] for line in lines if _failed(line)), f"exit {code}")


def _failed(line: str) -> bool:
    return line.startswith(("FAILED ", "ERROR ")) and len(line.split()) > 1


def trials(job: Job, mutants: list[Mutant], workers: int, place: Path) -> dict[Mutant, str]:
    """Try every mutant of a module, so many at a time."""
    began = time.monotonic()
    sound = start(job, None, place / "sound.txt")
    while (end := ended(sound, 600)) is None:
        time.sleep(0.01)
    if end != "survived":
        raise SystemExit(f"{job.module}: the tests fail without any fault: {end}; see {sound.log}")
    limit = 20 + 4 * (time.monotonic() - began)
    waiting, running, done = list(enumerate(mutants)), [], {}
    while waiting or running:
        while waiting and len(running) < workers:
            number, mutant = waiting.pop(0)
            running.append(start(job, mutant, place / f"{number}.txt"))
        for trial in list(running):
            if trial.mutant and (end := ended(trial, limit)) is not None:
                done[trial.mutant] = end
                if end == "survived":
                    print(f"  {trial.mutant.line}: {trial.mutant.was}  ->  {trial.mutant.now}", flush=True)
                running.remove(trial)
        time.sleep(0.01)
    return done


def told(job: Job, mutants: int, done: dict[Mutant, str], seconds: float) -> dict[str, object]:
    """What is written of a module."""
    return {
        "module": job.module.relative_to(ROOT).as_posix(),
        "mutants": mutants,
        "tried": len(done),
        "killed": sum(end != "survived" for end in done.values()),
        "seconds": round(seconds),
        "survivors": [
            {"line": one.line, "operator": one.operator, "was": one.was, "now": one.now, "nth": one.nth}
            for one, end in sorted(done.items(), key=lambda item: item[0].line)
            if end == "survived"
        ],
        "killers": {str(number): end for number, end in enumerate(done.values())},
    }


def judged() -> set[tuple[str, str, str, int]]:
    """The survivors that survivors.toml has judged."""
    path = HERE / "survivors.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", []) if path.exists() else []
    return {(one["module"], one["was"], one["now"], one.get("nth", 1)) for one in entries}


def main() -> int:
    """Run, and say for each module how many mutants survived and which of them nobody has judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="dedupe/changes/align.py ...; all of modules.toml without")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most", type=int, default=200, help="mutants a module, drawn by --seed")
    parser.add_argument("--seed", default="newsfold")
    parser.add_argument("--survivors", action="store_true", help="try only the mutants that survivors.toml judged")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path[:] = [str(ROOT), *(path for path in sys.path if path != str(HERE))]
    for name in HEAVY:
        importlib.import_module(name)
    known, open_ones = judged(), 0
    for job in jobs(options.modules):
        module = job.module.relative_to(ROOT).as_posix()
        mutants = mutants_of(job.module.read_text(encoding="utf-8"))
        taken = drawn(mutants, options.most, options.seed)
        if options.survivors:
            taken = [one for one in mutants if (module, one.was, one.now, one.nth) in known]
        place = RESULTS / module.replace("/", ".").removesuffix(".py")
        place.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        done = trials(job, taken, options.workers, place)
        result = told(job, len(mutants), done, time.monotonic() - began)
        if not options.survivors:
            place.with_suffix(place.suffix + ".json").write_text(
                json.dumps(result, indent=1, ensure_ascii=False) + "\n"
            )
        left = [one for one, end in done.items() if end == "survived"]
        unknown = [one for one in left if (module, one.was, one.now, one.nth) not in known]
        print(
            f"{module}: {len(done)} of {len(mutants)} mutants, {len(left)} survived, {len(unknown)} not judged",
            flush=True,
        )
        open_ones += len(unknown)
    return 1 if open_ones else 0


if __name__ == "__main__":
    raise SystemExit(main())
