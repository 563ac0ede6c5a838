# make run: the library on http://127.0.0.1:8000 (PORT= changes it) · make test · make check · make bench · make screenshots
# Programs live in .venv/, data in var/; neither is in the repository.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
POSTGRES := $(shell $(PYTHON) tests/postgres.py)

.PHONY: run test check bench screenshots icons lock
.DELETE_ON_ERROR:

run: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: export STATIC_MANIFEST ?= off
run: .venv/runtime var/secret-key var/suppression-key
	@export SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" \
	  SUPPRESSION_KEY="$${SUPPRESSION_KEY:-$$(cat var/suppression-key)}" \
	&& $(BIN)/python manage.py migrate --verbosity 0 \
	&& $(BIN)/python manage.py check --database default \
	&& $(BIN)/python manage.py load_sample_library \
	&& $(BIN)/python manage.py load_sample_replies \
	&& echo "The library is on http://127.0.0.1:$(PORT), the desk on http://127.0.0.1:$(PORT)/admin/ (Ctrl-C ends it)" \
	&& exec $(BIN)/python -m klarity.serve $(PORT)

# The suite on SQLite, with the races; then what needs a browser, apart, for its event loop runs on in
# the process and Django would not be called from there, and what failed there once more, for browsers
# hang; then on PostgreSQL, where one answers, all that meets a database. What is missing is skipped
# by name, or fails with CI=true.
PURE := $(addprefix --ignore=tests/,klarity articles/checks articles/citations articles/manuscripts articles/sources)
test: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser" $(ARGS)
	$(BIN)/python -m pytest -m browser $(ARGS) || test $$? = 5 \
	  || $(BIN)/python -m pytest -m browser --last-failed --last-failed-no-failures none $(ARGS)
	@if [ -n "$(POSTGRES)" ]; then \
	  set -x; DATABASE_URL="$(POSTGRES)" $(BIN)/python -m pytest -n 2 --dist loadgroup \
	    -m "not browser and not postgres" $(PURE) $(ARGS); \
	elif [ "$$CI" = true ]; then echo "missing: a PostgreSQL (set TEST_POSTGRES_URL)"; exit 1; \
	else echo "skipped: the suite on PostgreSQL, for none answers (set TEST_POSTGRES_URL)"; fi

check: export DEBUG = true
check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/python -W error::DeprecationWarning -W error::PendingDeprecationWarning manage.py makemigrations --check --dry-run
	DEBUG=false SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	  SUPPRESSION_KEY=only-for-this-check \
	  SITE_URL=https://library.example ALLOWED_HOSTS=library.example \
	  $(BIN)/python -W error::DeprecationWarning -W error::PendingDeprecationWarning manage.py check --deploy --fail-level WARNING

bench: .venv/dev
	@for table in $$(ls tests/benchmarks/*.py | grep -v __init__); do \
	  DEBUG=true $(BIN)/python -m tests.benchmarks.$$(basename $$table .py) || exit 1; done

# The pictures of docs/, taken anew in a Chromium.
screenshots: .venv/dev
	$(BIN)/python -m docs.take_screenshots

# The icons of the site, drawn anew from its favicon.svg.
icons: .venv/dev
	$(BIN)/python -m docs.draw_icons

# Pin anew after a change of requirements/*.in. The files name no package index.
lock:
	$(BIN)/python -m pip install --quiet uv
	for set in base anymail dev; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  requirements/$$set.in -o requirements/$$set.txt; done

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/runtime: requirements/base.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.venv/dev: requirements/dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@ .venv/runtime

var/secret-key var/suppression-key:
	@mkdir -p var && umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@
