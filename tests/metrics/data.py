"""Samples for every metric, by the kind of answer it takes."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from emocfg.metrics import METRICS
from emocfg.metrics.metric import Metric
from emocfg.metrics.wheel import WHEEL_F1
from tests.metrics.coverage import draw

LABELS = ("anger", "fear", "joy", "sadness")
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "label": st.sampled_from(LABELS),
    "set": st.frozensets(st.sampled_from(LABELS)),
    "level": st.integers(-6, 6).map(lambda half: half / 2),
    "pair": st.sampled_from(("same", "different")),
    "word": st.frozensets(st.sampled_from(("angry", "rage", "scared", "sleepy", "proud"))),
    "score": st.integers(0, 4).map(lambda quarter: quarter / 4),
}
ALL: dict[str, Metric] = {**METRICS, "wheel_f1": WHEEL_F1}
BY_KIND = {
    "label": ("war", "uar", "f1_macro", "f1_weighted"),
    "set": ("f1_macro_labels", "f1_micro_labels", "f1_skew_normalised", "exact_match"),
    "level": ("acc2_nonzero", "acc2_neg_vs_nonneg", "acc5", "acc7", "mae", "rmse", "pearson", "ccc"),
    "pair": ("verification_accuracy",),
    "word": ("wheel_f1",),
    "score": ("mean",),
}
"""The metrics that take the same samples: one draw serves them all."""


def samples(kind: str) -> st.SearchStrategy[list[list[Any]]]:
    """Gold and answers, some of them None; for ``score`` the scores alone."""
    gold = KINDS[kind]
    if kind == "score":
        return st.lists(gold, min_size=1, max_size=12).map(lambda scores: [scores])
    pairs = st.lists(st.tuples(gold, st.one_of(st.none(), gold)), min_size=1, max_size=12)
    return pairs.map(lambda rows: [list(column) for column in zip(*rows, strict=True)])


_DRAWN = draw(np.random.default_rng(0), 40, 0.6)
DATA = (_DRAWN.gold, _DRAWN.predicted, _DRAWN.identities)
"""Gold, answers and identities of 40 persons with 25 clips each."""
