"""The rationale of a row through the levels, and what all of them together say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from emocfg.schema import SPACES, AffectiveTree, Check, Sample, Validation, Vote, parse_tree

from ..blind import (
    Judged,
    Masked,
    accept,
    check_gain,
    check_rules,
    check_swap,
    vote_by_classifier,
    vote_by_rules,
)
from .checked import Checked, check_rationale
from .masking import masked

RECORDED = frozenset(("blind/D4", "blind/M1", "blind/M3"))
"""Checks that a row may fail and still pass: they keep it out of the tier ``sampled`` only. Of level (e) the committee
decides; the level ``models`` (f) adds votes and decides nothing."""

_EMOTIONS = ("emotion-8", "emotion-11")


def subject_of(sample: Sample, tree: AffectiveTree) -> str:
    """Key of the person a row is about: the one whose side its ``subject`` names, else the first."""
    sided = [person.key for person in tree.persons if person.position and person.position in sample.subject.split()]
    return sided[0] if sided else tree.persons[0].key if tree.persons else ""


def space_of(sample: Sample, tree: AffectiveTree) -> str:
    """The label space in which a row's labels can be re-derived; "" if there is none."""
    if any(person.micro for person in tree.persons):
        return "micro-3"
    return next((space for space in _EMOTIONS if set(sample.labels) <= set(SPACES[space].labels)), "")


def check_row(sample: Sample, *, seconds: float | None) -> Sample:
    """Levels (a) to (d), the rule table (D4) and its vote; the claims become the row's evidence.

    Args:
        sample: a row with a rationale.
        seconds: length of its clip, if known.
    """
    return _ruled(sample, *_checked(sample, seconds, ()))


def blind_item(sample: Sample) -> Masked:
    """What the blind text tests read of a row."""
    hidden, tree = masked(sample.rationale), parse_tree(sample.tree, where=sample.id)
    space = f"{sample.source}/{space_of(sample, tree)}"
    # Lines of a dialogue come again in the rationales of those who answer, so a recording with words stays together.
    group = sample.source_video if tree.dialogue else sample.identity
    return Masked(sample.id, group, sample.question, hidden.text, sample.labels, space, leaking=hidden.leaks > 0)


def settle(
    sample: Sample, judged: Judged, others: Sequence[tuple[AffectiveTree, str]], *, seconds: float | None
) -> Sample:
    """:func:`check_row` and level (e): the classifier's gain (M1), the swap test (M3), the committee; then the tier.

    Args:
        sample: a row with a rationale.
        judged: the classifier's predictions.
        others: trees of other clips with the same labels, each with the key of who stands in for the subject.
        seconds: length of its clip, if known.
    """
    tree, checked = _checked(sample, seconds, others)
    ruled = _ruled(sample, tree, checked)
    votes = (*ruled.validation.votes, vote_by_classifier(judged.predictions.get(sample.id)))
    checks = (
        *ruled.validation.checks,
        check_gain(judged, sample.id),
        check_swap(checked.support, [fit for fit in checked.elsewhere if fit is not None]),
        accept(votes),
    )
    validation = _settled(Validation("", checks, votes))
    return replace(ruled, validation=validation, tier="sampled" if _passed_all(validation.checks) else "full")


def vote_of_models(sample: Sample, checks: Iterable[Check], votes: Iterable[Vote]) -> Sample:
    """Add level (f): further checks and votes, which change neither verdict nor tier."""
    validation = sample.validation
    return replace(
        sample,
        validation=replace(validation, checks=(*validation.checks, *checks), votes=(*validation.votes, *votes)),
    )


def _checked(
    sample: Sample, seconds: float | None, others: Sequence[tuple[AffectiveTree, str]]
) -> tuple[AffectiveTree, Checked]:
    """The tree of a row and what the levels (a) to (d) find."""
    tree = parse_tree(sample.tree, where=sample.id)
    subject = subject_of(sample, tree)
    return tree, check_rationale(sample.rationale, tree, subject, sample.labels, seconds=seconds, others=others)


def _ruled(sample: Sample, tree: AffectiveTree, checked: Checked) -> Sample:
    """The row with what was found, the rule table and its vote, all ahead of what models said of it."""
    space = space_of(sample, tree)
    validation = replace(
        sample.validation,
        checks=(*checked.checks, check_rules(checked.shown, sample.labels, space), *sample.validation.checks),
        votes=(vote_by_rules(checked.shown, sample.labels, space), *sample.validation.votes),
    )
    return replace(sample, evidence=checked.evidence, validation=_settled(validation))


def _settled(validation: Validation) -> Validation:
    failed = any(check.verdict == "fail" for check in validation.checks if _decides(check))
    return replace(validation, verdict="fail" if failed else "pass")


def _decides(check: Check) -> bool:
    return check.name not in RECORDED and not check.name.startswith("models/")


def _passed_all(checks: Sequence[Check]) -> bool:
    """True if no level (a) to (e) found fault and the committee recovered the label."""
    ours = [check for check in checks if not check.name.startswith("models/")]
    recovered = any(check.name == "blind/committee" and check.verdict == "pass" for check in ours)
    return recovered and all(check.verdict != "fail" for check in ours)
