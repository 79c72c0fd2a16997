"""One rationale through the levels that need nothing but itself and its clip's tree."""

from dataclasses import dataclass

from emocfg.schema import AffectiveTree, Check, Evidence

from .grounding import ground
from .levels import form, grounding, label, leak
from .masking import Masked, masked
from .reading import read_rationale


@dataclass(frozen=True, slots=True)
class Checked:
    """What the levels (a) to (d) found.

    Attributes:
        checks: one per test.
        evidence: every claim with its node and support, each once.
        masked: the text without the names of emotions.
        support: share of the claims below the emotion that the tree confirms, in 0 to 1.
    """

    checks: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
    masked: Masked
    support: float

    @property
    def verdict(self) -> str:
        """``fail`` if any check failed, else ``pass``."""
        return "fail" if any(check.verdict == "fail" for check in self.checks) else "pass"


def check_rationale(
    text: str, tree: AffectiveTree, subject: str, labels: tuple[str, ...], *, seconds: float | None = None
) -> Checked:
    """Check one rationale by rule: form, label, grounding, leak.

    Args:
        text: the rationale.
        tree: the affective tree of its clip.
        subject: key of the person it is about.
        labels: the labels of its sample, of an emotion space or of ``micro-3``.
        seconds: length of the clip, if known; times behind it are contradicted.
    """
    read = read_rationale(text, tree, subject)
    judged = ground(read, tree, subject, seconds)
    hidden = masked(text)
    checks = (*form(text, read, judged, tree), label(read, subject, labels), *grounding(judged), leak(judged, hidden))
    evidence = tuple(dict.fromkeys(fact.evidence() for fact in judged))
    facts = {(f.node, f.support) for f in judged if f.level != "emotion"}
    support = sum(s == "supported" for _, s in facts) / len(facts) if facts else 0.0
    return Checked(checks, evidence, hidden, support)
