# The whole interface for contributors: make demo, make test, and their parts. `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out
WORKERS ?= auto

.PHONY: help demo test check lint types layers gate browser virtuoso clean setup setup-dev wheel evaluation benchmarks page-figures

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1	/' | expand -t 22

demo: setup ## set up, build seeds/ into out/, say what was found and where to look
	@$(BIN)/fangzhi build seeds -o $(OUT)

test: setup-dev browser virtuoso ## set up (a browser and a Virtuoso included) and run every test and check
	$(MAKE) --no-print-directory lint types layers
	$(BIN)/fangzhi check
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 --dist loadfile

lint: setup-dev ## ruff: style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## mypy --strict
	$(BIN)/mypy

layers: setup-dev ## imports point one way only
	$(BIN)/lint-imports

gate: setup-dev ## the quality floors alone
	$(BIN)/python -m pytest tests/test_gate.py

check: setup ## load every rule, lexicon, query and shape and run its examples
	$(BIN)/fangzhi check

evaluation: setup ## run every benchmark again and write docs/evaluation-figures.md
	$(BIN)/python benchmarks/figures.py

benchmarks: setup ## time the store beside rdflib on a million triples and write docs/benchmarks.md
	$(BIN)/python benchmarks/store.py

page-figures: setup-dev browser ## measure the page beside plain pyvis on the build in OUT, write docs/page-figures.md
	$(BIN)/python benchmarks/pages.py $(OUT) --write

wheel: setup-dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel

setup: $(VENV)/.ready ## the program in a virtual environment
setup-dev: $(VENV)/.ready-dev ## the same with what tests and checks need

$(VENV)/.ready: pyproject.toml constraints.txt scripts/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh '[dev]'
	@touch $@

browser: setup-dev ## a Chromium for the tests of the pages (Debian and Ubuntu: by apt)
	@VENV="$(VENV)" sh scripts/setup-browser.sh

virtuoso: ## a Virtuoso for the tests of remote stores (Debian and Ubuntu: by apt)
	@sh scripts/setup-virtuoso.sh

clean: ## what was built; not the environment
	rm -rf $(OUT) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
