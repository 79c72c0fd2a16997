"""lmms-eval's own command line and ``emocfg eval`` give the same scores."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.models.replay import Replay
from benchmarks.specs import SPECS
from tests.benchmarks.models.tiny import make_tiny
from tests.conftest import Emocfg

pytest.importorskip("lmms_eval", reason="lmms-eval is not installed")
EXACT = 1e-9


def shadowing(folder: Path) -> Path:
    """A working directory with an unrelated package of our name."""
    (folder / "benchmarks").mkdir(parents=True)
    (folder / "benchmarks" / "__init__.py").write_text("raise RuntimeError('not ours')\n")
    return folder


def plain(mini: Path, folder: Path, tasks: str, model: str, arguments: str, *more: str) -> dict[str, Any]:
    """Results of ``python -m lmms_eval``, run where another ``benchmarks`` stands in the way."""
    path = subprocess.run(
        [sys.executable, "-m", "emocfg", "lmms-path"], capture_output=True, text=True, check=True
    ).stdout.strip()
    command = ["-m", "lmms_eval", "--model", model, "--model_args", arguments, "--include_path", path]
    command += ["--tasks", tasks, "--log_samples", "--output_path", str(folder / "out"), *more]
    done = subprocess.run(
        [sys.executable, *command], cwd=shadowing(folder / "cwd"), capture_output=True, text=True, check=False,
        env=os.environ | {"EMOCFG_DATA": str(mini), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}, timeout=280,
    )  # fmt: skip
    found = sorted((folder / "out").rglob("*_results.json"))
    assert found, done.stdout[-3000:] + done.stderr[-3000:]
    results: dict[str, Any] = json.loads(found[-1].read_text())
    return results


def agree(results: dict[str, Any], run: Path) -> int:
    """Compare every metric of every task; how many there were."""
    scores = json.loads((run / "scores.json").read_text())["tasks"]
    compared = 0
    for task, score in scores.items():
        theirs = results["results"][f"emocfg_{task}"]
        assert results["n-samples"][f"emocfg_{task}"]["effective"] == score["samples"]
        for name, value in [*score["metrics"].items(), ("headline", score["score"])]:
            found = theirs[f"{name},none"]
            assert (found != found) if value is None else abs(found - value) < EXACT, (task, name)  # noqa: PLR0124
            compared += 1
    return compared


def test_the_plain_command_line_gives_the_scores_of_eval(mini: Path, emocfg: Emocfg, tmp_path: Path) -> None:
    run = tmp_path / "run"
    done = emocfg("eval", "--model", "baseline:chance", "--data", mini, "--out", run, "--limit", "12")
    assert done.returncode == 0, done.stderr
    tasks = ",".join(f"emocfg_{task}" for task in SPECS)
    results = plain(mini, tmp_path, tasks, "emocfg_replay", f"source={run},model=chance", "--limit", "12")
    assert agree(results, run) >= 3 * len(SPECS)
    (samples,) = (tmp_path / "out").rglob("*_samples_emocfg_head_pose.jsonl")
    row = json.loads(samples.read_text().splitlines()[0])
    assert {"id", "gold", "predicted", "outcome", "identity", "score"} <= row["headline"].keys()


@pytest.mark.slow
def test_the_oracle_scores_one_in_the_plain_command_line(mini: Path, tmp_path: Path) -> None:
    results = plain(mini, tmp_path, "emocfg,emocfg_intelligence", "emocfg_baseline", "name=oracle,model=oracle")
    assert results["results"]["emocfg"]["headline,none"] == 1.0
    assert results["results"]["emocfg_intelligence"]["headline,none"] == 1.0


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[str]:
    """Arguments of lmms-eval's qwen2_5_vl for a checkpoint of that class with random weights."""
    make_tiny(tmp_path / "tiny")
    yield f"pretrained={tmp_path / 'tiny'},device=cpu,device_map=cpu,max_pixels=12544,min_pixels=3136,max_num_frames=8"


def test_a_real_videollm_answers_the_same_in_both(mini: Path, emocfg: Emocfg, tmp_path: Path, tiny: str) -> None:
    tasks, run = ("identity", "head_pose", "emotion_caption"), tmp_path / "run"
    arguments = ("--model", "lmms:qwen2_5_vl", "--model-args", f"{tiny},max_new_tokens=16", "--limit", "3")
    done = emocfg("eval", *arguments, "--tasks", ",".join(tasks), "--data", mini, "--out", run)
    assert done.returncode == 0, done.stderr
    limits = ("--limit", "3", "--gen_kwargs", "max_new_tokens=16")
    results = plain(mini, tmp_path, ",".join(f"emocfg_{task}" for task in tasks), "qwen2_5_vl", tiny, *limits)
    agree(results, run)
    ours, theirs = Replay(run), Replay(tmp_path / "out")
    assert ours.describe()["answers"] == 9 and ours.describe() == theirs.describe()
