# make demo: code the sample articles. make test: lint, types, all tests. Both make the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types lock clean

demo: $(READY)
	$(BIN)/dragoman code samples --no-store

test: lint types
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

# Every package comes from the lock, each checked against its hash; dragoman itself is then linked in place.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "dragoman needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# Needs uv (pip install uv). hatchling and editables are what the build itself needs.
lock:
	printf "hatchling\neditables\n" | uv pip compile pyproject.toml - --all-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock

clean:
	rm -rf $(VENV) demo-store
