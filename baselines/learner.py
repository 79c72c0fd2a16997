"""What baselines that learn share: one reader per kind of question, fitted to the training rows of that kind."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.model import Request
from emocfg.schema import TASKS, Sample, display

from .memory import Kind, Memory

Seen = list[str] | NDArray[np.float64]
"""What a baseline sees of several rows or requests: texts, or one row of features each."""


class View(Protocol):
    """A scikit-learn transformer from what is seen to rows of unit length (dense or sparse)."""

    def fit_transform(self, seen: Seen, /) -> NDArray[np.float64]:
        """Learn the view from training rows, and give them as seen by it."""
        ...

    def transform(self, seen: Seen, /) -> NDArray[np.float64]:
        """The same view of others."""
        ...


class Learner(ABC):
    """Answers a question by what the training rows of its kind looked like and were answered.

    Args:
        train: rows of the training split.
    """

    strength: ClassVar[float]
    """Inverse strength of the regression's L2 penalty, ``C`` in scikit-learn."""

    def __init__(self, train: Iterable[Sample]) -> None:
        self._memory = Memory(train)
        self._readers: dict[Kind, _Reader] = {}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The most probable option; all options above one half; or the answer to the most similar training row.

        The same for a request whatever it is asked together with: each is read alone, on one thread.
        """
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        places: dict[Kind, list[int]] = defaultdict(list)
        for place, request in enumerate(requests):
            places[self._memory.kind(request)].append(place)
        answers = [""] * len(requests)
        with threadpool_limits(limits=1):
            for kind, group in places.items():
                reader = self._reader(kind)
                for place in group:
                    answers[place] = reader.answer(requests[place], self._seen([requests[place]]))
        return answers

    @abstractmethod
    def _seen(self, asked: Sequence[Sample] | Sequence[Request]) -> Seen:
        """What the baseline sees of training rows or requests."""

    @abstractmethod
    def _view(self, rows: int) -> View:
        """A view that is not yet fitted.

        Args:
            rows: the number of training rows that it will be fitted to.
        """

    def _reader(self, kind: Kind) -> "_Reader":
        if kind not in self._readers:
            rows = self._memory.rows(kind)
            self._readers[kind] = _Reader(rows, self._seen(rows), self._view(len(rows)), self.strength)
        return self._readers[kind]


class _Reader:
    """One class-balanced logistic regression per label; for open answers, the nearest row by cosine."""

    def __init__(self, rows: list[Sample], seen: Seen, view: View, strength: float) -> None:
        self._rows, self._view = rows, view
        self._kind = TASKS[rows[0].task].kind
        self._points = view.fit_transform(seen)
        if self._kind != "open":
            self._fit(sorted({label for row in rows for label in row.labels}), strength)

    def _fit(self, labels: list[str], strength: float) -> None:
        from sklearn.linear_model import LogisticRegression

        self._labels = labels
        self._weights = np.zeros((self._points.shape[1], len(labels)))
        self._bias = np.full(len(labels), np.inf)  # a label that every row has is certain
        for column, label in enumerate(labels):
            held = [label in row.labels for row in self._rows]
            if not all(held):
                one = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced").fit(self._points, held)
                self._weights[:, column], self._bias[column] = one.coef_[0], one.intercept_[0]

    def answer(self, request: Request, seen: Seen) -> str:
        """The answer to one request; ``seen`` is what the baseline sees of it."""
        from sklearn.utils.extmath import safe_sparse_dot

        point = self._view.transform(seen)
        if self._kind == "open":
            similarity = safe_sparse_dot(self._points, point.T, dense_output=True)
            return self._rows[int(similarity.argmax())].answer
        logits: NDArray[np.float64] = (point @ self._weights)[0] + self._bias
        chances = dict(zip(self._labels, logits, strict=True))
        if self._kind == "single":
            return display(max(request.options, key=lambda option: chances.get(option, -np.inf)))
        return ", ".join(display(option) for option in request.options if chances.get(option, -np.inf) > 0) or "none"
