"""A bag-of-words reader: words and word pairs, weighted by TF-IDF, into a logistic regression.

Hashing needs no vocabulary, so nothing of a test text can enter the model. Words that too few training texts have are
dropped. Fitting is deterministic: L-BFGS from zero on one thread, on rows in a given order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

Labels: TypeAlias = tuple[str, ...]
Counts: TypeAlias = Any
"""A scipy CSR matrix (n, FEATURES) of word counts; scipy has no types that mypy knows."""

FEATURES = 2**20
MIN_TEXTS = 2
MAX_WORDS = 20_000
"""At most so many words and pairs, those of most training texts; ties go to the lower hash."""
C = 2.0
"""Inverse strength of the L2 penalty, in scikit-learn's sense. Texts that tell nothing gain -0.05 nats; at 10, -0.2."""
_STEPS, _TOLERANCE = 100, 1e-3
_LEAST = 1e-6
"""Probabilities are kept this far from 0 and 1: one text alone never decides a mean of logarithms."""


@dataclass(frozen=True, slots=True)
class TextModel:
    """A fitted reader of one label space.

    Attributes:
        labels: what it can read, sorted.
        several: True if texts may have several labels: then one yes-or-no decision per label, independently (binary
            relevance); else one choice among all (multinomial).
        columns: which hashed words it knows.
        idf: their inverse document frequencies, log((1 + n) / (1 + df)) + 1.
        estimators: one multinomial, or one per label; None for a label that all training texts have.
    """

    labels: Labels
    several: bool
    columns: NDArray[np.int64]
    idf: NDArray[np.float64]
    estimators: "tuple[LogisticRegression | None, ...]"

    def probabilities(self, texts: Counts) -> NDArray[np.float64]:
        """(n, labels) probabilities of counted texts, clipped to [1e-6, 1 - 1e-6]."""
        rows = _weighted(texts, self.columns, self.idf)
        ones = np.ones((rows.shape[0], 1))
        parts = [ones if one is None else one.predict_proba(rows) for one in self.estimators]
        found = np.hstack([part[:, -1:] for part in parts]) if self.several else parts[0]
        clipped: NDArray[np.float64] = np.clip(found, _LEAST, 1 - _LEAST)
        return clipped

    def known(self, texts: Counts) -> NDArray[np.bool_]:
        """(n,) whether a text has any word that the model knows."""
        has: NDArray[np.bool_] = np.diff(texts[:, self.columns].indptr) > 0
        return has


def count(texts: Sequence[str]) -> Counts:
    """(n, FEATURES) how often each hashed word and pair of neighbours occurs in each text."""
    from sklearn.feature_extraction.text import HashingVectorizer

    hashing = HashingVectorizer(ngram_range=(1, 2), n_features=FEATURES, alternate_sign=False, norm=None)
    return hashing.transform(texts)


def fit(texts: Counts, labels: Sequence[Labels], *, several: bool) -> TextModel:
    """Fit a reader to counted texts; there must be at least two label sets.

    TF-IDF: (1 + log tf) * idf, rows scaled to length 1 (Salton & Buckley 1988, in scikit-learn's smoothed form).
    """
    names = sorted({label for one in labels for label in one})
    df = np.bincount(texts.indices, minlength=FEATURES)
    frequent = np.flatnonzero(df >= MIN_TEXTS)
    columns = np.sort(frequent[np.argsort(-df[frequent], kind="stable")][:MAX_WORDS])
    if not columns.size:  # nothing to read: one word that nobody uses leaves the regression its base rates
        columns = np.array([0])
    idf = np.log((1 + texts.shape[0]) / (1 + df[columns])) + 1.0
    rows = _weighted(texts, columns, idf)
    if several:
        estimators = tuple(_regress(rows, [int(name in one) for one in labels]) for name in names)
    else:
        estimators = (_regress(rows, [one[0] for one in labels]),)
    return TextModel(tuple(names), several, columns, idf, estimators)


def _weighted(texts: Counts, columns: NDArray[np.int64], idf: NDArray[np.float64]) -> Counts:
    from scipy.sparse import diags_array
    from sklearn.preprocessing import normalize

    rows = texts[:, columns].astype(np.float64)
    rows.data = 1.0 + np.log(rows.data)
    return normalize(rows @ diags_array(idf), copy=False)


def _regress(rows: Counts, targets: Sequence[str] | Sequence[int]) -> "LogisticRegression | None":
    """The regression; None where all targets are alike."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    if len(set(targets)) < 2:
        return None
    with threadpool_limits(limits=1), warnings.catch_warnings():
        # stopping after so many steps is part of the definition of the reader, not a failure
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LogisticRegression(C=C, max_iter=_STEPS, tol=_TOLERANCE).fit(rows, targets)
