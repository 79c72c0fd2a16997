"""What a policy's trees are worth on clips of people it has never seen: greedy, and as it samples."""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.core import seed as seed_of
from emocfg.schema import read_tree

from ..data.encoding import Encoder
from ..data.trees import PROMPT
from ..rewards import AlignedReward
from ..rl.quests import Quest
from ..rl.returns import of_leaves, weighed
from ..rl.rewarding import NodeByNode
from ..rl.trees import Sampling, roll_out
from ..rollouts.session import GREEDY, Prompt, Writer
from .world import World

WEIGHTS = (0.25, 0.25, 0.5, 1.0)
"""What the levels are worth in J; the whole adds its penalty, which is not above 0."""

LIMITS = (96, 48, 24)
"""Tokens of a level at most."""

AT_ONCE = 128
"""Clips that are written about at once."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One number a clip, in the order of the clips.

    Attributes:
        score: J.
        emotion: whether the emotions are exactly the true ones.
    """

    score: list[float]
    emotion: list[float]


def quests_of(world: World, places: Sequence[int], reward: AlignedReward) -> list[Quest]:
    """The question for its tree of each clip, and what answers earn."""
    return [
        Quest(world.clips[i].clip_id, (), PROMPT, staged=True, reward=NodeByNode(reward.against(world.clips[i].tree)))
        for i in places
    ]


def prompts_of(world: World, places: Sequence[int], encoder: Encoder) -> list[Prompt]:
    """The same in tokens."""
    asked = encoder.asked(PROMPT)
    return [Prompt(encoder.root((seen := world.seen(i),)) + asked, (seen,)) for i in places]


def measure(writer: Writer, world: World, places: Sequence[int], encoder: Encoder, temperature: float) -> Measured:
    """J and the accuracy of emotions of one tree a clip.

    Args:
        writer: the policy.
        world: the clips.
        places: which of them.
        encoder: questions to tokens.
        temperature: of sampling; ``GREEDY`` for the likeliest tokens.
    """
    how = Sampling((1, 1, 1), LIMITS, temperature)
    scores: list[float] = []
    right: list[float] = []
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        luck = 0 if temperature == GREEDY else seed_of("videmo/measure", start)
        quests = quests_of(world, some, AlignedReward())
        drawn = roll_out(writer, quests, prompts_of(world, some, encoder), how, luck)
        scores += of_leaves(weighed(*drawn.rewards(), WEIGHTS)).ravel().tolist()
        right += [_emotions_right(world, place, text) for place, text in zip(some, drawn.texts(2), strict=True)]
    return Measured(scores, right)


def _emotions_right(world: World, place: int, text: str) -> float:
    said, _ = read_tree(text)
    true = {e.label for e in world.clips[place].tree.persons[0].emotions or ()}
    found = {e.label for person in said.persons for e in person.emotions or ()}
    return float(found == true)
