"""What clips show, as labels: the claims of their affective trees that a vision tower can be taught."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from emocfg.schema import parse_tree

from ..rewards.claims import claims_of
from .trees import View

COMMON = 0.01
"""Share of the clips that a claim must hold in; rarer ones are not taught."""

Label = tuple[str, str]
"""The kind of a claim and its value. Of whom, how strongly and when it is claimed is left to the language model."""

_NUMBERS = ("valence",)


@dataclass(frozen=True, slots=True)
class Truth:
    """What holds in V clips, of L labels.

    Attributes:
        videos: the clips.
        labels: the labels.
        holds: (V, L) 1 where it is claimed of somebody in the clip, or of the scene.
        known: (V, L) 1 where the tree says anything of that kind: what it does not know is neither right nor wrong.
    """

    videos: tuple[str, ...]
    labels: tuple[Label, ...]
    holds: Tensor
    known: Tensor


def truth_of(trees: Mapping[str, str], view: View) -> Truth:
    """What the trees of clips claim.

    Args:
        trees: video to the canonical text of its tree.
        view: what of it is written.

    >>> from emocfg.schema import AffectiveTree, Person
    >>> from emocfg.schema.tree_text import to_text
    >>> a = Person("p1", attributes={"gender": "female"}, head_pose="top")
    >>> b = Person("p1", attributes={"gender": "male"})
    >>> trees = {video: to_text(AffectiveTree(persons=(one,))) for video, one in (("a.mp4", a), ("b.mp4", b))}
    >>> truth = truth_of(trees, View())
    >>> truth.labels, truth.holds[1].tolist(), truth.known[1].tolist()
    ((('gender', 'female'), ('gender', 'male'), ('head_pose', 'top')), [0.0, 1.0, 0.0], [1.0, 1.0, 0.0])
    """
    claimed = {video: _labels(text, view, video) for video, text in trees.items()}
    counts = Counter(label for found in claimed.values() for label in found)
    labels = tuple(sorted(label for label, count in counts.items() if count >= COMMON * len(trees)))
    holds = [[label in found for label in labels] for found in claimed.values()]
    kinds = [{kind for kind, _ in found} for found in claimed.values()]
    known = [[kind in said for kind, _ in labels] for said in kinds]
    return Truth(tuple(claimed), labels, torch.tensor(holds).float(), torch.tensor(known).float())


def _labels(text: str, view: View, where: str) -> frozenset[Label]:
    claims = claims_of(view.of(parse_tree(text, where=where)))
    return frozenset(
        (claim.kind, claim.value)
        for group in (claims.scene, *claims.persons)
        for kind, found in group.items()
        if kind not in _NUMBERS
        for claim in found
    )
