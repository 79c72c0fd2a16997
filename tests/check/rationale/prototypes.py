"""Which emotions a set of action units admits: the instrument's own small cited table, not the validator's.

After the EMFACS prototypes of Friesen & Ekman (1983), with the variants that the FACS Investigator's Guide allows
(Ekman, Friesen & Hager 2002): one slot is met by any of its units, and side units may come along. Contempt is one-sided
(Ekman & Friesen 1986).
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Prototype:
    """One emotion's face.

    Attributes:
        slots: the core movements; each slot is met by any one of its units.
        need: how many slots must be met before the face admits the emotion.
        side: units that may be seen with it and say nothing.
    """

    slots: tuple[frozenset[str], ...]
    need: int
    side: frozenset[str]

    def core(self) -> frozenset[str]:
        """Every unit that can meet a slot."""
        return frozenset[str]().union(*self.slots)

    def admits(self, units: Collection[str]) -> bool:
        """True if ``units`` meet enough slots and hold nothing foreign."""
        met = sum(bool(slot & set(units)) for slot in self.slots)
        return met >= self.need and set(units) <= self.core() | self.side


def _prototype(slots: str, need: int, side: str) -> Prototype:
    """``"AU9|AU10 AU17"``: alternatives of one slot are joined by a bar."""
    return Prototype(tuple(frozenset(slot.split("|")) for slot in slots.split()), need, frozenset(side.split()))


PROTOTYPES: dict[str, Prototype] = {
    "happiness": _prototype("AU12 AU6", 1, "AU25 AU26"),
    "sadness": _prototype("AU1 AU4 AU15", 2, "AU11 AU17 AU25 AU26"),
    "surprise": _prototype("AU1 AU2 AU5 AU26|AU27", 3, "AU25"),
    "fear": _prototype("AU1 AU2 AU4 AU5 AU20", 4, "AU7 AU25 AU26 AU27"),
    "anger": _prototype("AU4 AU5 AU7 AU23|AU24", 3, "AU10 AU17 AU22 AU25 AU26"),
    "disgust": _prototype("AU9|AU10", 1, "AU7 AU15 AU16 AU17 AU25 AU26"),
    "contempt": _prototype("AU14L|AU14R", 1, "AU12L AU12R"),
}
"""Seven prototypes; the eighth, neutral, is the face without any of their units."""

OF_SPEECH = frozenset(("AU25", "AU26", "AU27"))
"""What a talking, drinking or yawning mouth shows whatever is felt."""

OF_EYES = frozenset(("AU43", "AU45", "AU46", "AU46L", "AU46R"))
"""Blinks, winks and shut eyes: no part of any prototype."""

_CLASSES = {"happiness": "positive", "surprise": "surprise"}


def micro_class(label: str) -> str:
    """The class of a micro-expression of ``label`` (See et al., FG 2019)."""
    return _CLASSES.get(label, "negative")


def admitted(units: Collection[str]) -> set[str]:
    """Every emotion that the face with exactly these units admits.

    >>> sorted(admitted({"AU1", "AU2", "AU5"})), sorted(admitted({"AU1", "AU2", "AU4", "AU5"}))
    (['surprise'], ['fear'])
    >>> sorted(admitted(set())), sorted(admitted({"AU12", "AU4"}))
    (['neutral'], [])
    """
    if not set(units) - OF_SPEECH - OF_EYES:
        return {"neutral"}
    # 6 alone also comes of squinting, and 5 with a dropped jaw of a yawn: happiness asks for the mouth.
    found = {label for label, prototype in PROTOTYPES.items() if prototype.admits(units)}
    return found - {"happiness"} if "AU12" not in units else found


def telling(units: Collection[str], label: str, *, most: int = 5) -> list[tuple[str, ...]]:
    """Every set of at most ``most`` of the visible units that admits ``label`` and nothing else, smallest first."""
    if label == "neutral":
        return [()] if admitted(units) == {"neutral"} else []
    prototype = PROTOTYPES[label]
    useful = sorted(set(units) & (prototype.core() | prototype.side), key=lambda name: (len(name), name))
    return [
        chosen
        for size in range(1, most + 1)
        for chosen in combinations(useful, size)
        if admitted(chosen) == {label} and set(chosen) & prototype.core()
    ]
