"""Cited maps between coding schemes and label spaces. A map never guesses: a label without an image gives None."""

from collections.abc import Mapping
from dataclasses import dataclass

from emocfg.core import EmoCfgError, unknown_name

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


def _within(labels: tuple[str, ...], kept: tuple[str, ...]) -> dict[str, str | None]:
    return {label: label if label in kept else None for label in labels}


_E7, _E8, _E11 = (SPACES[name].labels for name in ("emotion-7", "emotion-8", "emotion-11"))
_NEGATIVE = ("sadness", "anger", "fear", "disgust", "contempt")

MAPS: dict[tuple[str, str], LabelMap] = {
    (entry.source, entry.target): entry
    for entry in (
        LabelMap(
            "meld/emotion",
            "emotion-7",
            {label: label for label in _E7 if label != "happiness"} | {"joy": "happiness"},
            lossy=False,
            citation="MELD README (Poria et al., ACL 2019): seven classes, joy names happiness",
        ),
        LabelMap(
            "meld/sentiment",
            "sentiment-3",
            {label: label for label in SPACES["sentiment-3"].labels},
            lossy=False,
            citation="MELD README (Poria et al., ACL 2019)",
        ),
        LabelMap(
            "emotion-11",
            "emotion-8",
            _within(_E11, _E8),
            lossy=True,
            citation="MAFW (Liu et al., ACM MM 2022): anxiety, helplessness and disappointment are not basic emotions",
        ),
        LabelMap("emotion-8", "emotion-7", _within(_E8, _E7), lossy=True, citation="contempt is not among the seven"),
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
            {
                "neutral": None,
                "happiness": "positive",
                "surprise": "surprise",
                **dict.fromkeys(_NEGATIVE, "negative"),
            },
            lossy=True,
            citation="MEGC 2019 composite database (See et al., FG 2019)",
        ),
        LabelMap(
            "sentiment-7",
            "sentiment-3",
            {
                label: "neutral" if label == "neutral" else label.split("_")[-1]
                for label in SPACES["sentiment-7"].labels
            },
            lossy=True,
            citation="the sign of the CMU-MOSI score (Zadeh et al. 2016)",
        ),
        LabelMap(
            "sentiment-5",
            "sentiment-3",
            {
                label: "neutral" if label == "neutral" else label.split("_")[-1]
                for label in SPACES["sentiment-5"].labels
            },
            lossy=True,
            citation="CH-SIMS three-class cut (-0.1, 0.1] (MMSA metricsTop)",
        ),
        LabelMap(
            "mead/level",
            "intensity-3",
            {"level_1": "low", "level_2": "medium", "level_3": "high"},
            lossy=False,
            citation="MEAD (Wang et al., ECCV 2020): three levels, neutral has one",
        ),
        LabelMap(
            "ravdess/intensity",
            "intensity-3",
            {"normal": "medium", "strong": "high"},
            lossy=True,
            citation="RAVDESS (Livingstone & Russo 2018): two intensities; that normal is MEAD's medium is our reading",
        ),
    )
}


def label_map(source: str, target: str) -> LabelMap:
    """The map from ``source`` to ``target``; E201 if there is none."""
    if (source, target) not in MAPS:
        known = [f"{a} -> {b}" for a, b in MAPS]
        raise unknown_name("label map", f"{source} -> {target}", known, where="label_map")
    return MAPS[source, target]


def canonical_label(scheme: str, native: str, *, where: str) -> tuple[str, str | None]:
    """The label space that a coding scheme answers to, and the canonical label (None where it has no image).

    A scheme that names a label space is its own canonical form.

    >>> canonical_label("meld/emotion", "joy", where="train_sent_emo.csv:2")
    ('emotion-7', 'happiness')
    """
    if scheme in SPACES:
        return scheme, SPACES[scheme].check(native, where=where)
    for (source, target), entry in MAPS.items():
        if source == scheme:
            return target, entry.apply(native, where=where)
    raise unknown_name("coding scheme", scheme, [*SPACES, *{source for source, _ in MAPS}], where=where)


def sentiment_level(valence: float) -> str:
    """The ``sentiment-7`` label of a value on the scale -3 to 3.

    Rounded half to even and clipped, as MMSA computes its seven-class accuracy (``np.round``; Yu et al., ACL 2020).

    >>> sentiment_level(-3.0), sentiment_level(0.5), sentiment_level(1.5)
    ('highly_negative', 'neutral', 'positive')
    """
    return SPACES["sentiment-7"].labels[max(-3, min(3, round(valence))) + 3]
