"""Sentiment given as a number: the owners' scales, their sign, and their degrees. Each rule is named and cited."""

from bisect import bisect_left
from dataclasses import dataclass

from emocfg.core import EmoCfgError

from .labels import SPACES

COMMON = 3.0
"""The limit of the scale that ``Person.valence`` is on: -3 to 3."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of sentiment.

    Attributes:
        scheme: how observations name it.
        limit: values lie in [-limit, limit].
        neutral: half the width of the neutral interval; (-neutral, neutral] is neutral, or 0 alone if it is 0.
        degrees: the label space of its degrees.
        citation: where the rules come from.
    """

    scheme: str
    limit: float
    neutral: float
    degrees: str
    citation: str

    def read(self, text: str, *, where: str) -> float:
        """The number in an owner's cell; E302 if there is none or it leaves the scale."""
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not abs(value) <= self.limit or "_" in text:  # Python would read 1_0 as ten
            raise EmoCfgError(
                "E302",
                f"{text[:40]!r} is not a score of {self.scheme}",
                where=where,
                fix=f"a number from {-self.limit:g} to {self.limit:g}",
            )
        return value

    def sign(self, value: float) -> str:
        """The ``sentiment-3`` label.

        >>> SCALES["ch-sims/score"].sign(-0.1), SCALES["ch-sims/score"].sign(0.1), SCALES["mosi/score"].sign(0.2)
        ('negative', 'neutral', 'positive')
        """
        if self.neutral and -self.neutral < value <= self.neutral:
            return "neutral"
        return "neutral" if value == 0 else "positive" if value > 0 else "negative"

    def common(self, value: float) -> float:
        """The value on the common scale of -3 to 3."""
        return round(value * COMMON / self.limit, 4) + 0.0


SCALES: dict[str, Scale] = {
    scale.scheme: scale
    for scale in (
        Scale("mosi/score", 3.0, 0.0, "sentiment-7", "CMU-MOSI (Zadeh et al. 2016)"),
        Scale("mosei/score", 3.0, 0.0, "sentiment-7", "CMU-MOSEI (Zadeh et al., ACL 2018)"),
        Scale("ch-sims/score", 1.0, 0.1, "sentiment-5", "CH-SIMS (Yu et al., ACL 2020), cuts of MMSA metricsTop"),
    )
}

_CUTS_5 = tuple(COMMON * cut for cut in (-0.7, -0.1, 0.1, 0.7))


def sentiment_level(valence: float, space: str = "sentiment-7") -> str:
    """The degree of a sentiment.

    Args:
        valence: on the common scale of -3 to 3.
        space: ``sentiment-7``, rounded half to even and clipped, as MMSA computes its seven-class accuracy
            (``np.round``); ``sentiment-5``, the five-class cuts of CH-SIMS at -0.7, -0.1, 0.1 and 0.7 of its scale,
            intervals open on the left (MMSA ``metricsTop``; Yu et al., ACL 2020).

    >>> sentiment_level(-3.0), sentiment_level(0.5), sentiment_level(1.5)
    ('highly_negative', 'neutral', 'positive')
    >>> sentiment_level(-2.4, "sentiment-5"), sentiment_level(0.3, "sentiment-5"), sentiment_level(0.6, "sentiment-5")
    ('negative', 'neutral', 'weakly_positive')
    """
    labels = SPACES[space].labels
    if space == "sentiment-5":
        return labels[bisect_left([round(cut, 4) for cut in _CUTS_5], round(valence, 4))]
    return labels[max(-3, min(3, round(valence))) + 3]
