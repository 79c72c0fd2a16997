"""The instrument's own words for action units: a part of the face and what it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Movement:
    """One wording of one unit, or of several at once.

    Attributes:
        part: the part of the face, without article.
        base: what it does, as after "to".
        doing: the same in -ing.
        third: the same after a singular part; empty if the part is a plural.
        state: a noun phrase that says it all.
    """

    part: str
    base: str
    doing: str
    third: str = ""
    state: str = ""

    @property
    def finite(self) -> str:
        """The verb that agrees with the part."""
        return self.third or self.base

    @property
    def helper(self) -> str:
        """``do`` or ``does``."""
        return "does" if self.third else "do"

    @property
    def seem(self) -> str:
        """``seem`` or ``seems``."""
        return "seems" if self.third else "seem"


def _plural(part: str, base: str, doing: str, state: str) -> Movement:
    return Movement(part, base, doing, "", state)


def _single(part: str, base: str, third: str, doing: str, state: str) -> Movement:
    return Movement(part, base, doing, third, state)


FACE: dict[str, tuple[Movement, ...]] = {
    "AU1": (
        _plural("inner ends of the eyebrows", "go up", "going up", "inner eyebrow ends drawn up"),
        _plural("inner corners of the brows", "rise", "rising", "inner brow corners pulled upward"),
    ),
    "AU2": (
        _plural("outer ends of the eyebrows", "go up", "going up", "outer eyebrow ends drawn up"),
        _plural("outer parts of the brows", "lift", "lifting", "lifted outer brow parts"),
    ),
    "AU1+AU2": (
        _plural(
            "eyebrows", "shoot up along their whole length", "shooting up along their whole length", "eyebrows high"
        ),
        _plural("brows", "rise from end to end", "rising from end to end", "brows fully up"),
    ),
    "AU4": (
        _plural("eyebrows", "draw together", "drawing together", "eyebrows drawn together"),
        _plural("brows", "knit", "knitting", "knitted brows"),
        _single("brow", "furrow", "furrows", "furrowing", "a furrowed brow"),
        _plural("eyebrows", "come down", "coming down", "lowered eyebrows"),
    ),
    "AU5": (
        _plural("eyes", "open wide", "opening wide", "wide-open eyes"),
        _plural("upper lids", "pull up", "pulling up", "upper lids pulled up"),
        _plural("eyes", "widen", "widening", "widened eyes"),
    ),
    "AU6": (
        _plural("cheeks", "push up", "pushing up", "cheeks pushed up"),
        _plural("outer corners of the eyes", "crinkle", "crinkling", "crow's feet beside the eyes"),
        _plural("cheeks", "bunch up under the eyes", "bunching up under the eyes", "bunched cheeks"),
    ),
    "AU7": (
        _plural("eyelids", "tighten", "tightening", "tight eyelids"),
        _plural("lower lids", "tense", "tensing", "tensed lower lids"),
    ),
    "AU9": (
        _single("nose", "wrinkle", "wrinkles", "wrinkling", "a wrinkled nose"),
        _single("nose", "scrunch up", "scrunches up", "scrunching up", "a scrunched-up nose"),
    ),
    "AU10": (
        _single("upper lip", "pull up", "pulls up", "pulling up", "an upper lip pulled up"),
        _single("upper lip", "curl", "curls", "curling", "a curled upper lip"),
    ),
    "AU12": (
        _plural("corners of the mouth", "turn up", "turning up", "mouth corners turned up"),
        _plural("corners of the lips", "pull upward", "pulling upward", "lip corners pulled upward"),
        _plural("corners of the mouth", "curve upward", "curving upward", "an upward curve of the mouth"),
    ),
    "AU14R": (
        _single("right corner of the mouth", "tuck in", "tucks in", "tucking in", "a tucked-in right mouth corner"),
        _single(
            "right lip corner", "tighten inward", "tightens inward", "tightening inward", "a tight right lip corner"
        ),
        _single("right cheek", "dimple", "dimples", "dimpling", "a dimple in the right cheek"),
    ),
    "AU15": (
        _plural("corners of the mouth", "turn down", "turning down", "mouth corners turned down"),
        _plural("lip corners", "sag", "sagging", "sagging lip corners"),
        _plural("corners of the mouth", "droop", "drooping", "drooping mouth corners"),
    ),
    "AU17": (
        _single("chin", "push upward", "pushes upward", "pushing upward", "a chin pushed upward"),
        _single("chin", "pucker", "puckers", "puckering", "a puckered chin"),
    ),
    "AU20": (
        _plural("lips", "stretch sideways", "stretching sideways", "lips stretched sideways"),
        _single(
            "mouth", "stretch out sideways", "stretches out sideways", "stretching out sideways", "a stretched mouth"
        ),
    ),
    "AU23": (
        _plural("lips", "tighten", "tightening", "tight lips"),
        _plural("lips", "go tight and narrow", "going tight and narrow", "tightly narrowed lips"),
    ),
    "AU24": (
        _plural("lips", "press together", "pressing together", "lips pressed together"),
        _plural("lips", "press against each other", "pressing against each other", "pressed lips"),
    ),
    "AU25": (
        _plural("lips", "part", "parting", "parted lips"),
        _plural("lips", "come apart", "coming apart", "lips apart"),
    ),
    "AU26": (
        _single("jaw", "drop", "drops", "dropping", "a dropped jaw"),
        _single("jaw", "fall open", "falls open", "falling open", "a jaw fallen open"),
    ),
    "AU27": (
        _single("mouth", "gape wide open", "gapes wide open", "gaping wide open", "a mouth stretched wide open"),
        _single("mouth", "stretch wide open", "stretches wide open", "stretching wide open", "a wide-open mouth"),
    ),
}
"""Unit, or units joined by a plus, to wordings."""

FACS_NAMES: dict[str, str] = {
    "AU1": "inner brow raiser",
    "AU2": "outer brow raiser",
    "AU4": "brow lowerer",
    "AU5": "upper lid raiser",
    "AU6": "cheek raiser",
    "AU7": "lid tightener",
    "AU9": "nose wrinkler",
    "AU10": "upper lip raiser",
    "AU12": "lip corner puller",
    "AU14R": "dimpler, right side",
    "AU15": "lip corner depressor",
    "AU17": "chin raiser",
    "AU20": "lip stretcher",
    "AU23": "lip tightener",
    "AU24": "lip pressor",
    "AU25": "lips part",
    "AU26": "jaw drop",
    "AU27": "mouth stretch",
}
"""The names of the FACS manual (Ekman & Friesen 1978)."""
