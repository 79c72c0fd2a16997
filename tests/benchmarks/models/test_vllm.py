"""The vLLM adapter against an engine that notes what it is given; ``vllm_cpu.py`` beside this runs the real one."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.models.vllm import Options, VllmModel
from benchmarks.run import Run
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO

from .questions import MANY, clip, question

TOO_LONG = "a prompt of more tokens than the engine takes"


class Engine:
    """Answers with the place of a prompt in its batch; refuses a whole batch that holds one prompt too long."""

    made: list["Engine"] = []  # noqa: RUF012 - a test empties it

    def __init__(self, **arguments: Any) -> None:
        self.arguments, self.batches = arguments, list[list[dict[str, Any]]]()
        self.sampling: Any = None
        Engine.made.append(self)

    def generate(self, prompts: list[dict[str, Any]], sampling: Any, *, use_tqdm: bool) -> list[Any]:
        if any(TOO_LONG in prompt["prompt"] for prompt in prompts):
            raise ValueError("the prompt is longer than max_model_len")
        self.batches.append(prompts)
        self.sampling = sampling
        return [SimpleNamespace(outputs=[SimpleNamespace(text=f"answer {i}")]) for i in range(len(prompts))]


@pytest.fixture(autouse=True)
def fake_vllm(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("vllm")
    module.LLM, module.SamplingParams = Engine, SimpleNamespace  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vllm", module)
    monkeypatch.setenv("VLLM_NO_USAGE_STATS", "0")
    monkeypatch.delenv("VLLM_LOGGING_STREAM", raising=False)
    Engine.made.clear()


def test_clips_reach_the_engine_as_they_were_decoded(tiny: Path) -> None:
    model = VllmModel(str(tiny), Options(max_new_tokens=5), VIDEMO)
    answers = model.answer(MANY)
    (engine,) = Engine.made
    assert answers == [f"answer {i}" for i in range(len(MANY))]
    assert (engine.sampling.temperature, engine.sampling.max_tokens) == (0.0, 5)
    for asked, prompt in zip(MANY, engine.batches[0], strict=True):
        shown = prompt.get("multi_modal_data", {"video": []})["video"]
        assert [pixels is frames.images for (pixels, _), frames in zip(shown, asked.frames, strict=True)].count(
            False
        ) == 0
        assert prompt["prompt"].count("<|video_pad|>") == len(asked.frames)
        assert prompt["prompt"].endswith(f"{asked.prompt}<|im_end|>\n<|im_start|>assistant\n")
    (_, known), *_ = engine.batches[0][1]["multi_modal_data"]["video"]
    assert known["frames_indices"] == [0, 5, 10, 15, 20, 25, 30, 35]
    assert (known["fps"], known["total_num_frames"], known["do_sample_frames"]) == (25.0, 40, False)


def test_the_engine_is_made_once_and_for_two_clips(tiny: Path) -> None:
    model = VllmModel(str(tiny), Options(max_model_len=4096, enforce_eager=True), VIDEMO)
    for _ in range(2):
        model.answer(MANY[:1])
    (engine,) = Engine.made
    assert engine.arguments["limit_mm_per_prompt"] == {"video": 2, "image": 0}
    assert (engine.arguments["max_model_len"], engine.arguments["enforce_eager"]) == (4096, True)
    assert engine.arguments["mm_processor_kwargs"] == {
        "size": {"shortest_edge": 28 * 28, "longest_edge": 16 * VIDEMO.max_pixels}  # type: ignore[operator]
    }
    assert "trust_remote_code" not in engine.arguments


def test_a_prompt_that_the_engine_refuses_costs_one_sample(tiny: Path, data: Dataset, tmp_path: Path) -> None:
    model = VllmModel(str(tiny), Options(), VIDEMO)
    with pytest.raises(ValueError, match="longer"):
        model.answer([*MANY, question("too long", TOO_LONG, clip(9))])
    run = Run(tmp_path / "run")
    evaluate(model, data, select([]), run, Settings("test", VIDEMO, limit=1))
    assert run.tasks() == list(SPECS)
    assert {record.outcome for task in run.tasks() for record in run.records(task)} <= {"scored", "unparsed"}


def test_without_vllm_the_line_that_installs_it_is_told(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vllm", None)
    model = VllmModel(str(tiny), Options(), VIDEMO)
    assert model.name == "vllm:tiny-qwen2_5_vl"
    with pytest.raises(EmoCfgError, match=r"E701[\s\S]*pip install 'emocfg\[vllm\]'"):
        model.answer(MANY)


def test_an_engine_that_does_not_start_stops_the_run(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise RuntimeError("no memory for the weights\nmore")

    monkeypatch.setattr(sys.modules["vllm"], "LLM", refuse)
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*no memory for the weights"):
        VllmModel(str(tiny), Options(), VIDEMO).answer(MANY)
