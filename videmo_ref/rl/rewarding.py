"""The rewards of :mod:`videmo_ref.rewards` as trees of rollouts ask for them: node by node, and for the whole."""

from dataclasses import dataclass, field

from emocfg.schema import AffectiveTree, Sample

from ..rewards import AlignedReward, Parts, Router, Target, TreeReward


@dataclass(slots=True)
class NodeByNode:
    """Each level earns the score of its part; the whole answer pays for conflicts and excess length.

    The score of a level depends on the text up to its end alone, so that what an ancestor earns does not depend on its
    descendants (:mod:`.returns`).

    Attributes:
        target: the reference of the clip, made ready.
        known: what texts scored; siblings share theirs, and a finished answer is asked for twice.
    """

    target: Target
    known: dict[str, Parts] = field(default_factory=dict)

    def node(self, level: int, text: str) -> float:
        """The score of the level that ends the text; of a level that the reference knows nothing of, 0."""
        parts = self._parts(text)
        return (parts.attribute, parts.expression, parts.emotion)[level] or 0.0

    def whole(self, text: str) -> float:
        """Less the penalty."""
        return -self._parts(text).penalty

    def _parts(self, text: str) -> Parts:
        if text not in self.known:
            self.known[text] = self.target.score(text)
        return self.known[text]


@dataclass(frozen=True, slots=True)
class AllAtOnce:
    """Only a finished answer earns, whatever it is made of: as in the paper.

    Attributes:
        reward: of whole texts.
        reference: of the clip.
    """

    reward: TreeReward
    reference: AffectiveTree

    def node(self, level: int, text: str) -> float:
        """Nothing."""
        return 0.0

    def whole(self, text: str) -> float:
        """The reward of the text."""
        return self.reward.total(text, self.reference)


def reward_of(reward: TreeReward, reference: AffectiveTree) -> NodeByNode | AllAtOnce:
    """What answers to a clip's tree question earn."""
    if isinstance(reward, AlignedReward):
        return NodeByNode(reward.against(reference))
    return AllAtOnce(reward, reference)


@dataclass(frozen=True, slots=True)
class ByRule:
    """An answer that is no tree earns what the rules of its task say: accuracy, F1, claims of a caption.

    Attributes:
        router: knows the rule of each task.
        sample: the row.
    """

    router: Router
    sample: Sample

    def node(self, level: int, text: str) -> float:
        """Nothing."""
        return 0.0

    def whole(self, text: str) -> float:
        """The reward of the answer."""
        return self.router.score([self.sample], [text])[0]
