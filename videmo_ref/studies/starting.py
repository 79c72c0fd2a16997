"""The policies of the studies: a tiny Qwen2.5-VL that learned trees from careless labels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.media import FramePolicy
from emocfg.schema import LEVELS, PERSON_SLOTS, SPACES

from ..data.encoding import Encoder
from ..data.lessons import Part, Question
from ..data.trees import PROMPT, TREE_TASK, level_texts
from ..data.vision import Patches
from ..model.scratch import make_config, make_processor, make_tokenizer
from ..model.shapes import SHAPES
from .world import VIEW, World, noisy

FRAMES = FramePolicy("uniform", 4, max_pixels=112 * 112)
VOCABULARY = 768
SHAPE = SHAPES["tiny"]


@dataclass(frozen=True, slots=True)
class Kit:
    """What turns clips and trees into the input of a policy, the same in every process of a study."""

    processor: Any
    config: Any
    encoder: Encoder
    patches: Patches


def make_kit() -> Kit:
    """A processor whose tokenizer knows the words of trees and nothing of any dataset, and the config of the policy."""
    processor = make_processor(make_tokenizer(_vocabulary(), VOCABULARY), (28 * 28, 112 * 112))
    config = make_config(SHAPE, processor.tokenizer)
    return Kit(processor, config, Encoder(processor), Patches(processor, FRAMES))


def _vocabulary() -> list[str]:
    """Each label in the place where a tree has it, often enough to become one token."""
    slots = {slot: PERSON_SLOTS[slot].values for slot in VIEW.slots if slot in PERSON_SLOTS}
    slots |= {"head_pose": SPACES["pose-7"].labels, "action": SPACES["action-35"].labels}
    pairs = [f"; {slot}={value}; {slot}={value};" for slot, values in slots.items() for value in values]
    units = [f": AU{code}; AU{code}; AU{code}" for code in range(1, 47)]
    felt = [f": {e}*{i}; {e}*{i}; {e}" for e in SPACES["emotion-8"].labels for i in SPACES["intensity-3"].labels]
    frame = [PROMPT, "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n", "<attr>\np1: gender=male"] * 8
    return [*pairs, *units, *felt, *frame, *["</attr>\n<expr>\np1: none\n</expr>\n<emo>\np1: neutral\n</emo>"] * 8]


def tree_question_of(world: World, place: int, noise: int | None) -> Question:
    """The whole tree of a clip as one question; with a seed of noise, as a careless annotator had it."""
    clip = world.clips[place]
    texts = level_texts(clip.tree if noise is None else noisy(clip.tree, clip.clip_id, noise))
    parts = tuple(Part(texts[level], learned=True) for level in LEVELS)
    return Question(clip.clip_id, TREE_TASK, PROMPT, parts)


def checkpoint_of(folder: Path, name: str, seed: int) -> Path:
    """Where the weights of a policy of a study lie."""
    return folder / "policies" / f"{name}-{seed}.safetensors"
