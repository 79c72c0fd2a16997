"""How much a claim weighs: its level's weight times how rare it is in the training references."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from emocfg.schema import LEVELS, AffectiveTree
from emocfg.schema.tasks import Level

from .claims import Claim, claims_of, level_of

IDF_LIMITS = (0.3, 3.0)
"""Inverse document frequencies are clipped to these: what nearly everybody has still counts, what is unique counts no
more than ten times that."""


def _equal() -> dict[Level, float]:
    return dict.fromkeys(LEVELS, 1.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of claims.

    Attributes:
        levels: a factor for every level.
        idf: (kind, value) to inverse document frequency; for valences, the nearest whole number is the value.
        unseen: that of values that no reference has.
    """

    levels: Mapping[Level, float] = field(default_factory=_equal)
    idf: Mapping[tuple[str, str], float] = field(default_factory=dict)
    unseen: float = 1.0

    def of(self, claim: Claim) -> float:
        """The weight of a claim."""
        return self.levels[level_of(claim.kind)] * self.idf.get(_key(claim), self.unseen)


UNIFORM = Weights()
"""All claims weigh the same."""


def idf_weights(trees: Iterable[AffectiveTree], levels: Mapping[Level, float] | None = None) -> Weights:
    """Weights from training references: log((N + 1) / (df + 1)), clipped to :data:`IDF_LIMITS`.

    A document is a person, for claims about the scene a tree. N counts the documents that know the kind: where action
    units are annotated in a tenth of a corpus, they are not rare for that.

    Args:
        trees: the references of the training split, never those of test rows.
        levels: a factor for every level; 1 by default.
    """
    known: Counter[str] = Counter()
    having: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        claims = claims_of(tree)
        for group in (claims.scene, *claims.persons):
            known.update(group.keys())
            having.update({_key(claim) for of_kind in group.values() for claim in of_kind})
    low, high = IDF_LIMITS
    idf = {key: min(high, max(low, log((known[key[0]] + 1) / (df + 1)))) for key, df in having.items()}
    return Weights(dict(levels or _equal()), idf, high if idf else 1.0)


def _key(claim: Claim) -> tuple[str, str]:
    return claim.kind, str(round(float(claim.value))) if claim.kind == "valence" else claim.value
