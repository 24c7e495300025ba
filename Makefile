# make run · test · lint · format · messages · house · bench · mutants · lock · sbom · drill · deploy-test — README.md says what each does.
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= $(shell nproc)
VENV ?= .venv
DATA_DIR ?= $(CURDIR)/var
SBOM ?= $(CURDIR)/sbom.cdx.json
PYTHON = $(VENV)/bin/python
STATIC_SOURCES = $(shell find static -type f)

export DATA_DIR

.PHONY: run test lint format messages house bench mutants lock sbom drill deploy-test

run: export PLANURI_ENV = development
run: $(VENV)/.run $(DATA_DIR)/.static
	@$(PYTHON) manage.py prepare
	@echo "Portalul: http://$(HOST):$(PORT)/ — administrarea: http://$(HOST):$(PORT)/admin/ (Ctrl+C oprește)"
	@$(PYTHON) manage.py work --with-parent & VENV=$(VENV) exec ops/serve.sh $(HOST) $(PORT) $(WORKERS)

test: $(VENV)/.dev lint
	@ops/test.sh

drill: $(VENV)/.dev
	@ops/drill.sh

deploy-test:
	@ops/deploy/test.sh

lint: $(VENV)/.dev
	@$(VENV)/bin/ruff check .
	@ops/format.sh --check
	@$(PYTHON) -m ops.house --check

format: $(VENV)/.dev
	@ops/format.sh

# The English catalogue, from what templates and code say.
messages: $(VENV)/.dev
	@$(PYTHON) -m ops.messages

house:
	@python3 -m ops.house

bench: $(VENV)/.dev
	@ops/system-packages.sh bench
	@ops/bench.sh

lock: $(VENV)/.dev
	@ops/lock.sh $(PACKAGE)

sbom: $(VENV)/.dev
	@$(VENV)/bin/cyclonedx-py requirements requirements.lock --output-reproducible --output-file $(SBOM)
	@echo "$(SBOM)"

mutants: $(VENV)/.dev
	@PLANURI_ENV=development $(PYTHON) -m ops.mutants $(MODULE) $(OPTIONS)

$(VENV)/.run: requirements.lock
	@ops/system-packages.sh run
	@test -x $(PYTHON) || python3 -m venv $(VENV)
	@ops/python-packages.sh $(PYTHON) requirements.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@ops/system-packages.sh test
	@ops/python-packages.sh $(PYTHON) requirements-dev.lock
	@touch $@

$(DATA_DIR)/.static: $(VENV)/.run $(STATIC_SOURCES)
	@mkdir -p $(DATA_DIR)
	@PLANURI_ENV=development $(PYTHON) manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@
