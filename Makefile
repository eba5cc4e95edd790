# make demo and make test set everything up by themselves, in $(VENV); so does every other target.
# Another Python: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=
DEMO ?= build/demo

BIN := $(VENV)/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null)
# The stamps name the Python that the environment was made with, so that another PYTHON makes it anew.
CORE := $(VENV)/.core-$(VERSION)
DEV := $(VENV)/.dev-$(VERSION)
SETUP := PYTHON="$(PYTHON)" VENV="$(VENV)" scripts/setup.sh
SETUP_READS := scripts/setup.sh pyproject.toml requirements/build.txt requirements/core.txt

# What decides about findings is covered branch by branch.
DECIDING := evaluator/engine/*,evaluator/packs/*,evaluator/scoring.py

# Otherwise every process that a test or a worker starts would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test setup lint types layers pack cover deciding check format bench golden word requirements clean

demo: $(CORE)
	@rm -rf "$(DEMO)"
	$(BIN)/cat2 evaluate examples/*.yaml -f html,json,md -o "$(DEMO)"
	@echo
	@echo "The gap reports, for a browser:"
	@find "$(abspath $(DEMO))" -name '*.html' | sort | sed 's/^/  /'

# What 'make test' does first.
setup: $(DEV)

test: $(DEV)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

layers: $(DEV)
	$(BIN)/lint-imports

cover: $(DEV)
	$(BIN)/python -m pytest --cov --cov-report=term $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory deciding

# Reads what the last run under --cov measured.
deciding: $(DEV)
	$(BIN)/coverage report --include='$(DECIDING)' --fail-under=100

# Every shipped pack: what lint finds, what no example shows, and the mutants that none notices.
pack: $(DEV)
	@status=0; for file in criteria/*/*/pack.toml; do \
		folder=$$(dirname "$$file"); echo "== $$folder"; \
		$(BIN)/cat2 pack lint "$$folder" || status=1; \
		$(BIN)/cat2 pack test "$$folder" --mutate || status=1; \
	done; exit $$status

check: lint types layers cover

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV)
	@for file in benchmarks/bench_*.py; do $(BIN)/python "$$file" || exit 1; done

golden: $(DEV)
	CAT2_GOLDEN=1 $(BIN)/python -m pytest -m golden $(PYTEST_ARGS)
	@git status --short tests/golden docs

# The Word templates from the descriptions of them that people review.
word: $(DEV)
	$(BIN)/python scripts/word_template.py templates

# Pins anew what pyproject.toml asks for; needs uv.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
requirements:
	$(COMPILE) --upgrade requirements/build.in -o requirements/build.txt
	$(COMPILE) --upgrade pyproject.toml --extra dev --extra archive --extra fhir --extra forms --extra notebook --extra reports --extra web -c requirements/build.txt -o requirements/dev.txt
	$(COMPILE) --upgrade pyproject.toml -c requirements/dev.txt -o requirements/core.txt

clean:
	rm -rf "$(VENV)" build dist .coverage .coverage.* htmlcov
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(CORE): $(SETUP_READS)
	@$(SETUP) core
	@touch "$@"

$(DEV): $(SETUP_READS) requirements/dev.txt
	@$(SETUP) dev
	@touch "$(CORE)" "$@"
