"""The parts of a recipe that say what is trained, and on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, parse_frames
from emocfg.schema import LEVELS, TASKS

from ..data.lessons import Weighting
from ..data.plan import Choice
from ..data.trees import TREE_TASK, View
from ..model.shapes import SHAPES
from .rules import key

SCRATCH = "scratch"
"""``model.weights`` of a model that begins with random weights."""

Problems = Iterator[tuple[str, str]]
"""(key, what does not go together with the other keys)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPart:
    """What is trained.

    Attributes:
        weights: ``scratch``, a folder, or ``owner/name`` on the Hub.
        shape: of a model from scratch; "" otherwise.
        vocabulary: ids of its tokenizer at most; 0 otherwise.
        dtype: of the weights.
        mixed: whether the forward computes in bfloat16 whatever the weights are.
        lora_rank: of the adapters; 0 to train all weights.
        lora_alpha: their scale is alpha / rank.
        train_vision: whether the vision tower is trained too.
        checkpointing: whether activations are computed twice instead of kept.
    """

    weights: str
    shape: str = key("", names=("", *SHAPES))
    vocabulary: int = key(0, low=0)
    dtype: Literal["float32", "bfloat16"]
    mixed: bool
    lora_rank: int = key(0, low=0)
    lora_alpha: float = key(32.0, above=0)
    train_vision: bool
    checkpointing: bool

    @property
    def from_scratch(self) -> bool:
        """Whether it begins with random weights."""
        return self.weights == SCRATCH

    def problems(self) -> Problems:
        """What does not go together."""
        if not self.weights:
            yield "weights", f"must be {SCRATCH!r}, a folder, or owner/name on the Hub"
        if self.from_scratch != bool(self.shape):
            yield "shape", f"must be said if weights = {SCRATCH!r}, and be '' for a checkpoint, which has its own"
        if self.from_scratch != bool(self.vocabulary):
            yield "vocabulary", f"must be said if weights = {SCRATCH!r}, and be 0 for a checkpoint, which has its own"
        if self.lora_rank and self.from_scratch:
            yield "lora_rank", "must be 0 from scratch: adapters change trained weights a little"
        if self.lora_rank and self.train_vision:
            yield "train_vision", "must be false with adapters, which are the language model's"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPart:
    """On what.

    Attributes:
        frames: which frames of a clip are seen, as ``--frames`` of ``emocfg eval``.
        min_pixels: smaller frames are scaled up to this area; 0 for none.
        tasks: whose rows are taken; empty for all.
        trees: whether clips are asked for their affective tree, too.
        tree_slots: attribute and scene slots that are written; empty for all.
        spans: whether times are written in trees.
        strengths: whether intensities of action units are.
        questions: how many of a lesson's questions a visit asks at most; 0 for all.
        common: in which share of the rounds through its lessons a task is asked; 1 where nothing is said.
        mix: how much of the visits each level has, relative to the others; as much as it has of the lessons where it is
            not said.
        weighting: whether each token of an answer counts alike in the loss, or each answer.
        text: files of chats without video (:mod:`videmo_ref.data.text`).
        held_out: share of the train split's identities that are not learned from; perplexity is measured on them.
        max_tokens: of a lesson; longer ones are left out and counted, never cut.
        max_skipped: the share of lessons that may be left out before the training ends with an error.
    """

    frames: str
    min_pixels: int = key(0, low=0)
    tasks: tuple[str, ...] = key((), names=TASKS)
    trees: bool
    tree_slots: tuple[str, ...] = ()
    spans: bool = True
    strengths: bool = True
    questions: int = key(low=0)
    common: tuple[tuple[str, float], ...] = key((), above=0, high=1, names=(*TASKS, TREE_TASK))
    mix: tuple[tuple[str, float], ...] = key((), low=0, names=LEVELS)
    weighting: Weighting
    text: tuple[str, ...] = ()
    held_out: float = key(0.02, low=0, high=0.5)
    max_tokens: int = key(low=64)
    max_skipped: float = key(0.01, low=0, high=1)

    @property
    def policy(self) -> FramePolicy:
        """How frames are made."""
        return parse_frames(self.frames, where="data.frames")

    @property
    def choice(self) -> Choice:
        """What becomes lessons."""
        view = View(self.tree_slots, self.spans, self.strengths) if self.trees else None
        return Choice(frozenset(self.tasks), view, self.questions, self.common)

    def problems(self) -> Problems:
        """What does not go together."""
        try:
            _ = self.policy
        except EmoCfgError as problem:
            yield "frames", problem.fix
