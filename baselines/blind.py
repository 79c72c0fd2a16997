"""Blind: learns from the training split to answer from the text alone, without the video.

What it gets above majority is what the text gives away: a benchmark in which blind is good does not measure seeing.
"""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.model import Request, Sight
from emocfg import __version__
from emocfg.schema import TASKS, Sample, display

from .memory import Kind, Memory


class Blind:
    """TF-IDF of the question, dialogue included, and class-balanced logistic regression.

    Open answers are those of the training question most like the one asked.
    """

    name = "blind"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, train: Iterable[Sample]) -> None:
        self._memory = Memory(train)
        self._readers: dict[Kind, _Reader] = {}

    def describe(self) -> Mapping[str, Any]:
        """The name and the library that fits it."""
        import sklearn

        return {"baseline": self.name, "emocfg": __version__, "scikit-learn": sklearn.__version__}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The answers that the texts suggest."""
        places: dict[Kind, list[int]] = defaultdict(list)
        for place, request in enumerate(requests):
            places[self._memory.kind(request)].append(place)
        answers = [""] * len(requests)
        for kind, group in places.items():
            read = self._reader(kind).answer([requests[place] for place in group])
            for place, answer in zip(group, read, strict=True):
                answers[place] = answer
        return answers

    def _reader(self, kind: Kind) -> "_Reader":
        if kind not in self._readers:
            self._readers[kind] = _Reader(self._memory.rows(kind))
        return self._readers[kind]


class _Reader:
    """What the text of one kind of question tells about its answer."""

    def __init__(self, rows: list[Sample]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.preprocessing import MultiLabelBinarizer

        self._rows = rows
        self._kind = TASKS[rows[0].task].kind
        self._words = TfidfVectorizer(ngram_range=(1, 2))
        self._texts = self._words.fit_transform([row.question for row in rows])
        if self._kind != "open":
            labels = MultiLabelBinarizer()
            held = labels.fit_transform([row.labels for row in rows])
            self._labels = list(labels.classes_)
            with warnings.catch_warnings(action="ignore", category=UserWarning):  # a label that every row has is fine
                one = LogisticRegression(max_iter=1000, class_weight="balanced")
                self._fit = OneVsRestClassifier(one).fit(self._texts, held)

    def answer(self, requests: Sequence[Request]) -> list[str]:
        """The most probable label, all labels above one half, or the answer to the most similar question."""
        texts = self._words.transform([request.question for request in requests])
        if self._kind == "open":
            similarity: NDArray[np.float64] = (texts @ self._texts.T).toarray()
            return [self._rows[int(best)].answer for best in similarity.argmax(axis=1)]
        return [
            self._choose(request, dict(zip(self._labels, chances, strict=True)))
            for request, chances in zip(requests, self._fit.predict_proba(texts), strict=True)
        ]

    def _choose(self, request: Request, chances: dict[str, float]) -> str:
        if self._kind == "single":
            return display(max(request.options, key=lambda option: chances.get(option, 0.0)))
        return ", ".join(display(option) for option in request.options if chances.get(option, 0.0) > 0.5) or "none"
