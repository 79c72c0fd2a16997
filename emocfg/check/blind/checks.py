"""The single tests of the level ``blind`` as checks on a row: D4, M1 and M3."""

from collections.abc import Collection, Sequence

from emocfg.schema import Check

from .items import Judged
from .rules import SPACE, Shown, admitted, read, readable
from .swap import specificity


def check_rules(shown: Shown, labels: Collection[str], space: str = SPACE) -> Check:
    """D4: what is shown admits the labels by the rule table."""
    name = "blind/D4"
    if not labels or not readable(labels, space):
        return Check(name, "skipped", f"no rule reads {', '.join(sorted(labels)) or 'nothing'}")
    readings = read(shown, space)
    if not readings:
        return Check(name, "skipped", "no facial movement and no telling action is known")
    said = ", ".join(f"{reading.emotion} {reading.score:.2f}" for reading in readings[:3])
    return Check(name, "pass" if admitted(shown, labels, space=space) else "fail", said)


def check_gain(judged: Judged, name: str) -> Check:
    """M1: the masked text says more of the label than the question does."""
    prediction = judged.predictions.get(name)
    if prediction is None:
        return Check("blind/M1", "skipped", judged.skipped.get(name, "no prediction"))
    return Check("blind/M1", "pass" if prediction.gain > 0 else "fail", f"gain {prediction.gain:+.2f} nats")


def check_swap(own: float | None, swapped: Sequence[float]) -> Check:
    """M3: the claims fit their own clip better than other clips with the same label.

    Args:
        own: support of the claims by the own tree, None if nothing is claimed; see ``swap.support``.
        swapped: support of the same claims by each partner's tree; empty if there is no partner.
    """
    if own is None or not swapped:
        return Check("blind/M3", "skipped", "nothing is claimed" if own is None else "no other clip to compare with")
    found = specificity(own, swapped)
    return Check("blind/M3", "pass" if found > 0 else "fail", f"specificity {found:+.2f}")
