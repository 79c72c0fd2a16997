"""The paper's reward of affective trees: R = exp(-lambda TED), TED the ordered tree edit distance.

VidEmo (Zhang et al., NeurIPS 2025) does not state lambda, the tree's nodes or the order of its children. Our choices:
root, then the scene and the persons in the order of their keys, then levels, then claims in the order of their labels,
on both sides. It is here for comparison: it pays for skeletons and for guessing, which ``aligned`` does not.
"""

from dataclasses import dataclass, replace
from math import exp

from emocfg.schema import LEVELS, AffectiveTree, read_levels

from .claims import Claim, Claims, Grouped, claims_of, claims_of_text, level_of
from .edit_distance import Node, edit_distance


@dataclass(frozen=True, slots=True)
class PaperReward:
    """exp(-lambda TED) of the tree of a text and that of the reference.

    Attributes:
        strength: lambda. None is 1 / |T_gt|, which gives exp(-1) at one edit per node of the reference. Any fixed
            lambda is a length penalty: at the same rate of errors, a caption of two persons has twice the edits of a
            caption of one, and its reward is the square.
    """

    strength: float | None = None

    def total(self, text: str, reference: AffectiveTree) -> float:
        """The reward in (0, 1]; never raises, whatever the text."""
        levels = read_levels(text)
        said = claims_of_text(replace(levels, tree=_by_key(levels.tree)))
        true = node_of(claims_of(_by_key(reference)))
        strength = 1 / true.size() if self.strength is None else self.strength
        return exp(-strength * edit_distance(node_of(said), true))


def node_of(claims: Claims) -> Node:
    """Claims as an ordered tree. Times, and intensities in figures, are left out: an edit has no partial credit.

    >>> node_of(Claims({}, ({"unit": (Claim("unit", "12", 0.8),)},))).children[1].children[1]
    Node(label='expression', children=(Node(label='unit=12', children=()),))
    """
    scene = Node("scene", _leaves(claims.scene))
    return Node("root", (scene, *(Node("person", _levels(person)) for person in claims.persons)))


def _by_key(tree: AffectiveTree) -> AffectiveTree:
    return replace(tree, persons=tuple(sorted(tree.persons, key=lambda person: (len(person.key), person.key))))


def _levels(group: Grouped) -> tuple[Node, ...]:
    return tuple(
        Node(level, _leaves({kind: claims for kind, claims in group.items() if level_of(kind) == level}))
        for level in LEVELS
    )


def _leaves(group: Grouped) -> tuple[Node, ...]:
    return tuple(Node(label) for label in sorted(_label(claim) for claims in group.values() for claim in claims))


def _label(claim: Claim) -> str:
    strength = f"*{claim.strength}" if isinstance(claim.strength, str) else ""
    return f"{claim.kind}={claim.value}{claim.side}{strength}"
