# `make run` and `make test` work on a fresh machine with Python >= 3.11 and make; everything else is installed
# into .venv (and, for the browser tests, Debian's chromium when this is root).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check format browser eval-text bench clean

run: $(VENV)/.installed
	@exec $(BIN)/hanmadi run

test: $(VENV)/.tested browser
	$(BIN)/pytest

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_house.py

format: $(VENV)/.tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The journey is tested in a real browser.  Root on Debian gets one; anybody else uses what is there.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	else echo "No Chromium here: the browser tests are skipped (install chromium to run them)."; fi

eval-text: $(VENV)/.tested
	$(BIN)/python -m benchmarks.eval_text

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hanmadi needs Python 3.11 or later; say which with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Hanmadi into $(VENV) ..."
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/pip install --quiet --editable ".[test]"
	@touch $@
