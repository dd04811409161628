# make demo | run | test | lint | bench | lock | words: each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo run test lint bench lock words clean

demo: $(READY)
	$(BIN)/workshop-bot demo $(ARGS)

run: $(READY)
	$(BIN)/workshop-bot run $(ARGS)

test: $(READY)
	$(BIN)/pytest $(ARGS)

lint: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m benchmarks --setup $(ARGS)

# Finds the messages that the code uses and puts them, still untranslated, into both catalogues.
words: $(READY)
	$(BIN)/pybabel -q extract -k plain -k html -k N_ -k plural:1,2 -k plain_plural:1,2 \
	    --add-location file --sort-by-file -w 100 -o $(VENV)/messages.pot bot
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -w 100 -i $(VENV)/messages.pot -d bot/i18n/locales

# Pins what is installed, without addresses.
lock: $(READY)
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --extra demo --extra test --strip-extras --no-header --no-annotate \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.lock pyproject.toml

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[demo,test]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
