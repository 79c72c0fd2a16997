"""A Qwen2.5-VL from nothing: a tokenizer that learns its merges from texts, random weights, the processors.

What comes out is a folder like any checkpoint of the class; transformers, lmms-eval and vLLM load it unchanged.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

from benchmarks import torchvision_hook  # noqa: F401 - processors need torchvision, also beside CPU torch

from .shapes import Shape

END, STOP = "<|endoftext|>", "<|im_end|>"
SPECIAL = [
    *(END, "<|im_start|>", STOP, "<|object_ref_start|>", "<|object_ref_end|>", "<|box_start|>", "<|box_end|>"),
    *("<|quad_start|>", "<|quad_end|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>"),
    "<|video_pad|>",
]
"""The special tokens of Qwen2.5-VL's vocabulary."""

CHAT = """{%- for message in messages -%}
<|im_start|>{{ message.role }}
{% if message.content is string -%}
{{ message.content }}
{%- else -%}
{%- for part in message.content -%}
{%- if part.type in ('image', 'image_url') -%}
<|vision_start|><|image_pad|><|vision_end|>
{%- elif part.type == 'video' -%}
<|vision_start|><|video_pad|><|vision_end|>
{%- else -%}
{{ part.text }}
{%- endif -%}
{%- endfor -%}
{%- endif -%}
<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}
<|im_start|>assistant
{% endif -%}"""
"""Turns between ``<|im_start|>`` and ``<|im_end|>``, one placeholder per image or video."""

PIECES = r"</?[a-z]+>\n?|\n\([A-Z]{1,2}\)|\n|[0-9]| ?[A-Za-z_]+=|[;,:.@*]| ?[^\n0-9(<=;,:.@*]+|."
"""Where merges end: at lines, tags, letters of options, digits, keys, marks. They may cross words between them (Liu et
al. 2025, SuperBPE): a small model's time goes by tokens, and most of its text is a few fixed phrases."""


def make_tokenizer(texts: Iterable[str], size: int) -> Any:
    """A byte-level BPE tokenizer with the special tokens and the chat template; every text can be written in it.

    Args:
        texts: what the merges are learned from.
        size: ids there are at most.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=STOP,
        pad_token=END,
        additional_special_tokens=SPECIAL,
        chat_template=CHAT,
    )


def make_config(shape: Shape, tokenizer: Any) -> Any:
    """The config of a shape with the tokens of a tokenizer."""
    from transformers import Qwen2_5_VLConfig

    token = tokenizer.convert_tokens_to_ids
    ids = {"bos_token_id": token(END), "eos_token_id": token(STOP), "pad_token_id": token(END)}
    return Qwen2_5_VLConfig(
        text_config={**shape.text_config(len(tokenizer)), **ids},
        vision_config=shape.vision_config(),
        image_token_id=token("<|image_pad|>"),
        video_token_id=token("<|video_pad|>"),
        vision_start_token_id=token("<|vision_start|>"),
        vision_end_token_id=token("<|vision_end|>"),
        tie_word_embeddings=shape.tied,
    )


def make_processor(tokenizer: Any, pixels: tuple[int, int]) -> Any:
    """The processor: chat template, tokenizer, and frames scaled to between so many pixels."""
    from transformers import Qwen2_5_VLProcessor, Qwen2VLImageProcessor, Qwen2VLVideoProcessor

    size = {"min_pixels": pixels[0], "max_pixels": pixels[1]}
    videos = Qwen2VLVideoProcessor(**size, cap_pixels_per_frame=False)
    return Qwen2_5_VLProcessor(Qwen2VLImageProcessor(**size), tokenizer, videos, chat_template=CHAT)


def make_model(config: Any, seed: int, embedding_scale: float = 1.0) -> Any:
    """Random weights, the same for the same versions of the libraries; torch's global seed is left as it was.

    Args:
        config: of the model.
        seed: of the weights.
        embedding_scale: as in :class:`~videmo_ref.model.shapes.Shape`.
    """
    from transformers import Qwen2_5_VLForConditionalGeneration

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = Qwen2_5_VLForConditionalGeneration(config)
    with torch.no_grad():
        model.get_input_embeddings().weight.mul_(embedding_scale)
    text = config.text_config
    model.generation_config.update(
        do_sample=False,
        bos_token_id=text.bos_token_id,
        eos_token_id=[text.eos_token_id, text.pad_token_id],
        pad_token_id=text.pad_token_id,
    )
    return model


def make_checkpoint(
    path: Path,
    shape: Shape,
    tokenizer: Any,
    pixels: tuple[int, int],
    seed: int,
) -> Path:
    """Write a checkpoint of random weights into a folder; gives the folder."""
    make_model(make_config(shape, tokenizer), seed, shape.embedding_scale).save_pretrained(path)
    make_processor(tokenizer, pixels).save_pretrained(path)
    return path
