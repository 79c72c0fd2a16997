"""Metrics agree with scikit-learn where it has them, and cannot be gamed where a careless one could."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr
from sklearn import metrics as sk

from emocfg import metrics
from emocfg.core import EmoCfgError
from emocfg.metrics.ordinal import round_half_away

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


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from((*LABELS, "", "none of them"))), min_size=1))
def test_no_answer_and_a_label_that_no_gold_has_are_wrong_as_in_sklearn(pairs: list[tuple[str, str]]) -> None:
    """For scikit-learn "" is a label of its own, which is not among those averaged."""
    gold, theirs = map(list, zip(*pairs, strict=True))
    ours = [answer or None for answer in theirs]
    seen = sorted(set(gold))
    assert metrics.war(gold, ours) == pytest.approx(sk.accuracy_score(gold, theirs))
    recall = sk.recall_score(gold, theirs, labels=seen, average=None, zero_division=0)
    assert list(metrics.recalls(gold, ours).values()) == pytest.approx(recall)
    for average, metric in (("macro", metrics.f1_macro), ("weighted", metrics.f1_weighted)):
        expected = sk.f1_score(gold, theirs, labels=seen, average=average, zero_division=0)
        assert metric(gold, ours) == pytest.approx(expected)


FLOATS = st.floats(-100, 100, allow_subnormal=False).map(lambda value: round(value, 3))


@given(st.lists(st.tuples(FLOATS, FLOATS), min_size=2, max_size=40), st.sampled_from((0.0, 1e6)))
def test_errors_and_correlations_are_those_of_sklearn_scipy_and_lin(
    pairs: list[tuple[float, float]], offset: float
) -> None:
    """An offset of both sides changes none, though squares of large numbers have no digits left for differences."""
    gold, predicted = ([value + offset for value in side] for side in zip(*pairs, strict=True))
    assert metrics.rmse(gold, predicted) == pytest.approx(math.sqrt(sk.mean_squared_error(gold, predicted)))
    g, p = np.array(gold), np.array(predicted)
    if g.std() > 0.01 and p.std() > 0.01:
        assert metrics.pearson(gold, predicted) == pytest.approx(pearsonr(g, p).statistic, abs=1e-6)
        lin = 2 * np.cov(g, p, ddof=0)[0, 1] / (g.var() + p.var() + (g.mean() - p.mean()) ** 2)
        assert metrics.ccc(gold, predicted) == pytest.approx(lin, abs=1e-6)


@pytest.mark.parametrize("constant", [0.1, 1 / 3, 2.0, -1e6])
def test_a_side_that_does_not_vary_has_no_pearson_and_a_ccc_of_zero(constant: float) -> None:
    varied, flat = [0.1, 0.7, -0.2], [constant] * 3
    assert math.isnan(metrics.pearson(varied, flat)) and math.isnan(metrics.pearson(flat, varied))
    assert metrics.ccc(varied, flat) == metrics.ccc(flat, varied) == 0.0
    assert math.isnan(metrics.ccc(flat, flat))


@pytest.mark.parametrize(
    ("gold", "predicted", "f1s"),
    [
        (["joy"], [None], {"joy": 0.0}),  # never claimed: precision is 0/0, F1 is 0
        (["joy"], ["fear"], {"joy": 0.0}),  # a label that no gold has is not averaged
        (["joy", "fear"], ["joy", "joy"], {"fear": 0.0, "joy": 2 / 3}),
        ([], [], {}),
    ],
)
def test_what_is_divided_by_zero_is_zero(gold: list[str], predicted: list[str | None], f1s: dict[str, float]) -> None:
    sets = [{label} for label in gold], [{label} if label else None for label in predicted]
    assert metrics.label_f1s(*sets) == pytest.approx(f1s)
    mean = sum(f1s.values()) / len(f1s) if f1s else 0.0
    assert metrics.f1_macro(gold, predicted) == metrics.f1_macro_labels(*sets) == pytest.approx(mean)


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


def test_the_two_binary_sentiment_accuracies_differ() -> None:
    gold, predicted = [-1.0, 0.0, 2.0, 1.0], [-2.0, 1.0, 0.0, 3.0]
    assert metrics.acc2_nonzero(gold, predicted) == pytest.approx(2 / 3)
    assert metrics.acc2_neg_vs_nonneg(gold, predicted) == 1.0


def test_a_mean_of_per_sample_f1_would_reward_a_constant_answer() -> None:
    """What VidEmo's evaluation averages, against the mean over labels: the frequent units alone earn little here."""
    common, rare = [{"AU12", "AU25"}] * 45, [{f"AU{code}"} for code in (1, 2, 4, 9, 15)]
    gold = common + rare
    constant = [{"AU12", "AU25"}] * 50
    per_sample = sum(metrics.set_f1(g, p) for g, p in zip(gold, constant, strict=True)) / 50
    assert per_sample == pytest.approx(0.9)
    assert metrics.f1_macro_labels(gold, constant) < 0.3


@pytest.mark.parametrize("positives", [1, 10, 50, 99])
def test_always_claiming_a_label_gets_two_thirds_of_skew_normalised_f1(positives: int) -> None:
    gold = [{"AU1"}] * positives + [set[str]()] * (100 - positives)
    assert metrics.f1_skew_normalised(gold, [{"AU1"}] * 100) == pytest.approx(2 / 3)
    assert metrics.f1_macro_labels(gold, [{"AU1"}] * 100) == pytest.approx(2 * positives / (100 + positives))


@given(SET_PAIRS)
def test_skew_normalised_f1_is_f1_with_samples_weighted_to_balance(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    for label, ours in metrics.label_f1s_skew_normalised(gold, predicted).items():
        true, said = (np.array([label in labels for labels in side]) for side in (gold, predicted))
        if true.all():
            assert ours == pytest.approx(sk.f1_score(true, said))
        else:
            weights = np.where(true, 1 / true.sum(), 1 / (~true).sum())
            assert ours == pytest.approx(sk.f1_score(true, said, sample_weight=weights, zero_division=0))


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        *((0.5, 1), (-0.5, -1), (1.5, 2), (2.5, 3), (-1.5, -2), (-2.5, -3), (0.49999999999999994, 0), (0.0, 0)),
        *((2.4999, 2), (-0.4999, 0), (1.0, 1), (2.6, 3)),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, whole: int) -> None:
    """numpy.round would make 0.5 neutral, 2.5 a 2 and, as MMSA does, -1.5 and -2.5 one class."""
    assert round_half_away(np.array([value])).tolist() == [whole]
    assert metrics.acc7([float(whole)], [value]) == 1.0
    others = [float(other) for other in range(-3, 4) if other != whole]
    assert metrics.acc7(others, [value] * 6) == 0.0


@given(st.lists(st.tuples(st.integers(-30, 30), st.one_of(st.none(), st.integers(-60, 60))), min_size=1))
def test_accuracies_of_classes_are_clip_round_compare(pairs: list[tuple[int, int | None]]) -> None:
    """In tenths, with the decimal arithmetic of the standard library."""
    gold, predicted = [g / 10 for g, _ in pairs], [None if p is None else p / 10 for _, p in pairs]

    def level(tenths: int, limit: int) -> int:
        clipped = Decimal(max(-10 * limit, min(10 * limit, tenths))) / 10
        return int(clipped.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    for metric, limit in ((metrics.acc5, 2), (metrics.acc7, 3)):
        right = sum(p is not None and level(g, limit) == level(p, limit) for g, p in pairs)
        assert metric(gold, predicted) == pytest.approx(right / len(pairs))


def test_verification_knows_two_labels() -> None:
    gold = ["same", "same", "same", "different"]
    assert metrics.verification_accuracy(gold, ["same"] * 4) == 0.75
    assert metrics.uar(gold, ["same"] * 4) == 0.5
    for sides in ((["same"], ["yes"]), (["Same"], ["same"])):
        with pytest.raises(EmoCfgError, match="E201"):
            metrics.verification_accuracy(*sides)
