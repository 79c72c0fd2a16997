"""What a training takes of a device's memory, before anything is loaded.

Parameters are counted on the model itself, built without memory; weights, gradients and the optimizer's moments follow
exactly. Activations are what autograd keeps for the backward pass, layer by layer (Korthikanti et al. 2022, Reducing
activation recomputation in large transformer models, section 4.1, written anew for RMSNorm, SwiGLU and attention that
never stores its probabilities). ``tests/videmo_ref/model/test_memory.py`` holds both against a small model; what a
GPU's allocator and its kernels take beside, some GiB, is not in it.
"""

from dataclasses import dataclass
from typing import Any

from .policy import CHUNK
from .shapes import MERGE, PATCH, TEMPORAL, Shape

FULL, HALF = 4, 2
"""Bytes of a float32 and of a bfloat16."""

_VALUES = 3 * TEMPORAL * PATCH**2
"""Of a patch of pixels."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a policy is held.

    Attributes:
        half: whether its weights are in bfloat16.
        mixed: whether the forward computes in bfloat16 whatever the weights are.
        lora_rank: of adapters; 0 to train all weights.
        train_vision: whether the vision tower is trained too.
        checkpointing: whether activations are computed twice instead of kept.
    """

    half: bool
    mixed: bool
    lora_rank: int
    train_vision: bool
    checkpointing: bool


@dataclass(frozen=True, slots=True)
class Load:
    """What one device does at once.

    Attributes:
        tokens: of a forward, padding included.
        longest: tokens of the longest row.
        visual: tokens of videos among them.
        beams: continuations that are written at once; 0 without rollouts.
        context: tokens of each, its prompt included.
        read: tokens of all prompts, which stay while their continuations are written.
        reference: whether a frozen copy of the model is kept for the divergence from it.
        engine: whether an engine of its own writes, with weights of its own.
    """

    tokens: int
    longest: int
    visual: int
    beams: int = 0
    context: int = 0
    read: int = 0
    reference: bool = False
    engine: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Parameters of a policy.

    Attributes:
        all: of the model, without adapters.
        vision: those of the vision tower.
        adapters: of LoRA.
        trained: that have a gradient.
        tensors: how many tensors these are.
        block: of the largest layer; FSDP gathers one, and the next.
        outside: of what is in no layer (embedding, output); FSDP keeps it gathered.
    """

    all: int
    vision: int
    adapters: int
    trained: int
    tensors: int
    block: int
    outside: int


def empty_model(config: Any) -> Any:
    """A model of a config without memory for its weights."""
    import torch
    from transformers import Qwen2_5_VLForConditionalGeneration

    with torch.device("meta"):
        return Qwen2_5_VLForConditionalGeneration(config)


def config_of(shape: Shape, vocabulary: int) -> Any:
    """The config of a shape whose tokenizer has so many ids; the special ones do not matter here."""
    from transformers import Qwen2_5_VLConfig

    text = {**shape.text_config(vocabulary), **dict.fromkeys(("bos_token_id", "eos_token_id", "pad_token_id"), 0)}
    return Qwen2_5_VLConfig(text_config=text, vision_config=shape.vision_config(), tie_word_embeddings=shape.tied)


def count(model: Any, setup: Setup) -> Counts:
    """The parameters of a model, as they are trained.

    An adapter of rank r beside a linear layer from n to m has r (n + m) parameters in two tensors (Hu et al. 2022); all
    linear layers of the language model have one.
    """
    from torch import nn

    tower, language = model.model.visual, model.model.language_model
    blocks = [sum(p.numel() for p in block.parameters()) for block in (*tower.blocks, *language.layers)]
    everything, vision = (sum(p.numel() for p in part.parameters()) for part in (model, tower))
    linear = [layer for layer in language.layers.modules() if isinstance(layer, nn.Linear)]
    adapters = sum(setup.lora_rank * (layer.in_features + layer.out_features) for layer in linear)
    if setup.lora_rank:
        trained, tensors = adapters, 2 * len(linear)
    else:
        own = [p for p in model.parameters() if setup.train_vision or all(p is not q for q in tower.parameters())]
        trained, tensors = sum(p.numel() for p in own), len(own)
    return Counts(everything, vision, adapters, trained, tensors, max(blocks), everything - sum(blocks))


def memory(config: Any, counts: Counts, setup: Setup, load: Load, devices: int) -> dict[str, int]:
    """Bytes on each of some devices, among which FSDP shards weights, gradients and moments.

    AdamW has two moments of the gradient's type for each parameter, and a step counter for each tensor. Autocast keeps
    a bfloat16 copy of every float32 weight until the backward pass; FSDP gathers, in the type of the computation, what
    is outside of layers, a layer and the next, and a layer's gradient. Weights of adapters are float32.

    Returns:
        bytes by purpose. ``training`` and ``rollouts`` are peaks of times that alternate: ``peak`` is all that stays
        and the larger of the two.
    """
    weight, compute = _bytes(setup)
    held = counts.all * weight + counts.adapters * FULL
    each = FULL if setup.lora_rank else weight
    if devices > 1:
        working = (counts.outside + 3 * counts.block) * compute
    else:
        working = counts.trained * HALF if setup.mixed and each == FULL and not setup.lora_rank else 0
    found = {
        "weights": held // devices,
        "gradients": counts.trained * each // devices,
        "moments": 2 * counts.trained * each // devices + FULL * counts.tensors,
        "reference": counts.all * weight // devices if load.reference and not setup.lora_rank else 0,
        "working copies": working,
        "activations": activations(config, setup, load),
        "logits": logits(config, setup, load),
        "cache": cache(config, setup, load),
        "engine": counts.all * HALF if load.engine else 0,
    }
    moving = {"activations", "logits", "cache"}
    stays = sum(size for name, size in found.items() if name not in moving)
    return {**found, "peak": stays + max(found["activations"] + found["logits"], found["cache"])}


def activations(config: Any, setup: Setup, load: Load) -> int:
    """Bytes that autograd keeps of the layers, for the backward pass.

    Of a token in a layer of hidden size h, attention width a, intermediate size m, in a computation of s bytes whose
    residual stream has w (as many as the weights, at least s):

    * two norms: the input in float32, the input scaled, the output as the next matrices take it: 2 (4 + w + s) h;
    * attention: queries, keys, values (repeated to as many heads, because a mask is given) and the result: 4 s a;
    * SwiGLU: gate, up, the gate's activation, their product: 4 s m.

    A packed row has a mask of its own: each layer keeps it as s bytes for each pair of tokens of a row. The vision
    tower is the same without a mask and with four patches a token, its queries and keys rotated in float32; frozen, it
    has one block's worth while it runs. With checkpointing each layer keeps its input alone, and one layer is computed
    again at a time.
    """
    weight, compute = _bytes(setup)
    stream = max(weight, compute)
    text, vision = config.text_config, config.vision_config
    width = text.num_attention_heads * text.head_dim
    layer = (
        load.tokens
        * (2 * (FULL + stream + compute) * text.hidden_size + 4 * compute * (width + text.intermediate_size))
        + load.tokens * load.longest * compute
    )
    own = _kept(layer, load.tokens * text.hidden_size * stream, text.num_hidden_layers, setup)
    patches = load.visual * MERGE**2
    block = patches * (
        2 * (FULL + stream + compute) * vision.hidden_size
        + (4 * compute + 2 * FULL) * vision.hidden_size
        + 4 * compute * vision.intermediate_size
    )
    seen = _kept(block, patches * vision.hidden_size * stream, vision.depth, setup) if setup.train_vision else block
    return own + seen + patches * _VALUES * FULL + load.tokens * load.longest


def logits(config: Any, setup: Setup, load: Load) -> int:
    """Bytes of the logits of one chunk (:data:`videmo_ref.model.policy.CHUNK`) and of their gradients.

    As computed, in float32, divided by the temperature, their log-softmax, and as much again for the way back.
    """
    _, compute = _bytes(setup)
    return 2 * (compute + 3 * FULL) * min(CHUNK, load.tokens * int(config.text_config.vocab_size))


def cache(config: Any, setup: Setup, load: Load) -> int:
    """Bytes of keys and values: those of the prompts, and all beams', each with a copy of its prompt's."""
    _, compute = _bytes(setup)
    text = config.text_config
    each = 2 * int(text.num_hidden_layers) * int(text.num_key_value_heads) * int(text.head_dim) * compute
    return (load.beams * load.context + load.read) * each


def _kept(layer: int, entry: int, layers: int, setup: Setup) -> int:
    return layers * entry + layer if setup.checkpointing else layers * layer


def _bytes(setup: Setup) -> tuple[int, int]:
    """(of a weight, of a value of the computation)."""
    return HALF if setup.half else FULL, HALF if setup.half or setup.mixed else FULL
