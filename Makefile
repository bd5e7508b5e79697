# Everything sets itself up in .venv; a machine with Python 3.11 or later and make is enough.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# For the batch job: your corpus (files, folders, patterns), your store, and where the reports go.
CORPUS ?= corpus
DB     ?= out/news.db
OUT    ?= out
STATE  := $(DB).steps

ifneq ($(words $(DB)) $(words $(OUT)),1 1)
  $(error DB and OUT are a path each, without spaces: make takes a space for the end of a name)
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-spark coverage audit mutation torture lint format bench ingest cluster diff report clean FORCE

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  Your own corpus: make -j report CORPUS=articles/ DB=news.db OUT=reports/"

# ---------------------------------------------------------------- a first look

demo: $(VENV)/.installed ## Fold the invented newsroom in corpus/ and show what changed in one story
	@mkdir -p out
	@rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	$(BIN)/dedupe run corpus --db out/demo.db
	@echo
	$(BIN)/dedupe stories --db out/demo.db
	@echo
	$(BIN)/dedupe report corpus/harbour-post/childrens-wing-doors.txt --db out/demo.db

# ---------------------------------------------------------------- work on dedupe itself

test: $(VENV)/.developing $(VENV)/.browsing ## Run the tests
	$(BIN)/python -m pytest -n auto

test-spark: $(VENV)/.developing ## Run the tests on Spark (skipped where Java 17 is missing)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e ".[spark]"
	$(BIN)/python -m pytest tests/spark -n 2 --dist loadfile

coverage: $(VENV)/.developing $(VENV)/.browsing ## Say which lines and branches no test comes to, compiled ones included
	@mkdir -p out
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --ignore tests/torture -k "not light_commands"
	NUMBA_DISABLE_JIT=1 $(BIN)/coverage run -m pytest -n auto -W ignore::RuntimeWarning tests/similarity
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

audit: $(VENV)/.developing ## Ask the registry for known holes in the packages that are installed
	$(BIN)/python -m pip install -qq --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --local --skip-editable

mutation: $(VENV)/.developing ## Put small faults into modules and name those that no test notices
	$(BIN)/python -m pip install -qq --disable-pip-version-check "cosmic-ray>=8.7,<9"
	$(BIN)/python tests/mutation/run.py

torture: $(VENV)/.developing ## Kill, fill, flip, crowd and poison stores at length: some hours
	$(BIN)/python tests/torture/kill.py --kills 1000 --transactions 1
	$(BIN)/python tests/torture/full.py --stride 1
	$(BIN)/python tests/torture/flip.py --flips 5000
	$(BIN)/python tests/torture/crowd.py --minutes 10
	$(BIN)/python tests/torture/seeds.py --times 25
	$(BIN)/python tests/torture/fuzz.py --rounds 1000 --records 2000
	$(BIN)/python tests/torture/cost.py --articles 10000 --measure 1
	$(BIN)/python tests/torture/payloads.py --stride 1

lint: $(VENV)/.developing ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.developing ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.developing ## Measure speed, as ratios against peers in one run
	$(BIN)/python bench/signatures.py
	$(BIN)/python bench/steps.py
	$(BIN)/python bench/operations.py
	$(BIN)/python bench/sizes.py --times 0.1
	$(BIN)/python bench/peers.py
	$(BIN)/python bench/roofline.py
	$(BIN)/python bench/incremental.py --sizes 10000
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/scale.py --cases news --sizes 3000,10000,30000 --keep
	$(BIN)/python bench/speed.py

clean: ## Remove what was built (never your store or reports outside out/)
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# ---------------------------------------------------------------- the batch job
# Each step stands on the one before it, so -j is safe, and leaves a stamp beside the store when it is done.
# A step whose input did not change does nothing: make sees it by the stamps, dedupe by what is in the store.

ingest: $(STATE)/ingest ## Read CORPUS into DB
cluster: $(STATE)/cluster ## Fold the articles of DB into stories
diff: $(STATE)/diff ## Record what changed between the versions of each story
report: $(OUT)/what-changed.md $(OUT)/what-changed.json $(OUT)/stories.jsonl ## Write the reports of DB into OUT

# The names, sizes and times of the corpus files: newer only when one of them changed. Without the store no step is done.
$(STATE)/corpus: FORCE
	@mkdir -p "$(STATE)"
	@test -e "$(DB)" || rm -f "$(STATE)"/*
	@$(PYTHON) -c 'import glob, os, sys; \
	roots = [name for given in sys.argv[1:] for name in (glob.glob(given, recursive=True) or [given])]; \
	files = [os.path.join(at, name) for root in roots for at, _, names in os.walk(root) for name in names]; \
	files += [root for root in roots if os.path.isfile(root)]; \
	stats = [(name, os.stat(name, follow_symlinks=os.path.exists(name))) for name in sorted(files)]; \
	[print(os.fsencode(name), status.st_size, status.st_mtime_ns) for name, status in stats]' \
	$(CORPUS) > "$@.new"
	@cmp -s "$@.new" "$@" && rm "$@.new" || mv "$@.new" "$@"

$(STATE)/ingest: $(STATE)/corpus | $(VENV)/.installed
	$(BIN)/dedupe ingest $(CORPUS) --db "$(DB)"
	@touch "$@"

$(STATE)/cluster: $(STATE)/ingest
	$(BIN)/dedupe cluster --db "$(DB)"
	@touch "$@"

$(STATE)/diff: $(STATE)/cluster
	$(BIN)/dedupe diff --all --db "$(DB)"
	@touch "$@"

# dedupe writes beside the file and renames, so a report is there in full or not at all.
$(OUT)/what-changed.md: $(STATE)/diff
	@mkdir -p "$(OUT)"
	$(BIN)/dedupe report --format markdown --db "$(DB)" -o "$@"

$(OUT)/what-changed.json: $(STATE)/diff
	@mkdir -p "$(OUT)"
	$(BIN)/dedupe report --format json --db "$(DB)" -o "$@"

$(OUT)/stories.jsonl: $(STATE)/diff
	@mkdir -p "$(OUT)"
	$(BIN)/dedupe stories --format jsonl --db "$(DB)" > "$@.new"
	@mv "$@.new" "$@"

# ---------------------------------------------------------------- .venv

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "dedupe needs Python 3.11 or later; name one with make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.developing: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install -qq --group dev
	@touch $@

# Drives a browser that is there already (apt-get install chromium); without either, those tests are skipped and say so.
$(VENV)/.browsing: pyproject.toml | $(VENV)/.installed
	@$(BIN)/python -m pip install -qq --group browser || echo "no playwright: the pages are not tested in a browser" >&2
	@touch $@
