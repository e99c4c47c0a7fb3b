# Two commands do everything on a machine with Python 3.11 or newer and make:
#   make serve    build the site, serve it, rebuild on edits
#   make test     run every test
# PYTHON=python3.12 chooses another interpreter; HOST and PORT say where `make serve` listens;
# PYTEST_ARGS="-k phase" runs some of the tests.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
MODULE ?=
TESTS ?= tests/calculators

VENV := .venv
RUN := $(VENV)/bin/python
# Node and npm may have been put into $(VENV), where the machine has none.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help serve test site check bench needs mutants lock clean clean-all environment
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1#/p' $(MAKEFILE_LIST) | \
	  while IFS='#' read -r command text; do printf '  %-16s %s\n' "$$command" "$$text"; done

serve: environment ## Build the site, serve it on this machine, rebuild on edits
	@$(RUN) build.py serve --host $(HOST) --port $(PORT)

test: environment ## Run every test, the ones in a real browser included
	@CHROMIUM="$$($(RUN) tests/find_chromium.py)" && export CHROMIUM && \
	  $(RUN) build.py site && \
	  $(RUN) -m pytest $(PYTEST_ARGS)

site: environment ## Write the site to build/site/
	@$(RUN) build.py site

check: environment ## Check content, style and types; seconds
	@$(RUN) build.py check
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m mypy

bench: site ## How fast a calculator starts, against plain Pyodide in the same run; minutes
	@CHROMIUM="$$($(RUN) tests/find_chromium.py)" && export CHROMIUM && $(RUN) -m tests.bench

needs: site ## Record anew which modules and functions of Python the calculators need; minutes
	@$(RUN) -m tests.parity.record_needs

mutants: $(VENV)/.mutants ## Change the calculators in one place after another: do the tests notice? MODULE=phase for one module
	@$(if $(MODULE),,$(RUN) build.py generate)
	@$(RUN) -m pytest --quiet tests/mutants/check_operators.py
	@$(RUN) -m tests.mutants.run $(MODULE) --tests $(TESTS) $(if $(MODULE),,--record)

lock: ## Lock the newest allowed packages anew (needs uv and npm)
	@cd requirements && for name in site test mutants node pyodide-build; do \
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

node_modules/.stamp: package-lock.json package.json .npmrc $(VENV)/.stamp
	@echo "Fetching packages from npm (once)"
	@npm ci --no-progress --loglevel=error
	@touch $@
