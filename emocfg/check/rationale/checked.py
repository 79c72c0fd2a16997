"""One rationale through the levels that need nothing but itself and its clip's tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.check.blind import Shown, support
from emocfg.schema import AffectiveTree, Check, Evidence

from .cues import shown
from .grounding import Judged, ground
from .levels import form, grounding, label, leak
from .masking import Hidden, masked
from .reading import read_rationale


@dataclass(frozen=True, slots=True)
class Checked:
    """What the levels (a) to (d) found.

    Attributes:
        checks: one per test.
        evidence: every claim with its node and support, each once.
        masked: the text without the names of emotions.
        support: of the claims below the emotion, see ``blind.support``; None if there are none.
        shown: what it says that its subject shows.
    """

    checks: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
    masked: Hidden
    support: float | None
    shown: Shown

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
    return Checked(checks, evidence, hidden, _support(judged), shown(read, subject))


def support_elsewhere(text: str, tree: AffectiveTree, subject: str) -> float | None:
    """How well a rationale's claims below the emotion fit another clip's tree; None if there are none."""
    return _support(ground(read_rationale(text, tree, subject), tree, subject, None))


def _support(judged: Sequence[Judged]) -> float | None:
    facts = {(fact.node, fact.support) for fact in judged if fact.level != "emotion" and not fact.of_time}
    return support([verdict for _, verdict in sorted(facts)])
