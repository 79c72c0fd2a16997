"""The committee that re-derives a label from the rationale alone: rules, a classifier, and whoever else votes.

Nobody who votes sees the label. A vote is for it (``pass``), against it (``fail``), or not cast (``abstain``).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from math import log

from emocfg.schema import Check, Vote

from .items import Prediction
from .rules import SPACE, Shown, admitted, is_first, read, readable

ASPECT = "label"
RULES, CLASSIFIER = "rules", "classifier"
CONVICTION = 0.01
"""Probability of the labels below which the classifier votes against them."""


def vote_by_rules(shown: Shown, labels: Collection[str], space: str = SPACE) -> Vote:
    """The vote of the rule table on what a rationale says that a person shows.

    For the labels if nothing fits better, against them if they are not even admitted; in between, without evidence, or
    for labels that no rule knows it abstains.
    """
    if not labels or not readable(labels, space):
        return Vote(RULES, "abstain", ASPECT, f"no rule reads {', '.join(sorted(labels)) or 'nothing'}")
    readings = read(shown, space)
    if not readings:
        return Vote(RULES, "abstain", ASPECT, "no facial movement and no telling action is stated")
    said = ", ".join(f"{reading.emotion} {reading.score:.2f}" for reading in readings[:3])
    if is_first(shown, labels, space):
        return Vote(RULES, "pass", ASPECT, said)
    return Vote(RULES, "abstain" if admitted(shown, labels, space=space) else "fail", ASPECT, said)


def vote_by_classifier(prediction: Prediction | None) -> Vote:
    """The vote of the classifier.

    Against the labels only where it gives them less than ``CONVICTION``: it learnt from other texts, and words that are
    new to it leave it undecided. It abstains there, without a prediction, and where it knows none of the words.
    """
    if prediction is None:
        return Vote(CLASSIFIER, "abstain", ASPECT, "no prediction")
    if not prediction.read:
        return Vote(CLASSIFIER, "abstain", ASPECT, "not one known word")
    against = "fail" if prediction.log_p_text < log(CONVICTION) else "abstain"
    return Vote(CLASSIFIER, "pass" if prediction.recovered else against, ASPECT, ", ".join(prediction.read))


def accept(votes: Iterable[Vote]) -> Check:
    """The committee's verdict: a label is recovered if at least half of the votes cast are for it, and one was cast.

    Only votes on the label count, and of each voter the one of the latest round.

    >>> accept([Vote("rules", "pass", "label"), Vote("classifier", "fail", "label")]).verdict
    'pass'
    """
    latest: dict[str, Vote] = {}
    for vote in votes:
        if vote.aspect == ASPECT and vote.round >= latest.get(vote.voter, vote).round:
            latest[vote.voter] = vote
    cast = Counter(vote.verdict for vote in latest.values() if vote.verdict != "abstain")
    if not cast:
        return Check("blind/committee", "skipped", "no vote was cast")
    verdict = "pass" if 2 * cast["pass"] >= cast.total() else "fail"
    return Check("blind/committee", verdict, f"{cast['pass']} of {cast.total()} votes for the label")
