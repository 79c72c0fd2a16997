"""Votes are cast on evidence alone, and half of those cast are enough."""

from dataclasses import replace
from math import log

import pytest

from emocfg.check.blind import (
    Judged,
    Prediction,
    Shown,
    accept,
    check_gain,
    check_rules,
    vote_by_classifier,
    vote_by_rules,
)
from emocfg.check.blind.committee import CONVICTION
from emocfg.schema import Vote

SMILE = Shown(frozenset((6, 12)))


def vote(verdict: str, voter: str = "a", turn: int = 0, aspect: str = "label") -> Vote:
    return Vote(voter, verdict, aspect, round=turn)


def prediction(read: tuple[str, ...], gain: float = 1.0, recovered: bool = True) -> Prediction:
    return Prediction("c", read, recovered, False, -0.1, -0.1 - gain, gain)


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        (("pass",), "pass"),
        (("fail",), "fail"),
        (("pass", "fail"), "pass"),
        (("pass", "fail", "fail"), "fail"),
        (("pass", "fail", "abstain"), "pass"),
        (("abstain", "fail"), "fail"),
        (("abstain", "abstain"), "skipped"),
        ((), "skipped"),
    ],
)
def test_the_majority(verdicts: tuple[str, ...], verdict: str) -> None:
    check = accept([vote(one, f"voter {i}") for i, one in enumerate(verdicts)])
    assert (check.name, check.verdict) == ("blind/committee", verdict)


def test_the_latest_round_counts_and_other_aspects_do_not() -> None:
    assert accept([vote("fail", turn=0), vote("pass", turn=1)]).verdict == "pass"
    assert accept([vote("pass", turn=1), vote("fail", turn=0)]).verdict == "pass"
    assert accept([vote("pass"), vote("fail", "b", aspect="time")]).reason == "1 of 1 votes for the label"


@pytest.mark.parametrize(
    ("shown", "labels", "space", "verdict"),
    [
        (SMILE, ("happiness",), "emotion-8", "pass"),
        (SMILE, ("anger",), "emotion-8", "fail"),
        (Shown(frozenset((1, 4))), ("fear",), "emotion-8", "abstain"),
        (Shown(), ("happiness",), "emotion-8", "abstain"),
        (SMILE, ("anxiety",), "emotion-11", "abstain"),
        (SMILE, (), "emotion-8", "abstain"),
        (Shown(frozenset((1, 2, 5, 6, 12, 26))), ("happiness", "surprise"), "emotion-8", "pass"),
        (Shown(frozenset((9, 10))), ("negative",), "micro-3", "pass"),
        (Shown(None, actions=frozenset(("weep",))), ("sadness",), "emotion-7", "pass"),
    ],
)
def test_the_vote_of_the_rules(shown: Shown, labels: tuple[str, ...], space: str, verdict: str) -> None:
    found = vote_by_rules(shown, labels, space)
    assert (found.voter, found.aspect, found.verdict) == ("rules", "label", verdict)
    assert found.reason


def test_the_vote_of_the_classifier() -> None:
    assert vote_by_classifier(prediction(("anger",))) == Vote("classifier", "pass", "label", "anger")
    convinced = replace(prediction(("anger",), recovered=False), log_p_text=log(CONVICTION) - 0.1)
    assert vote_by_classifier(convinced).verdict == "fail"
    undecided = replace(convinced, log_p_text=log(CONVICTION) + 0.1)
    assert vote_by_classifier(undecided).verdict == "abstain"
    assert vote_by_classifier(prediction((), recovered=False)).verdict == "abstain"
    assert vote_by_classifier(None).verdict == "abstain"


def test_the_checks_of_d4_and_m1() -> None:
    assert check_rules(SMILE, ["happiness"]).verdict == "pass"
    assert check_rules(SMILE, ["fear"]).verdict == "fail"
    assert check_rules(Shown(), ["fear"]).verdict == "skipped"
    assert check_rules(SMILE, ["anxiety"], "emotion-11").verdict == "skipped"
    judged = Judged({"a": prediction(("anger",), 0.5), "b": prediction(("anger",), 0.0)}, {"c": "only one label"})
    assert [check_gain(judged, name).verdict for name in "abcd"] == ["pass", "fail", "skipped", "skipped"]
    assert check_gain(judged, "c").reason == "only one label"
