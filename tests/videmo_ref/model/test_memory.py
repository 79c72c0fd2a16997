"""The memory plan holds against tensors that exist, and knows the published models to the parameter."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import batch_of
from videmo_ref.data.lessons import Lesson, Part, Question
from videmo_ref.model.checkpoint import Lora, prepare
from videmo_ref.model.memory import Load, Setup, activations, cache, config_of, count, empty_model, memory
from videmo_ref.model.packing import Segment, pack
from videmo_ref.model.policy import Batch, Policy, collate
from videmo_ref.model.shapes import SHAPES

PLAIN = Setup(half=False, mixed=False, lora_rank=0, train_vision=True, checkpointing=False)
"""float32, all weights."""


@pytest.mark.parametrize(("name", "parameters"), [("3b", 3_754_622_976), ("7b", 8_292_166_656)])
def test_the_published_shapes_have_the_published_parameters(name: str, parameters: int) -> None:
    """``total_size`` of the checkpoints' indices, 7,509,245,952 and 16,584,333,312 bytes, is two bytes for each."""
    model = empty_model(config_of(SHAPES[name], 0))
    assert all(parameter.is_meta for parameter in model.parameters())
    found = count(model, PLAIN)
    assert (found.all, found.trained) == (parameters, parameters)


def test_the_plan_of_the_3b_model() -> None:
    config = config_of(SHAPES["3b"], 0)
    counts, load = count(empty_model(config), PLAIN), Load(tokens=4096, longest=4096, visual=1024)
    found = memory(config, counts, PLAIN, load, 1)
    assert (found["weights"], found["gradients"]) == (4 * counts.all, 4 * counts.all)
    assert found["moments"] == 8 * counts.all + 4 * counts.tensors
    eight = memory(config, counts, PLAIN, load, 8)
    assert (eight["weights"], eight["gradients"]) == (counts.all // 2, counts.all // 2)
    assert eight["activations"] == found["activations"]
    less = memory(config, counts, replace(PLAIN, checkpointing=True), load, 1)
    assert 5 * less["activations"] < found["activations"]
    writing = replace(load, beams=64, context=1500, reference=True, engine=True)
    rollouts = memory(config, counts, replace(PLAIN, half=True), writing, 1)
    assert rollouts["cache"] == 64 * 1500 * 2 * 36 * 2 * 128 * 2
    assert rollouts["reference"] == rollouts["engine"] == rollouts["weights"] == 2 * counts.all
    assert rollouts["peak"] == sum(
        size for name, size in rollouts.items() if name not in ("peak", "activations", "logits", "cache")
    ) + max(rollouts["cache"], rollouts["activations"] + rollouts["logits"])


@pytest.mark.parametrize("train_vision", [True, False])
@pytest.mark.parametrize("rank", [0, 4])
def test_weights_gradients_and_moments_are_those_of_a_model_that_was_trained(
    small: Small, rank: int, train_vision: bool
) -> None:
    if rank and train_vision:
        pytest.skip("adapters are the language model's")
    setup = replace(PLAIN, lora_rank=rank, train_vision=train_vision)
    counts = count(empty_model(small.model.config), setup)
    lora = Lora(rank, 8) if rank else None
    policy = Policy(prepare(small.model, lora, train_vision=train_vision, checkpointing=False))
    trained = [parameter for parameter in policy.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained)
    policy(lesson_batch(small))[0].sum().backward()
    optimizer.step()
    found = memory(small.model.config, counts, setup, Load(1, 1, 0), 1)
    assert found["weights"] == bytes_of(policy.parameters())
    assert found["gradients"] == bytes_of(parameter.grad for parameter in trained)
    assert found["moments"] == bytes_of(t for state in optimizer.state.values() for t in state.values())


@pytest.mark.parametrize("checkpointing", [False, True])
@pytest.mark.parametrize("mixed", [False, True])
def test_activations_are_what_autograd_keeps(small: Small, mixed: bool, checkpointing: bool) -> None:
    """On a CPU; a GPU's kernels keep about the same, which only a GPU can show."""
    setup = replace(PLAIN, mixed=mixed, checkpointing=checkpointing)
    policy = Policy(prepare(small.model, None, train_vision=True, checkpointing=checkpointing)).train()
    batch = lesson_batch(small)
    own = {parameter.untyped_storage().data_ptr() for parameter in policy.parameters()}
    kept: dict[int, tuple[int, torch.Tensor]] = {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        place = tensor.untyped_storage().data_ptr()
        if place not in own:
            kept[place] = (tensor.untyped_storage().nbytes(), tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor), torch.autocast("cpu", enabled=mixed):
        policy(batch)
    config, copies = small.model.config, 2 * sum(p.numel() for p in policy.parameters()) * mixed
    scores = 2 * 4 * len(batch.places) * config.text_config.vocab_size
    measured = sum(size for size, _ in kept.values()) - copies - scores
    rows, length = batch.ids.shape
    load = Load(rows * length, length, int((batch.kinds > 0).sum()))
    if checkpointing:  # one layer that is computed again comes on top of what is kept
        assert (
            measured < activations(config, setup, load) < activations(config, replace(setup, checkpointing=False), load)
        )
    else:
        assert activations(config, setup, load) == pytest.approx(measured, rel=0.25)


def test_the_cache_is_that_of_a_model_that_read(small: Small) -> None:
    row = pack([Segment(tuple(range(20, 50)), -1, (0.0,) * 29 + (1.0,))])
    batch = collate([row] * 3, pad=small.encoder.pad, video=small.encoder.video)
    read = small.model(input_ids=batch.ids, use_cache=True).past_key_values
    held = sum(layer.keys.nbytes + layer.values.nbytes for layer in read.layers)
    assert cache(small.model.config, PLAIN, Load(1, 1, 0, beams=3, context=30)) == held


def lesson_batch(small: Small) -> Batch:
    question = Question(
        "q", "emotion_single", "Which emotion does the person show?", (Part("happiness " * 20, learned=True),)
    )
    rows = [
        small.encoder.encode(Lesson(("v",), "expression", (question,) * 4), [small.clip(seed, 8)]) for seed in range(3)
    ]
    return batch_of(rows, small.encoder, small.patches)


def bytes_of(tensors: Any) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)
