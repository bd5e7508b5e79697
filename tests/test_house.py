"""The rules of the house that no linter knows: small rooms, signs on every door, and nothing heavy carried for nothing."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedupe import errors, settings

HOUSE = Path(__file__).parents[1]
PACKAGE = HOUSE / "dedupe"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
SCRIPTS = sorted(path for folder in ("tests", "bench") for path in (HOUSE / folder).rglob("*.py"))

LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "common", "core", "helpers", "helper", "misc", "lib", "tools"}
HEAVY = {"numpy", "scipy", "datasketch", "sqlite_utils", "diff_match_patch", "rapidfuzz", "numba", "jinja2"}
RUN_WHEN_READ = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
# Somebody's machine is no place to point to, and what is left to do belongs elsewhere.
UNWELCOME = re.compile(r"/(?:work|root|home)/|\bissue \d|\bTODO\b|\bFIXME\b|\bXXX\b", re.IGNORECASE)
WRITTEN = (".py", ".md", ".toml", ".csv", ".json", ".jsonl", ".txt", ".yml", ".yaml", ".cfg", "")


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked() -> Iterator[Path]:
    """The files that people read: those of the checkout, but for this one."""
    for folder in (HOUSE, *(HOUSE / name for name in (".ci", "bench", "corpus", "dedupe", "docs", "tests"))):
        for path in sorted(folder.iterdir() if folder == HOUSE else folder.rglob("*")):
            if path.is_file() and path.suffix in WRITTEN and path.resolve() != Path(__file__).resolve():
                yield path


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


# ---------------------------------------------------------------- small rooms


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path))
    assert docstring
    assert len(docstring) > 20


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name_of)
def test_a_file_and_its_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    functions = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_drawer_holds_whatever_fitted_nowhere_else() -> None:
    names = {part for path in [*MODULES, *SCRIPTS] for part in path.relative_to(HOUSE).with_suffix("").parts}
    assert not names & VAGUE


def test_folders_are_one_deep_and_hold_several_files() -> None:
    assert {len(path.relative_to(PACKAGE).parts) for path in MODULES} == {1, 2}
    assert [name_of(folder) for folder in FOLDERS if len(list(folder.glob("*.py"))) < 3] == []


# ---------------------------------------------------------------- signs on the doors


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_names_its_modules(folder: Path) -> None:
    """In the docstring, in the order the data flows; a folder of one command a file needs no map."""
    docstring = ast.get_docstring(tree_of(folder / "__init__.py")) or ""
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    if folder.name != "cli":
        assert {module for module in modules if not re.search(rf"\b{module}\b", docstring)} == set()


def test_the_package_names_its_folders_and_its_modules() -> None:
    docstring = ast.get_docstring(tree_of(PACKAGE / "__init__.py")) or ""
    rooms = {folder.name for folder in FOLDERS} | {path.stem for path in PACKAGE.glob("[a-z]*.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", docstring)} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_kept_in_a_form_that_runs_when_it_is_read(path: Path) -> None:
    imported = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert not imported & RUN_WHEN_READ


@pytest.mark.parametrize(
    "path", [path for path in MODULES if "__all__" in path.read_text(encoding="utf-8")], ids=name_of
)
def test_what_is_promised_can_be_imported(path: Path) -> None:
    module = importlib.import_module(module_name(path))
    assert sorted(module.__all__) == sorted(set(module.__all__))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_the_tree_of_errors_is_drawn_as_it_grew() -> None:
    classes = {name: one for name, one in vars(errors).items() if isinstance(one, type)}
    drawn = re.findall(r"^(?: *|[│ ]*[├└]── )(\w+) {2,}\S", errors.__doc__ or "", re.MULTILINE)
    assert sorted(drawn) == sorted(classes)
    assert all(issubclass(one, errors.DedupeError) for one in classes.values())


def test_every_knob_has_a_unit_a_range_and_a_reason() -> None:
    for part in (settings.SignatureSettings(), settings.EvidenceSettings(), settings.ChangeSettings()):
        for name, knob in part.__dataclass_fields__.items():
            assert {"unit", "low", "high", "why"} == set(knob.metadata), name
            for outside in (knob.metadata["low"] - 1, knob.metadata["high"] + 1):
                with pytest.raises(errors.SettingsError) as error:
                    type(part)(**{name: outside})
                assert str(error.value) == (
                    f"{name} is {outside}: it must be from {knob.metadata['low']} to {knob.metadata['high']} "
                    f"({knob.metadata['unit']})"
                )


# ---------------------------------------------------------------- nothing that does not belong here


def test_nothing_is_written_that_only_its_writers_understand() -> None:
    found = [
        f"{name_of(path)}:{number}: {match[0]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if (match := UNWELCOME.search(line))
    ]
    assert found == []


def test_no_sentence_of_the_real_reports_is_in_the_house(real_data: Path) -> None:
    """They may be read beside the checkout; they are not ours to publish."""
    texts = [path.read_text(encoding="utf-8") for path in (real_data / "kherson").glob("*.txt")]
    sentences = {one.strip() for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if len(one) > 40}
    assert len(sentences) > 50
    for path in tracked():
        written = " ".join(path.read_text(encoding="utf-8", errors="replace").split())
        assert [sentence for sentence in sentences if sentence in written] == [], name_of(path)


# ---------------------------------------------------------------- nothing heavy for nothing


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["stories", "--help"]])
def test_a_light_command_carries_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from dedupe.__main__ import main\n"
        f"sys.argv = ['dedupe', *{arguments!r}]\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=HOUSE, encoding="utf-8")
    assert done.stdout
    assert set(done.stderr.split()) & HEAVY == set()


def test_the_library_alone_carries_nothing_at_all() -> None:
    program = "import sys; import dedupe; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=HOUSE, encoding="utf-8")
    assert set(done.stdout.split()) & (HEAVY | {"click", "msgspec"}) == set()
