"""How large the policy is: the published sizes of Qwen2.5-VL, and the small ones that are trained from scratch."""

from dataclasses import dataclass
from typing import Any

from emocfg.core import unknown_name

TEMPORAL, MERGE, PATCH = 2, 2, 14
"""Frames in a patch, patches in a token (squared), and pixels in a patch (squared), of every Qwen2.5-VL."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A Qwen2.5-VL without its vocabulary.

    Attributes:
        text: of the language model: hidden size, layers, heads, key-value heads, intermediate size.
        vision: of the vision tower: hidden size, depth, heads, intermediate size, and its full-attention blocks.
        head: size of an attention head of the language model.
        sections: of M-RoPE, in time, height, width; they sum to half a head.
        theta: base of RoPE.
        tied: whether the output shares the weights of the embedding.
        window: side in pixels of the windows of the vision tower's other blocks.
        vocabulary: ids there are; 0 to have as many as the tokenizer.
        context: positions there are.
        deviation: of random weights.
        embedding_scale: how many times larger those of the embedding are: tokens stay themselves beside what attention
            adds to them.
    """

    text: tuple[int, int, int, int, int]
    vision: tuple[int, int, int, int]
    full: tuple[int, ...]
    head: int
    sections: tuple[int, int, int]
    theta: float = 10_000.0
    tied: bool = True
    window: int = 112
    vocabulary: int = 0
    context: int = 32_768
    deviation: float = 0.02
    embedding_scale: float = 1.0

    def text_config(self, vocabulary: int) -> dict[str, Any]:
        """The fields of a text config of transformers."""
        hidden, layers, heads, key_values, intermediate = self.text
        return {
            "vocab_size": self.vocabulary or vocabulary,
            "hidden_size": hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "num_key_value_heads": key_values,
            "intermediate_size": intermediate,
            "head_dim": self.head,
            "max_position_embeddings": self.context,
            "rms_norm_eps": 1e-6,
            "tie_word_embeddings": self.tied,
            "initializer_range": self.deviation,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": self.theta,
                "mrope_section": list(self.sections),
            },
        }

    def vision_config(self) -> dict[str, Any]:
        """The fields of a vision config of transformers."""
        hidden, depth, heads, intermediate = self.vision
        return {
            "hidden_size": hidden,
            "depth": depth,
            "num_heads": heads,
            "intermediate_size": intermediate,
            "out_hidden_size": self.text[0],
            "patch_size": PATCH,
            "temporal_patch_size": TEMPORAL,
            "spatial_merge_size": MERGE,
            "window_size": self.window,
            "fullatt_block_indexes": list(self.full),
            "tokens_per_second": 2,
            "initializer_range": self.deviation,
        }


SHAPES: dict[str, Shape] = {
    "tiny": Shape((128, 3, 4, 2, 256), (64, 2, 2, 128), (1,), 32, (4, 6, 6), deviation=0.08, embedding_scale=4.0),
    "small": Shape((384, 8, 6, 2, 1024), (256, 6, 4, 1024), (2, 5), 64, (8, 12, 12)),
    "3b": Shape(
        (2048, 36, 16, 2, 11008),
        (1280, 32, 16, 3420),
        (7, 15, 23, 31),
        128,
        (16, 24, 24),
        1e6,
        vocabulary=151_936,
        context=128_000,
    ),
    "7b": Shape(
        (3584, 28, 28, 4, 18944),
        (1280, 32, 16, 3420),
        (7, 15, 23, 31),
        128,
        (16, 24, 24),
        1e6,
        tied=False,
        vocabulary=152_064,
        context=128_000,
    ),
}
"""``3b`` and ``7b`` are Qwen2.5-VL's (configs of its checkpoints; Bai et al. 2025, Table 1); the others are ours."""

PUBLISHED = {"Qwen/Qwen2.5-VL-3B-Instruct": "3b", "Qwen/Qwen2.5-VL-7B-Instruct": "7b"}
"""Checkpoints on the Hub whose shape is known without asking it."""


def shape_named(name: str, *, where: str) -> Shape:
    """The shape called ``name``; E201 if there is none."""
    if name not in SHAPES:
        raise unknown_name("shape", name, list(SHAPES), where=where)
    return SHAPES[name]
