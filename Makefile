# Two commands: `make demo` runs the program on the sample, `make test` checks everything. `make interop` checks what other
# programs make of our files.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := out/demo

.PHONY: demo test interop lint check format clean

demo: $(VENV)/.installed
	@$(BIN)/aligner align corpus/sample/page.txt --out $(DEMO)
	@echo "The report is $(DEMO)/page.html: open it in a browser."

test: lint check
	$(BIN)/pytest

# Other programs read what we write: OmegaT, which this installs on Debian, and translate-toolkit.
interop: $(VENV)/.tested
	.ci/packages omegat
	$(BIN)/pytest -rs tests/interop

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check: $(VENV)/.tested
	$(BIN)/mypy

format: $(VENV)/.tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The installation is editable, so it is made anew only when what it depends on has changed; unlike another one it is
# not compiled, which would cost a sixth of a second at each start where Python may not write bytecode.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.made
	$(BIN)/pip install --quiet --editable .
	@$(BIN)/python -m compileall -q aligner
	@touch $@

$(VENV)/.tested: pyproject.toml constraints.txt $(VENV)/.made
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test,neural]'
	@$(BIN)/python -m compileall -q aligner
	@touch $@ $(VENV)/.installed
