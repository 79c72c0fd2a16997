"""Floor 2: metrics. Each states its formula, its source and its edge cases.

Everywhere None (or an empty set) stands for an answer that could not be scored: it is wrong, never left out; only
errors and correlations of values, which have no number for it, are over what was answered. A metric is counts that add
up over samples and a formula of their sums (:class:`Metric`), so it can be resampled: :data:`METRICS` has them by name,
and ``METRICS["uar"].interval(gold, predicted, clusters=identities)`` is the interval of ``uar(gold, predicted)``.

``agreement`` (of raters) and ``wheel`` (free emotion words) are imported by name.
"""

from .captions import clue_overlap, label_overlap
from .dimensional import CCC, MAE, PEARSON, RMSE, ccc, mae, pearson, rmse
from .folds import pooled, pooled_uar, pooled_uf1
from .labels import F1_MACRO, F1_WEIGHTED, UAR, WAR, f1_macro, f1_weighted, recalls, uar, war
from .metric import MEAN, Metric, mean
from .ordinal import ACC2_NEG_VS_NONNEG, ACC2_NONZERO, ACC5, ACC7, acc2_neg_vs_nonneg, acc2_nonzero, acc5, acc7
from .pairs import VERIFICATION_ACCURACY, verification_accuracy
from .resample import Interval, cluster_interval, cluster_sums, resampled, standard_error
from .sets import (
    EXACT_MATCH,
    F1_MACRO_LABELS,
    F1_MICRO_LABELS,
    F1_SKEW_NORMALISED,
    exact_match,
    f1_macro_labels,
    f1_micro_labels,
    f1_skew_normalised,
    label_f1s,
    label_f1s_skew_normalised,
    set_f1,
)

METRICS: dict[str, Metric] = {
    "war": WAR,
    "uar": UAR,
    "f1_macro": F1_MACRO,
    "f1_weighted": F1_WEIGHTED,
    "verification_accuracy": VERIFICATION_ACCURACY,
    "f1_macro_labels": F1_MACRO_LABELS,
    "f1_micro_labels": F1_MICRO_LABELS,
    "f1_skew_normalised": F1_SKEW_NORMALISED,
    "exact_match": EXACT_MATCH,
    "acc2_nonzero": ACC2_NONZERO,
    "acc2_neg_vs_nonneg": ACC2_NEG_VS_NONNEG,
    "acc5": ACC5,
    "acc7": ACC7,
    "mae": MAE,
    "rmse": RMSE,
    "pearson": PEARSON,
    "ccc": CCC,
    "mean": MEAN,
}
"""Every metric of gold and answers, by name; ``mean`` takes per-sample scores alone."""

__all__ = [
    "METRICS",
    "Interval",
    "Metric",
    "acc2_neg_vs_nonneg",
    "acc2_nonzero",
    "acc5",
    "acc7",
    "ccc",
    "clue_overlap",
    "cluster_interval",
    "cluster_sums",
    "exact_match",
    "f1_macro",
    "f1_macro_labels",
    "f1_micro_labels",
    "f1_skew_normalised",
    "f1_weighted",
    "label_f1s",
    "label_f1s_skew_normalised",
    "label_overlap",
    "mae",
    "mean",
    "pearson",
    "pooled",
    "pooled_uar",
    "pooled_uf1",
    "recalls",
    "resampled",
    "rmse",
    "set_f1",
    "standard_error",
    "uar",
    "verification_accuracy",
    "war",
]
