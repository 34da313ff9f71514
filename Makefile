# make          set up .venv and build the book into dist/
# make test     set up what the tests need and run them
# make help     the other targets
VENV := .venv
BIN := $(VENV)/bin
OUT := dist
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
COMPILE = .make/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra build pyproject.toml

ifeq ($(shell uname -s),Darwin)
export DYLD_FALLBACK_LIBRARY_PATH := /opt/homebrew/lib:/usr/local/lib
endif

.PHONY: book test check docs bench clean help lock
.DEFAULT_GOAL := book

book: $(VENV)/.run  ## build the book in every language and format into OUT (dist)
	$(BIN)/handbookpub build -o $(OUT)

test: $(VENV)/.test  ## run the tests; ARGS="-k name" picks some
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.test  ## lint and type-check the program, check the book
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/handbookpub check

docs: $(VENV)/.run  ## write docs/findings.md anew, from the program
	$(BIN)/python -m handbookpub.findings_page docs/findings.md

bench: $(VENV)/.test  ## measure
	$(BIN)/python -m pytest tests/bench -s $(ARGS)

clean:  ## remove what make made
	rm -rf $(VENV) .make $(OUT) .pytest_cache .ruff_cache .mypy_cache .hypothesis

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r n t; do printf '  make %-7s %s\n' "$$n" "$$t"; done

lock: .make/lock/bin/uv  ## resolve the dependencies anew
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --upgrade --extra dev --constraint requirements.lock -o requirements-dev.lock

# The environment. Only hashed files are installed; a stamp inside .venv says what is done, so a second make is quick.
$(BIN)/python:
	.ci/system run
	"$$(.ci/system python)" -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.lock .ci/system $(VENV)/.run
	.ci/system test
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.make/lock/bin/uv:
	"$$(.ci/system python)" -m venv .make/lock
	.make/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
