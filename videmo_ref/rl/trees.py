"""Trees of rollouts: sampled level by level, scored node by node, packed as one row a prompt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emocfg.metrics.arrays import Matrix

from ..model.packing import Row, Segment, pack
from ..rollouts.session import NOTHING, Draw, Piece, Prompt, Writer
from .quests import Quest
from .returns import Levels, node_weights

Branching = tuple[int, int, int]
"""How often each level is continued; (G, 1, 1) are G independent rollouts."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How rollouts are drawn.

    Attributes:
        branching: of trees; an answer that is no tree is drawn as often as a tree has first segments.
        limits: tokens of a segment at most, level by level; a longer one is not closed and its branch ends.
        temperature: of the whole distribution.
    """

    branching: Branching
    limits: tuple[int, int, int]
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class Rollouts:
    """P trees of one branching.

    Attributes:
        quests: what was asked.
        prompts: the same in tokens.
        branching: of every tree.
        pieces: the segments, level by level: P x K1, P x K1 x K2, P x K1 x K2 x K3, siblings side by side. What follows
            a segment that was not closed is empty.
    """

    quests: tuple[Quest, ...]
    prompts: tuple[Prompt, ...]
    branching: Branching
    pieces: tuple[tuple[Piece, ...], ...]

    @property
    def staged(self) -> bool:
        """Whether the answers are trees."""
        return self.quests[0].staged

    def shape(self, level: int) -> tuple[int, ...]:
        """The shape of one number a node of a level."""
        return (len(self.quests), *self.branching[: level + 1])

    def array(self, level: int, values: Sequence[float]) -> Matrix:
        """One number a node of a level, as an array."""
        return np.asarray(values, dtype=np.float64).reshape(self.shape(level))

    def texts(self, level: int) -> list[str]:
        """For each node of a level, all that was written from the prompt to its end."""
        texts = [""] * len(self.quests)
        for depth in range(level + 1):
            times = self.branching[depth]
            texts = [texts[i // times] + piece.text for i, piece in enumerate(self.pieces[depth])]
        return texts

    @property
    def lengths(self) -> Levels:
        """Tokens of each node."""
        return self._lengths(self.pieces)

    def _lengths(self, pieces: Sequence[Sequence[Piece]]) -> Levels:
        """Tokens of each node of some of the trees."""
        counts = [np.array([len(piece.tokens) for piece in level], dtype=np.float64) for level in pieces]
        first, second, third = (c.reshape(-1, *self.branching[: level + 1]) for level, c in enumerate(counts))
        return first, second, third

    def rewards(self) -> tuple[Levels, Matrix]:
        """(what each node earns by itself, what each finished answer earns beyond); not weighed.

        A branch that ended early earns for its missing segments what an empty one does.
        """
        levels = []
        for level in range(3):
            texts, count = self.texts(level), int(np.prod(self.branching[: level + 1]))
            earned = [self.quests[i // count].reward.node(level, text) for i, text in enumerate(texts)]
            levels.append(self.array(level, earned))
        count = int(np.prod(self.branching))
        whole = [self.quests[i // count].reward.whole(text) for i, text in enumerate(self.texts(2))]
        first, second, third = levels
        return (first, second, third), self.array(2, whole)

    def row(self, prompt: int, *, sequence_mean: bool = False) -> Row:
        """The tree of one prompt as a row, each sampled token with its weight in the prompt's loss."""
        root = self.prompts[prompt].tokens
        segments = [Segment(root, -1, (0.0,) * len(root))]
        weights = node_weights(
            self._lengths([self.own(prompt, level) for level in range(3)]), sequence_mean=sequence_mean
        )
        start = 0
        for level, times in enumerate(self.branching):
            parent_level, here = start, len(segments)
            for i, (piece, weight) in enumerate(zip(self.own(prompt, level), weights[level].flat, strict=True)):
                parent = parent_level + i // times
                segments.append(Segment(piece.tokens, parent, (float(weight),) * len(piece.tokens)))
            start = here
        return pack(segments)

    def own(self, prompt: int, level: int) -> tuple[Piece, ...]:
        """The segments of one prompt on one level."""
        count = int(np.prod(self.branching[: level + 1]))
        return self.pieces[level][prompt * count : (prompt + 1) * count]

    def per_token(self, prompt: int, levels: Levels) -> Matrix:
        """One number a node as one number a sampled token, in the order of the row."""
        parts = [
            np.repeat(values[prompt].ravel(), [len(piece.tokens) for piece in self.own(prompt, level)])
            for level, values in enumerate(levels)
        ]
        return np.concatenate(parts)

    def logps(self, prompt: int) -> Matrix:
        """Log-probs of the sampled tokens under the distribution they were drawn from, in the order of the row."""
        return np.array([p for level in range(3) for piece in self.own(prompt, level) for p in piece.logps])


def roll_out(writer: Writer, quests: Sequence[Quest], prompts: Sequence[Prompt], how: Sampling, seed: int) -> Rollouts:
    """Let the policy write a tree after each prompt.

    Args:
        writer: the policy.
        quests: what is asked: all trees, or none.
        prompts: the same in tokens.
        how: branching, limits, temperature.
        seed: of the draws.
    """
    staged = quests[0].staged
    branching = how.branching if staged else (how.branching[0], 1, 1)
    session = writer.start(prompts)
    pieces: list[tuple[Piece, ...]] = []
    for level, stop in enumerate(quests[0].stops):
        draw = Draw(branching[level], stop, how.limits[level], how.temperature, seed=seed + level)
        pieces.append(tuple(session.extend(draw)))
    while len(pieces) < 3:
        pieces.append((NOTHING,) * len(pieces[0]))
    return Rollouts(tuple(quests), tuple(prompts), branching, tuple(pieces))
