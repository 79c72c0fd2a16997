"""The parts of a face, what they do, and the action units that this is (FACS manual, Ekman, Friesen & Hager 2002)."""

from functools import cache

from emocfg.schema.stems import stem

_PARTS: dict[str, str] = {
    "brow": "brow brows eyebrow eyebrows",
    "forehead": "forehead glabella",
    "lid": "lid lids eyelid eyelids",
    "eye": "eye eyes gaze",
    "cheek": "cheek cheeks",
    "nose": "nose nostrils",
    "lip": "lip lips",
    "mouth": "mouth",
    "corner": "corner corners ends end edge edges tip tips side",
    "chin": "chin",
    "jaw": "jaw jaws mandible",
}
PART_OF = {word: part for part, words in _PARTS.items() for word in words.split()}
QUALIFIED: dict[tuple[str, str], str] = {
    ("inner", "brow"): "inner brow",
    ("outer", "brow"): "outer brow",
    ("upper", "lid"): "upper lid",
    ("upper", "lip"): "upper lip",
    ("top", "lip"): "upper lip",
    ("inner", "corner"): "inner brow",
    ("outer", "corner"): "outer brow",
    ("lower", "lip"): "lower lip",
    ("mouth", "corner"): "corner",
    ("lip", "corner"): "corner",
    ("lower", "lid"): "lower lid",
}
_MOTIONS: dict[str, str] = {
    "up": "upturn retract upcurve aloft hoist tenting peak mount elevate hooked cocked tug drift creep lift hop up "
    "upward raise rise rose climb shoot leap leapt spring sprang fly flies flew jump hitched arch curl ascend "
    "high peels steeply tilt raiser push hike",
    "down": "slackens downturn bows depressed down downward drop fall fell sink sank sunk sag droop lower dragged "
    "slump hang descend depressor slack releases loosen",
    "together": "together knit knot furrow pinch contract gather bunch inward scowl squeezed crease",
    "wide": "wide widen enlarge big round large bulge huge popping goggle gape staring",
    "tense": "tense tight tighten narrow squint slits harden rigid taut firm firmly clenched stiff rolled shrink "
    "tension",
    "thin": "thin thinner",
    "wrinkle": "ridges folds crease furrow pucker rumpled crumple crinkle wrinkle shortens scrunch screws bunching "
    "crunched dimpled",
    "open": "separate gape open part apart ajar agape",
    "shut": "close shut sealed",
    "press": "squeeze mashed cinches firmed tauten jammed press clamp compress squashed",
    "stretch": "laterally lateral yanked lengthen stretch outward back spread sideways horizontally broadened "
    "sidewards elongate",
    "dent": "sucked dent tuck pinches dig dug dimple dimpler pinned inward",
    "still": "still rest motionless unmoved immobile flat smooth quiet uninvolved calm stationary neutral relaxed move "
    "motion movement stir budge",
}


def _motions_of_stems() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for motion, words in _MOTIONS.items():
        for root in dict.fromkeys(word if word.endswith("ly") else stem(word) for word in words.split()):
            table[root] = (*table.get(root, ()), motion)
    return table


_MOTIONS_OF = _motions_of_stems()


@cache
def motions(word: str) -> tuple[str, ...]:
    """What a word of any form may stand for: "raises" is ``up``; an adverb in "-ly" only where it is listed."""
    return _MOTIONS_OF.get(word if word.endswith("ly") else stem(word), ())


_MOUTH_OPEN = "25|26|27"
UNITS: dict[str, dict[str, str]] = {
    "inner brow": {"up": "1", "down": "4", "together": "4", "tense": "4", "wrinkle": "4", "still": "!1|4"},
    "outer brow": {"up": "2", "still": "!2"},
    "brow": {"up": "1|2", "down": "4", "together": "4", "wrinkle": "4", "tense": "4", "still": "!1|2|4"},
    "forehead": {"up": "1|2", "down": "4", "together": "4", "wrinkle": "1|2|4", "still": "!1|2|4"},
    "upper lid": {"up": "5", "wide": "5", "open": "5", "still": "!5"},
    "lower lid": {"up": "7", "tense": "7", "together": "7", "still": "!7"},
    "lower lip": {"up": "17", "still": "!17"},
    "lid": {"press": "7", "up": "5", "wide": "5", "tense": "7", "together": "7", "still": "!5|7"},
    "eye": {"press": "7", "wide": "5", "open": "5", "tense": "7", "still": "!5|7"},
    "cheek": {"dent": "14", "up": "6", "together": "6", "still": "!6"},
    "nose": {"wrinkle": "9", "together": "9", "still": "!9"},
    "upper lip": {"up": "10", "still": "!10"},
    "corner": {
        "press": "14",
        "up": "12",
        "down": "15",
        "tense": "14",
        "dent": "14",
        "together": "14",
        "stretch": "12|20|14",
    },
    "lip": {
        "open": _MOUTH_OPEN,
        "stretch": "20",
        "up": "10|12",
        "tense": "23|24",
        "thin": "20|23|24",
        "press": "23|24",
        "shut": f"!{_MOUTH_OPEN}",
    },
    "mouth": {
        "open": _MOUTH_OPEN,
        "wide": "20|25|26|27",
        "stretch": "20|25|26|27",
        "tense": "23|24",
        "press": "23|24",
        "down": "15|26|27",
        "up": "12",
        "shut": f"!{_MOUTH_OPEN}",
        "still": "!10|12|14|15|17|20|23|24",
    },
    "chin": {"up": "17", "wrinkle": "17", "together": "17", "down": "26|27"},
    "jaw": {"down": "26|27", "open": "26|27", "shut": "!26|27", "still": "!26|27"},
}
