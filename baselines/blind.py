"""Blind: learns from the training split to answer from the text alone, without the video.

What it gets above majority is what the text gives away: a benchmark in which blind is good does not measure seeing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.model import Request, Sight
from emocfg import __version__
from emocfg.schema import Sample

from .learner import Learner, View


class Blind(Learner):
    """TF-IDF of the question, dialogue included, and class-balanced logistic regression.

    Open answers are those of the training question most like the one asked.
    """

    name = "blind"
    sees: Sight = "nothing"
    batch = 64
    strength = 1.0

    def describe(self) -> Mapping[str, Any]:
        """The name and the library that fits it."""
        import sklearn

        return {"baseline": self.name, "emocfg": __version__, "scikit-learn": sklearn.__version__}

    def _seen(self, asked: Sequence[Sample] | Sequence[Request]) -> list[str]:
        return [one.question for one in asked]

    def _view(self, rows: int) -> View:
        from sklearn.feature_extraction.text import TfidfVectorizer

        words: View = TfidfVectorizer(ngram_range=(1, 2))
        return words
