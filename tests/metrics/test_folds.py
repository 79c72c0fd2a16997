"""Leave-one-subject-out scores are of pooled predictions; a mean over folds is another number, and refused."""

from typing import Any

import pytest
from sklearn.metrics import f1_score, recall_score

from emocfg.metrics import METRICS, f1_macro, pooled, pooled_uar, pooled_uf1

# Three subjects of a CASME II-like set; no subject shows every class.
FOLDS = {
    "s1": (["negative"] * 4 + ["positive"], ["negative"] * 4 + ["negative"]),
    "s2": (["positive"] * 2 + ["surprise"], ["positive"] * 2 + ["positive"]),
    "s3": (["surprise"] * 3, ["surprise"] * 2 + ["negative"]),
}


def test_the_mean_over_folds_is_not_the_uf1() -> None:
    """F1s of folds: (8/9 + 0)/2, (4/5 + 0)/2 and 4/5; pooled: 8/10, 4/6 and 4/6."""
    mean_of_folds = sum(f1_macro(gold, predicted) for gold, predicted in FOLDS.values()) / 3
    assert mean_of_folds == pytest.approx((4 / 9 + 2 / 5 + 4 / 5) / 3)
    assert pooled_uf1(FOLDS) == pytest.approx((8 / 10 + 4 / 6 + 4 / 6) / 3)


def test_pooled_scores_are_those_of_sklearn_on_all_samples() -> None:
    gold, predicted, subjects = pooled(FOLDS)
    assert pooled_uf1(FOLDS) == pytest.approx(f1_score(gold, predicted, average="macro"))
    assert pooled_uar(FOLDS) == pytest.approx(recall_score(gold, predicted, average="macro"))
    assert subjects == ["s1"] * 5 + ["s2"] * 3 + ["s3"] * 3
    found = METRICS["f1_macro"].interval(gold, predicted, clusters=subjects)
    assert (found.clusters, found.low <= pooled_uf1(FOLDS) <= found.high) == (3, True)


@pytest.mark.parametrize(
    "scores", [[0.7, 0.6], {"s1": 0.7, "s2": 0.6}, {"s1": (0.7, 0.6)}, {"s1": ("joy", "joy")}, {"s1": ()}]
)
@pytest.mark.parametrize("metric", [pooled_uf1, pooled_uar])
def test_scores_of_folds_are_refused(metric: Any, scores: object) -> None:
    with pytest.raises(TypeError, match="pass predictions"):
        metric(scores)
