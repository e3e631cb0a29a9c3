# Every chore of Solmu is one target here. Each sets up what it needs in .venv by itself, from the
# lock files, on a machine that has only make and Python 3.11 or newer.
#
#   make demo                  make test ARGS="tests/stores"
#   make demo ARGS=--no-serve  make setup PYTHON=/opt/python3.13/bin/python3

SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

# The first Python that is new enough and really runs: a name on the PATH may be a version manager's
# shim that answers with an error.
SUITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
    "$$p" -c '$(SUITS)' >/dev/null 2>&1 && { command -v "$$p"; break; }; done)

# The machine's own uv where there is one, else the one that requirements-build.lock puts into .venv.
UV ?= $(shell command -v uv || echo $(BIN)/uv)
INSTALL = VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python
INSTALL_SELF = VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(UV) pip install --quiet --no-deps --no-build-isolation \
    --python $(BIN)/python --editable .

HAS_PYTHON := $(BIN)/.solmu-python
HAS_RUNTIME := $(BIN)/.solmu-runtime
HAS_DEV := $(BIN)/.solmu-dev

# A .venv that came here from another folder, or whose Python has gone, is made anew: its scripts hold the old path.
ifneq ($(wildcard $(HAS_PYTHON)),)
ifneq ($(shell $(BIN)/python -c '$(SUITS)' 2>/dev/null && cat $(HAS_PYTHON)),$(CURDIR))
$(shell rm -rf $(VENV))
endif
endif

.PHONY: help setup demo serve test lint bench lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' Makefile

setup: $(HAS_DEV)  ## set up .venv for use and for development

demo: $(HAS_RUNTIME)  ## load the sample, print the findings, open the pages (ARGS=--no-serve ends after printing)
	@$(BIN)/solmu demo $(ARGS)

serve: $(HAS_RUNTIME)  ## serve the pages and the API on 127.0.0.1
	@$(BIN)/solmu serve $(ARGS)

test: $(HAS_DEV)  ## run all tests on all cores (ARGS goes to pytest; ARGS='-m "not slow"' is quick)
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

lint: $(HAS_DEV)  ## style, format, types, and which room may import which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(HAS_DEV)  ## measure what the README quotes
	@$(BIN)/python -m benchmarks $(ARGS)

lock: $(HAS_PYTHON)  ## choose versions anew and write the lock files (ARGS=--upgrade-package NAME for one)
	@test -x "$$(command -v $(UV))" || $(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.lock
	@compile="$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links $(ARGS)"; \
	$$compile pyproject.toml --extra dev --group build --output-file requirements-dev.lock; \
	$$compile pyproject.toml --constraint requirements-dev.lock --no-annotate --output-file requirements.lock; \
	$$compile --group build --constraint requirements-dev.lock --no-annotate --output-file requirements-build.lock

clean:  ## remove .venv and the tools' caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist

$(HAS_PYTHON):
	@test -n "$(PYTHON)" || { echo "Solmu needs Python 3.11, 3.12, 3.13 or 3.14: install one, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c '$(SUITS)' || { echo "$(PYTHON) is not Python 3.11 to 3.14" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version)" >&2
	@if $(BIN)/python -c '$(SUITS)' 2>/dev/null; then :; \
	elif command -v uv >/dev/null; then uv venv --quiet --no-project --python "$(PYTHON)" $(VENV); \
	elif "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then "$(PYTHON)" -m venv $(VENV); \
	elif "$(PYTHON)" -m pip --version >/dev/null 2>&1; then \
	    "$(PYTHON)" -m venv --without-pip $(VENV); \
	    "$(PYTHON)" -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-build.lock; \
	else echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu install python3-venv" >&2; exit 1; fi
	@test -x "$$(command -v $(UV))" || $(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.lock
	@echo "$(CURDIR)" > $@

# What development needs includes what the program needs, so whoever has the one is not given the other.
$(HAS_RUNTIME): requirements.lock requirements-build.lock pyproject.toml | $(HAS_PYTHON)
	@if test -e $(HAS_DEV); then $(MAKE) --no-print-directory $(HAS_DEV); \
	else echo "Installing the libraries of requirements.lock" >&2; \
	    $(INSTALL) requirements.lock requirements-build.lock; $(INSTALL_SELF); fi
	@touch $@

$(HAS_DEV): requirements-dev.lock pyproject.toml | $(HAS_PYTHON)
	@echo "Installing the libraries of requirements-dev.lock" >&2
	@$(INSTALL) requirements-dev.lock
	@$(INSTALL_SELF)
	@touch $@ $(HAS_RUNTIME)
