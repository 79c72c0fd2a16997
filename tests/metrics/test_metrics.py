"""Metrics agree with scikit-learn where it has them, and cannot be gamed where a careless one could."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr
from sklearn import metrics as sk

from emocfg import metrics

LABELS = ("anger", "fear", "joy", "sadness")
PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=60)
SETS = st.frozensets(st.sampled_from(LABELS))
SET_PAIRS = st.lists(st.tuples(SETS, SETS), min_size=1, max_size=40)


@given(PAIRS)
def test_single_label_metrics_agree_with_sklearn(pairs: list[tuple[str, str]]) -> None:
    gold, predicted = map(list, zip(*pairs, strict=True))
    seen = sorted(set(gold))
    assert metrics.war(gold, predicted) == pytest.approx(sk.accuracy_score(gold, predicted))
    recall = sk.recall_score(gold, predicted, labels=seen, average="macro", zero_division=0)
    assert metrics.uar(gold, predicted) == pytest.approx(recall)
    for average, ours in (("macro", metrics.f1_macro), ("weighted", metrics.f1_weighted)):
        theirs = sk.f1_score(gold, predicted, labels=seen, average=average, zero_division=0)
        assert ours(gold, predicted) == pytest.approx(theirs)


@given(SET_PAIRS)
def test_multi_label_metrics_agree_with_sklearn(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    matrix = [np.array([[label in labels for label in LABELS] for labels in side]) for side in (gold, predicted)]
    seen = [i for i, label in enumerate(LABELS) if any(label in labels for labels in gold)]
    if seen:
        theirs = sk.f1_score(*matrix, labels=seen, average="macro", zero_division=0)
        assert metrics.f1_macro_labels(gold, predicted) == pytest.approx(theirs)
    micro = sk.f1_score(*matrix, average="micro", zero_division=0)
    assert metrics.f1_micro_labels(gold, predicted) == pytest.approx(micro)
    assert metrics.exact_match(gold, predicted) == pytest.approx(sk.accuracy_score(*matrix))


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=3, max_size=40))
def test_ordinal_metrics_agree_with_scipy(pairs: list[tuple[int, int]]) -> None:
    gold, predicted = [float(g) for g, _ in pairs], [float(p) for _, p in pairs]
    assert metrics.mae(gold, predicted) == pytest.approx(sk.mean_absolute_error(gold, predicted))
    if len(set(gold)) > 1 and len(set(predicted)) > 1:
        assert metrics.pearson(gold, predicted) == pytest.approx(pearsonr(gold, predicted).statistic)
    else:
        assert math.isnan(metrics.pearson(gold, predicted))


@given(PAIRS, st.data())
def test_dropping_an_answer_never_raises_a_score(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    gold, predicted = map(list, zip(*pairs, strict=True))
    place = data.draw(st.integers(0, len(gold) - 1))
    silent = [None if i == place else label for i, label in enumerate(predicted)]
    assert metrics.war(gold, silent) <= metrics.war(gold, predicted)
    assert metrics.uar(gold, silent) <= metrics.uar(gold, predicted) + 1e-12


@given(PAIRS)
def test_the_order_of_samples_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    for name in ("war", "uar", "f1_macro", "f1_weighted"):
        metric = getattr(metrics, name)
        forward, backward = (metric(*map(list, zip(*side, strict=True))) for side in (pairs, pairs[::-1]))
        assert forward == pytest.approx(backward)


def test_a_constant_answer_does_not_win() -> None:
    gold = ["joy"] * 90 + ["fear"] * 10
    assert metrics.war(gold, ["joy"] * 100) == 0.9
    assert metrics.uar(gold, ["joy"] * 100) == 0.5
    units = [{"AU12"}] * 5 + [{"AU4"}] * 95
    assert metrics.f1_macro_labels(units, [{"AU4"}] * 100) < 0.5


def test_macro_f1_is_not_the_harmonic_mean_of_means() -> None:
    gold, predicted = ["joy"] * 3 + ["fear"], ["joy", "joy", "fear", "fear"]
    precision, recall = (1 + 0.5) / 2, (2 / 3 + 1) / 2
    assert metrics.f1_macro(gold, predicted) == pytest.approx((0.8 + 2 / 3) / 2)
    assert metrics.f1_macro(gold, predicted) != pytest.approx(2 * precision * recall / (precision + recall))


def test_pooling_folds_differs_from_averaging_them() -> None:
    folds = [(["joy", "fear"], ["joy", "joy"]), (["joy", "joy"], ["joy", "fear"])]
    pooled = metrics.f1_macro(folds[0][0] + folds[1][0], folds[0][1] + folds[1][1])
    averaged = sum(metrics.f1_macro(*fold) for fold in folds) / 2
    assert pooled != pytest.approx(averaged)


def test_the_two_binary_sentiment_accuracies_differ() -> None:
    gold, predicted = [-1.0, 0.0, 2.0, 1.0], [-2.0, 1.0, 0.0, 3.0]
    assert metrics.acc2_nonzero(gold, predicted) == pytest.approx(2 / 3)
    assert metrics.acc2_neg_vs_nonneg(gold, predicted) == 1.0


@pytest.mark.parametrize(
    "metric", [metrics.war, metrics.uar, metrics.f1_macro, metrics.f1_weighted, metrics.f1_macro_labels]
)
def test_no_samples_score_zero(metric: object) -> None:
    assert metric([], []) == 0.0  # type: ignore[operator]
