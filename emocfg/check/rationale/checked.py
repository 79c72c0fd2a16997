"""One rationale through the levels that need nothing but itself and its clip's tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, Check, Evidence

from ..blind import Shown, support
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
        elsewhere: the same by each other clip's tree.
        shown: what it says that its subject shows.
    """

    checks: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
    masked: Hidden
    support: float | None
    elsewhere: tuple[float | None, ...]
    shown: Shown

    @property
    def verdict(self) -> str:
        """``fail`` if any check failed, else ``pass``."""
        return "fail" if any(check.verdict == "fail" for check in self.checks) else "pass"


def check_rationale(
    text: str,
    tree: AffectiveTree,
    subject: str,
    labels: tuple[str, ...],
    *,
    seconds: float | None = None,
    others: Sequence[tuple[AffectiveTree, str]] = (),
) -> Checked:
    """Check one rationale by rule: form, label, grounding, leak.

    Args:
        text: the rationale.
        tree: the affective tree of its clip.
        subject: key of the person it is about.
        labels: the labels of its sample, of an emotion space or of ``micro-3``.
        seconds: length of the clip, if known; times behind it are contradicted.
        others: trees of other clips, each with the key of the person who stands in for the subject.
    """
    read = read_rationale(text, tree, subject)
    judged = ground(read, tree, subject, seconds)
    hidden = masked(text)
    checks = (*form(text, read, judged, tree), label(read, subject, labels), *grounding(judged), leak(judged, hidden))
    evidence = tuple(dict.fromkeys(fact.evidence() for fact in judged))
    renamed = [_standing_in(other, key, subject) for other, key in others]
    elsewhere = tuple(_support(ground(read, its, subject, None)) for its in renamed)
    return Checked(checks, evidence, hidden, _support(judged), elsewhere, shown(read, subject))


def _standing_in(tree: AffectiveTree, key: str, subject: str) -> AffectiveTree:
    """The tree with one person under the name of another; the two swap names where both are there."""
    names = {key: subject, subject: key}
    return replace(tree, persons=tuple(replace(p, key=names.get(p.key, p.key)) for p in tree.persons))


def _support(judged: Sequence[Judged]) -> float | None:
    facts = {(fact.node, fact.support) for fact in judged if fact.level != "emotion" and not fact.of_time}
    return support([verdict for _, verdict in sorted(facts)])
