"""Movements of the face in free words: a part of the face, and in the same clause what it does.

"The inner ends of her brows creep upward", "a slight lift of the whole eyebrow line", "brows stay put": the part and the
motion give the action units (appearance changes of the FACS manual, Ekman, Friesen & Hager 2002). Words that could stand
for several units claim that at least one of them is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.schema.judging import Mention, judged

from .vocabulary import ABSENT

_PARTS: dict[str, str] = {
    "brow": "brow brows eyebrow eyebrows",
    "forehead": "forehead glabella",
    "lid": "lid lids eyelid eyelids",
    "eye": "eye eyes gaze",
    "cheek": "cheek cheeks",
    "nose": "nose nostrils",
    "lip": "lip lips",
    "mouth": "mouth",
    "corner": "corner corners ends",
    "chin": "chin",
    "jaw": "jaw jaws mandible",
}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words.split()}
_QUALIFIED: dict[tuple[str, str], str] = {
    ("inner", "brow"): "inner brow",
    ("outer", "brow"): "outer brow",
    ("upper", "lid"): "upper lid",
    ("upper", "lip"): "upper lip",
    ("lower", "lip"): "lower lip",
    ("mouth", "corner"): "corner",
    ("lip", "corner"): "corner",
}
_MOTIONS: dict[str, str] = {
    "up": "up upward upwards raise raised raises raising lift lifted lifts lifting rise rises rising rose climb climbs "
    "climbed climbing shoot shot leap leaps leapt spring springs sprang fly flies flew jump jumps jumped hoisted hitched "
    "arch arched arches curl curled curls elevated elevate ascend ascends creep high peels steeply upturned tilt tilts "
    "tilted raiser lifting pushed pushing push pushes hike hiked",
    "down": "down downward downwards drop drops dropped dropping fall falls fell falling sink sinks sank sinking sunk sag "
    "sags sagged sagging droop droops drooped drooping lower lowered lowers lowering depressed dragged downturned "
    "slump slumps hang hangs hanging descend descends lowerer depressor slack releases released loosen",
    "together": "together knit knits knitted knitting knot knotted furrow furrowed furrows furrowing pinch pinched pinches "
    "contract contracted contracts contraction gather gathered bunch bunched inward inwards scowl scowling squeezed "
    "crease creased creases",
    "wide": "wide widen widened widens widening enlarge enlarged enlarges big round large bulge bulging huge popping goggle "
    "gape staring",
    "tense": "tense tensed tenses tensing tight tighten tightened tightens tightening narrow narrowed narrows narrowing "
    "squint squinting squinted slits thin thinned thins thinner harden hardens hardened rigid taut firm firmly clenched "
    "stiff rolled",
    "wrinkle": "wrinkle wrinkled wrinkles wrinkling crinkle crinkled crinkles crinkling scrunch scrunched scrunches screws "
    "screwed crumple crumpled bunching crunched dimpled",
    "open": "open opens opened opening part parts parted parting apart ajar agape gaping gapes",
    "shut": "closed shut shuts sealed closes close",
    "press": "press pressed presses pressing clamp clamped compress compressed squashed",
    "stretch": "stretch stretched stretches stretching sideways horizontally spread spreads broadened sidewards sides",
    "dent": "tuck tucks tucked digs dig dug dent dents dented dimple dimples dimpler pinned pinches inward",
    "still": "still rest resting motionless unmoved immobile flat smooth quiet uninvolved calm stationary neutral relaxed "
    "move moves moving motion movement stir stirs budge",
}
_MOTION_OF: dict[str, tuple[str, ...]] = {}
for _motion, _words in _MOTIONS.items():
    for _word in _words.split():
        _MOTION_OF[_word] = (*_MOTION_OF.get(_word, ()), _motion)

_MOUTH_OPEN = "25|26|27"
_UNITS: dict[str, dict[str, str]] = {
    "inner brow": {"up": "1", "down": "4", "together": "4", "tense": "4", "wrinkle": "4", "still": "!1|4"},
    "outer brow": {"up": "2", "still": "!2"},
    "brow": {"up": "1|2", "down": "4", "together": "4", "wrinkle": "4", "tense": "4", "still": "!1|2|4"},
    "forehead": {"up": "1|2", "down": "4", "together": "4", "wrinkle": "1|2|4", "still": "!1|2|4"},
    "upper lid": {"up": "5", "wide": "5", "open": "5", "still": "!5"},
    "lid": {"up": "5", "wide": "5", "tense": "7", "together": "7", "still": "!5|7"},
    "eye": {"wide": "5", "open": "5", "tense": "7", "still": "!5|7"},
    "cheek": {"up": "6", "together": "6", "still": "!6"},
    "nose": {"wrinkle": "9", "together": "9", "still": "!9"},
    "upper lip": {"up": "10", "still": "!10"},
    "corner": {"up": "12", "down": "15", "tense": "14", "dent": "14", "together": "14", "stretch": "12|20|14"},
    "lip": {"open": _MOUTH_OPEN, "stretch": "20", "tense": "23|24", "press": "23|24", "shut": f"!{_MOUTH_OPEN}"},
    "mouth": {
        "open": _MOUTH_OPEN,
        "wide": _MOUTH_OPEN,
        "stretch": "20|25|26|27",
        "tense": "23|24",
        "press": "23|24",
        "down": "15|26|27",
        "up": "12",
        "shut": f"!{_MOUTH_OPEN}",
        "still": "!10|12|14|15|17|20|23|24",
    },
    "chin": {"up": "17", "wrinkle": "17", "together": "17", "down": "26|27"},
    "jaw": {"down": "26|27", "open": "26|27", "still": "!26|27"},
}
_NOT_A_STILL_FACE = frozenset(("move", "moves", "moving", "motion", "movement", "stir", "stirs", "budge"))
"""Words that say that a part is still only behind a "not"; they are no claim by themselves."""

_NOUNS_TOO = frozenset(("part", "parts", "open", "close", "rest", "ends"))
"""Words that move only right behind a part or a copula: "lips part", not "the part of the lips"."""

_PREDICATES = frozenset(
    "is are was were stays stay stayed remains remain remained keeps keep kept lies lie at perfectly completely quite "
    "entirely slightly then also both fall falls hang hangs and , to".split()
)

_STOPS = frozenset(".;!?:\n()") | {"but", "while", "whereas", "although", "though"}
_BETWEEN = frozenset(
    "of the a an her his their its whole both all entire slight clear strong very little two his own".split()
)
_REACH = 6


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the face at a place of the text."""

    name: str
    start: int
    end: int


def movements(words: Sequence[str]) -> list[Mention]:
    """Every movement in free words, judged; the mention is the motion's word, with the part where that follows."""
    parts = _parts(words)
    mentions: dict[int, Mention] = {}
    for i, word in enumerate(words):
        for motion in _MOTION_OF.get(word, ()):
            found = _moved(words, parts, i, motion)
            if found is not None and i not in mentions:
                mentions[i] = found
    ordered = _apart([mentions[i] for i in sorted(mentions)])
    return judged(list(words), ordered, narrow=True)


def _parts(words: Sequence[str]) -> list[_Part]:
    """The parts of the face that are named; "corners of the mouth" and "inner ends of the brows" are one."""
    found: list[_Part] = []
    for i, word in enumerate(words):
        name = _PART_OF.get(word)
        if name is None:
            continue
        begin = i
        if (
            found
            and i - found[-1].end <= 3
            and set(words[found[-1].end : i]) <= _BETWEEN
            and "of" in words[found[-1].end : i]
        ):
            before = found.pop()
            begin = before.start
            name = before.name if before.name == "corner" and name in ("mouth", "lip") else name
            if before.name == "corner" and name == "brow":
                name = "inner brow" if "inner" in words[max(0, begin - 2) : begin] else "brow"
        elif found and found[-1].end == i and (found[-1].name, name) in _QUALIFIED:
            begin = found.pop().start
            name = "corner"
        near = set(words[max(0, begin - 2) : begin])
        for quality in ("inner", "outer", "upper", "lower"):
            if quality in near and "and" not in near:
                name = _QUALIFIED.get((quality, name), name)
        found.append(_Part(name, begin, i + 1))
    return found


def _moved(words: Sequence[str], parts: list[_Part], i: int, motion: str) -> Mention | None:
    """The movement that the word at ``i`` stands for: of the part right behind it, else of the last one before it."""
    for part in parts:
        if part.start > i and part.start - i <= 4 and set(words[i + 1 : part.start]) <= _BETWEEN:
            units = _UNITS.get(part.name, {}).get(motion)
            if units and words[i] not in _NOT_A_STILL_FACE:
                return Mention(f"unit={units}", i, part.end)
    before = [part for part in parts if part.end <= i and i - part.end <= _REACH + 2]
    if not before or not _STOPS.isdisjoint(words[before[-1].end : i]):
        return None
    part = before[-1]
    units = _UNITS.get(part.name, {}).get(motion)
    if not units or (words[i] in _NOUNS_TOO and not set(words[i - 1 : i]) <= _PREDICATES | _PART_OF.keys()):
        return None
    if (
        motion == "still"
        and words[i] not in _NOT_A_STILL_FACE
        and not set(words[i - 1 : i]) <= _PREDICATES | _PART_OF.keys()
    ):
        return None
    return _of_before(words, part, i, units)


def _of_before(words: Sequence[str], part: _Part, i: int, units: str) -> Mention | None:
    if words[i] not in _NOT_A_STILL_FACE:
        return Mention(f"unit={units}", i, i + 1)
    negated = any(w in ("not", "never", "cannot") or w.endswith("n't") for w in words[part.end : i])
    return Mention(f"unit={units}", part.start, i + 1) if negated else None


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Mentions that do not overlap, the first of two that do."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


assert ABSENT == "!"  # noqa: S101 - the tables above write it out
