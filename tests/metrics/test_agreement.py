"""Agreement coefficients: the worked examples of their papers, code of others, and the definitions by brute force."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from emocfg.metrics.agreement import (
    Level,
    Weights,
    alpha_of_coincidences,
    bootstrap,
    cohen_kappa,
    coincidences,
    fleiss_kappa,
    kappa_of_table,
    krippendorff_alpha,
)

NAN = math.nan
LABELS = ("low", "medium", "high")
PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=2, max_size=40)
RATINGS = st.integers(2, 5).flatmap(
    lambda raters: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=raters, max_size=raters), min_size=2, max_size=15
    )
)


def table(text: str) -> list[list[float]]:
    """Rows of ratings; a dot where there is none."""
    return [[NAN if cell == "." else float(cell) for cell in line.split()] for line in text.strip().splitlines()]


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: examples A (binary, two observers), B (nominal, two
# observers; a to e as 1 to 5) and C (four observers, missing ratings).
EXAMPLE_A = table("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0")
EXAMPLE_B = table("1 1 2 2 4 3 3 3 5 4 4 1\n2 1 2 2 2 3 3 3 5 4 4 4")
EXAMPLE_C = table("""
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
""")
# Ten subjects, fourteen raters, five categories: the worked example that textbooks and statsmodels use.
FLEISS = np.array(
    table("""
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
""")
)


@pytest.mark.parametrize(
    ("ratings", "level", "alpha"),
    [
        (EXAMPLE_A, "nominal", 0.095),
        (EXAMPLE_B, "nominal", 0.692),
        (EXAMPLE_C, "nominal", 0.743),
        (EXAMPLE_C, "ordinal", 0.815),
        (EXAMPLE_C, "interval", 0.849),
    ],
)
def test_alpha_of_krippendorffs_own_examples(ratings: list[list[float]], level: Level, alpha: float) -> None:
    assert krippendorff_alpha(ratings, level) == pytest.approx(alpha, abs=5e-4)


def test_fleiss_kappa_of_the_textbook_example() -> None:
    assert fleiss_kappa(FLEISS) == pytest.approx(0.210, abs=5e-4)


def test_fleiss_kappa_is_that_of_statsmodels() -> None:
    theirs = pytest.importorskip("statsmodels.stats.inter_rater")
    assert fleiss_kappa(FLEISS) == pytest.approx(float(theirs.fleiss_kappa(FLEISS)))


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
@given(pairs=PAIRS)
def test_kappa_is_that_of_sklearn(weights: Weights, pairs: list[tuple[str, str]]) -> None:
    first, second = map(list, zip(*pairs, strict=True))
    ours = cohen_kappa(first, second, order=LABELS, weights=weights)
    if len({*first, *second}) == 1:
        assert math.isnan(ours)
        return
    codes = [[LABELS.index(label) for label in side] for side in (first, second)]
    theirs = cohen_kappa_score(*codes, labels=[0, 1, 2], weights=None if weights == "none" else weights)
    assert ours == pytest.approx(theirs)


@given(RATINGS, st.sampled_from(["nominal", "interval", "ordinal"]))
def test_alpha_is_its_definition(rows: list[list[int | None]], level: Level) -> None:
    """1 - D_o / D_e by walking over every pair of ratings: inside units, and of all ratings that have a partner."""
    units = [[value for value in row if value is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    pooled = [value for unit in units for value in unit]

    def cost(a: int, b: int) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return float(a - b) ** 2
        low, high = sorted((a, b))
        between = sum(low <= value <= high for value in pooled)
        return (between - (pooled.count(a) + pooled.count(b)) / 2) ** 2

    n = len(pooled)
    observed = sum(2 * cost(a, b) / (len(u) - 1) for u in units for a, b in combinations(u, 2)) / n if n else 0.0
    expected = sum(2 * cost(a, b) for a, b in combinations(pooled, 2)) / (n * (n - 1)) if n else 0.0
    ours = krippendorff_alpha([[NAN if v is None else v for v in rater] for rater in zip(*rows, strict=True)], level)
    if expected:
        assert ours == pytest.approx(1 - observed / expected)
    else:
        assert math.isnan(ours)


@given(st.lists(st.lists(st.sampled_from(LABELS), min_size=3, max_size=3), min_size=2, max_size=20))
def test_alpha_is_fleiss_kappa_corrected_for_small_samples(rows: list[list[str]]) -> None:
    counts = np.array([[float(row.count(label)) for label in LABELS] for row in rows])
    kappa, alpha = fleiss_kappa(counts), alpha_of_coincidences(coincidences(counts).sum(axis=0), range(3))
    if math.isnan(kappa):
        assert math.isnan(alpha)
    else:
        assert alpha == pytest.approx(kappa + (1 - kappa) / counts.sum())


def test_a_unit_with_one_rating_changes_nothing() -> None:
    more = [[*rater, 5.0 if number == 0 else NAN] for number, rater in enumerate(EXAMPLE_C)]
    assert krippendorff_alpha(more) == pytest.approx(krippendorff_alpha(EXAMPLE_C))


def test_order_matters_to_weights_only() -> None:
    first, second = ["low", "low", "high", "medium"], ["low", "medium", "high", "high"]
    plain = cohen_kappa(first, second)
    assert plain == pytest.approx(cohen_kappa(first, second, order=LABELS))
    assert plain == pytest.approx(cohen_kappa(first, second, order=("medium", "high", "low")))
    near, far = (
        cohen_kappa(["low", "high"], ["low", other], order=LABELS, weights="linear") for other in LABELS[1::-1]
    )
    assert near > far


def test_what_cannot_be_computed_is_refused_or_nan() -> None:
    with pytest.raises(ValueError, match="order"):
        cohen_kappa(["low"], ["low"], weights="linear")
    with pytest.raises(ValueError, match="not among"):
        cohen_kappa(["low"], ["lower"], order=LABELS)
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa(np.array([[2.0, 0.0], [1.0, 0.0]]))
    with pytest.raises(ValueError, match="two or more"):
        fleiss_kappa(np.array([[1.0, 0.0]]))
    assert math.isnan(kappa_of_table(np.zeros((2, 2))))
    assert math.isnan(krippendorff_alpha([[1.0, NAN], [NAN, 2.0]]))
    assert math.isnan(krippendorff_alpha([[1.0, 1.0], [1.0, 1.0]]))
    assert all(map(math.isnan, bootstrap(np.ones((1, 2, 2)), kappa_of_table)))


def test_the_interval_of_clusters_is_wider_than_that_of_units_which_repeat_them() -> None:
    """Thirty people with ten equal clips each hold the information of thirty clips, not of three hundred."""
    draws = np.random.default_rng(0)
    person = np.zeros((30, 2, 2))
    person[np.arange(30), draws.integers(0, 2, 30), draws.integers(0, 2, 30)] = 10
    clips = np.repeat(person / 10, 10, axis=0)
    (low, high), (low_unit, high_unit) = bootstrap(person, kappa_of_table), bootstrap(clips, kappa_of_table)
    assert high - low > 2 * (high_unit - low_unit)
    assert low <= kappa_of_table(person.sum(axis=0)) <= high
    assert bootstrap(person, kappa_of_table) == (low, high)
    assert bootstrap(person, kappa_of_table, seed=1) != (low, high)
