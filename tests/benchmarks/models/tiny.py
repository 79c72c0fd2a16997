"""A Qwen2.5-VL of 350 thousand random parameters, as a checkpoint that transformers, lmms-eval and vLLM load.

It is the architecture of VidEmo with everything made small: it proves that frames, prompts and batches reach a model,
and says nothing of how well one answers. A Qwen3-VL of the same kind shows what
holds for other architectures. By hand: ``python -m tests.benchmarks.models.tiny FOLDER``.
"""

import sys
from pathlib import Path
from typing import Any

from videmo_ref.model.scratch import CHAT, SPECIAL

SEED = 0
VOCABULARY = 600
VISUAL_TOKEN = 28
"""Side in pixels of what becomes one token."""

TEXTS = (
    "Which emotion does the person show? happiness sadness anger fear surprise disgust contempt neutral",
    "Answer with one of the options. Answer with all options that apply, separated by commas.",
    "The head turns left, the brows rise, the lips part; a smile grows and fades. First video, second video.",
    "system user assistant You are a helpful assistant. yes no none",
)
"""What the tokenizer learns its merges from; every other text is spelled in bytes."""

ARCHITECTURES = ("qwen2_5_vl", "qwen3_vl")


def make_tiny(path: Path, architecture: str = "qwen2_5_vl") -> Path:
    """Write the checkpoint into a folder: weights, configs, tokenizer, processors, chat template; gives the folder.

    The same versions of the libraries give the same weights. The global seed of torch is left as it was.
    """
    import torch
    import transformers as hf

    tokenizer = _tokenizer()
    token = tokenizer.convert_tokens_to_ids
    with torch.random.fork_rng():
        torch.manual_seed(SEED)
        if architecture == "qwen3_vl":
            model = hf.Qwen3VLForConditionalGeneration(_qwen3_vl(tokenizer))
        else:
            model = hf.Qwen2_5_VLForConditionalGeneration(_qwen2_5_vl(tokenizer))
    model.generation_config.update(
        do_sample=False,
        bos_token_id=token("<|endoftext|>"),
        eos_token_id=[token("<|im_end|>"), token("<|endoftext|>")],
        pad_token_id=token("<|endoftext|>"),
    )
    size = {"min_pixels": 4 * VISUAL_TOKEN**2, "max_pixels": 16 * VISUAL_TOKEN**2}
    if architecture == "qwen3_vl":
        images, clips = hf.Qwen2VLImageProcessor(**size, patch_size=16), hf.Qwen3VLVideoProcessor()
        processor = hf.Qwen3VLProcessor(images, tokenizer, clips, chat_template=CHAT)
    else:
        images, clips = hf.Qwen2VLImageProcessor(**size), hf.Qwen2VLVideoProcessor(**size, cap_pixels_per_frame=False)
        processor = hf.Qwen2_5_VLProcessor(images, tokenizer, clips, chat_template=CHAT)
    model.save_pretrained(path)
    processor.save_pretrained(path)
    return path


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",  # noqa: S106 - a token of text
        pad_token="<|endoftext|>",  # noqa: S106
        additional_special_tokens=SPECIAL,
        chat_template=CHAT,
    )


def _text(tokenizer: Any, rope: dict[str, Any]) -> dict[str, Any]:
    token = tokenizer.convert_tokens_to_ids
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 32,  # vLLM's attention on CPU refuses 16
        "max_position_embeddings": 16384,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [4, 6, 6], **rope},
        "bos_token_id": token("<|endoftext|>"),
        "eos_token_id": token("<|im_end|>"),
        "pad_token_id": token("<|endoftext|>"),
    }


_VISION = {
    "depth": 2,
    "hidden_size": 64,
    "intermediate_size": 64,
    "num_heads": 2,
    "out_hidden_size": 64,
    "temporal_patch_size": 2,
    "spatial_merge_size": 2,
}


def _visual_tokens(tokenizer: Any) -> dict[str, int]:
    token = tokenizer.convert_tokens_to_ids
    return {
        "image_token_id": token("<|image_pad|>"),
        "video_token_id": token("<|video_pad|>"),
        "vision_start_token_id": token("<|vision_start|>"),
        "vision_end_token_id": token("<|vision_end|>"),
    }


def _qwen2_5_vl(tokenizer: Any) -> Any:
    from transformers import Qwen2_5_VLConfig

    vision = {**_VISION, "patch_size": 14, "window_size": 56, "fullatt_block_indexes": [1]}
    return Qwen2_5_VLConfig(text_config=_text(tokenizer, {}), vision_config=vision, **_visual_tokens(tokenizer))


def _qwen3_vl(tokenizer: Any) -> Any:
    from transformers import Qwen3VLConfig

    text = _text(tokenizer, {"mrope_interleaved": True})
    vision = {**_VISION, "patch_size": 16, "num_position_embeddings": 64, "deepstack_visual_indexes": [0]}
    return Qwen3VLConfig(text_config=text, vision_config=vision, **_visual_tokens(tokenizer))


if __name__ == "__main__":
    make_tiny(Path(sys.argv[1]))
