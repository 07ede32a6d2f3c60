# Dromena's two commands are `make demo` and `make test`. Everything stays inside this folder: .venv and var.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
ROOMS := site events surveys media
# What is typed strictly: core, and the rules of every room.
TYPED = $(shell find site/core -name '*.py'; find $(ROOMS) \( -path '*/domain*' -o -name querysets.py -o -name ical.py \) -name '*.py')

.PHONY: help demo test lint format messages catalogues golden lock bench bench-data bench-registering clean base dev

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: base catalogues ## a library with a year of events, in your browser (PORT=8000)
	@exec $(PY) manage.py demo --serve --port $(PORT)

# STRICT=1: fail when something that a test needs is missing, instead of leaving the test out.
test: dev catalogues lint ## linters, then all tests on SQLite and, where there is one, on PostgreSQL
	@postgres=$$($(PY) -m tests.machinery.postgres)
	echo "== Tests on SQLite"
	env -u DATABASE_URL DATABASE_URL_TEST_POSTGRES="$$postgres" $(VENV)/bin/pytest -n $(WORKERS) -q
	if [ -n "$$postgres" ]; then
		echo "== Tests on PostgreSQL"
		DATABASE_URL="$$postgres" DATABASE_URL_TEST_POSTGRES="$$postgres" $(VENV)/bin/pytest -n $(WORKERS) -q
	else
		echo "LEFT OUT: all tests on PostgreSQL; \`apt-get install postgresql\` brings it, DATABASE_URL_TEST_POSTGRES names it."
		if [ -n "$${STRICT:-}" ] && [ "$${STRICT:-}" != 0 ]; then echo "STRICT is set, so this run has failed."; exit 1; fi
	fi

lint: dev ## ruff, the import line, types
	@echo "== Linters"
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	PYTHONPATH=.:site $(VENV)/bin/lint-imports --no-cache | tail -n 4
	$(VENV)/bin/mypy $(TYPED)

format: dev ## lay out the source as ruff wants it
	@$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

messages: base ## collect the texts of the source into locale/*/LC_MESSAGES/django.po
	@PYTHONPATH=.:site $(PY) -m core.catalogues update

catalogues: base ## compile the translations
	@PYTHONPATH=.:site $(PY) -m core.catalogues compile

golden: dev catalogues ## write anew what every letter says (tests/golden); look at what git shows then
	@GOLDEN=1 $(VENV)/bin/pytest tests/site/outbox/test_golden.py -q -n0

lock: ## pin requirements/*.txt from requirements/*.in (needs uv)
	@command -v uv >/dev/null || { echo "uv is missing; \`pipx install uv\` brings it."; exit 1; }
	for name in base dev; do
		UV_CUSTOM_COMPILE_COMMAND='"make lock" from the .in file beside it; every line is pinned by hash.' \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
			--no-header requirements/$$name.in -o requirements/$$name.new
		{ echo '# Written by "make lock" from the .in file beside it; every line is pinned by hash.'; cat requirements/$$name.new; } \
			> requirements/$$name.txt
		rm requirements/$$name.new
	done

bench-data: dev catalogues ## fill an empty database with 10,000 dates for the bench (bench/README.md)
	@$(PY) -W ignore manage.py migrate -v0
	PYTHONPATH=.:site $(PY) -W ignore bench/busy_library.py $(if $(DATES),--dates $(DATES))

bench: dev ## worker CPU, queries and bytes per address beside a bare Django view (bench/README.md)
	@PYTHONPATH=.:site $(PY) bench/yardstick.py $(ADDRESSES)

bench-registering: dev ## what one registration costs, and how many go through in a second (bench/README.md)
	@PYTHONPATH=.:site:bench $(PY) -W ignore bench/registering.py $(BENCH)

clean: ## remove test databases, caches and compiled catalogues; data of the demo stays
	@rm -rf var/test var/test-media var/test-keys .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find locale -name '*.mo' -delete 2>/dev/null || true
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Say which with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing; \`apt-get install python3-venv\` brings it."; exit 1; }
	echo "== Making .venv"
	$(PYTHON) -m venv $(VENV)

base: $(PY)
	@$(call install,base)

dev: base
	@$(call install,dev)
	@$(call install_judge)

# The second reader of calendars, for tests alone, where npm is there; once for each content of its lock file.
define install_judge
	folder=tests/interop/icaljs
	if command -v npm >/dev/null && ! cmp -s $$folder/package-lock.json $$folder/node_modules/installed; then
		echo "== Installing ical.js (tests/interop/icaljs)"
		npm ci --prefix $$folder --no-audit --no-fund --ignore-scripts --loglevel=error
		cp $$folder/package-lock.json $$folder/node_modules/installed
	fi
endef

# Installs a requirement file once for each content of it; every package is checked against its hash.
define install
	want=$$(sha256sum < requirements/$(1).txt)
	if [ "$$want" != "$$(cat $(VENV)/installed-$(1) 2>/dev/null)" ]; then
		echo "== Installing packages (requirements/$(1).txt)"
		$(PY) -m pip install --disable-pip-version-check --no-input --require-hashes -r requirements/$(1).txt \
			| sed -u -n -E 's/^(Collecting [^ ;]+).*/  \1/p; s/^(Installing collected packages).*/  \1 .../p'
		echo "$$want" > $(VENV)/installed-$(1)
	fi
endef
