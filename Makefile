# Everything runs in .venv, which the targets set up by themselves.

VENV := .venv
PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
SPECBUILD := PYTHONPATH=openapi $(PY) -m specbuild
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(LOCK_FLAGS)

DEMO := $(VENV)/.demo-stamp
PROJECT := $(VENV)/.project-stamp
DEV := $(VENV)/.dev-stamp

# What the caller has activated or exported must not reach into .venv.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV MYPYPATH

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test check format lint types imports generate generate-check generate-all \
	spec-pull spec-diff spec-report spec-lint bench seeded-bugs wrong-clients prism lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(PROJECT) ## show the main job on the embedded emulator
	@$(PY) -m close_bulk.demo

test: $(PROJECT) $(DEV) ## run the tests
	$(PY) -m pytest -n auto --dist loadfile

check: lint types imports generate-check test ## run all that CI runs; the tests come last

format: $(DEV) ## format the code and apply ruff's safe fixes
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lint: $(DEV) ## check format and style
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: $(PROJECT) $(DEV) ## check types with mypy and pyright
	$(PY) -m mypy
	$(PY) -m pyright --pythonpath $(PY)

imports: $(PROJECT) $(DEV) ## check who imports whom
	$(VENV)/bin/lint-imports --no-logo

generate: $(DEV) ## build openapi/close.yaml and generated/ anew
	$(SPECBUILD) generate

generate-check: $(DEV) ## fail if make generate would change a file
	$(SPECBUILD) check

spec-pull: $(DEV) ## fetch the vendor's whole document into openapi/upstream/
	$(SPECBUILD) pull

# Changes are what one looks for here, no failure; `python -m specbuild diff` has exit codes for CI.
spec-diff: $(DEV) ## tell what changed in the vendor's documents since the last commit
	@$(SPECBUILD) diff; code=$$?; [ $$code -eq 0 ] || [ $$code -ge 3 ]

spec-report: $(DEV) ## tell which overlay actions are applied, needless or homeless
	@$(SPECBUILD) report

generate-all: $(DEV) ## make a client of a whole document: FROM=document OUT=folder
	@$(if $(and $(FROM),$(OUT)),,$(error usage: make generate-all FROM=document OUT=folder))
	$(SPECBUILD) generate-all --from "$(FROM)" --out "$(OUT)"

LINT_NPX := npm_config_ignore_scripts=true REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npx --yes

spec-lint: $(DEV) ## lint the contract with redocly and spectral, if Node is there
	@if command -v npx >/dev/null; then \
		$(LINT_NPX) @redocly/cli@2.77.0 lint --config openapi/redocly.yaml openapi/close.yaml && \
		$(LINT_NPX) @stoplight/spectral-cli@6.16.3 lint --fail-severity warn \
			--ruleset openapi/spectral.yaml openapi/close.yaml; \
	else echo 'spec-lint skipped: it needs Node (npx), which is not in PATH; make check does without'; fi

bench: $(PROJECT) $(DEV) ## measure what is promised about speed, as ratios
	@$(PY) -m bench

# --plain tries schemathesis as it comes beside it, on every so many servers (a minute for each).
seeded-bugs: $(PROJECT) $(DEV) ## try the contract tests on every wrong server: SEEDED="--plain --every 2"
	@PYTHONPATH=tests $(PY) -m contract.wrong $(SEEDED)

wrong-clients: $(PROJECT) $(DEV) ## try the proxy on every wrong client
	@PYTHONPATH=tests $(PY) -m contract.clients

prism: $(PROJECT) $(DEV) ## try the contract tests on Prism, a mock from elsewhere, if Node is there
	@PYTHONPATH=tests $(PY) -m contract.prism

# MUTANTS="--n 40 --no-phases": fewer, and the probes alone.
mutants: $(PROJECT) $(DEV) ## try the contract tests on random changes of the emulator: MUTANTS=--help
	@PYTHONPATH=tests $(PY) -m contract.mutants $(MUTANTS)

lock: $(DEV) ## lock the requirements anew; LOCK_FLAGS=--upgrade takes the newest
	$(LOCK) --all-extras pyproject.toml requirements/dev.in --output-file requirements/dev.txt
	$(LOCK) --extra cli pyproject.toml requirements/demo.in --constraint requirements/dev.txt \
		--output-file requirements/demo.txt

clean: ## remove .venv, caches and built packages
	rm -rf $(VENV) dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The demo waits for its own few packages only; development adds the rest to the same .venv.
# A changed lock makes .venv anew, so that nothing stays in it that no lock names.
$(DEMO): requirements/demo.txt requirements/dev.txt
	@for python in $(or $(PYTHON),python3.11 python3); do \
		if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then break; else python=; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'close-bulk needs Python 3.11 or newer with its module venv: install it (Debian and Ubuntu:' >&2; \
		echo 'python3.11 and python3.11-venv), or name one: make PYTHON=path/to/python3.11' >&2; \
		exit 1; \
	fi; \
	echo 'Setting up $(VENV) (once, some seconds) ...'; \
	"$$python" -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes --requirement requirements/demo.txt
	@touch $@

$(PROJECT): pyproject.toml $(DEMO)
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(DEMO)
	@echo 'Installing the development tools (once, about half a minute) ...'
	@$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@
