# Everything a person does with this repository. `make` alone prints this list.
SHELL := /bin/sh
PORT ?= 8000
# The whole suite waits for browsers, servers and workers of its own, so it takes one more than the cores of a small
# machine; a part of it ends before a third worker has started.
WORKERS ?= $(if $(ARGS),2,3)
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo start test check ci bench lock shell clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/installed-run ## Run the whole app with its sample organization: PORT=8000, FRESH=1 for a new one
	@SALESGYM_DEMO=1 exec .venv/bin/python manage.py demo --port $(PORT) $(if $(FRESH),--fresh)

start: .venv/installed-run ## Run the whole app with your own team and numbers: PORT=8000
	@exec env -u SALESGYM_DEMO .venv/bin/python manage.py start --port $(PORT)

test: .venv/installed-dev ## Run every test on real services: ARGS="tests/people -k invite" for some, WORKERS=1
	@# Keep what was compiled, whatever the shell says: reading 5,000 tests anew costs each worker 7 s.
	PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: .venv/installed-dev ## Run what needs no running app: lint, format, templates, imports, types, settings
	@.ci/check

ci: check ## Run what decides about a change: check, then test with nothing left out
	CI=true $(MAKE) --no-print-directory test WORKERS=$(WORKERS) ARGS="--durations=10 $(ARGS)"

bench: .venv/installed-dev ## Measure speed against its budgets on a throw-away database: FULL=1 for 10,000 reps too
	@exec env -u SALESGYM_DEMO -u SALESGYM_DEBUG .venv/bin/python manage.py bench $(if $(FULL),--full)

lock: .venv/installed-dev ## Write requirements/*.txt anew from *.in: ARGS="--upgrade" for the newest
	$(COMPILE) $(ARGS) requirements/run.in -o requirements/run.txt
	$(COMPILE) $(ARGS) -c requirements/run.txt requirements/dev.in -o requirements/dev.txt

shell: .venv/installed-run ## Open a Python prompt with the app loaded
	.venv/bin/python manage.py shell

clean: ## Remove what can be made again (.venv, caches), and keep the data in var/
	rm -rf .venv .*_cache .hypothesis .coverage htmlcov staticfiles test-results
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

.venv/installed-%: requirements/%.txt requirements/install
	@requirements/install "$(PYTHON)" $*
