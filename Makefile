# Two commands do everything on a machine with Python 3.11 or newer and make:
#   make serve    build the site, serve it, rebuild on edits
#   make test     run every test
# PYTHON=python3.12 chooses another interpreter; HOST and PORT say where `make serve` listens;
# PYTEST_ARGS="-k phase" runs some of the tests, WORKERS=1 runs them one after another.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
WORKERS ?= 2
MODULE ?=
PYTHON312 ?= python3.12
TESTS ?= tests/calculators

VENV := .venv
RUN := $(VENV)/bin/python
# Node and npm may have been put into $(VENV), where the machine has none.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help serve test site handbook check bench needs mutants successors audit reproducible loadable lock clean clean-all environment
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1#/p' $(MAKEFILE_LIST) | \
	  while IFS='#' read -r command text; do printf '  %-16s %s\n' "$$command" "$$text"; done

serve: environment ## Build the site, serve it on this machine, rebuild on edits
	@$(RUN) build.py serve --host $(HOST) --port $(PORT)

test: environment ## Run every test, the ones in a real browser included
	@CHROMIUM="$$($(RUN) tests/find_chromium.py)" && export CHROMIUM && \
	  $(RUN) build.py site && \
	  $(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile $(PYTEST_ARGS)

site: environment ## Write the site to build/site/
	@$(RUN) build.py site

handbook: environment ## Write the book to build/handbook.pdf (A4) and build/handbook-letter.pdf
	@$(RUN) build.py handbook

check: environment ## Check content, style and types; seconds
	@$(RUN) build.py check
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline --strict-collection --persona=pedantic .github

bench: site ## How fast a calculator starts beside plain Pyodide, and the site is built beside MkDocs alone; minutes
	@CHROMIUM="$$($(RUN) tests/find_chromium.py)" && export CHROMIUM && $(RUN) -m tests.bench
	@$(RUN) -m tests.bench.build_time

needs: site ## Record anew which modules and functions of Python the calculators need; minutes
	@$(RUN) -m tests.parity.record_needs

mutants: $(VENV)/.mutants ## Change the calculators in one place after another: do the tests notice? MODULE=phase for one module
	@$(if $(MODULE),,$(RUN) build.py generate)
	@$(RUN) -m pytest --quiet tests/mutants/check_operators.py
	@$(RUN) -m tests.mutants.run $(MODULE) --tests $(TESTS) $(if $(MODULE),,--record)

successors: $(VENV)/successors/.stamp site ## Build the site with the successors of MkDocs, too, and say how the sites differ
	@CHROMIUM="$$($(RUN) tests/find_chromium.py)" && export CHROMIUM && \
	  $(RUN) -m tests.successors.report $(VENV)/successors

audit: $(VENV)/audit/.stamp environment ## Verify what is installed and shipped; ask the public lists of known flaws
	@$(RUN) -m handbook.audit

reproducible: environment ## Build the last commit twice in different folders and compare the bytes
	@$(RUN) -m tests.reproducible

loadable: environment $(VENV)/pyodide-build/.stamp ## Write a lock file by which others load our wheel in Pyodide (needs Python 3.12: PYTHON312=...)
	@$(RUN) build.py generate
	@rm -rf build/loadable && mkdir -p build/loadable && cp build/wheels/*.whl build/loadable/
	@$(VENV)/pyodide-build/bin/pyodide lockfile add-wheels --input node_modules/pyodide/pyodide-lock.json \
	  --output build/loadable/pyodide-lock.json --base-path build/loadable build/loadable/*.whl
	@node tests/parity/load_package.mjs build/loadable

lock: ## Lock the newest allowed packages anew (needs uv and npm)
	@cd requirements && for name in site test mutants successors audit node pyodide-build; do \
	  uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --python-version $$(test $$name = pyodide-build && echo 3.12 || echo 3.11) $$name.in -o $$name.txt || exit 1; done
	@npm install --package-lock-only

clean: ## Delete what was generated
	rm -rf build calculators/src/cml_calculators/data .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find handbook calculators tests -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean ## Delete what was fetched, too
	rm -rf $(VENV) node_modules

environment: $(VENV)/.stamp node_modules/.stamp

$(VENV)/.stamp: requirements/test.txt requirements/node.txt
	@rm -rf $(VENV)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "CML Handbook needs Python 3.11 or newer; '$(PYTHON)' is not. Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Creating $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@# The calculators run from their source tree.
	@echo "$(CURDIR)/calculators/src" > "$$($(RUN) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/cml_calculators.pth"
	@sh requirements/node-if-missing.sh $(VENV)
	@touch $@

# Cosmic Ray is fetched by those who ask for it.
$(VENV)/.mutants: requirements/mutants.txt $(VENV)/.stamp
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

$(VENV)/pyodide-build/.stamp: requirements/pyodide-build.txt $(VENV)/.stamp
	@$(PYTHON312) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || \
	  { echo "pyodide-build needs Python 3.12 or newer. Name it: make loadable PYTHON312=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON312) -m venv $(VENV)/pyodide-build
	@$(VENV)/pyodide-build/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pyodide-build.txt
	@touch $@

# Apart from all else: each brings a MkDocs of its own.
$(VENV)/successors/.stamp: requirements/successors.txt $(VENV)/.stamp
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/successors.txt
	@touch $@

# In an environment of its own: what looks at the packages should not choose their versions.
$(VENV)/audit/.stamp: requirements/audit.txt $(VENV)/.stamp
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

node_modules/.stamp: package-lock.json package.json .npmrc $(VENV)/.stamp
	@echo "Fetching packages from npm (once)"
	@npm ci --no-progress --loglevel=error
	@touch $@
