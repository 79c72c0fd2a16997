"""A reader of faces by rule: from action units, or actions where units are unknown, to ranked emotions.

For an emotion e with patterns p, and the seen units U that show any emotion at all:

    score(e) = max over p of weight(p) * 2 |hit| / (2 |hit| + |missing| + |foreign|)

``hit`` are the units of p in U (on one side where p asks for it), ``missing`` those of p that are not, ``foreign``
those of U that no pattern of e has and that nobody adds to e. It is the F1 of the pattern (Dice 1945; Tversky 1977
with equal weights), where what e may add anyway costs nothing. More units of e never lower its score. Where a text
leaves open which of several units it means ("the lips are tense"), every emotion has the best score that they allow.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from emocfg.schema import MAPS, Person, label_map, label_space

from .table import ACTIONS, COMPOUNDS, JAW, PATTERNS, VARIABLE, Pattern

SPACE = "emotion-8"
TOP = 3
FLOOR = 0.5
"""What is read must have more than this share of the best score: our choice. It halves the wrong labels among three."""

_DIGITS = 4
_MAX_OPEN = 8
"""Units that a text may leave open before all of them are taken as meant: 2 to the power of it are tried at most."""
_KNOWN: dict[str, frozenset[int]] = {
    emotion: frozenset().union(VARIABLE[emotion], JAW, *(pattern.units for pattern in patterns))
    for emotion, patterns in PATTERNS.items()
}
"""Emotion to the units that are not foreign to it."""
TELLING = frozenset().union(*_KNOWN.values()) - JAW
"""The units that show an emotion by themselves."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read off a face, and how well it fits, in (0, 1]."""

    emotion: str
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person shows, or what a text says that they show.

    Attributes:
        units: codes of action units; empty if the face is known to be still, None if nothing is said of units.
        one_sided: those of them on one side of the face only.
        actions: labels of ``action-35``.
        either: sets of units of which at least one is there, more may be.
    """

    units: frozenset[int] | None = None
    one_sided: frozenset[int] = frozenset()
    actions: frozenset[str] = frozenset()
    either: frozenset[frozenset[int]] = frozenset()


def shown_by(person: Person) -> Shown:
    """What a tree says that a person shows."""
    sides: dict[int, set[str]] = {}
    for unit in person.units or ():
        sides.setdefault(unit.code, set()).add(unit.side)
    return Shown(
        None if person.units is None else frozenset(sides),
        frozenset(code for code, found in sides.items() if found in ({"L"}, {"R"})),
        frozenset(event.name for event in person.actions or ()),
    )


def read_units(units: Collection[int], one_sided: Collection[int] = ()) -> list[Reading]:
    """The emotions that action units show, best first; neutral alone where no unit shows any.

    >>> [reading.emotion for reading in read_units({1, 2, 5, 26})][:2]
    ['surprise', 'fear']
    >>> read_units({25, 26})
    [Reading(emotion='neutral', score=1.0)]
    """
    return _ranked(_scores(Shown(frozenset(units), frozenset(one_sided))))


def read_actions(actions: Iterable[str]) -> list[Reading]:
    """The emotions that actions show, best first: the mean of their weights in ``table.ACTIONS``; [] if none shows any.

    >>> read_actions({"cry", "talk"})[0]
    Reading(emotion='sadness', score=1.0)
    """
    telling = [ACTIONS[action][0] for action in sorted(set(actions)) if action in ACTIONS]
    totals: dict[str, float] = {}
    for weights in telling:
        for emotion, weight in weights.items():
            totals[emotion] = totals.get(emotion, 0.0) + weight / len(telling)
    return _ranked(totals)


def read(shown: Shown, space: str = SPACE) -> list[Reading]:
    """What a person shows, as labels of a space: by units, else by actions; [] where there is nothing to go by.

    A label that stands for several emotions (``negative`` of ``micro-3``) has the best score among them.

    Raises:
        EmoCfgError: E201 if emotions have no place in the space.
    """
    scores: dict[str, float] = {}
    for reading in _read(shown):
        label = _images(space)[reading.emotion]
        if label is not None:
            scores[label] = max(scores.get(label, 0.0), reading.score)
    return _ranked(scores)


def readable(labels: Iterable[str], space: str = SPACE) -> bool:
    """True if the rules can read all these labels; nothing is known of how anxiety or disappointment look."""
    return set(labels) <= set(_images(space).values())


def admits(
    units: Collection[int],
    labels: Collection[str],
    top: int = TOP,
    *,
    one_sided: Collection[int] = (),
    space: str = SPACE,
) -> bool:
    """True if action units admit all the labels (D4); see :func:`admitted`.

    >>> admits({6, 12}, ["happiness"]), admits({6, 12}, ["anger"])
    (True, False)
    """
    return admitted(Shown(frozenset(units), frozenset(one_sided)), labels, top, space=space)


def admitted(shown: Shown, labels: Collection[str], top: int = TOP, *, space: str = SPACE) -> bool:
    """True if each label is read, fewer than ``top`` fit better, and it has more than ``FLOOR`` of the best score.

    Two labels are also admitted where their compound pattern (``table.COMPOUNDS``) fits no worse than any one emotion.
    """
    readings = read(shown, space)
    scores = {reading.emotion: reading.score for reading in readings}
    best = max(scores.values(), default=0.0)

    def stands(label: str) -> bool:
        score = scores.get(label, 0.0)
        return score > FLOOR * best and sum(other > score for other in scores.values()) < top

    if bool(labels) and all(map(stands, labels)):
        return True
    patterns = COMPOUNDS.get(frozenset(labels), ())
    return bool(patterns) and max(_fit(patterns, labels, way, shown.one_sided) for way in _ways(shown)) >= best > 0


def is_first(shown: Shown, labels: Collection[str], space: str = SPACE) -> bool:
    """True if nothing fits better than these labels: one among single emotions, two also among pairs of them.

    How many labels there are is thus told, which they are is not. A pair shows as the units of both (Du, Tao &
    Martinez 2014), or as its compound pattern; three emotions at once are never first.
    """
    readings = read(shown, space)
    best = readings[0].score if readings else 0.0
    if len(labels) == 1:
        return any(reading.score == best and reading.emotion in labels for reading in readings)
    pairs = _pairs(shown)
    score = pairs.get(frozenset(labels), 0.0)
    return score > 0 and score >= max(best, *pairs.values())


def _read(shown: Shown) -> list[Reading]:
    if shown.units is None and not shown.either:
        return read_actions(shown.actions)
    scores = _scores(shown)
    by_action = read_actions(shown.actions) if "neutral" in scores else []
    return by_action or _ranked(scores)


@lru_cache(maxsize=64)
def _images(space: str) -> dict[str, str | None]:
    """Emotion to its label in a space: by the cited map where there is one, else by name."""
    emotions, labels = label_space(SPACE).labels, set(label_space(space).labels)
    if (SPACE, space) in MAPS or labels.isdisjoint(emotions):
        images = label_map(SPACE, space)
        return {emotion: images.apply(emotion, where=space) for emotion in emotions}
    return {emotion: emotion if emotion in labels else None for emotion in emotions}


def _ranked(scores: Mapping[str, float]) -> list[Reading]:
    order = {label: i for i, label in enumerate(label_space(SPACE).labels)}
    readings = [Reading(label, round(score, _DIGITS)) for label, score in scores.items() if score > 0]
    return sorted(readings, key=lambda r: (-r.score, order.get(r.emotion, len(order)), r.emotion))


@lru_cache(maxsize=4096)
def _ways(shown: Shown) -> tuple[frozenset[int], ...]:
    """The sets of units that can be meant; where there are too many, all that are named."""
    sure = shown.units or frozenset()
    choices = [sorted(units) for units in sorted(shown.either, key=sorted) if units]
    if sum(map(len, choices)) > _MAX_OPEN:
        return (sure.union(*choices),)
    subsets = [[part for size in range(1, len(c) + 1) for part in combinations(c, size)] for c in choices]
    return tuple(dict.fromkeys(sure.union(*parts) for parts in product(*subsets)))


@lru_cache(maxsize=4096)
def _scores(shown: Shown) -> dict[str, float]:
    """Emotion to score; neutral scores 1 where no unit shows an emotion by itself, and then nothing else does."""
    scores: dict[str, float] = {}
    for units in _ways(shown):
        if TELLING.isdisjoint(units):
            scores["neutral"] = 1.0
        else:
            for emotion, patterns in PATTERNS.items():
                score = _fit(patterns, (emotion,), units, shown.one_sided)
                scores[emotion] = max(scores.get(emotion, 0.0), score)
    return scores


@lru_cache(maxsize=4096)
def _pairs(shown: Shown) -> dict[frozenset[str], float]:
    """Two emotions at once to their score."""
    ways = [units for units in _ways(shown) if not TELLING.isdisjoint(units)]
    return {
        frozenset(pair): max((_fit(patterns, pair, units, shown.one_sided) for units in ways), default=0.0)
        for pair, patterns in _PAIRS.items()
    }


def _fit(
    patterns: Sequence[Pattern], emotions: Collection[str], units: frozenset[int], one_sided: frozenset[int]
) -> float:
    """The score of the pattern that fits best; see the module's formula."""
    known = frozenset().union(*(_KNOWN[emotion] for emotion in emotions))
    foreign = len((units & TELLING) - known)
    best = 0.0
    for pattern in patterns:
        hit = len(pattern.units & units - (pattern.one_sided - one_sided))
        best = max(best, pattern.weight * 2 * hit / (hit + len(pattern.units) + foreign))
    return round(best, _DIGITS)


_PAIRS: dict[tuple[str, str], tuple[Pattern, ...]] = {
    (a, b): (
        *(first | second for first in PATTERNS[a] for second in PATTERNS[b]),
        *COMPOUNDS.get(frozenset((a, b)), ()),
    )
    for a, b in combinations(PATTERNS, 2)
}
"""Two emotions to all the ways in which both can show."""
