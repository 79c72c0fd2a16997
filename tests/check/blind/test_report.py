"""The figures over a dataset, by hand."""

import json

from emocfg.check.blind import Judged, Masked, Prediction, cross_fit, gains, las, refusals, turnout
from emocfg.core.canonical import digest
from emocfg.schema import Check, Vote

from .texts import make


def item(name: str, label: str, *, leaking: bool, space: str = "emotion-8") -> Masked:
    return Masked(name, name, "q", "t", (label,), space, leaking)


def prediction(name: str, by_text: bool, by_question: bool, gain: float) -> Prediction:
    return Prediction(name, (), by_text, by_question, 0.0, -gain, gain)


ITEMS = [
    item("a", "anger", leaking=True),
    item("b", "anger", leaking=True),
    item("c", "fear", leaking=False),
    item("d", "surprise", leaking=False, space="micro-3"),
]
JUDGED = Judged(
    {
        "a": prediction("a", True, False, 2.0),
        "b": prediction("b", True, True, 0.5),
        "c": prediction("c", False, True, -1.0),
    },
    {"d": "only one label in micro-3"},
)


def test_las_is_the_mean_of_both_parts() -> None:
    assert las(ITEMS, JUDGED.predictions) == {"leaking": 0.5, "non_leaking": -1.0, "mean": -0.25}
    assert las(ITEMS[:2], JUDGED.predictions) == {"leaking": 0.5, "non_leaking": None, "mean": None}


def test_the_figures_by_hand() -> None:
    found = gains(ITEMS, JUDGED)
    assert (found["rationales"], found["judged"], found["leaking"]) == (4, 3, 2)
    assert (found["accuracy_text"], found["accuracy_question"]) == (0.6667, 0.6667)
    assert (found["mean_gain"], found["positive_gain"]) == (0.5, 0.6667)
    assert found["skipped"] == {"only one label in micro-3": 1}
    assert found["spaces"]["micro-3"]["judged"] == 0
    assert found["spaces"]["micro-3"]["mean_gain"] is None
    assert found["labels"]["emotion-8: anger"]["mean_gain"] == 1.25
    assert json.loads(json.dumps(found)) == found


def test_the_order_of_items_does_not_matter() -> None:
    items = make(120)
    assert digest(gains(items, cross_fit(items))) == digest(gains(items[::-1], cross_fit(items[::-1])))


def test_refusals_are_of_those_judged() -> None:
    rows = [(Check("blind/M1", "pass"), Check("blind/D4", "skipped")), (Check("blind/M1", "fail"),)]
    assert refusals(rows) == {
        "blind/D4": {"pass": 0, "fail": 0, "skipped": 1, "refusal_rate": None},
        "blind/M1": {"pass": 1, "fail": 1, "skipped": 0, "refusal_rate": 0.5},
    }


def test_turnout() -> None:
    rows = [(Vote("rules", "pass", "label"), Vote("m", "fail", "time")), (Vote("rules", "abstain", "label"),)]
    assert turnout(rows) == {
        "label/rules": {"pass": 1, "fail": 0, "abstain": 1},
        "time/m": {"pass": 0, "fail": 1, "abstain": 0},
    }
