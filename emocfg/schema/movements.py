"""Action units as people describe them: "raises her inner brows", "the lips are pressed together", "a dropped jaw".

Readers only: writers use the names of the lexicon. A movement that is two units ("raised eyebrows") claims both.
"""

from collections.abc import Iterator

from .lexicon import UNIT_NAMES

_INNER = ("inner brows", "inner eyebrows", "inner brow", "inner corners of the eyebrows")
_OUTER = ("outer brows", "outer eyebrows", "outer brow", "outer corners of the eyebrows")
_BROWS = ("eyebrows", "brows")
_BROW = (*_BROWS, "brow")
_CORNERS = ("lip corners", "mouth corners", "corners of the lips", "corners of the mouth", "corners of the lip")

_MOVEMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "1": (_INNER, ("raise", "lift", "pull up")),
    "2": (_OUTER, ("raise", "lift", "pull up")),
    "1+2": (_BROWS, ("raise", "lift")),
    "4": (_BROW, ("lower", "furrow", "knit", "draw together", "pull together", "pull down")),
    "5": (("upper eyelids", "upper lids", "upper eyelid"), ("raise", "lift")),
    "6": (("cheeks",), ("raise", "lift")),
    "7": (("eyelids", "lids", "lower eyelids"), ("tighten", "tense")),
    "9": (("nose",), ("wrinkle", "scrunch")),
    "10": (("upper lip",), ("raise", "lift", "curl")),
    "12": (_CORNERS, ("raise", "lift", "pull up", "turn up", "pull upward")),
    "15": (_CORNERS, ("lower", "depress", "pull down", "turn down", "pull downward")),
    "17": (("chin boss",), ("raise", "push up")),
    "20": (("lips",), ("stretch",)),
    "23": (("lips",), ("tighten",)),
    "24": (("lips",), ("press", "press together")),
    "25": (("lips",), ("part",)),
    "26": (("jaw",), ("drop",)),
}
"""Unit to the parts of the face and what they do, after the appearance changes that the FACS manual lists (Ekman,
Friesen & Hager 2002)."""

_PAST = {"draw": "drawn"}


def unit_phrases() -> dict[str, tuple[str, ...]]:
    """What every unit, or pair of units ("1+2"), is called: its code, its names, and its movements."""
    named = {str(code): (f"AU{code}", f"AU {code}", *names) for code, names in UNIT_NAMES.items()}
    moved = {
        units: tuple(" ".join(form.split()) for part in parts for verb in verbs for form in _forms(part, *verb.split()))
        for units, (parts, verbs) in _MOVEMENTS.items()
    }
    return {units: (*named.get(units, ()), *moved.get(units, ())) for units in named | moved}


def _forms(part: str, verb: str, particle: str = "") -> Iterator[str]:
    """The ways to say that a part moves; "the" also stands for "her", "his" and "their"."""
    stem = verb.removesuffix("e") + {"drop": "p", "knit": "t"}.get(verb, "")
    done = _PAST.get(verb, f"{stem}ed")
    yield f"{done} {particle} {part}"
    for link in ("", "is", "are"):
        yield f"{part} {link} {done} {particle}"
    for form in (verb, f"{verb}{'es' if verb.endswith('s') else 's'}", f"{stem}ing"):
        yield f"{part} {form} {particle}"
        yield f"{form} {part} {particle}"
        yield f"{form} the {part} {particle}"
        yield f"{form} {particle} the {part}"
