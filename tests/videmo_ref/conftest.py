"""A policy small enough for a test: the flagship's own class, random weights, one thread."""

from dataclasses import dataclass
from typing import Any

import pytest
import torch

from emocfg.media import FramePolicy
from videmo_ref.data.encoding import Encoder
from videmo_ref.data.vision import Patches, Pixels
from videmo_ref.model.policy import Policy
from videmo_ref.model.scratch import make_config, make_model, make_processor, make_tokenizer
from videmo_ref.model.shapes import Shape

MINUTE = Shape((64, 2, 2, 1, 128), (64, 2, 2, 64), (1,), 32, (4, 6, 6), window=56, deviation=0.08)
"""Head size 32, because vLLM's attention on CPU refuses 16."""
SIDE = 56
TEXTS = (
    "Which emotion does the person show?\nOptions:\n(A) happiness\n(B) sadness\nAnswer with one of the options.",
    "<attr>\np1: gender=female; age=young; glasses=none; head_pose=front; action=talk\n</attr>\n",
    "<expr>\np1: AU1; AU4; AU12\n</expr>\n<emo>\np1: happiness*high; sadness*low\n</emo>",
)


@dataclass
class Small:
    """A policy, its processor, and what turns lessons and clips into its input."""

    processor: Any
    model: Any
    policy: Policy
    encoder: Encoder
    patches: Patches
    frames: FramePolicy

    def clip(self, seed: int, frames: int = 4, height: int = SIDE, width: int = SIDE) -> Pixels:
        """A clip of noise."""
        return self.patches.of(noise(seed, frames, height, width))


def noise(seed: int, count: int = 4, height: int = SIDE, width: int = SIDE) -> Any:
    import numpy as np

    from emocfg.media import Frames

    images = np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), dtype=np.uint8)
    indices = tuple(range(0, 4 * count, 4))
    return Frames(images, indices, tuple(i / 8.0 for i in indices), 4 * count, 8.0)


@pytest.fixture(scope="session")
def processor() -> Any:
    return make_processor(make_tokenizer(TEXTS, 420), (28 * 28, SIDE * SIDE * 4))


@pytest.fixture
def small(processor: Any) -> Small:
    torch.set_num_threads(1)
    model = make_model(make_config(MINUTE, processor.tokenizer), seed=0)
    frames = FramePolicy("uniform", 4, max_pixels=SIDE * SIDE)
    return Small(processor, model, Policy(model), Encoder(processor), Patches(processor, frames), frames)
