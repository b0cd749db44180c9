# make demo   simulate a few conversations from the posts that ship with the project (no key, no GPU, no download)
# make test   install everything and run ruff, mypy and pytest
# make bench-checks  measure the quality checks: the tables of docs/checks.md
# make bench-optimizers  measure what optimizers gain: the tables of docs/optimizing.md
# make bench-finetune  tune chatbots on a corpus and on another, with and without reasoning: the table of docs/benchmarks.md
# make bench-study  plant effects in studies and count how often the intervals hold them: the tables of docs/benchmarks.md
# make bench  print the tables of docs/benchmarks.md; make bench ONLY=remote prints one

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test bench bench-checks bench-optimizers bench-finetune bench-study clean

demo: $(VENV)/.base
	$(BIN)/socialsim simulate posts=examples n=5 seed=0 out=demo
	$(BIN)/socialsim show demo 1

test: $(VENV)/.all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .links/socialsim
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/.all
	$(BIN)/python -m tests.benchmarks $(ONLY)

bench-checks: $(VENV)/.all
	$(BIN)/python -m tests.benchmarks.checks $(ONLY)

bench-optimizers: $(VENV)/.all
	$(BIN)/python -m tests.benchmarks.optimizers $(ONLY)

bench-finetune: $(VENV)/.all
	$(BIN)/python -m tests.benchmarks.finetune $(ONLY)

bench-study: $(VENV)/.all
	$(BIN)/python -m tests.benchmarks.study $(ONLY)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	touch $@

$(VENV)/.all: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e ".[all,dev]"
	touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) demo outputs multirun build *.egg-info .mypy_cache .ruff_cache .pytest_cache
