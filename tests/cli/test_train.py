"""``emocfg train`` as a user meets it, up to where training begins."""

import json
from pathlib import Path

from tests.conftest import Emocfg


def test_a_dry_run_says_the_plan_and_writes_nothing(emocfg: Emocfg, mini: Path, tmp_path: Path) -> None:
    done = emocfg("train", "tiny_cpu", "--data", mini, "--set", "sft.steps=7", "--dry-run", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    assert plan["sft"]["steps"] == plan["recipe"]["sft"]["steps"] == 7
    assert list(tmp_path.iterdir()) == []


def test_recipes_are_listed(emocfg: Emocfg) -> None:
    told = emocfg("train", "--list").stdout.splitlines()
    names = {"tiny_cpu", "mini_gpu", "videmo_base_3b", "videmo_base_7b", "videmo_t1_7b"}
    assert names <= {line.split()[0] for line in told}
    assert all(len(line.split()) > 5 for line in told)


def test_errors_of_a_recipe_come_at_once_and_before_the_data_is_looked_at(emocfg: Emocfg, tmp_path: Path) -> None:
    done = emocfg(
        "train", "tiny_cpu", "--data", "nowhere", "--out", tmp_path, "--set", "sft.batc=1", "--set", "sft.clip=0"
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[:3] == [
        "error[E202]: the recipe has 2 errors",
        "    sft.batc = 1 (--set): no such key; did you mean 'batch'?",
        "    sft.clip = 0 (--set): must be a number above 0",
    ]
    done = emocfg("train", "tiny_cpu", "--data", "nowhere")
    assert done.returncode == 2
    assert "--out is missing" in done.stderr
