# The product's commands. `make run` and `make test` need nothing but Python 3.11+ and make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
PORT ?= 8000
export PORT

.PHONY: help run test ci bench seeds faults sweep clean environment
help:  ## show this list
	@sed -nE 's/^([a-z0-9-]+):[^#]*## (.*)/\1 \t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: environment  ## start the product and print its address (PORT=8000)
	@exec $(BIN)/python manage.py up

test: environment  ## run the tests on a PostgreSQL server of their own
	@exec $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

bench: environment  ## measure what the walls cost, side by side with plain Django
	@exec $(BIN)/python -m benchmarks

seeds: environment  ## find what is planted in the demo company, on 20 seeds
	@$(BIN)/python -m pytest -q -s -m seeds cmo cro cfo coo

faults: environment  ## kill the product's processes, restore a backup: nothing is lost
	@$(BIN)/python -m pytest -q -m faults tests/end_to_end kernel/runs

sweep: environment  ## a browser on every page (accessibility, widths) and through each module's journeys
	@$(BIN)/python -m pytest -q -m sweep tests/browser

clean: environment  ## remove caches and the databases of tests; the product's data stays
	@$(BIN)/python -m kernel.local.clean
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .schemathesis
	@find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(PYTHON) kernel/local/virtualenv.py

# What continuous integration holds, one target a check. All of them run, in two lanes side by
# side so that no processor waits for the other; the tests come last and have both.

ONE_LANE := types lint format templates contracts twins deploy
OTHER_LANE := modules isolation migrations proofs walls-15
CHECKS := $(ONE_LANE) $(OTHER_LANE) bench-quick
.PHONY: $(CHECKS)

ci: environment  ## every check, then the tests
	@$(BIN)/python -m kernel.local.clean ci
	@lane() { \
	  local check said failed=; \
	  for check; do \
	    said=$$($(MAKE) --no-print-directory $$check 2>&1) || { failed=1; said+=$$'\n'"== FAILED: $$check"; }; \
	    printf '== %s\n%s\n' $$check "$$said"; \
	  done; \
	  [ -z "$$failed" ]; \
	}; \
	failed=; \
	lane $(ONE_LANE) & beside=$$!; \
	lane $(OTHER_LANE) || failed=1; \
	wait $$beside || failed=1; \
	[ -z "$$failed" ] || echo "== FAILED: a check above, before the tests"; \
	echo "== tests"; \
	$(MAKE) --no-print-directory test && [ -z "$$failed" ]

lint:  ## ruff's rules
	@$(BIN)/ruff check .

format:  ## ruff's layout
	@$(BIN)/ruff format --check .

types:  ## mypy, strict, over the kernel and the modules
	@$(BIN)/mypy kernel cfo cmo coo cro

templates:  ## djlint over the pages
	@$(BIN)/djlint templates --lint --quiet

contracts:  ## imports go one way
	@$(BIN)/lint-imports

twins:  ## modules share no lines; what both would write stands in the kernel
	@$(BIN)/python -m tests.twins

# A database of its own, so that a check never touches the one somebody works with.
in_ci := DATA_DIR=$(CURDIR)/.data/ci $(BIN)/python manage.py
in_production := UBIGROWTH_ENV=production ALLOWED_HOSTS=ubigrowth.example \
  SECRET_KEY=for-this-check-alone-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEF \
  CONTEXT_KEY=for-this-check-alone-0123456789abcdef \
  DATABASE_URL=postgres://app:secret@database.invalid/ubigrowth \
  CELERY_BROKER_URL=pgmq://queue:secret@database.invalid/ubigrowth_queue \
  DATA_DIR=$(CURDIR)/.data/ci $(BIN)/python manage.py

modules:  ## manifests and disk agree
	@$(in_ci) modules check

isolation:  ## the catalogues hold every wall
	@$(in_ci) isolation_check

deploy:  ## Django's deployment checks and every static file, with production settings
	@$(in_production) check --deploy --fail-level WARNING
	@$(in_production) collectstatic --noinput --clear --verbosity 0

migrations:  ## models and migrations agree
	@$(in_ci) makemigrations --check --dry-run

proofs:  ## the analysis gives what its oracles say
	@$(in_ci) prove

bench-quick:  ## the benchmarks work, on few rows; their figures are not judged
	@$(BIN)/python -m benchmarks --quick

walls-15:  ## the walls on the system's PostgreSQL, the oldest version that we support
	@if [ -d /usr/lib/postgresql ]; then \
	  UBIGROWTH_PG=system $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder kernel/tenancy kernel/local; \
	else \
	  echo "SKIPPED: this machine has no PostgreSQL of its own (apt-get install postgresql-15)"; \
	fi
