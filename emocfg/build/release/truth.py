"""What a reference answer says, as a tree: without it nothing deterministic can be said of an open answer.

The reader is the one that reads models' answers, so both sides know the same words. What the reference does not speak
of stays unknown and counts neither for nor against an answer.
"""

from collections import defaultdict
from collections.abc import Collection

from emocfg.schema import (
    PERSON_SLOTS,
    ActionUnit,
    AffectiveTree,
    Emotion,
    Event,
    Person,
    attribute_items,
    person_items,
    read_caption,
)

_KEY = "p1"
_ASPECTS = {"appearance_caption": "appearance", "action_caption": "action", "emotion_caption": "emotion"}


def read_truth(answer: str, attribute: str = "") -> AffectiveTree:
    """The tree of one person that an answer describes; two values for one slot leave it unknown.

    Args:
        answer: the reference answer.
        attribute: the open attribute it answers, if it answers one; "none" then says that there is nothing.
    """
    reading = read_caption(answer, {"": _KEY}, attribute)
    said: dict[str, list[str]] = defaultdict(list)
    for item in sorted(reading.items):
        said[item.kind].append(item.value)
    known = {slot: said[slot][0] for slot in PERSON_SLOTS if len(said[slot]) == 1}
    actions = tuple(Event(name) for name in said["action"])
    nothing = bool(attribute) and reading.says_none and not reading.items
    if nothing:
        slots = (slot for slot in PERSON_SLOTS.values() if slot.attribute == attribute and slot.plain)
        known = {slot.name: slot.plain for slot in slots}
    person = Person(
        _KEY,
        attributes=known,
        head_pose=said["head_pose"][0] if len(said["head_pose"]) == 1 else None,
        actions=actions if actions or (nothing and attribute.endswith("_actions")) else None,
        units=tuple(ActionUnit(int(code)) for code in said["unit"]) or None,
        emotions=_emotions(said["emotion"], said["intensity"]) or None,
    )
    return AffectiveTree(persons=(person,))


def says_something(tree: AffectiveTree, task: str, attribute: str = "") -> bool:
    """True if a tree of :func:`read_truth` holds what an answer of the task can be compared with."""
    person = tree.persons[0]
    if attribute:
        return attribute_items(person, attribute) is not None
    return task not in _ASPECTS or bool(person_items(person, _ASPECTS[task]))


def _emotions(labels: Collection[str], levels: Collection[str]) -> tuple[Emotion, ...]:
    """The emotions; an intensity is that of the whole expression, and unknown if there are several."""
    level = next(iter(levels)) if len(levels) == 1 else None
    return tuple(Emotion(label, None if label == "neutral" else level) for label in labels)
