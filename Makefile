# make demo | test | check: each makes and fills ./.venv on a fresh machine, then runs.
PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1
export HF_HUB_OFFLINE = 1
export HF_DATASETS_OFFLINE = 1
export TOKENIZERS_PARALLELISM = false
export FORCE_QWENVL_VIDEO_READER = decord
export WANDB_MODE = disabled

.PHONY: demo test check clean

demo: .venv/models
	$(BIN)/emocfg demo --out demo

test: .venv/dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv demo demo.building build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/core: pyproject.toml constraints.txt
	@echo "installing emocfg into ./.venv (about a minute, 0.8 GB)"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/models: .venv/core
	@echo "adding torch and transformers to ./.venv (about a minute, 1.1 GB)"
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[models]"
	@touch $@

.venv/dev: .venv/core
	@echo "adding the test tools, torch and lmms-eval to ./.venv (about two minutes, 2.6 GB)"
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@echo "import benchmarks.torchvision_hook" > $$($(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/emocfg_torchvision.pth
	@touch $@ .venv/models
