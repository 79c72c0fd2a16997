"""The owners' coding schemes: which canonical label each native label has, and who says so.

The first map of a scheme gives its canonical form, in the space that its annotators chose from; further maps give
coarser ones. Codes are the sources' matter: integers are not portable between releases, names are.
"""

from emocfg.core import EmoCfgError, unknown_name

from .aspects import LABELS
from .labels import SPACES
from .maps import BETWEEN_SPACES, LabelMap, table
from .records import NONE
from .scores import SCALES

_FOLDERS = "Angry=anger Disgust=disgust Fear=fear Happy=happiness Neutral=neutral Sad=sadness Surprise=surprise"
_MICRO = "happiness=positive surprise disgust=negative sadness=negative fear=negative repression=negative"
_MEGC = "MEGC 2019 composite database (See et al., FG 2019)"

_SCHEMES: tuple[tuple[str, str, str, str], ...] = (
    ("afew/emotion", "emotion-7", _FOLDERS, "AFEW (Dhall et al. 2012): folder names"),
    (
        "aff-wild2/expression",
        "emotion-7",
        "Neutral=neutral Anger=anger Disgust=disgust Fear=fear Happiness=happiness Sadness=sadness Surprise=surprise "
        "Other=-",
        "ABAW challenges (Kollias et al. 2020 to 2023); Other is no emotion of the seven",
    ),
    ("caer/emotion", "emotion-7", _FOLDERS.replace("Angry", "Anger"), "CAER (Lee et al., ICCV 2019): folder names"),
    ("casme/emotion", "micro-3", f"{_MICRO} contempt=negative tense=-", f"{_MEGC}; tense has no class there"),
    (
        "casme/emotion",
        "emotion-8",
        "happiness surprise disgust sadness fear contempt repression=- tense=-",
        "CASME (Yan et al., FG 2013): repression and tense are no basic emotions",
    ),
    ("cas-me-2/emotion", "micro-3", "negative positive surprise others=-", "CAS(ME)^2 (Qu et al. 2018)"),
    (
        "cas-me-2/self-report",
        "emotion-7",
        "happiness happyiness=happiness disgust anger surprise fear sadness helpless=- pain=- confused=- sympathy=-",
        "CAS(ME)^2 (Qu et al. 2018); happyiness is a slip of the file",
    ),
    ("casme2/emotion", "micro-3", f"{_MICRO} others=-", _MEGC),
    (
        "casme2/emotion",
        "emotion-7",
        "happiness surprise disgust sadness fear repression=- others=-",
        "CASME II (Yan et al., PLoS ONE 2014): repression and others are no basic emotions",
    ),
    (
        "celebv-hq/emotion",
        "emotion-8",
        "neutral happy=happiness anger sadness contempt fear disgust surprise",
        "CelebV-HQ (Zhu et al., ECCV 2022)",
    ),
    ("ch-sims/word", "sentiment-3", "Negative=negative Neutral=neutral Positive=positive", "MMSA label.csv"),
    (
        "crema-d/emotion",
        "emotion-6-crema",
        "NEU=neutral HAP=happiness SAD=sadness ANG=anger FEA=fear DIS=disgust",
        "CREMA-D (Cao et al. 2014): file names",
    ),
    (
        "crema-d/vote",
        "emotion-6-crema",
        "N=neutral H=happiness S=sadness A=anger F=fear D=disgust",
        "CREMA-D (Cao et al. 2014): summary table",
    ),
    ("crema-d/level", "intensity-3", "LO=low MD=medium HI=high XX=-", "CREMA-D (Cao et al. 2014): XX is unspecified"),
    ("dfew/emotion", "emotion-7", _FOLDERS, "DFEW (Jiang et al., ACM MM 2020), README: codes 1 to 7 by name"),
    (
        "erato/relation",
        "relation-5",
        "hostile tense mild intimate neutral Hostile=hostile Tense=tense Mild=mild Intimate=intimate Neutral=neutral",
        "ERATO (Gao et al., ACM MM 2021)",
    ),
    ("ferv39k/emotion", "emotion-7", _FOLDERS, "FERV39k (Wang et al., CVPR 2022): folder names"),
    ("mafw/emotion", "emotion-11", " ".join(SPACES["emotion-11"].labels), "MAFW (Liu et al., ACM MM 2022)"),
    (
        "mead/emotion",
        "emotion-8",
        "angry=anger contempt disgusted=disgust fear happy=happiness neutral sad=sadness surprised=surprise",
        "MEAD (Wang et al., ECCV 2020): folder names",
    ),
    ("mead/level", "intensity-3", "level_1=low level_2=medium level_3=high", "MEAD: three levels, neutral has one"),
    (
        "meld/emotion",
        "emotion-7",
        "neutral joy=happiness sadness anger surprise fear disgust",
        "MELD README (Poria et al., ACL 2019): seven classes, joy names happiness",
    ),
    ("meld/sentiment", "sentiment-3", "negative neutral positive", "MELD README (Poria et al., ACL 2019)"),
    (
        "mer2023/emotion",
        "emotion-6-mer",
        "neutral angry=anger happy=happiness sad=sadness worried=anxiety surprise",
        "MER2023 (Lian et al., ACM MM 2023); worried is anxiety on the eleven classes of MAFW",
    ),
    (
        "mosei/emotion",
        "emotion-7",
        "happy=happiness sad=sadness anger surprise disgust fear",
        "CMU-MOSEI (Zadeh et al., ACL 2018): the order of its labels",
    ),
    (
        "ravdess/emotion",
        "emotion-7",
        "neutral calm=- happy=happiness sad=sadness angry=anger fearful=fear disgust surprised=surprise",
        "RAVDESS (Livingstone & Russo 2018); calm is no emotion of the seven",
    ),
    (
        "ravdess/intensity",
        "intensity-2",
        "normal=medium strong=high",
        "RAVDESS (Livingstone & Russo 2018): two intensities; that normal is MEAD's medium is our reading",
    ),
)


def _map(source: str, target: str, text: str, citation: str) -> LabelMap:
    images = table(text)
    kept = [image for image in images.values() if image is not None]
    lossy = len(kept) < len(images) or len(set(kept)) < len(kept) or source == "ravdess/intensity"
    return LabelMap(source, target, images, lossy, citation)


MAPS: dict[tuple[str, str], LabelMap] = {
    (entry.source, entry.target): entry for entry in (*(_map(*row) for row in _SCHEMES), *BETWEEN_SPACES)
}


_CANONICAL: dict[str, LabelMap] = {entry.source: entry for entry in reversed(MAPS.values())}
"""Scheme to its first map."""


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
    if scheme not in _CANONICAL:
        raise unknown_name("coding scheme", scheme, [*SPACES, *_CANONICAL], where=where)
    return _CANONICAL[scheme].target, _CANONICAL[scheme].apply(native, where=where)


def check_native(aspect: str, scheme: str, native: str, *, where: str) -> None:
    """Refuse a native label that its coding scheme does not have; facts without a vocabulary pass.

    Raises:
        EmoCfgError: E302 an unknown label or a score off its scale, E201 an unknown scheme of a label.
    """
    if scheme in SCALES:
        SCALES[scheme].read(native, where=where)
    elif scheme in SPACES:
        if native not in (*SPACES[scheme].labels, NONE):
            known = ", ".join(SPACES[scheme].labels)
            raise EmoCfgError(
                "E302", f"{native[:80]!r} is not a label of {scheme}", where=where, fix=f"labels: {known}"
            )
    elif scheme in _CANONICAL or aspect in LABELS:
        canonical_label(scheme, native, where=where)
