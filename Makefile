# Sammen. `make run` serves the demo town, `make test` runs every check. `make help` lists the rest.

SHELL := /bin/sh
PORT ?= 8000
SAMMEN_DATA ?= var
export PORT SAMMEN_DATA
# Python and its packages come from the machine and the package index, never from elsewhere.
export UV_PYTHON_DOWNLOADS = never
export UV_PROJECT_ENVIRONMENT = .venv
export PIP_DISABLE_PIP_VERSION_CHECK = 1

UV_VERSION = 0.13.9
BIN = .venv/bin
PO = $(wildcard locales/*/LC_MESSAGES/messages.po)
MO = $(PO:.po=.mo)
DEV = $(BIN)/.dev $(MO)

.PHONY: run install test setup-test fix pot axe screenshots bench-phone bench-messages bench-matching faults vendor icons fonts app-icons help clean
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(BIN)/.run $(MO) ## Serve the demo town on 127.0.0.1:PORT (8000), data in SAMMEN_DATA (var/)
	@SAMMEN_DEMO=true $(BIN)/sammen demo
	@SAMMEN_DEMO=true exec $(BIN)/sammen serve --port $(PORT)

install: $(BIN)/.run $(MO) ## The environment, packages and translations, for running it for real

test: setup-test ## Run every check; the last line tells how many tests passed and failed
	@$(BIN)/python tools/check.py

setup-test: $(DEV) ## What the tests need: the packages, a browser, fonts
	@sh tools/browser.sh

fix: $(DEV) ## Format the code and mend what can be mended by itself
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

pot: $(BIN)/.dev ## Gather the words of the code and bring the translations up to it
	@$(BIN)/python tools/pot.py

axe: setup-test ## Look for barriers on every page, language, theme and width (long)
	@$(BIN)/python -m pytest tests/browser --axe-all -n 2

screenshots: setup-test ## Write the tour of all roles to SAMMEN_DATA/screenshots
	@$(BIN)/python tools/screenshots.py

bench-phone: setup-test ## First paint on a slow phone and a thin line, against a bare page
	@$(BIN)/python bench/phone.py

bench-messages: setup-test ## From written on one phone to shown on the other, against the floor and Prosody (ARGS=--peers)
	@$(BIN)/python -m bench.messages $(ARGS)

bench-matching: setup-test ## 2,000 requests and 2,000 families put together at once
	@$(BIN)/python -m bench.matching $(ARGS)

faults: setup-test ## Kills, doubles, cuts and hangs, all of them (long); SAMMEN_SEED runs a failure again
	@SAMMEN_FAULTS=all $(BIN)/python -m pytest tests/faults -n 2

vendor: $(BIN)/.dev ## Fetch the browser files anew from their npm packages
	@$(BIN)/python tools/vendor.py

icons: $(BIN)/.dev ## Draw static/icons.svg from the names in static/icons.txt
	@$(BIN)/python tools/icons.py

fonts: $(BIN)/.dev ## Cut the web fonts for Arabic script and Ethiopic
	@$(BIN)/python tools/fonts.py

app-icons: $(BIN)/.dev ## Draw the icons of the installed app
	@$(BIN)/python tools/app_icons.py

clean: ## Remove what is made: the environment and the caches; never the data
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis $(MO)

# -- how it is made --------------------------------------------------------------------------------------------

$(BIN)/uv:
	@sh tools/python.sh .venv
	@echo "Fetching uv …"
	@$(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)"

$(BIN)/.run: pyproject.toml uv.lock | $(BIN)/uv
	@echo "Fetching the packages …"
	@$(BIN)/uv sync --locked --no-dev --inexact
	@touch $@

$(BIN)/.dev: pyproject.toml uv.lock | $(BIN)/uv
	@echo "Fetching the packages for development …"
	@$(BIN)/uv sync --locked --inexact
	@touch $@ $(BIN)/.run

%.mo: %.po | $(BIN)/uv
	@$(BIN)/python -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
