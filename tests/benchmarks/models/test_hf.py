"""A checkpoint in transformers: what it sees, that batches change nothing, and what a broken one says."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.models.hf import HfModel, Options
from benchmarks.run import Run
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO

from .questions import FPS, MANY, clip, question
from .tiny import ARCHITECTURES, make_tiny

CPU = Options(device="cpu", max_new_tokens=8)
LARGE = {"height": 224, "width": 420}
"""As large as VidEmo's policy allows, and larger than the tiny checkpoint's own limit."""


@pytest.fixture(scope="module", params=ARCHITECTURES)
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny(tmp_path_factory.mktemp("hf") / request.param, request.param)


def seen(model: HfModel, monkeypatch: pytest.MonkeyPatch, *questions: Any) -> dict[str, Any]:
    """What reaches the network."""
    _, network = model.ready()
    caught: dict[str, Any] = {}
    generate = network.generate
    monkeypatch.setattr(network, "generate", lambda **inputs: caught.update(inputs) or generate(**inputs))
    model.answer(questions)
    return caught


def test_a_batch_answers_as_each_alone(checkpoint: Path) -> None:
    questions = [q for q in MANY if q.sample_id != "still" or "qwen2" in checkpoint.name]
    model = HfModel(str(checkpoint), CPU, VIDEMO)
    together = model.answer(questions)
    assert together == [answer for q in questions for answer in model.answer([q])]
    assert together == HfModel(str(checkpoint), Options(device="cpu", max_new_tokens=8, batch_size=2), VIDEMO).answer(
        questions
    )
    assert len(set(together)) == len(questions)


def test_the_policy_alone_decides_frames_and_pixels(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patch = 14 if "qwen2" in checkpoint.name else 16
    model = HfModel(str(checkpoint), CPU, VIDEMO)
    large, small = clip(1, frames=16, **LARGE), clip(2, frames=4, height=100, width=140)
    inputs = seen(model, monkeypatch, question("a", "Who?", large), question("b", "Who?", small))
    side = 2 * patch
    sizes = [[8, round(224 / side) * 2, round(420 / side) * 2], [2, round(100 / side) * 2, round(140 / side) * 2]]
    assert inputs["video_grid_thw"].tolist() == sizes
    assert inputs["do_sample"] is False


def test_the_network_gets_the_pixels_and_the_times(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny Qwen2.5-VL cuts frames into patches of 14 x 14 in pairs of frames and merges 2 x 2 of them."""
    model, shown = HfModel(str(tiny), CPU, VIDEMO), clip(1, frames=4)
    inputs = seen(model, monkeypatch, question("a", "Who?", shown))
    mean, std = (torch.tensor(getattr(model.ready()[0].video_processor, f"image_{n}")) for n in ("mean", "std"))
    first = (
        inputs["pixel_values_videos"][0].reshape(3, 2, 14, 14) * std[:, None, None, None] + mean[:, None, None, None]
    )
    given = torch.from_numpy(shown.images[:2, :14, :14].copy()).permute(3, 0, 1, 2) / 255
    assert torch.allclose(first, given, atol=1e-5)
    assert inputs["second_per_grid_ts"].tolist() == pytest.approx([2 / (FPS / 5)])


def test_small_frames_are_enlarged_only_if_asked_for(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = HfModel(str(tiny), Options(device="cpu", max_new_tokens=2, min_pixels=100352), VIDEMO)
    grid = seen(model, monkeypatch, question("a", "Who?", clip(1)))["video_grid_thw"][0]
    assert grid.tolist() == [2, 24, 24]
    assert model.describe() != HfModel(str(tiny), CPU, VIDEMO).describe()


def test_settings_of_the_checkpoint_do_not_sample(tiny: Path, tmp_path: Path) -> None:
    hot = Path(shutil.copytree(tiny, tmp_path / "hot"))
    (hot / "generation_config.json").write_text(
        (tiny / "generation_config.json")
        .read_text()
        .replace('"do_sample": false', '"do_sample": true, "temperature": 9.0, "repetition_penalty": 5.0')
    )
    assert HfModel(str(hot), CPU, VIDEMO).answer(MANY) == HfModel(str(tiny), CPU, VIDEMO).answer(MANY)


def test_every_task_is_asked(tiny: Path, data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    scores = evaluate(HfModel(str(tiny), CPU, VIDEMO), data, select([]), run, Settings("test", VIDEMO, limit=2))
    assert [score.task for score in scores] == list(SPECS)
    outcomes = {record.outcome for task in run.tasks() for record in run.records(task)}
    assert outcomes <= {"scored", "unparsed", "refused"}
    assert run.measured()["model"]["name"] == "hf:tiny-qwen2_5_vl"


def test_nothing_is_loaded_before_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    model = HfModel(str(tmp_path), CPU, VIDEMO)
    assert model.describe()["checkpoint"]
    with pytest.raises(EmoCfgError, match="E202"):
        model.answer(MANY)


def test_weights_that_can_run_code_are_refused(tiny: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "old", ignore=shutil.ignore_patterns("*.safetensors")))
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(EmoCfgError, match="E202"):
        HfModel(str(folder), CPU, VIDEMO).answer(MANY)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_the_processor_must_be_named(tiny: Path) -> None:
    with pytest.raises(EmoCfgError, match=r"E701[\s\S]*device=cpu"):
        HfModel(str(tiny), Options(), VIDEMO).answer(MANY)
