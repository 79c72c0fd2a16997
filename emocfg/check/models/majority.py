"""How votes add up."""

from collections import Counter
from collections.abc import Sequence


def majority(verdicts: Sequence[str], tie: str = "abstain") -> str:
    """The verdict of more of the votes cast, ``pass`` or ``fail``; ``abstain`` where too few were cast to say.

    Args:
        verdicts: one per member: ``pass``, ``fail`` or ``abstain``.
        tie: what decides where as many are for it as against it.

    At least half of the members must have cast a vote: of three, one vote alone decides nothing.

    >>> majority(["pass", "pass", "fail"]), majority(["pass", "abstain", "abstain"]), majority(["pass", "fail"], "fail")
    ('pass', 'abstain', 'fail')
    """
    cast = Counter(verdict for verdict in verdicts if verdict != "abstain")
    if not cast or 2 * cast.total() < len(verdicts):
        return "abstain"
    if cast["pass"] == cast["fail"]:
        return tie
    return "pass" if cast["pass"] > cast["fail"] else "fail"
