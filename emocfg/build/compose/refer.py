"""Call a person by looks: "the woman with long brown hair and a hat"."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from random import Random

from emocfg.schema import PERSON_SLOTS, AffectiveTree, Item, Person, person_items

from .english import article, joined
from .wording import noun_phrases, word

_KIND = ("age", "gender")

MOVING = frozenset(("eyebrow_thickness", "eyebrow_shape", "eye_size", "lip_thickness"))
"""Looks of what moves: in a rationale "thin lips" or "narrow eyes" would read as a movement, so they are left out."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A person called by looks.

    Attributes:
        text: what to call the person.
        attribute: the open attribute that it rests on.
        slots: the slots that it tells.
    """

    text: str
    attribute: str
    slots: frozenset[str]


def refer(tree: AffectiveTree, person: Person, draws: Random) -> Reference | None:
    """Call a person by attributes that tell this one from everybody else of the tree.

    One attribute besides age and gender, or two where one does not do. A slot tells two people apart if it is known of
    both and differs.

    Args:
        tree: who else is there.
        person: whom to call.
        draws: chooses attributes and words.

    Returns:
        None if no known attributes single the person out.
    """
    telling = _telling(person)
    names = list(telling)
    draws.shuffle(names)
    others = [other for other in tree.persons if other.key != person.key]
    for count in (1, 2):
        for chosen in combinations(names, count):
            items = [item for name in chosen for item in telling[name]]
            slots = frozenset((*_known_kind(person), *(item.kind for item in items)))
            if all(_differ(person, other, slots) for other in others):
                text = f"the {kind_phrase(person, items, draws)}"
                return Reference(text, chosen[0], slots)
    return None


def look_phrase(person: Person, draws: Random, without: Collection[str] = ()) -> tuple[str, frozenset[str]]:
    """A person as a noun phrase of age, gender and at most two other attributes: "a young man with a beard".

    With ``without`` (slots that are told elsewhere) the attributes alone: "a beard and glasses".

    Returns:
        The phrase, "" if nothing is known, and the slots that it tells.
    """
    telling = _telling(person, without)
    items = [item for name in draws.sample(list(telling), min(2, len(telling))) for item in telling[name]]
    if without:
        items = [item for item in items if item.value != "bald"]
        return joined(noun_phrases(items, draws)), frozenset(item.kind for item in items)
    known = _known_kind(person)
    if not items and not known:
        return "", frozenset()
    return article_of(kind_phrase(person, items, draws)), frozenset((*known, *(item.kind for item in items)))


def kind_phrase(person: Person, items: Iterable[Item], draws: Random) -> str:
    """Age, baldness and gender as a noun, then the other items: "young bald man with a full beard"."""
    told = list(items)
    known = {item.kind: item for item in person_items(person, "appearance") if item.kind in _KIND}
    before = [known["age"]] if "age" in known else []
    before += [item for item in told if item.value == "bald"]
    noun = word(known["gender"], draws) if "gender" in known else "person"
    rest = noun_phrases([item for item in told if item.value != "bald"], draws)
    return " ".join([*(word(item, draws) for item in before), noun, *([f"with {joined(rest)}"] if rest else [])])


def article_of(phrase: str) -> str:
    """The article before a noun phrase that goes on behind its noun."""
    noun, _, rest = phrase.partition(" with ")
    return article(noun) + (f" with {rest}" if rest else "")


def _telling(person: Person, without: Collection[str] = ()) -> dict[str, list[Item]]:
    """Attribute to what is worth telling of it, besides age and gender, and besides some slots."""
    found: dict[str, list[Item]] = {}
    for item in sorted(person_items(person, "appearance")):
        if item.kind not in (*_KIND, *MOVING, *without):
            found.setdefault(PERSON_SLOTS[item.kind].attribute, []).append(item)
    return found


def _known_kind(person: Person) -> tuple[str, ...]:
    return tuple(slot for slot in _KIND if slot in person.attributes)


def _differ(person: Person, other: Person, slots: Iterable[str]) -> bool:
    return any(slot in other.attributes and other.attributes[slot] != person.attributes[slot] for slot in slots)
