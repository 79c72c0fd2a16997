"""Floor 2: metrics. Pure functions on label lists; each states its formula, its source and its edge cases.

Everywhere None (or an empty set) stands for an answer that could not be scored: it is wrong, never left out.
"""

from .labels import f1_macro, f1_weighted, recalls, uar, war
from .ordinal import acc2_neg_vs_nonneg, acc2_nonzero, mae, pearson
from .sets import exact_match, f1_macro_labels, f1_micro_labels, label_f1s, set_f1

__all__ = [
    "acc2_neg_vs_nonneg",
    "acc2_nonzero",
    "exact_match",
    "f1_macro",
    "f1_macro_labels",
    "f1_micro_labels",
    "f1_weighted",
    "label_f1s",
    "mae",
    "pearson",
    "recalls",
    "set_f1",
    "uar",
    "war",
]
