"""How much of a claim another one says, from 0 to 1. By tables, never by a cosine: unlike phrases must earn nothing.

Another label in an exclusive slot earns at most 0.5, so that no label in the middle is worth parking on.
"""

from functools import lru_cache
from itertools import pairwise

from emocfg.metrics import set_f1
from emocfg.schema import SCENE_SLOTS, SPACES, Span, label_map
from emocfg.schema.scores import COMMON
from emocfg.schema.wheels import WHEELS, word_key

from .claims import Claim

NEIGHBOURS = 0.5
"""Credit of the next value on an ordered scale, of a unit of the same muscles, and of the other side of a face."""

KIN = 0.3
"""Credit of a value that is easily taken for the other, and of an emotion as pleasant or unpleasant as the true one."""

FAMILY = 0.7
"""Credit of an emotion of the same family on every wheel that knows both."""

STRENGTH, TIME = 0.3, 0.2
"""The parts of a claim that its intensity and its time are worth, where the reference says them; the rest is what it
names."""

_ORDERED: dict[str, tuple[str, ...]] = {
    "age": ("young", "middle_aged", "elderly"),
    "skin_tone": ("pale", "light", "tan", "dark"),
    "head_pose": ("left_60", "left_30", "front", "right_30", "right_60"),
}
_ALIKE: dict[str, tuple[str, ...]] = {
    "hair_color": ("black brown", "brown red", "brown blonde", "blonde gray"),
    "eye_color": ("blue green", "brown green"),
    "beard": ("stubble goatee", "stubble full", "goatee full"),
    "glasses": ("eyeglasses sunglasses",),
    "face_shape": ("oval round",),
    "chin": ("round double",),
    "relation": ("hostile tense", "mild intimate"),
}
_SLOTS: dict[tuple[str, frozenset[str]], float] = {
    **{(slot, frozenset(pair.split())): KIN for slot, pairs in _ALIKE.items() for pair in pairs},
    **{(slot, frozenset(pair)): NEIGHBOURS for slot, values in _ORDERED.items() for pair in pairwise(values)},
}

_MUSCLES = {unit: i for i, units in enumerate(("1 2", "6 7", "23 24", "25 26 27")) for unit in units.split()}
"""Units that move the same muscles, or open the mouth by degrees: frontalis, orbicularis oculi, orbicularis oris (FACS
manual, Ekman, Friesen & Hager 2002)."""

_SIGN = {
    **label_map("emotion-8", "sentiment-3").table,
    **dict.fromkeys(("anxiety", "helplessness", "disappointment"), "negative"),
}
"""Pleasant or unpleasant: MELD's map, and the three emotions that MAFW has beyond the eight, all unpleasant."""


def similarity(said: Claim, true: Claim) -> float:
    """How much of the true claim another one of the same kind says.

    An intensity and a time count where the reference says them: named right without them a claim has 1 less
    :data:`STRENGTH` and :data:`TIME`.

    >>> similarity(Claim("age", "young"), Claim("age", "middle_aged"))
    0.5
    >>> similarity(Claim("emotion", "anger", "low"), Claim("emotion", "anger", "medium"))
    0.85
    """
    named = value_similarity(said.kind, said.value, true.value)
    if said.side != true.side:
        named *= NEIGHBOURS
    if not named:
        return 0.0
    missed = 0.0
    if true.strength is not None:
        missed += STRENGTH * (1 - strength_credit(said.strength, true.strength))
    if true.span is not None:
        missed += TIME * (1 - overlap(said.span, true.span))
    return named * (1 - missed)


@lru_cache(maxsize=65536)
def value_similarity(kind: str, said: str, true: str) -> float:
    """The similarity of two values of a kind; symmetric, and 1 for equal ones."""
    if said == true:
        return 1.0
    if kind in SCENE_SLOTS:
        return phrase_similarity(said, true)
    if kind == "unit":
        return NEIGHBOURS if said in _MUSCLES and _MUSCLES[said] == _MUSCLES.get(true) else 0.0
    if kind == "emotion":
        same_sign = _SIGN.get(said) in ("positive", "negative") and _SIGN[said] == _SIGN.get(true)
        return max(FAMILY * kinship(said, true), KIN * same_sign)
    if kind == "valence":
        return sentiment_credit(float(said), float(true))
    return _SLOTS.get((kind, frozenset((said, true))), 0.0)


@lru_cache(maxsize=1024)
def kinship(one: str, other: str) -> float:
    """The share of the wheels that know two emotion words which put them into one family; 0 if none knows both.

    >>> kinship("sadness", "disappointment"), round(kinship("anger", "disgust"), 2), kinship("fear", "happiness")
    (1.0, 0.33, 0.0)
    """
    families = [(wheel.group(one), wheel.group(other)) for wheel in WHEELS.values()]
    known = [a == b for a, b in families if a and b]
    return sum(known) / len(known) if known else 0.0


def phrase_similarity(one: str, other: str) -> float:
    """Free words: F1 of their stems, from 0.5 to 1 stretched to 0 to 1, so that one common word of many earns nothing.

    >>> phrase_similarity("a warm light", "warm lights"), phrase_similarity("dim light", "bright light")
    (0.6, 0.0)
    """
    stems = (frozenset(word_key(text).split()) for text in (one, other))
    return round(max(0.0, 2 * set_f1(*stems) - 1), 6)


def sentiment_credit(said: float, true: float) -> float:
    """Sentiment on the scale -3 to 3: 1 - |d| / 6, and nothing at 0.5 or below, or for the opposite sign.

    The limit keeps a gradient only near the truth.

    >>> sentiment_credit(2, 3), sentiment_credit(0, 3), sentiment_credit(-0.5, 0.5)
    (0.8333333333333334, 0.0, 0.0)
    """
    credit = 1 - abs(said - true) / (2 * COMMON)
    return credit if credit > 0.5 and said * true >= 0 else 0.0


def strength_credit(said: str | float | None, true: str | float) -> float:
    """Intensity: 1 - |d| for numbers in (0, 1]; for labels 1 if equal, 0.5 if adjacent; 0 if not said.

    >>> strength_credit("low", "medium"), strength_credit("low", "high"), strength_credit(None, 0.4)
    (0.5, 0.0, 0.0)
    """
    if isinstance(said, str) and isinstance(true, str):
        levels = SPACES["intensity-3"].labels
        return max(0.0, 1 - abs(levels.index(said) - levels.index(true)) / 2)
    if isinstance(said, str) or isinstance(true, str) or said is None:
        return 0.0
    return max(0.0, 1 - abs(said - true))


def overlap(said: Span | None, true: Span) -> float:
    """Temporal intersection over union; 1 for equal instants, 0 if not said or if it ends before it begins.

    >>> overlap(Span(0.0, 1.0), Span(0.5, 1.5))
    0.3333333333333333
    """
    if said is None or said.end < said.start:
        return 0.0
    common = min(said.end, true.end) - max(said.start, true.start)
    return common / (max(said.end, true.end) - min(said.start, true.start)) if common > 0 else float(said == true)
