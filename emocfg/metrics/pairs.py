"""Are two clips of one person: verification, as on Labeled Faces in the Wild."""

from collections.abc import Sequence

from emocfg.schema import SPACES

from .arrays import Matrix
from .labels import WAR
from .metric import Metric
from .tables import label_counts


def pair_counts(gold: Sequence[str], predicted: Sequence[str | None]) -> Matrix:
    """Counts of one label per pair, as :func:`label_counts`; E201 for a label other than same and different."""
    for label in {*gold, *predicted} - {None}:
        SPACES["identity-2"].check(str(label), where="verification_accuracy")
    return label_counts(gold, predicted)


VERIFICATION_ACCURACY = Metric(pair_counts, WAR.value)


def verification_accuracy(gold: Sequence[str], predicted: Sequence[str | None]) -> float:
    """The share of pairs decided right, ``same`` or ``different`` (Huang et al. 2007, LFW); None is wrong.

    LFW has as many pairs of either kind. Where a set has not, use the balanced accuracy: it is :func:`uar`.

    >>> verification_accuracy(["same", "same", "different", "different"], ["same", None, "different", "same"])
    0.5

    Raises:
        EmoCfgError: E201 for any other label.
    """
    return VERIFICATION_ACCURACY(gold, predicted)
