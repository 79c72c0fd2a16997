"""Cited maps between coding schemes and label spaces. A map never guesses: a label without an image gives None."""

from collections.abc import Mapping
from dataclasses import dataclass

from emocfg.core import EmoCfgError

from .labels import SPACES


@dataclass(frozen=True, slots=True)
class LabelMap:
    """A map from a scheme's native labels to a label space.

    Attributes:
        source: the scheme or space it reads.
        target: the name of the label space it gives.
        table: native label to canonical label; None where the target has no image and the sample must be dropped.
        lossy: True if two labels share an image, a label has none, or the image says less than the label did.
        citation: where the map comes from.
    """

    source: str
    target: str
    table: Mapping[str, str | None]
    lossy: bool
    citation: str

    def apply(self, label: str, *, where: str) -> str | None:
        """The canonical label of ``label``, or None if it has no image.

        Raises:
            EmoCfgError: E302 if the scheme has no such label.
        """
        if label not in self.table:
            raise EmoCfgError(
                "E302",
                f"{label[:80]!r} is not a label of {self.source}",
                where=where,
                fix=f"labels: {', '.join(self.table)}",
            )
        return self.table[label]


def within(labels: tuple[str, ...], kept: tuple[str, ...]) -> dict[str, str | None]:
    """The table that keeps some labels of a space and gives the others no image."""
    return {label: label if label in kept else None for label in labels}


def table(text: str) -> dict[str, str | None]:
    """A table written as ``happy=happiness sad=sadness neutral calm=-``; ``-`` stands for no image.

    >>> table("neutral happy=happiness calm=-")
    {'neutral': 'neutral', 'happy': 'happiness', 'calm': None}
    """
    pairs = (word.partition("=") for word in text.split())
    return {native: None if image == "-" else image or native for native, _, image in pairs}


_E7, _E8, _E11 = (SPACES[name].labels for name in ("emotion-7", "emotion-8", "emotion-11"))
_NEGATIVE = ("sadness", "anger", "fear", "disgust", "contempt")

BETWEEN_SPACES = (
    LabelMap(
        "emotion-11",
        "emotion-8",
        within(_E11, _E8),
        lossy=True,
        citation="MAFW (Liu et al., ACM MM 2022): anxiety, helplessness and disappointment are not basic emotions",
    ),
    LabelMap("emotion-8", "emotion-7", within(_E8, _E7), lossy=True, citation="contempt is not among the seven"),
    LabelMap(
        "emotion-6-crema",
        "emotion-7",
        {label: label for label in SPACES["emotion-6-crema"].labels},
        lossy=False,
        citation="CREMA-D (Cao et al. 2014): the seven without surprise",
    ),
    LabelMap(
        "emotion-6-mer",
        "emotion-7",
        within(SPACES["emotion-6-mer"].labels, _E7),
        lossy=True,
        citation="MER2023 (Lian et al., ACM MM 2023): worried is none of the seven",
    ),
    LabelMap(
        "emotion-6-mer",
        "emotion-11",
        {label: label for label in SPACES["emotion-6-mer"].labels},
        lossy=False,
        citation="MER2023 (Lian et al., ACM MM 2023): worried is called anxiety, as in MAFW",
    ),
    LabelMap(
        "emotion-8",
        "sentiment-3",
        {"neutral": "neutral", "happiness": "positive", "surprise": None, **dict.fromkeys(_NEGATIVE, "negative")},
        lossy=True,
        citation="MELD: sentiment is fixed by emotion except for surprise (591 positive, 614 negative in train)",
    ),
    LabelMap(
        "emotion-8",
        "micro-3",
        {"neutral": None, "happiness": "positive", "surprise": "surprise", **dict.fromkeys(_NEGATIVE, "negative")},
        lossy=True,
        citation="MEGC 2019 composite database (See et al., FG 2019)",
    ),
    *(
        LabelMap(
            name,
            "sentiment-3",
            {label: label.split("_")[-1] for label in SPACES[name].labels},
            lossy=True,
            citation=citation,
        )
        for name, citation in (
            ("sentiment-7", "the sign of the CMU-MOSI score (Zadeh et al. 2016)"),
            ("sentiment-5", "CH-SIMS three-class cut (-0.1, 0.1] (MMSA metricsTop)"),
        )
    ),
)
"""Maps from one label space to a smaller one. Those from the owners' coding schemes are in ``schemes``."""
