# Everything a newcomer needs: make demo, make test. Python 3.11 or later with venv and pip is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
LOCK := $(BIN)/uv pip compile --generate-hashes --python-version 3.11 --universal --quiet \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'
PURE := takehold/analysis takehold/simulation takehold/evidence

.PHONY: setup demo test test-long check pure bench lock messages clean

setup: $(VENV)/.development

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.runtime
	$(BIN)/takehold demo

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

# The offline half, in an environment that has no Django.
pure: $(VENV)/.development
	$(PYTHON) -m venv --clear --without-pip .venv-pure
	$(BIN)/uv pip sync --quiet --python .venv-pure/bin/python --require-hashes requirements-pure.lock
	PYTHONPATH=. .venv-pure/bin/python -m pytest -q -p no:cacheprovider -c tests/pure.ini --rootdir=. --confcutdir=. -m "not long" \
		$(PURE) takehold/cli/tests/test_main.py

# Style and types beside the offline half, then all the rest: nothing is run twice.
test:
	$(MAKE) --jobs 2 --output-sync=target check pure
	$(PYTEST) -q -n 2 --dist worksteal -m "not long" $(addprefix --ignore=,$(PURE))

test-long: check
	$(PIP) --require-hashes -r requirements-long.lock
	$(PYTEST) -q -m "long or not long"

# The short form of each, a few minutes; "$(BIN)/python -m benchmarks" lists them, with "all" they run in full.
bench: $(VENV)/.development
	$(BIN)/python -m benchmarks short

lock: $(VENV)/.development
	$(LOCK) pyproject.toml --group build --output-file requirements.lock
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.lock
	$(LOCK) pyproject.toml --group dev --extra spark --output-file requirements-long.lock
	$(LOCK) --group pure --constraint requirements-dev.lock --output-file requirements-pure.lock

# Needs GNU gettext. New sentences come into takehold/locale/*/LC_MESSAGES/django.po; translate them, and run it again.
messages: $(VENV)/.development
	$(BIN)/python -m takehold.config.messages
	cd takehold && ../$(BIN)/python ../manage.py compilemessages

clean:
	rm -rf $(VENV) .venv-pure .mypy_cache .ruff_cache .pytest_cache .hypothesis
