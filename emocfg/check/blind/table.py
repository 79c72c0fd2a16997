"""Which action units show which emotion, as the FACS literature has it; which actions do, where units are unknown.

Not a law of nature: faces of one feeling differ, and one face fits several feelings (Barrett et al. 2019, Psychological
Science in the Public Interest 20). Who reads this table says what a FACS coder would infer, no more.
"""

from dataclasses import dataclass

JAW = frozenset((25, 26, 27))
"""Lips part, jaw drop, mouth stretch: speech and yawns move them too, so by themselves they show no emotion."""

VARIANT = 0.9
"""What a variant counts beside a prototype: our choice, small enough that it only breaks ties."""

_GUIDE = "Ekman, Friesen & Hager 2002, FACS Investigator's Guide, prototypes"
_MAJOR = "Ekman, Friesen & Hager 2002, FACS Investigator's Guide, major variants"
_EMFACS = "EMFACS (Friesen & Ekman 1983)"
_DU = "Du, Tao & Martinez 2014 (PNAS 111): units of more than 70 % of the people"
_DU_2015 = f"{_DU}; Du & Martinez 2015 (Dialogues in Clinical Neuroscience 17)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which an emotion shows.

    Attributes:
        units: the action units that it consists of.
        one_sided: those of them that must be on one side of the face only.
        weight: 1.0 for a prototype, ``VARIANT`` for a variant.
        source: who says so.
    """

    units: frozenset[int]
    one_sided: frozenset[int]
    weight: float
    source: str

    def __or__(self, other: "Pattern") -> "Pattern":
        """The units of both at once: how compound emotions show (Du, Tao & Martinez 2014)."""
        return Pattern(
            self.units | other.units,
            self.one_sided | other.one_sided,
            min(self.weight, other.weight),
            f"{self.source}; {other.source}",
        )


_PROTOTYPES = (
    ("happiness", "6+12", _GUIDE),
    ("sadness", "1+4+11+15 1+4+15 6+15", _GUIDE),
    ("anger", "4+5+7+10+22+23 4+5+7+10+23 4+5+7+17+23 4+5+7+17+24 4+5+7+23 4+5+7+24", _GUIDE),
    ("surprise", "1+2+5+26 1+2+5+27", _GUIDE),
    ("fear", "1+2+4+5+20 1+2+4+5", _GUIDE),
    ("fear", "1+2+4+5+7+20", _EMFACS),
    ("disgust", "9 10 9+15+16 9+17 10+16 10+17", _GUIDE),
    ("disgust", "9+10", "Pochedly, Widen & Russell 2012 on the guide: either or both of AU9 and AU10"),
    ("contempt", "14! 12!+14!", "Ekman & Friesen 1986; Matsumoto & Ekman 2004: one lip corner, tightened and raised"),
)
"""Emotion, its patterns (``!`` on one side only), source. The guide's "with 25, 26 or 27" is left out: JAW."""

_VARIANTS = (
    ("happiness", "12", f"{_GUIDE}: alone from intensity C on"),
    ("sadness", "1+4+11 1+4+15+17 11+15 11+17", _MAJOR),
    ("sadness", "4+15", _DU),
    ("anger", "5+7+23 4+7+23 4+5+23 5+7+24 4+7+24 4+5+24", f"{_MAJOR}: a prototype without one of 4, 5 and 7"),
    ("surprise", "1+2+5 1+2+26 1+2+27 5+26 5+27", _MAJOR),
    ("surprise", "1+2", _DU),
    ("fear", "1+2+5 5+20", _MAJOR),
    ("fear", "1+4+20", _DU),
    ("disgust", "9+10+17", _DU),
    ("contempt", "14", "CK+ (Lucey et al., CVPRW 2010): AU14 on one side or both"),
)

_COMPOUNDS = (
    ("happiness surprise", "1+2+12"),
    ("happiness disgust", "10+12"),
    ("sadness fear", "1+4+15 1+4+20"),
    ("sadness anger", "4+15 4+7+15"),
    ("sadness surprise", "1+4+26"),
    ("sadness disgust", "4+10"),
    ("fear anger", "4+20"),
    ("fear surprise", "1+2+5+20"),
    ("fear disgust", "1+4+10+20"),
    ("anger surprise", "4+26"),
    ("anger disgust", "4+10+17"),
    ("surprise disgust", "1+2+5+10"),
)
"""Compound emotions whose faces are less than the units of both (``_DU_2015``)."""

VARIABLE: dict[str, frozenset[int]] = {
    "happiness": frozenset((6,)),
    "sadness": frozenset((1, 6, 11, 17)),
    "anger": frozenset((10, 17, 23)),
    "surprise": frozenset((5,)),
    "fear": frozenset((2, 5)),
    "disgust": frozenset((4, 24)),
    "contempt": frozenset(),
}
"""Units that 20 to 70 % of the people add to an emotion (Du, Tao & Martinez 2014): no evidence against it."""

ACTIONS: dict[str, tuple[dict[str, float], str]] = {
    "laugh": ({"happiness": 1.0}, "Shaver et al. 1987; Ruch & Ekman 2001"),
    "smile": ({"happiness": 1.0}, "Shaver et al. 1987; Ekman, Davidson & Friesen 1990"),
    "cry": ({"sadness": 1.0, "fear": 0.5, "anger": 0.5}, "Shaver et al. 1987: in the scripts of all three"),
    "weep": ({"sadness": 1.0}, "Shaver et al. 1987"),
    "shout": ({"anger": 1.0, "fear": 0.5}, "Shaver et al. 1987: yelling is in both scripts, first in that of anger"),
    "frown": ({"anger": 1.0, "sadness": 1.0}, "Shaver et al. 1987: in the scripts of both"),
    "glare": ({"anger": 1.0}, "Shaver et al. 1987 have a mean expression; that a glare is one is our assumption"),
    "sneer": ({"contempt": 1.0, "disgust": 0.5}, "Darwin 1872, chapters 10 and 11"),
    "sigh": ({"sadness": 1.0}, "Teigen 2008 (Scandinavian Journal of Psychology 49)"),
    "kiss": ({"happiness": 1.0}, "our assumption: affection, for which emotion-8 has no other name"),
    "make_a_face": ({"disgust": 1.0}, "our assumption: a grimace"),
}
"""Action of ``action-35`` to what it speaks for, and who says so. The other actions show no emotion."""


def _patterns(text: str, weight: float, source: str) -> tuple[Pattern, ...]:
    parts = [[(int(unit.rstrip("!")), unit.endswith("!")) for unit in pattern.split("+")] for pattern in text.split()]
    return tuple(
        Pattern(frozenset(unit for unit, _ in part), frozenset(unit for unit, aside in part if aside), weight, source)
        for part in parts
    )


PATTERNS: dict[str, tuple[Pattern, ...]] = {
    emotion: tuple(
        pattern
        for rows, weight in ((_PROTOTYPES, 1.0), (_VARIANTS, VARIANT))
        for name, text, source in rows
        if name == emotion
        for pattern in _patterns(text, weight, source)
    )
    for emotion in VARIABLE
}
"""Emotion to the ways it shows. Neutral has none: it is the face without any."""

COMPOUNDS: dict[frozenset[str], tuple[Pattern, ...]] = {
    frozenset(names.split()): _patterns(text, 1.0, _DU_2015) for names, text in _COMPOUNDS
}
"""Two emotions to the ways they show at once."""
