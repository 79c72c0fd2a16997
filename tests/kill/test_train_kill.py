"""Kill a training at random moments: run again, it ends with the weights of one that was never stopped."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.data import open_dataset
from emocfg.core import read_journal
from tests.kill.test_kill import command, finish
from videmo_ref.recipes.reading import read_recipe
from videmo_ref.train.run import train

SETS = [
    *("data.frames=uniform=2,pixels=3136", "data.questions=1", 'data.tasks=["head_pose"]', "data.held_out=0.2"),
    *('data.tree_slots=["gender"]', "model.vocabulary=400", "sft.steps=8", "sft.batch=4", "sft.save_every=1"),
    *("sft.perplexity_every=4", "rl.steps=6", "rl.prompts=2", "rl.branching=[3,2,1]", "rl.limits=[8,8,8]"),
    *("rl.save_every=1", "tower.steps=4", "tower.batch=2"),
]
"""Fourteen small steps, a checkpoint after each."""


def weights(run: Path) -> list[bytes]:
    return [(run / part / "model" / "model.safetensors").read_bytes() for part in ("sft", "rl")]


def steps(run: Path) -> int:
    return sum(len(list(read_journal(run / part / "log.jsonl"))) for part in ("sft", "rl"))


def kill_after(run: list[str], out: Path, count: int) -> bool:
    """Start a training and kill it once its logs have so many lines; False if it ended before."""
    with subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if steps(out) >= count:
                process.kill()
                return True
            time.sleep(0.01)
    return False


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_a_killed_training_ends_as_if_it_had_not_been(mini: Path, tmp_path: Path, kills: int) -> None:
    train(read_recipe("tiny_cpu", SETS), open_dataset(mini), tmp_path / "whole")
    run = command(
        "train", "tiny_cpu", "--data", mini, "--out", tmp_path / "cut", *(x for s in SETS for x in ("--set", s))
    )
    draws = random.Random(kills)
    killed = sum(kill_after(run, tmp_path / "cut", draws.randrange(1, 14)) for _ in range(kills))
    assert killed >= 1
    if kills == 1:
        train(read_recipe("tiny_cpu", SETS), open_dataset(mini), tmp_path / "cut")
    else:
        finish(run)
    assert weights(tmp_path / "cut") == weights(tmp_path / "whole")
    for part in ("sft", "rl"):
        numbers = [record["step"] for record in read_journal(tmp_path / "cut" / part / "log.jsonl")]
        assert numbers == sorted(numbers)
        assert len(numbers) == len(list(read_journal(tmp_path / "whole" / part / "log.jsonl")))
