"""The policies of the studies: a tiny Qwen2.5-VL that learned to see, and then trees, from careless labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from emocfg.media import FramePolicy
from emocfg.schema import LEVELS, PERSON_SLOTS, SPACES
from emocfg.schema.tree_text import to_text

from ..data.encoding import Encoder
from ..data.lessons import Part, Question
from ..data.trees import PROMPT, TREE_TASK, level_texts
from ..data.truth import truth_of
from ..data.vision import Patches, Pixels
from ..model.scratch import make_config, make_processor, make_tokenizer
from ..model.shapes import SHAPES
from ..recipes.stages import TowerPart
from ..train.tower import teach_tower
from .world import VIEW, World, noisy

FRAMES = FramePolicy("uniform", 4, max_pixels=112 * 112)
VOCABULARY = 768
SHAPE = SHAPES["tiny"]
TOWER = TowerPart(steps=1, batch=16, learning_rate=1e-3, warmup=0.05, weight_decay=0.05, beta2=0.98)
"""How the vision tower is taught, as in ``tiny_cpu.toml``; how long, a study says."""


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


@dataclass(frozen=True, slots=True)
class Crowd:
    """The clips of a world by their names, for its vision tower."""

    patches: Patches
    world: World
    places: Mapping[str, int]

    def clip(self, video: str) -> Pixels:
        """The pixels of a clip."""
        return self.world.seen(self.places[video])


def learn_to_see(model: Any, kit: Kit, world: World, places: Sequence[int], steps: int, seed: int, out: Path) -> None:
    """Teach the vision tower what careless labels claim of some clips; what it was taught before lies in ``out``."""
    crowd = Crowd(kit.patches, world, {world.clips[place].clip_id: place for place in places})
    labels = {clip: to_text(noisy(world.clips[place].tree, clip, seed)) for clip, place in crowd.places.items()}
    teach_tower(model, replace(TOWER, steps=steps), truth_of(labels, VIEW), crowd, seed=seed, allowed=0.0, out=out)


def tree_question_of(world: World, place: int, noise: int | None) -> Question:
    """The whole tree of a clip as one question; with a seed of noise, as a careless annotator had it."""
    clip = world.clips[place]
    texts = level_texts(clip.tree if noise is None else noisy(clip.tree, clip.clip_id, noise))
    parts = tuple(Part(texts[level], learned=True) for level in LEVELS)
    return Question(clip.clip_id, TREE_TASK, PROMPT, parts)


def checkpoint_of(folder: Path, name: str, seed: int) -> Path:
    """Where the weights of a policy of a study lie."""
    return folder / "policies" / f"{name}-{seed}.safetensors"
