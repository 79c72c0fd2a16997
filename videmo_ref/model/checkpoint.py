"""Checkpoints in and out: a Qwen2.5-VL that transformers, lmms-eval and vLLM load as any other of its class."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from benchmarks.models.checkpoint import find_checkpoint
from benchmarks.models.hf import load_processor, unusable
from emocfg.core import EmoCfgError


@dataclass(frozen=True, slots=True)
class Lora:
    """Low-rank adapters on all linear layers of the language model (Hu et al. 2022).

    Attributes:
        rank: of the adapters.
        alpha: their scale is alpha / rank.
    """

    rank: int
    alpha: float


def load(path: str, dtype: str = "float32") -> tuple[Any, Any]:
    """(model, processor) of a checkpoint: a folder, or ``owner/name`` on the Hub. No code that lies in it is run.

    Raises:
        EmoCfgError: E102 if there is none, E202 if it is of another class or cannot be loaded, E804 if the Hub refused.
    """
    from transformers import Qwen2_5_VLForConditionalGeneration

    checkpoint = find_checkpoint(path)
    processor = load_processor(checkpoint)
    try:
        model, about = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            checkpoint.place,
            revision=checkpoint.revision,
            dtype=getattr(torch, dtype),
            use_safetensors=True,
            output_loading_info=True,
        )
    except Exception as problem:
        raise unusable(checkpoint, problem) from problem
    if about["missing_keys"] or about["mismatched_keys"]:
        missing = sorted(about["missing_keys"])[:3] or "some of another size"
        raise EmoCfgError(
            "E202",
            f"weights are missing: {missing}",
            where=checkpoint.name,
            fix="name a whole Qwen2.5-VL checkpoint; others than this class are not trained here",
        )
    return model, processor


def prepare(model: Any, lora: Lora | None, *, train_vision: bool, checkpointing: bool) -> Any:
    """The model with what is trained unfrozen, and all else frozen.

    Args:
        model: a Qwen2.5-VL.
        lora: train adapters of the language model; None to train its weights.
        train_vision: whether the vision tower is trained too; with adapters it never is.
        checkpointing: compute activations twice instead of keeping them.
    """
    if checkpointing:
        model.gradient_checkpointing_enable({"use_reentrant": False})
        model.enable_input_require_grads()
    model.model.visual.requires_grad_(train_vision)
    if lora is None:
        return model
    from peft import LoraConfig, get_peft_model

    layers = r".*language_model.*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
    return get_peft_model(model, LoraConfig(r=lora.rank, lora_alpha=lora.alpha, target_modules=layers))


def load_weights(model: Any, folder: Path) -> None:
    """Put the weights of a folder that :func:`videmo_ref.train.checkpoint.save` wrote back into the model.

    Raises:
        OSError: if there are none.
        RuntimeError: if they do not fit.
    """
    from safetensors.torch import load_file

    if hasattr(model, "peft_config"):
        from peft import set_peft_model_state_dict

        set_peft_model_state_dict(model, load_file(folder / "adapter_model.safetensors"))
        return
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise FileNotFoundError(f"no weights in {folder}")
    found = {name: tensor for file in files for name, tensor in load_file(file).items()}
    left = model.load_state_dict(found, strict=False)
    tied = {"lm_head.weight"} if model.config.tie_word_embeddings else set()
    if left.unexpected_keys or set(left.missing_keys) - tied:
        raise RuntimeError(f"weights do not fit: {[*left.missing_keys, *left.unexpected_keys][:3]}")


def export(model: Any, processor: Any, folder: Path) -> None:
    """Write the model as an ordinary checkpoint, adapters merged into its weights."""
    whole = model.merge_and_unload() if hasattr(model, "merge_and_unload") else model
    whole.save_pretrained(folder, safe_serialization=True)
    processor.save_pretrained(folder)
