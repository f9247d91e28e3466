# `make run` and `make test` work on a fresh machine with Python >= 3.11 and make; everything else is installed
# into .venv (and, for the browser tests, Debian's chromium when this is root).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
WHOLE := $(shell $(BIN)/python -c "" 2>/dev/null && test -e $(MADE) && echo yes)
RUN := $(VENV)/.installed
TEST := $(VENV)/.tested
BENCHED := $(VENV)/.benched
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DELETE_ON_ERROR:
.PHONY: run test check format browser gate eval-text bench bench-smoke api-docs clean

# Tethered to make, so that whatever ends make ends the product.
run: $(RUN)
	@exec $(BIN)/python -m moderation.tether $$PPID $(BIN)/python -m moderation.cli run

test: $(TEST) browser
	$(BIN)/python -m pytest

check: $(TEST)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -q tests/test_house.py

format: $(TEST)
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

# The journey is tested in a real browser.  Root on Debian gets one; anybody else uses what is there.
browser:
	@for name in chromium chromium-browser google-chrome; do \
		if command -v $$name >/dev/null 2>&1; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing chromium and fonts-noto-cjk ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	else \
		echo "No Chromium on this machine: the browser tests are skipped (install chromium to run them)."; \
	fi

# What a release of the model must pass, at the limits of the default policy.
gate: $(RUN)
	$(BIN)/python -m models.training gate

eval-text: $(TEST)
	$(BIN)/python -m benchmarks.eval_text

# Everything side by side, about an hour; writes benchmarks/last.json.  BENCH="--only systems,latency --resume"
# measures a part.  See benchmarks/README.md.
bench: $(BENCHED)
	$(BIN)/python -m benchmarks $(BENCH)

# Ratios only, under a minute, with what `make run` has.
bench-smoke: $(RUN)
	$(BIN)/python -m benchmarks.smoke

# docs/api.md, from the OpenAPI description.
api-docs: $(RUN)
	PYTHONPATH=. $(BIN)/python docs/generate_api.py

# What the service has stored, in var/, stays.
clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A virtual environment that is not whole (an install that was interrupted, a Python that is gone) is made anew.
ifneq ($(WHOLE),yes)
.PHONY: $(MADE)
endif
$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Hanmadi needs Python 3.11 or later: say which with PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make virtual environments (on Debian: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUN): pyproject.toml | $(MADE)
	@echo "Installing Hanmadi into $(VENV) (once; about a minute) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TEST): $(RUN)
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@

$(BENCHED): $(RUN)
	@echo "Installing torch for the baselines into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --editable ".[bench]"
	@touch $@
