"""What holds of every metric: order and names do not matter, silence never pays, no samples score nothing."""

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emocfg.metrics.metric import Metric
from tests.metrics.data import ALL, BY_KIND, LABELS, samples

KINDS = [kind for kind in BY_KIND if kind != "score"]
VALUES = ("mae", "rmse", "pearson", "ccc")
F1S = ("f1_macro", "f1_weighted", "f1_macro_labels", "f1_micro_labels", "f1_skew_normalised", "wheel_f1")


def metrics(kind: str, but: tuple[str, ...] = ()) -> list[Metric]:
    return [ALL[name] for name in BY_KIND[kind] if name not in but]


def test_every_metric_is_tested() -> None:
    assert sorted(ALL) == sorted(name for names in BY_KIND.values() for name in names)


@pytest.mark.parametrize("kind", BY_KIND)
@given(data=st.data())
def test_the_order_of_samples_does_not_matter(kind: str, data: st.DataObject) -> None:
    columns = data.draw(samples(kind))
    order = data.draw(st.permutations(range(len(columns[0]))))
    shuffled = [[column[place] for place in order] for column in columns]
    for metric in metrics(kind):
        assert metric(*shuffled) == pytest.approx(metric(*columns), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("kind", ["label", "set"])
@given(data=st.data(), names=st.permutations(LABELS))
def test_the_names_of_labels_do_not_matter(kind: str, data: st.DataObject, names: list[str]) -> None:
    """Also not which of them sorts first."""
    new = dict(zip(LABELS, names, strict=True))

    def renamed(value: str | frozenset[str] | None) -> str | frozenset[str] | None:
        return new[value] if isinstance(value, str) else value and frozenset(new[label] for label in value)

    columns = data.draw(samples(kind))
    others = [[renamed(value) for value in column] for column in columns]
    for metric in metrics(kind):
        assert metric(*others) == pytest.approx(metric(*columns))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_no_answer_is_never_better_than_an_answer(kind: str, data: st.DataObject) -> None:
    """An F1 may be: a wrong answer is a false positive as well. Yet no answer is never better than the right one."""
    gold, predicted = data.draw(samples(kind))
    place = data.draw(st.integers(0, len(gold) - 1))
    silent, right = ([answer if i == place else p for i, p in enumerate(predicted)] for answer in (None, gold[place]))
    for metric in metrics(kind, but=(*VALUES, *F1S)):
        assert metric(gold, silent) <= metric(gold, predicted) + 1e-12
    for metric in metrics(kind, but=VALUES):
        assert metric(gold, silent) <= metric(gold, right) + 1e-12


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_silence_throughout_scores_zero_and_the_truth_one(kind: str, data: st.DataObject) -> None:
    gold, _ = data.draw(samples(kind))
    for metric in metrics(kind, but=VALUES):
        assert metric(gold, [None] * len(gold)) == 0.0
    assume(any(gold))  # a metric of labels is 0.0 where no gold has one
    for metric in metrics(kind, but=VALUES):
        assert metric(gold, gold) == pytest.approx(1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_no_samples_score_nothing(kind: str) -> None:
    assert [metric([], []) for metric in metrics(kind, but=VALUES)] == [0.0] * len(metrics(kind, but=VALUES))
    assert all(math.isnan(ALL[name]([], [])) for name in VALUES)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_too_many_is_an_error(kind: str) -> None:
    answers: list[Any] = ["same" if kind == "pair" else None]
    for metric in metrics(kind):
        with pytest.raises(ValueError, match=r"answers|zip\(\)"):
            metric([], answers)
