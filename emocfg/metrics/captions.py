"""Captions by rule: does a caption name the right emotion, and does it see the clues for it?

Emotion recognition with explanations is judged on both: the label and the clues (EMER, Lian et al. 2023, asks a judge
for "label overlap" and "clue overlap"). Here the caption has been read into items (person, kind, value), and both are
F1s of sets, without a judge.
"""

from collections.abc import Set as AbstractSet

from emocfg.schema import Item

from .sets import set_f1

EMOTION_KINDS = frozenset(("emotion", "intensity", "sentiment"))
"""Kinds of items that say what is felt; all others are what can be seen of it."""


def label_overlap(gold: AbstractSet[Item], predicted: AbstractSet[Item] | None) -> float:
    """F1 of the items that say what is felt: emotion, intensity, sentiment; None is wrong.

    As :func:`set_f1`: 1.0 where neither side has any, 0.0 where one has none.

    >>> gold = {Item("p1", "emotion", "anger"), Item("p1", "unit", "4"), Item("p1", "unit", "7")}
    >>> label_overlap(gold, {Item("p1", "emotion", "anger"), Item("p1", "unit", "12")})
    1.0
    """
    return _overlap(gold, predicted, of_emotion=True)


def clue_overlap(gold: AbstractSet[Item], predicted: AbstractSet[Item] | None) -> float:
    """F1 of all other items: action units, actions, pose, appearance; otherwise as :func:`label_overlap`.

    >>> gold = {Item("p1", "emotion", "anger"), Item("p1", "unit", "4"), Item("p1", "unit", "7")}
    >>> round(clue_overlap(gold, {Item("p1", "emotion", "anger"), Item("p1", "unit", "4")}), 4)
    0.6667
    """
    return _overlap(gold, predicted, of_emotion=False)


def _overlap(gold: AbstractSet[Item], predicted: AbstractSet[Item] | None, *, of_emotion: bool) -> float:
    if predicted is None:
        return 0.0
    true, said = ({item for item in side if (item.kind in EMOTION_KINDS) == of_emotion} for side in (gold, predicted))
    return set_f1(true, said)
