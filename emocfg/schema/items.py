"""A tree as a set of typed items: what a caption must say, and what an answer is compared with."""

from dataclasses import dataclass

from .attributes import APPEARANCE_SLOTS, PERSON_SLOTS, action_attribute
from .tree import AffectiveTree, Person

SLOT_ASPECT = "appearance"
ASPECTS = (SLOT_ASPECT, "action", "emotion")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One claim about one person: ``Item("p1", "hair_color", "brown")``, ``Item("p1", "action", "nod")``."""

    person: str
    kind: str
    value: str


def person_items(person: Person, aspect: str) -> frozenset[Item]:
    """What is known and worth saying of a person.

    Args:
        person: the person.
        aspect: ``appearance`` the attribute slots with a value other than the plain one; ``action`` actions and head
            pose; ``emotion`` emotions with intensity (neutral has none), and action units.
    """
    if aspect == SLOT_ASPECT:
        pairs = [(slot, value) for slot, value in person.attributes.items() if value != PERSON_SLOTS[slot].plain]
    elif aspect == "action":
        pairs = [("action", event.name) for event in person.actions or ()]
        pairs += [("head_pose", person.head_pose)] if person.head_pose else []
    else:
        pairs = [("emotion", emotion.label) for emotion in person.emotions or ()]
        strong = [emotion.intensity for emotion in person.emotions or () if emotion.label != "neutral"]
        pairs += [("intensity", intensity) for intensity in strong if intensity]
        pairs += [("unit", str(unit.code)) for unit in person.units or ()]
    return frozenset(Item(person.key, kind, value) for kind, value in pairs)


def tree_items(tree: AffectiveTree, aspect: str) -> frozenset[Item]:
    """The items of all persons of a tree; see :func:`person_items`."""
    return frozenset(item for person in tree.persons for item in person_items(person, aspect))


def attribute_items(person: Person, attribute: str) -> frozenset[Item] | None:
    """The items that answer one of the 15 open attributes; empty if known to have none, None if not annotated."""
    if attribute.endswith("_actions"):
        if person.actions is None:
            return None
        return frozenset(
            Item(person.key, "action", event.name)
            for event in person.actions
            if action_attribute(event.name) == attribute
        )
    slots = {slot for slot, entry in PERSON_SLOTS.items() if entry.attribute == attribute}
    if not slots & person.attributes.keys():
        return None
    return frozenset(item for item in person_items(person, SLOT_ASPECT) if item.kind in slots)


def appearance_labels(tree: AffectiveTree, person: Person) -> dict[str, bool]:
    """Each CelebV-HQ appearance label that the tree decides, and whether it holds."""
    if person.looks is not None:
        return {label: label in person.looks for label in APPEARANCE_SLOTS}
    known = {**person.attributes, **tree.scene}
    return {label: known[slot] == value for label, (slot, value) in APPEARANCE_SLOTS.items() if slot in known}
