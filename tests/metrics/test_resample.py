"""Intervals: identities are the unit, the same code scores and resamples, and nothing is certain for want of errors."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.metrics import METRICS, cluster_interval, cluster_sums, mean, resample, resampled, standard_error
from emocfg.metrics.metric import MEAN
from tests.metrics.coverage import coverage
from tests.metrics.data import ALL, BY_KIND, DATA, samples


@pytest.mark.parametrize("kind", BY_KIND)
@given(data=st.data())
def test_a_weighted_sum_scores_like_samples_that_are_repeated(kind: str, data: st.DataObject) -> None:
    """A draw of the bootstrap is the metric of the samples it drew: all of them once gives the headline."""
    columns = data.draw(samples(kind))
    times = data.draw(st.lists(st.integers(0, 2), min_size=len(columns[0]), max_size=len(columns[0])))
    repeated = [[value for value, n in zip(column, times, strict=True) for _ in range(n)] for column in columns]
    weights = np.array([times, [1] * len(times)], dtype=float)
    for metric in (ALL[name] for name in BY_KIND[kind]):
        counts = metric.counts(*columns)
        values = metric.value(weights @ counts)
        for value, expected in zip(values, (metric(*repeated), metric(*columns)), strict=True):
            assert value == pytest.approx(expected, abs=1e-6, nan_ok=True)
        assert metric.value(np.ones((3, 2, counts.shape[1]))).shape == (3, 2)


@pytest.mark.parametrize("kind", BY_KIND)
@given(data=st.data())
def test_an_interval_holds_the_value_and_does_not_depend_on_order(kind: str, data: st.DataObject) -> None:
    columns = data.draw(samples(kind))
    people = data.draw(st.lists(st.sampled_from("abcde"), min_size=len(columns[0]), max_size=len(columns[0])))
    for metric in (ALL[name] for name in BY_KIND[kind]):
        found = metric.interval(*columns, clusters=people, replicates=30)
        backward = metric.interval(*(column[::-1] for column in columns), clusters=people[::-1], replicates=30)
        assert backward.rule == found.rule
        assert math.isnan(found.low) == (found.rule == "none")
        if found.rule != "none":
            assert metric.limits[0] <= found.low <= metric(*columns) <= found.high <= metric.limits[1]
            assert (backward.low, backward.high) == pytest.approx((found.low, found.high), abs=1e-6)


def test_the_standard_error_is_the_analytic_one_of_a_mean() -> None:
    """Not divided by sqrt(replicates), as lighteval's was: that is 63 times too small here."""
    values = np.random.default_rng(0).beta(2, 2, 400).tolist()
    analytic = float(np.std(values, ddof=1)) / math.sqrt(len(values))
    names = [str(number) for number in range(len(values))]
    found = MEAN.interval(values, clusters=names, replicates=4000)
    draws = resampled(cluster_sums(MEAN.counts(values), names), MEAN.value, replicates=4000)
    assert found.standard_error == pytest.approx(analytic, rel=0.05)
    assert standard_error(draws) == pytest.approx(analytic, rel=0.05)
    assert math.isnan(standard_error(draws[:1]))


def test_the_seed_alone_decides_the_draws() -> None:
    gold, predicted, people = DATA
    one, other = (METRICS["uar"].interval(gold, predicted, clusters=people, seed=seed) for seed in (0, 1))
    assert one == METRICS["uar"].interval(gold, predicted, clusters=people, seed=0)
    assert one != other
    assert one.low == pytest.approx(other.low, abs=0.02)


def test_draws_do_not_depend_on_how_many_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gold, predicted, people = DATA
    metric = METRICS["f1_macro"]
    sums = cluster_sums(metric.counts(gold, predicted), people)
    at_once = resampled(sums, metric.value, replicates=100)
    monkeypatch.setattr(resample, "_CELLS", 7 * max(sums.shape))
    assert np.array_equal(at_once, resampled(sums, metric.value, replicates=100))


def test_two_models_are_drawn_alike_so_that_their_difference_is_paired() -> None:
    """A model that answers one more sample of each person right is ahead in every draw."""
    people = [str(number) for number in range(40) for _ in range(5)]
    worse = [[float(place < number % 4) for place in range(5)] for number in range(40)]
    better = [
        [value or float(place == number % 4) for place, value in enumerate(row)] for number, row in enumerate(worse)
    ]
    draws = [
        resampled(cluster_sums(MEAN.counts([v for row in rows for v in row]), people), MEAN.value, replicates=200)
        for rows in (worse, better)
    ]
    assert np.allclose(draws[1] - draws[0], 0.2)
    assert draws[0].std() > 0.01


@pytest.mark.parametrize("name", ["war", "uar", "f1_macro", "f1_weighted"])
def test_an_oracle_is_not_certain(name: str) -> None:
    """40 persons without an error leave room for some: Wilson's interval of 40 out of 40, with t for z."""
    gold, _, people = DATA
    found = METRICS[name].interval(gold, gold, clusters=people)
    t = 2.0227
    assert (found.low, found.high) == pytest.approx((40 / (40 + t**2), 1.0), abs=1e-4)
    assert found.rule == "no error"
    assert "nothing was ever wrong" in resample.RULES[found.rule]
    mute = METRICS[name].interval(gold, [None] * len(gold), clusters=people)
    assert (mute.low, mute.high) == pytest.approx((0.0, 1 - found.low))


def test_a_constant_answer_has_the_same_uar_in_every_draw() -> None:
    gold = ["joy", "fear"] * 40
    found = METRICS["uar"].interval(gold, ["joy"] * 80, clusters=[str(place // 2) for place in range(80)])
    assert (found.low, found.high, found.rule) == (0.5, 0.5, "constant")


@pytest.mark.parametrize(("people", "optimistic"), [(29, True), (30, False)])
def test_few_identities_are_said_to_be_few(people: int, optimistic: bool) -> None:
    found = MEAN.interval([0.2, 0.8] * people, clusters=[str(place // 2) for place in range(2 * people)])
    assert (found.clusters, found.optimistic) == (people, optimistic)


def test_one_identity_has_no_interval() -> None:
    found = MEAN.interval([0.2, 0.8], clusters=["a", "a"])
    assert math.isnan(found.low) and math.isnan(found.standard_error)
    assert (found.clusters, found.rule, found.optimistic) == (1, "none", True)


def test_a_metric_without_limits_gets_percentiles_that_widen_with_fewer_identities() -> None:
    errors = np.random.default_rng(0).exponential(1.0, 200)
    widths = []
    for count in (5, 100):
        gold, predicted = [0.0] * count, errors[:count].tolist()
        found = METRICS["mae"].interval(gold, predicted, clusters=[str(place) for place in range(count)])
        assert (found.rule, found.low >= 0.0) == ("percentile", True)
        widths.append((found.high - found.low) / found.standard_error)
    assert widths[0] > 1.2 * widths[1]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), min_size=1, max_size=20))
def test_sums_are_per_cluster_in_order_of_names(rows: Sequence[tuple[str, int]]) -> None:
    names, values = [name for name, _ in rows], np.array([[float(value)] for _, value in rows])
    expected = [sum(value for name, value in rows if name == wanted) for wanted in sorted(set(names))]
    assert cluster_sums(values, names)[:, 0].tolist() == expected


def test_every_sample_needs_a_cluster() -> None:
    with pytest.raises(ValueError, match="clusters of 1"):
        cluster_interval(np.ones((2, 2)), ["a"], MEAN.value)


def test_no_samples_have_no_interval_and_a_mean_of_zero() -> None:
    empty: list[Any] = []
    assert mean(empty) == 0.0
    assert MEAN.interval(empty, clusters=empty).rule == "none"


def test_intervals_of_identities_hold_the_truth_and_those_of_clips_do_not() -> None:
    """As ``tests/metrics/coverage.py``, smaller: 100 sets, so that 0.95 is measured within 0.04."""
    found = coverage(20, sets=100, replicates=300, names=("uar",))
    assert found["uar", "clips"][0] < 0.8
    assert 0.9 <= found["uar", "ours"][0] <= 1.0
    assert found["uar", "ours"][1] > found["uar", "percentile"][1] > found["uar", "clips"][1]
