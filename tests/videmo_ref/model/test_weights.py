"""A policy's weights under the names of a plain checkpoint, adapters added in, the policy left as it was."""

import copy

import pytest
import torch

from tests.videmo_ref.conftest import Small
from videmo_ref.model.weights import weights_of


def test_a_plain_model_gives_its_own(small: Small) -> None:
    found = dict(weights_of(small.model))
    state = small.model.state_dict()
    assert found.keys() == state.keys()
    assert all(found[name] is state[name] or torch.equal(found[name], state[name]) for name in state)


def test_adapters_are_added_to_what_is_given_and_not_to_the_model(small: Small) -> None:
    peft = pytest.importorskip("peft")
    plain = {name: tensor.clone() for name, tensor in small.model.state_dict().items()}
    config = peft.LoraConfig(r=4, target_modules=["q_proj", "v_proj", "qkv"], init_lora_weights=False)
    model = peft.get_peft_model(small.model, config)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    found = dict(weights_of(model))
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    merged = copy.deepcopy(model).merge_and_unload().state_dict()
    assert found.keys() == merged.keys() == plain.keys()
    changed = {name for name in merged if not torch.equal(merged[name], plain[name])}
    assert {name.rsplit(".", 2)[1] for name in changed} == {"q_proj", "v_proj", "qkv"}
    for name in merged:
        assert torch.allclose(found[name], merged[name], atol=1e-6), name
