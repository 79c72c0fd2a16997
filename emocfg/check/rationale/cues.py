"""What a rationale says that its subject shows, for readers who must not see the label."""

from ..blind import Shown
from .reading import Rationale
from .vocabulary import ABSENT, ANY, STILL

_BOTH = frozenset(("1|2", "1|2|4"))
"""Movements that are all of their units together, where words do not tell them apart: raised brows."""

_ONE_SIDE = frozenset(
    "one sided side right left single lopsided unilateral unilaterally asymmetric asymmetrical half".split()
)


def shown(read: Rationale, subject: str) -> Shown:
    """The units and actions that are claimed of the subject; no unit where the face is said to be still."""
    units: set[int] = set()
    either: set[frozenset[int]] = set()
    one_sided: set[int] = set()
    actions: set[str] = set()
    still = False
    for claim in read.claims:
        if claim.negated or claim.hedged or subject not in claim.persons:
            continue
        if claim.kind == "action":
            actions.add(claim.value)
        elif claim.kind == "unit" and claim.value == STILL:
            still = True
        elif claim.kind == "unit" and not claim.value.startswith(ABSENT):
            codes = [int(code) for code in claim.value.replace("+", ANY).split(ANY)]
            if len(codes) == 1 or claim.value in _BOTH or "+" in claim.value:
                units.update(codes)
            else:
                either.add(frozenset(codes))
            sentence = next((s for s in read.sentences() if claim.start in s), range(0))
            if _ONE_SIDE & {read.words[i] for i in sentence}:
                one_sided.update(codes)
    if "smile" in actions:
        units.add(12)
    if "frown" in actions:
        units.add(4)
    known = units or either or still
    return Shown(frozenset(units) if known else None, frozenset(one_sided), frozenset(actions), frozenset(either))
