"""No key and no proxy of the person who runs the tests gets in; a run to judge, made once."""

from pathlib import Path

import pytest

from baselines.noisy_oracle import NoisyOracle
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.run import Run
from benchmarks.specs import select
from emocfg.media import VIDEMO
from tests.llm.conftest import plain_environment

__all__ = ["plain_environment"]

TASKS = ("emotion_caption", "open_attribute")


@pytest.fixture(scope="session")
def measured(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a noisy oracle on two open tasks and a closed one; copy it before judging."""
    folder = tmp_path_factory.mktemp("measured") / "run"
    model = NoisyOracle(data.samples("test"), error=0.4)
    specs = select([*TASKS, "head_pose"])
    evaluate(model, data, specs, Run(folder), Settings(split="test", frames=VIDEMO, limit=20))
    return folder
