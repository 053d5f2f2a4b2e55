# The one door: developers, CI and you call the same targets. `make help` lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SYSTEM := $(PYTHON) config/development/system.py
READY := $(VENV)/.ready
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage lint format bench messages lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: $(READY) $(CATALOGUES) ## what every other target does first: .venv and message catalogues
	@$(SYSTEM) pdf

demo: setup ## the main job on a sample, and the site; ARGS=--once stops when it is done
	@$(RUN) -m config.development.demo $(ARGS)

test: setup ## every test, the browser's too; ARGS="tests/jobs -k lease" for some
	@$(SYSTEM) browser
	@$(RUN) -m pytest $(ARGS)

coverage: setup ## whether the engine's own tests walk every branch of it; fails below 100 %
	@$(RUN) -m coverage run -m pytest tests/engine --numprocesses 0
	@$(RUN) -m coverage report

lint: setup ## style, types, which room may import which, migrations, deployment settings
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/mypy
	@$(RUN) manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(60))') HTTPS=1 ALLOWED_HOSTS=glapp.example \
	  DATABASE_URL=postgresql://glapp@localhost/glapp REDIS_URL=redis://localhost/0 \
	  $(RUN) manage.py check --deploy --fail-level WARNING

format: $(READY) ## let ruff lay out the code
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: setup ## how well it judges, on labelled requirements
	@$(RUN) -m benchmarks $(ARGS)

messages: $(READY) ## collect every text into the Swedish catalogue, new ones empty
	@$(RUN) -m config.development.messages

LOCK := uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header

lock: ## write both lock files anew from pyproject.toml (needs uv)
	@$(LOCK) --group pyproject.toml:dev --group pyproject.toml:servers -o requirements.lock
	@$(LOCK) -c requirements.lock -o requirements-production.lock

clean: ## forget the demo's data and the environment
	rm -rf $(VENV) var

$(READY): requirements.lock
	@$(SYSTEM) venv
	@echo "Setting up $(VENV) (a minute, once) ..."
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

%.mo: %.po $(READY)
	@$(VENV)/bin/pybabel --quiet compile -i $< -o $@
