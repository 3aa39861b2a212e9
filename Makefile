# One command for each thing people do here; each sets up what it needs.
# Another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
RUNS := .venv/.runs
TESTS := .venv/.tests
# The files in their order: by default the longest journey, a file of one test, would begin last.
WORKERS := --numprocesses 2 --dist loadfile --no-loadscope-reorder

.NOTPARALLEL:
.PHONY: help run demo test test-fast worlds check bench clean

help:
	@echo "make run        start Lắng Nghe; prints the address"
	@echo "make demo       the same, with a made-up organisation to look at"
	@echo "make test       everything that is promised, checked (installs what the tests need)"
	@echo "make test-fast  what needs no browser, no server and no office suite"
	@echo "make worlds     two whole installations compared that differ in who answered what"
	@echo "make check      format, style, types, import rules, and what old phones can read"
	@echo "make bench      speed and size, as a table and in bench.json"
	@echo "make clean      remove the environment and caches; data/ stays"

run: $(RUNS)
	$(BIN)/python -m db migrate
	@exec $(BIN)/python streamlit_app.py

demo: $(RUNS)
	$(BIN)/python -m db migrate
	$(BIN)/python -m db demo
	@exec $(BIN)/python streamlit_app.py

test: machine $(TESTS) check
	$(BIN)/python -m pytest $(WORKERS) --durations=15

test-fast: $(TESTS)
	$(BIN)/python -m pytest $(WORKERS) -m "not slow and not worlds"

# Four minutes of both cores for itself.
worlds: $(TESTS)
	$(BIN)/python -m pytest -m worlds tests/pages/test_swap.py

check: machine $(TESTS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.old_phones

bench: machine $(TESTS)
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the tests need of the machine: a browser, a database server, an office suite, fonts.
.PHONY: machine
machine:
	@$(PYTHON) tests/prepare.py

# The virtual environment follows the requirements: a changed file is installed at the next command.
$(RUNS): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Lắng Nghe needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	@touch $@

$(TESTS): tests/requirements.txt $(RUNS)
	$(PIP) -r tests/requirements.txt
	@touch $@
