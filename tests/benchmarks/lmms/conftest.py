"""The dataset of the tests in the environment, as a user of lmms-eval's command line has it."""

from pathlib import Path

import pytest

from benchmarks.lmms import rows


@pytest.fixture
def environment(mini: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """EMOCFG_DATA names the dataset of six people."""
    monkeypatch.setenv(rows.FOLDER, str(mini))
    monkeypatch.delenv(rows.SPLIT, raising=False)
    return mini
