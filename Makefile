# make demo: code the sample articles, end with the dossier of one. make test: lint, types, all tests. Both make the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ONE := samples/fr/mali-russie-entretien.txt

.PHONY: demo docs test lint types lock clean

# All articles a line an event, then one with everything, then what it says of two countries: what is printed last stays.
demo: $(READY)
	@$(BIN)/dragoman code samples/fr samples/en --no-store --brief
	@echo; echo "One of them with everything (dragoman code $(ONE)):"; echo
	@$(BIN)/dragoman code $(ONE) --no-store --table
	@echo; echo "How Mali and Russia stand by that article (dragoman dossier MLI RUS):"; echo
	@rm -rf $(VENV)/demo-store
	@$(BIN)/dragoman code $(ONE) --store $(VENV)/demo-store >/dev/null 2>&1
	@$(BIN)/dragoman dossier MLI RUS --store $(VENV)/demo-store --language en

test: lint types
	$(BIN)/pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

# The pictures of the README, from what the commands print now, and the page of all commands.
docs: $(READY)
	$(BIN)/python docs/make_images.py
	$(BIN)/python docs/make_commands.py

# Every package comes from the lock, each checked against its hash; dragoman itself is then linked in place.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "dragoman needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another one: make PYTHON=python3.12 ...")'
	@echo "Making the environment in $(VENV) (once, about a minute and 1.1 GB)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# Needs uv (pip install uv). hatchling and editables are what the build itself needs.
lock:
	printf "hatchling\neditables\n" | uv pip compile pyproject.toml - --all-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements.lock

clean:
	rm -rf $(VENV)
