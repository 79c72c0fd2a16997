"""Head poses in words and degrees: "turned about thirty degrees to the left" is ``left_30``."""

import re
from functools import cache

from emocfg.schema import Phrases, tokens

from .letters import UNKNOWN, option_word

_PARTS = frozenset("front left right top up down".split())
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = {"fifteen": 15, "forty-five": 45, "forty five": 45, "twenty-five": 25, "thirty-five": 35, "seventy-five": 75}
_ANGLES = {word: 10 * (i + 1) for i, word in enumerate(_TENS)} | _UNITS
_ANGLE = re.compile(
    rf"\b(?:(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.?|nearly|almost|by|at|an?|"
    rf"~)\s*){{0,3}}(?P<angle>\d{{1,3}}|{'|'.join(sorted(_ANGLES, key=len, reverse=True))})[\s-]*(?:degrees?|"
    rf"deg\b|°|º)(?:[\s-]*angle)?(?:\s*\((?:about )?\d+°\))?",
    re.IGNORECASE,
)
_OPEN_ANGLE = re.compile(
    r"\b(?:more than|less than|over|under|between|at least|at most|up to|beyond)\s+(?=\d|" + "|".join(_ANGLES) + ")",
    re.IGNORECASE,
)
_ANGLES_BETWEEN = re.compile(r"\b\d{1,3} ?(?:to|-|and|or) ?(?=\d{1,3} ?(?:deg|°|º))", re.IGNORECASE)
_SIDE_AND_HEIGHT = re.compile(
    r"\b(left|right)[ -](down|up|top)\b(?! (?:at|to|into|against|close|the)\b)", re.IGNORECASE
)
_LOOKS = (
    r"(?:turn(?:ed|s|ing)?|rotat(?:ed|es|ing)|fac(?:es|ing|ed)|look(?:s|ing)?|point(?:s|ing|ed)?|"
    r"direct(?:ed|s)|orient(?:ed|ated)|"
    r"tilt(?:ed|s|ing)?|angled|gaz(?:es|ing)|view(?:ed|ing)?|profile|pose|position|direction|"
    r"orientation|head|yaw(?:ed)?|pitch(?:ed)?|inclined|lowered|raised|"
    r"bowed|bent|swivel(?:led|ed)|shifted|averted|seen|shown|face|camera|angle|side)"
)
_ADVERB = (
    r"(?P<way>(?:\s+(?:is|was|slightly|far|strongly|clearly|sharply|well|a bit|a little|somewhat|"
    r"moderately|heavily|fully|mostly|off|toward|towards|to|the|her|his|their|straight|back|angle\d+|further|"
    r"by|and|posefar|posenear|from)){0,5})"
)
_SIDE = r"(?P<side>left|right)(?:wards?|[- ]hand side| side|[- ]facing)?"
_NOUN = (
    r"(?!\s+(?:eye|ear|cheek|brow|eyebrow|hand|shoulder|side of the (?:frame|screen|image|picture)|"
    r"after|now|away|corner|arm|half|at the|there|answer|option|choice|label|one))"
)
_WAYS: tuple[tuple[str, str], ...] = (
    (r"\b(?:left|right)-hand (?!side)", " "),
    (
        r"\b(?:straight (?:ahead|on|forward|(?:in)?to the (?:lens|camera))|(?:fac(?:es|ing)|look(?:s|ing)? "
        r"(?:directly |straight |right )?(?:at|into|to|towards?)|directed at|towards?|point(?:s|ed|ing)? (?:at|"
        r"to|towards?)|turned to(?:wards?)?) (?:straight |directly |right )?(?:at |into |to |towards? )?(?:the "
        r")?(?:camera|lens|viewer|front|observer)|(?:fac(?:es|ing)|looks?|looking|pointing|pointed|oriented|"
        r"directed) (?:straight |directly )?(?:forwards?|front|ahead|straight)|frontal(?:ly)?(?:[- ](?:view|"
        r"pose|face|facing|position|orientation))*|front[- ]?(?:facing|on|view|pose|position|side)|en face|"
        r"full[- ]face|head[- ]on|from the front|(?:is|pose:?|view:?|direction:?|orientation:?|position:?|"
        r"position is) (?:the )?front(?=\s*(?:[.,;!\n)]|\Z))|forward[- ]facing|facing front)\b",
        " posefront ",
    ),
    (rf"\b{_LOOKS}{_ADVERB}\s+{_SIDE}\b{_NOUN}", r"\g<way> @\g<side>"),
    (
        rf"\b(?:to|towards?|on)\s+(?:the|her|his|their|its)\s+{_SIDE}\b(?=\s*(?:[.,;!)\n]|\Z|by|at|with|"
        rf"about|angle|and|or|but|in|profile|pose))",
        r"@\g<side>",
    ),
    (rf"\b{_SIDE}\s+(?:profile|pose|view|turn|three-quarter|orientation|direction)\b", r"@\g<side>"),
    (
        rf"(?:(?<=angle30 )|(?<=angle60 )|(?<=angle45 )|(?<=angle90 )|(?<=neither )|(?<=nor )|(?<=not )|"
        rf"(?<=but )|(?<=or )|(?<=and )|(?<=posenear )|(?<=posefar )|(?<=rather than )|(?<=[:,.!?] )|(?<=is )|(?<='s )|"
        rf"(?<=\A)|(?<=\n)|(?<=- ))(?:to the )?{_SIDE}(?=\s*(?:[.,;:!?)\n(]|\Z|=>|angle|nor\b|or\b|and\b|but\b|"
        rf"by\b|at\b|rather\b|about\b|is ruled\b|30|60|with\b|because\b|pose))",
        r"@\g<side>",
    ),
    (
        r"\b(?:chin|head|face|gaze)(?: (?:is|was|slightly|a bit|a little)){0,2} (?:drops|dropped|dropping|"
        r"lowers|lowered|dips|dipped|sinks|"
        r"sunk|hangs|hung|bows|bowed|tucked)\b"
        r"|\b(?:lower(?:s|ed|ing)|drop(?:s|ped|ping)|bow(?:s|ed|ing)|dip(?:s|ped|ping)|duck(?:s|ed|ing)|"
        r"tuck(?:s|ed|ing)) "
        r"(?:in )?(?:the|her|his|their) (?:chin|head|face)\b(?: down)?",
        " posedown ",
    ),
    (
        r"\b(?:chin|head|face|gaze)(?: (?:is|was|slightly|a bit|a little)){0,2} (?:lifts|lifted|rises|raised|"
        r"(?:tips|tipped|tilts|tilted|thrown|leans) back)\b|\b(?:rais(?:es|ed|ing)|lift(?:s|ed|ing)) (?:the|"
        r"her|his|their) (?:chin|head|face)\b(?: up)?",
        " posetop ",
    ),
    (rf"\b{_LOOKS}{_ADVERB}\s+(?:up|upwards?|above|top)\b(?!\s+to)", r"\g<way> posetop "),
    (rf"\b{_LOOKS}{_ADVERB}\s+(?:down|downwards?|below)\b", r"\g<way> posedown "),
    (
        r"(?:(?<=neither )|(?<=nor )|(?<=not )|(?<=but )|(?<=or )|(?<=and )|(?<=rather than )|(?<=[:,.!?] "
        r")|(?<=is )|(?<='s )|(?<=\A)|(?<=\n)|(?<=- )|(?<=@left )|(?<=@right ))(?:the )?(?:top|up|"
        r"upwards?)(?=\s*(?:[.,;:!?)\n(]|\Z|=>|nor\b|or\b|and\b|but\b|rather\b|is ruled\b|because\b|pose))",
        " posetop ",
    ),
    (
        r"(?:(?<=neither )|(?<=nor )|(?<=not )|(?<=but )|(?<=or )|(?<=and )|(?<=rather than )|(?<=[:,.!?] "
        r")|(?<=is )|(?<='s )|(?<=\A)|(?<=\n)|(?<=- )|(?<=@left )|(?<=@right ))(?:the )?(?:down|downwards?|"
        r"downward)(?=\s*(?:[.,;:!?)\n(]|\Z|=>|nor\b|or\b|and\b|but\b|rather\b|is ruled\b|because\b|pose))",
        " posedown ",
    ),
    (
        r"(?:(?<=neither )|(?<=nor )|(?<=not )|(?<=but )|(?<=or )|(?<=[:,.!?] )|(?<=\A)|(?<=\n)|(?<=- "
        r"))(?:the )?front(?=\s*(?:[.,;:!?)\n(]|\Z|=>|nor\b|or\b|but\b|rather\b|is ruled\b|because\b|pose))",
        " posefront ",
    ),
    (
        r"\b(?:seen |viewed |shown |filmed |shot )?from (?:above|the top)\b|\btop[- ](?:view|down view|"
        r"pose)\b|\bupward (?:pose|view|tilt|angle)\b",
        " posetop ",
    ),
    (
        r"\b(?:seen |viewed |shown |filmed |shot )?from (?:down )?(?:below|beneath|the bottom)\b|"
        r"\bdownward (?:pose|view|tilt|angle)\b",
        " posedown ",
    ),
    (r"\b(?:lower|bottom)[- ](?=@)", " posedown "),
    (r"\bupper[- ](?=@)", " posetop "),
    ("@", " pose"),
)
_RULES = tuple((re.compile(form, re.IGNORECASE), plain) for form, plain in _WAYS)
_NEAR = re.compile(
    r"\b(?:slightly|a (?:little|bit)|somewhat|slight|mildly|a (?:small|slight) (?:turn|angle))\b", re.IGNORECASE
)
_FAR = re.compile(r"\b(?:far|strongly|sharply|steeply|heavily|a lot|way)\b(?! from)", re.IGNORECASE)
_UNDERSCORED = re.compile(r"\b(left|right|up|top|down)[_ -](30|60|45|90|down|up|top|left|right)\b", re.IGNORECASE)
_DIRECTION = re.compile(r"(?<!@)\b(left|right|front|top|down|up)(?:wards?)?\b", re.IGNORECASE)
_PLAIN = frozenset(
    "left right front top down up leftward rightward upward downward leftwards rightwards upwards downwards to the and "
    "a slightly towards toward or , . : ; ! ( ) / is it head view pose direction both at same time also "
    "turned answer lower upper bottom "
    "not but nor neither rather than maybe".split()
) | {"\n"}
"""Words of answers that are nothing but directions."""

_SLIGHT, _WIDE = "30", "60"
_BARE_ANGLE_BEHIND = re.compile(r"\b(left|right)\s*[,(]?\s*(\d0)\b(?!\d)\)?", re.IGNORECASE)
_BARE_ANGLE_BEFORE = re.compile(r"\b(\d0) (left|right)\b", re.IGNORECASE)
_SIDES, _HEIGHTS, _BETWEEN = (
    r"(poseleft|poseright)",
    r"(posetop|posedown|poseup)",
    r"(?:[\s,-]|\b(?:and|to|the|also|then|a|la|nach|y|e|le|al|à|both)\b){0,8}",
)
_ON_THE_WAY = (
    r"[\s,:(=-]+(?:(?!pose|angle|option|"
    r"not\b|no\b|nor\b|but\b|or\b|rather\b|maybe\b|perhaps\b|possibly\b)\w+[\s,:(=-]+){0,4}?"
)
_TOGETHER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_SIDES}{_BETWEEN}{_HEIGHTS}",
        rf"{_HEIGHTS}{_BETWEEN}{_SIDES}",
        rf"(angle\d+){_ON_THE_WAY}{_SIDES}(?:{_ON_THE_WAY}pose(?:near|far))?",
        rf"(?:pose(?:near|far){_ON_THE_WAY})?{_SIDES}{_ON_THE_WAY}(angle\d+)",
        rf"(posenear|posefar){_ON_THE_WAY}{_SIDES}",
        rf"{_SIDES}{_ON_THE_WAY}(posenear|posefar)",
        r"\b(poseleft|poseright|posetop|posedown|poseup|posefront)\b",
    )
)
"""Directions and degrees that belong together, the closest ties first."""


def is_poses(options: frozenset[str]) -> bool:
    """True for options that are directions, with or without degrees.

    >>> is_poses(frozenset(("front", "left_30"))), is_poses(frozenset(("left", "happy")))
    (True, False)
    """
    return all(part in _PARTS or part.isdigit() for option in options for part in option.split("_"))


def spell_out_poses(text: str, options: frozenset[str]) -> str:
    """The text with directions and degrees as one word each: ``poseleft``, ``angle30``, or that of the option.

    >>> spell_out_poses("turned slightly to the left", frozenset(("left_30", "left_60"))).split()
    ['turned', 'optionleft30']
    """
    text = _ANGLES_BETWEEN.sub(" maybe ", _SIDE_AND_HEIGHT.sub(r"@\1 @\2 ", text))
    text = _OPEN_ANGLE.sub(" maybe ", _UNDERSCORED.sub(r" \1 \2 ", text))
    text = _ANGLE.sub(lambda found: f" angle{_ANGLES.get(found['angle'].lower(), found['angle'])} ", text)
    text = _BARE_ANGLE_BEHIND.sub(r"\1 angle\2", text)
    text = _BARE_ANGLE_BEFORE.sub(r"angle\1 \2", text)
    text = _FAR.sub(" posefar ", _NEAR.sub(" posenear ", text))
    if all(word in _PLAIN or word.startswith(("angle", "pose", "option")) for word in tokens(text)):
        text = _DIRECTION.sub(r"@\1", text)
    text = re.sub(r"[ \t]+", " ", text).strip()
    for form, plain in _RULES:
        text = form.sub(plain, text)
    text = re.sub(r"[ \t]+", " ", text)
    for form in _TOGETHER:
        text = form.sub(lambda found: f" {_word(options, *found.groups())} ", text)
    return text


def _word(options: frozenset[str], *parts: str) -> str:
    """The word for the option of some parts; an angle counts only where options have one, and must be one of theirs."""
    named = {part.lower().removeprefix("pose").removeprefix("angle") for part in parts if part}
    named = {{"near": _SLIGHT, "far": _WIDE, "up": "top"}.get(part, part) for part in named}
    if any(part.isdigit() for part in named) and not any(
        part.isdigit() for option in options for part in option.split("_")
    ):
        named = {part for part in named if not part.isdigit()}
    for option in options:
        if {{"up": "top"}.get(part, part) for part in option.split("_")} == named:
            return option_word(option)
    return UNKNOWN


@cache
def pose_phrases(options: frozenset[str]) -> Phrases:
    """What the words of :func:`spell_out_poses` stand for."""
    return Phrases({option: (option_word(option),) for option in options} | {"?": (UNKNOWN,)})
