"""A tree as typed claims: who, what kind, which value. Persons are told apart by what is said of them alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from emocfg.schema import NONE, SCENE, ActionUnit, AffectiveTree, Emotion, Event, Item, Levels, Person, Span
from emocfg.schema.tasks import Level

_EMOTION_KINDS = ("emotion", "sentiment", "valence", "micro", "relation")
_SET_KINDS = ("looks", "action", "unit", "emotion")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    Attributes:
        kind: a slot, or ``looks``, ``head_pose``, ``action``, ``unit``, ``emotion``, ``sentiment``, ``valence``,
            ``micro``, ``relation``.
        value: of the slot, a label, or the number of a unit; :data:`NONE` if a set is said to be empty: that can be
            right or wrong like any other claim.
        strength: an intensity: a label for an emotion, a number for a unit; None if not said.
        side: of a unilateral unit.
        span: when, if said.
    """

    kind: str
    value: str
    strength: str | float | None = None
    side: str = ""
    span: Span | None = None


Grouped = Mapping[str, tuple[Claim, ...]]
"""The claims about one person, or the scene, by kind, each only once."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a tree or a text claims of the scene and of each person."""

    scene: Grouped
    persons: tuple[Grouped, ...]

    def count(self) -> int:
        """How many claims there are."""
        return sum(len(claims) for group in (self.scene, *self.persons) for claims in group.values())

    def conflicts(self) -> int:
        """How many claims contradict each other: two values of an exclusive slot are two."""
        groups = (item for group in (self.scene, *self.persons) for item in group.items())
        return sum(len(claims) for kind, claims in groups if is_exclusive(kind) and len(claims) > 1)


def level_of(kind: str) -> Level:
    """The level of a kind of claims: the part of the text that it is written in.

    >>> level_of("hair_color"), level_of("lighting"), level_of("unit"), level_of("relation")
    ('attribute', 'attribute', 'expression', 'emotion')
    """
    return "expression" if kind == "unit" else "emotion" if kind in _EMOTION_KINDS else "attribute"


def is_exclusive(kind: str) -> bool:
    """True for a slot, which has one value; False for a set of actions, units, emotions or looks."""
    return kind not in _SET_KINDS


def claims_of(tree: AffectiveTree) -> Claims:
    """What a tree claims; what it does not know is not claimed."""
    return Claims(_grouped(_scene(tree)), tuple(_grouped(_person(person)) for person in tree.persons))


def claims_of_text(levels: Levels) -> Claims:
    """What a text claims, with the values that it contradicts itself."""
    said, tree = levels.contradicted, levels.tree
    persons = (_grouped([*_person(person), *_also(person.key, said)]) for person in tree.persons)
    return Claims(_grouped([*_scene(tree), *_also(SCENE, said)]), tuple(persons))


def _also(who: str, contradicted: Iterable[Item]) -> Iterable[Claim]:
    for item in contradicted:
        if item.person == who:
            values = [item.value] if is_exclusive(item.kind) else item.value.split("+")
            yield from (Claim(item.kind, value) for value in values if value)


def _grouped(claims: Iterable[Claim]) -> Grouped:
    groups: dict[str, dict[Claim, None]] = {}
    for claim in claims:
        groups.setdefault(claim.kind, {})[claim] = None
    return {kind: tuple(group) for kind, group in groups.items()}


def _scene(tree: AffectiveTree) -> list[Claim]:
    relation = [Claim("relation", tree.relation)] if tree.relation else []
    return [Claim(slot, value) for slot, value in tree.scene.items()] + relation


def _person(person: Person) -> list[Claim]:
    claims = [Claim(slot, value) for slot, value in person.attributes.items()]
    single = {"head_pose": person.head_pose, "sentiment": person.sentiment, "micro": person.micro}
    claims += [Claim(kind, value) for kind, value in single.items() if value is not None]
    if person.valence is not None:
        claims.append(Claim("valence", repr(float(person.valence))))
    sets = {"looks": person.looks, "action": person.actions, "unit": person.units, "emotion": person.emotions}
    for kind, entries in sets.items():
        if entries is not None:
            claims += [_entry(kind, entry) for entry in entries] or [Claim(kind, NONE)]
    return claims


def _entry(kind: str, entry: str | Event | ActionUnit | Emotion) -> Claim:
    if isinstance(entry, ActionUnit):
        return Claim(kind, str(entry.code), entry.intensity, entry.side, entry.span)
    if isinstance(entry, Emotion):
        return Claim(kind, entry.label, entry.intensity, span=entry.span)
    return Claim(kind, entry) if isinstance(entry, str) else Claim(kind, entry.name, span=entry.span)
