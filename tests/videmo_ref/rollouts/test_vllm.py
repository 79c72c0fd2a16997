"""The vLLM writer against an engine that notes what it is given; ``vllm_cpu.py`` beside this runs the real one."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from emocfg.core import EmoCfgError
from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import batch_of
from videmo_ref.data.encoding import Encoded
from videmo_ref.model.packing import Segment, pack
from videmo_ref.model.policy import positions
from videmo_ref.rollouts.session import GREEDY, NOTHING, Draw, Piece, Prompt
from videmo_ref.rollouts.vllm import VllmWriter

PATH = Path("checkpoint")


class Engine:
    """Writes "b" and the stop for the even continuations of a beam, and nothing that closes for the odd ones."""

    def __init__(self, **arguments: Any) -> None:
        self.arguments, self.calls, self.asked = arguments, list[Any](), list[tuple[Any, Any]]()
        self.encoder: Any = None
        self.excess = 0
        self.llm_engine = SimpleNamespace(reset_encoder_cache=lambda: self.calls.append("encoder"))

    def collective_rpc(self, method: str, kwargs: dict[str, Any]) -> None:
        self.calls.append((method, {name: tensor.clone() for name, tensor in kwargs["weights_iterator"]}))

    def reset_prefix_cache(self) -> None:
        self.calls.append("prefix")

    def generate(self, requests: list[dict[str, Any]], sampling: list[Any], *, use_tqdm: bool) -> list[Any]:
        self.asked += zip(requests, sampling, strict=True)
        return [self._output(*one) for one in zip(requests, sampling, strict=True)]

    def _output(self, request: dict[str, Any], sampling: Any) -> Any:
        sizes = [
            len(f) // 2 * (f.shape[1] // 28) * (f.shape[2] // 28)
            for f, _ in request["multi_modal_data"].get("video", [])
        ]
        rest, read = iter(sizes), list[int]()
        for token in request["prompt_token_ids"]:
            read += [token] * (next(rest) + self.excess if token == self.encoder.video else 1)
        outputs = []
        for n in range(sampling.n):
            tokens = [*self.encoder.tokens("b"), *(self.encoder.tokens(sampling.stop[0]) if n % 2 == 0 else ())]
            logprobs = [{token: SimpleNamespace(logprob=-float(place))} for place, token in enumerate(tokens)]
            reason = "length" if n % 2 else "stop"
            outputs.append(SimpleNamespace(token_ids=tokens, logprobs=logprobs, finish_reason=reason))
        return SimpleNamespace(prompt_token_ids=read, outputs=outputs)


class Theirs(torch.nn.Module):  # type: ignore[misc] # torch has no types here
    """vLLM's class, as far as positions go."""

    def __init__(self, config: Any) -> None:
        super().__init__()
        self.config = config


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A vLLM that is not there; gives the models that were registered."""
    found: dict[str, Any] = {}
    module, models = ModuleType("vllm"), ModuleType("vllm.model_executor.models.qwen2_5_vl")
    module.LLM, module.SamplingParams = Engine, SimpleNamespace  # type: ignore[attr-defined]
    module.ModelRegistry = SimpleNamespace(register_model=found.__setitem__)  # type: ignore[attr-defined]
    models.Qwen2_5_VLForConditionalGeneration = Theirs  # type: ignore[attr-defined]
    for name in ("vllm", "vllm.model_executor", "vllm.model_executor.models"):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, models.__name__, models)
    for name in ("VLLM_ENABLE_V1_MULTIPROCESSING", "VLLM_LOGGING_STREAM", "VLLM_NO_USAGE_STATS"):
        monkeypatch.setenv(name, "0")
    return found


def writer_of(small: Small, **options: Any) -> tuple[VllmWriter, Engine]:
    writer = VllmWriter(PATH, small.encoder, small.patches, options)
    engine: Engine = writer._engine
    engine.encoder = small.encoder
    return writer, engine


def prompts_of(small: Small) -> list[Prompt]:
    clips = (small.clip(0), small.clip(1, frames=3, height=112)), ()
    return [Prompt(small.encoder.root(some) + small.encoder.asked("Why?"), some) for some in clips]


def test_clips_and_ids_reach_the_engine_as_the_trainer_has_them(small: Small) -> None:
    writer, engine = writer_of(small, dtype="bfloat16")
    prompts = prompts_of(small)
    writer.start(prompts).extend(Draw(2, "e", 5, 0.7))
    (request, sampling), (text, _) = engine.asked
    assert request["prompt_token_ids"].count(small.encoder.video) == 2
    assert [token for token in request["prompt_token_ids"] if token != small.encoder.video] == [
        token for token in prompts[0].tokens if token != small.encoder.video
    ]
    assert text == {"prompt_token_ids": list(prompts[1].tokens), "multi_modal_data": {}}
    for clip, (frames, known) in zip(prompts[0].clips, request["multi_modal_data"]["video"], strict=True):
        assert np.array_equal(frames, clip.frames())
        assert (known["fps"], known["do_sample_frames"]) == (2 / clip.seconds, False)
        assert known["total_num_frames"] == len(known["frames_indices"]) == len(frames)
    assert (sampling.n, sampling.temperature, sampling.max_tokens, sampling.stop) == (2, 0.7, 5, ["e"])
    assert sampling.include_stop_str_in_output
    assert set(sampling.stop_token_ids) == {small.encoder.stop, small.encoder.pad}
    assert sampling.logit_bias == dict.fromkeys(small.encoder.visual, -100.0)
    assert engine.arguments["mm_processor_kwargs"] == {"size": small.patches.size}
    assert engine.arguments["logprobs_mode"] == "processed_logprobs"
    assert engine.arguments["dtype"] == "bfloat16"


def test_levels_go_on_from_the_ids_that_were_drawn(small: Small) -> None:
    writer, engine = writer_of(small)
    session = writer.start(prompts_of(small)[1:])
    b, e = small.encoder.tokens("b"), small.encoder.tokens("e")
    first = session.extend(Draw(2, "e", 5))
    assert first == [Piece((*b, *e), (0.0, -1.0), "be", closed=True), Piece(b, (0.0,), "b", closed=False)]
    session.keep([0, 1, 0])
    pieces = session.extend(Draw(2, "z", 5))
    assert [piece.text for piece in pieces] == ["bz", "b", "", "", "bz", "b"]
    assert pieces[2:4] == [NOTHING, NOTHING]
    (before, _), *below = engine.asked
    assert [request["prompt_token_ids"] for request, _ in below] == [[*before["prompt_token_ids"], *b, *e]] * 2
    seeds = [sampling.seed for _, sampling in engine.asked]
    assert len(set(seeds)) == 3  # of each level, and of each of two equal beams
    assert all(0 <= seed < 2**62 for seed in seeds)


def test_the_likeliest_is_asked_for_once(small: Small) -> None:
    writer, engine = writer_of(small)
    pieces = writer.start(prompts_of(small)).extend(Draw(3, "e", 5, GREEDY))
    assert [piece.text for piece in pieces] == ["be"] * 6
    assert [sampling.n for _, sampling in engine.asked] == [1, 1]


def test_what_was_computed_with_other_weights_is_forgotten(small: Small) -> None:
    writer, engine = writer_of(small)
    writer.load(small.model)
    (method, weights), *resets = engine.calls
    assert method == "reload_weights"
    assert set(resets) == {"encoder", "prefix"}
    assert all(torch.equal(tensor, weights[name]) for name, tensor in small.model.state_dict().items())


def test_an_engine_that_makes_other_visual_tokens_is_refused(small: Small) -> None:
    writer, engine = writer_of(small)
    engine.excess = 1
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*26 visual ones, not 24[\s\S]*checkpoint"):
        writer.start(prompts_of(small)).extend(Draw(1, "e", 5))


def test_without_vllm_the_line_that_installs_it_is_told(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vllm", None)
    with pytest.raises(EmoCfgError, match=r"E701[\s\S]*pip install 'emocfg\[vllm\]'"):
        VllmWriter(PATH, small.encoder, small.patches)


def test_the_engine_has_the_trainers_positions(small: Small, registered: dict[str, Any]) -> None:
    writer_of(small)
    engine = registered["Qwen2_5_VLForConditionalGeneration"](small.model.config)
    for prompt in prompts_of(small):
        batch = batch_of(
            [Encoded(pack([Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens))]), prompt.clips)],
            small.encoder,
            small.patches,
        )
        starts = np.flatnonzero(np.diff(np.array(prompt.tokens) == small.encoder.video, prepend=False))[::2]
        features = [
            SimpleNamespace(
                mm_position=SimpleNamespace(offset=int(start)),
                data={
                    "video_grid_thw": SimpleNamespace(data=torch.tensor(clip.grid)),
                    "second_per_grid_ts": SimpleNamespace(data=torch.tensor(clip.seconds)),
                },
            )
            for start, clip in zip(starts, prompt.clips, strict=True)
        ]
        found, shift = engine.get_mrope_input_positions(list(prompt.tokens), features[::-1])
        expected = positions(small.model.model, batch)[:, 0]
        assert torch.equal(found, expected)
        assert len(prompt.tokens) + shift == expected[0, -1] + 1
