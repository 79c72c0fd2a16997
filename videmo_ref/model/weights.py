"""A policy's weights as those of a plain checkpoint."""

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from .policy import base_of


def weights_of(model: Any) -> Iterator[tuple[str, Tensor]]:
    """(name, tensor) of every weight under the names of a model without adapters.

    What LoRA adds is added to what is given, never to the model: weights that are merged and unmerged at every step
    would drift by rounding.

    Args:
        model: a model of transformers, or one that peft has wrapped.
    """
    inner = base_of(model)
    adapted = {name: module for name, module in inner.named_modules() if hasattr(module, "get_delta_weight")}
    with torch.no_grad():
        for name, tensor in inner.state_dict().items():
            if ".lora_" in name:
                continue
            owner, base, leaf = name.rpartition(".base_layer.")
            if base and leaf == "weight":
                layer = adapted[owner]
                added = sum(layer.get_delta_weight(adapter) for adapter in layer.active_adapters)
                yield f"{owner}.{leaf}", (tensor + added).to(tensor.dtype)
            else:
                yield f"{owner}.{leaf}" if base else leaf, tensor
