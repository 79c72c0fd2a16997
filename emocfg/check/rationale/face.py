"""The parts of a face, what they do, and the action units that this is (FACS manual, Ekman, Friesen & Hager 2002)."""

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
    "up": "upturn retract retracts retracted retraction upcurve aloft hoist tenting peak "
    "peaks mount mounts elevation elevates hooked cocked tug "
    "tugged tugs drift creeps creeping lifts hop hops up upward upwards raise raised raises raising lift "
    "lifted lifts lifting rise rises rising rose climb climbs "
    "climbed climbing shoot leap leaps leapt spring springs sprang fly flies flew jump jumps jumped hoisted hitched "
    "arch arched arches curl curled curls elevated elevate ascend ascends creep high peels steeply upturned tilt tilts "
    "tilted raiser lifting pushed pushing push pushes hike hiked",
    "down": "slackens slackened downturn bows depressing depression down downward downwards "
    "drop drops dropped dropping fall falls "
    "fell falling sink sinks sank sinking sunk sag "
    "sags sagged sagging droop droops drooped drooping lower lowered lowers lowering depressed dragged downturned "
    "slump slumps hang hangs hanging descend descends lowerer depressor slack releases released loosen",
    "together": "together knit knits knitted knitting knot knotted furrow furrowed furrows furrowing pinch pinched "
    "pinches "
    "contract contracted contracts contraction gather gathered bunch bunched inward inwards scowl scowling squeezed "
    "crease creased creases",
    "wide": "wide widen widened widens widening enlarge enlarged enlarges big round large bulge bulging huge "
    "popping goggle "
    "gape staring",
    "tense": "tense tensed tenses tensing tight tighten tightened tightens tightening narrow narrowed narrows "
    "narrowing "
    "squint squinting squinted slits harden hardens hardened rigid taut firm firmly clenched "
    "stiff rolled",
    "thin": "thin thinned thins thinner",
    "wrinkle": "ridges folds creases creasing crease furrow pucker puckers rumpled crumples crinkling wrinkles "
    "ridged puckering puckered shortens wrinkle wrinkled wrinkles wrinkling crinkle crinkled crinkles "
    "crinkling scrunch scrunched scrunches screws "
    "screwed crumple crumpled bunching crunched dimpled",
    "open": "separate separates separated gape open opens opened opening part parts parted parting apart ajar "
    "agape gaping gapes",
    "shut": "closed shut shuts sealed closes close",
    "press": "squeeze squeezes squeezed mashed cinches firmed tauten jammed press pressed presses pressing clamp "
    "clamped compress compressed squashed",
    "stretch": "laterally lateral yanked lengthen lengthens stretch stretched stretches stretching outward outwards "
    "back spreading sideways horizontally spread spreads broadened sidewards sides",
    "dent": "sucked dent dents tuck tucks tucked tucking pinching digging digs dig dug dent dents dented dimple "
    "dimples dimpler pinned pinches inward",
    "still": "still rest resting motionless unmoved immobile flat smooth quiet uninvolved calm stationary neutral "
    "relaxed "
    "move moves moving motion movement stir stirs budge",
}


def _motions_of_words() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for motion, words in _MOTIONS.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), motion)
    return table


MOTION_OF = _motions_of_words()
"""Word to the motions that it may stand for."""

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
