"""The constant answer: what the training references say most. A reward must not pay for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from statistics import median
from typing import TypeVar

from emocfg.metrics import set_f1
from emocfg.schema import NONE, PERSON_SLOTS, SCENE_SLOTS, ActionUnit, AffectiveTree, Emotion, Event, Person, Span

from .alignment import CAPS

T = TypeVar("T", bound=str)


def prior_tree(trees: Iterable[AffectiveTree]) -> AffectiveTree:
    """One scene and one person: the best that can be said without looking.

    Of a slot, its most frequent value among those who know it. Of a set, as many of its most frequent values as give
    the best mean F1; times and intensities are the median or most frequent ones of the value. A slot that no reference
    knows is left out.

    Args:
        trees: the references of the training split.
    """
    trees = list(trees)
    persons = [person for tree in trees for person in tree.persons]
    scene = {slot: _mode(tree.scene.get(slot) for tree in trees) for slot in SCENE_SLOTS}
    slots = {slot: _mode(person.attributes.get(slot) for person in persons) for slot in PERSON_SLOTS}
    valences = [person.valence for person in persons if person.valence is not None]
    person = Person(
        "p1",
        attributes={slot: value for slot, value in slots.items() if value is not None},
        looks=_best([person.looks for person in persons], "looks"),
        head_pose=_mode(person.head_pose for person in persons),
        actions=_events([person.actions for person in persons]),
        units=_units([person.units for person in persons]),
        emotions=_emotions([person.emotions for person in persons]),
        sentiment=_mode(person.sentiment for person in persons),
        valence=round(median(valences), 2) if valences else None,
        micro=_mode(person.micro for person in persons),
    )
    known = {slot: value for slot, value in scene.items() if value is not None}
    return AffectiveTree(known, (person,) if persons else (), relation=_mode(tree.relation for tree in trees))


def _mode(values: Iterable[str | None]) -> str | None:
    """The most frequent value; of several, the first in the alphabet; None if nobody has one."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _best(sets: Sequence[Sequence[str] | None], kind: str) -> tuple[str, ...] | None:
    """The most frequent members, as many as give the best mean F1 with the sets; None if nobody knows one.

    That nothing is there is a member of its own, and can be the best answer.
    """
    known = [frozenset(members) or frozenset((NONE,)) for members in sets if members is not None]
    if not known:
        return None
    counts = Counter(member for members in known for member in members)
    order = sorted(counts.keys() - {NONE}, key=lambda member: (-counts[member], member))[: CAPS.get(kind)]
    answers: list[AbstractSet[str]] = [frozenset((NONE,)), *(frozenset(order[: n + 1]) for n in range(len(order)))]
    best = max(answers, key=lambda answer: sum(set_f1(members, answer) for members in known))
    return tuple(member for member in order if member in best)


def _events(sets: Sequence[tuple[Event, ...] | None]) -> tuple[Event, ...] | None:
    names = _best([None if events is None else [event.name for event in events] for events in sets], "action")
    every = [event for events in sets for event in events or ()]
    if names is None:
        return None
    return tuple(Event(name, _span(e.span for e in every if e.name == name)) for name in names)


def _units(sets: Sequence[tuple[ActionUnit, ...] | None]) -> tuple[ActionUnit, ...] | None:
    codes = _best([None if units is None else [str(unit.code) for unit in units] for units in sets], "unit")
    if codes is None:
        return None
    found = []
    for code in codes:
        same = [unit for units in sets for unit in units or () if str(unit.code) == code]
        strengths = [unit.intensity for unit in same if unit.intensity is not None]
        strength = round(median(strengths), 2) if strengths else None
        found.append(ActionUnit(int(code), _mode(u.side for u in same) or "", strength, _span(u.span for u in same)))
    return tuple(found)


def _emotions(sets: Sequence[tuple[Emotion, ...] | None]) -> tuple[Emotion, ...] | None:
    labels = _best([None if felt is None else [emotion.label for emotion in felt] for felt in sets], "emotion")
    every = [emotion for felt in sets for emotion in felt or ()]
    if labels is None:
        return None
    return tuple(
        Emotion(label, _mode(e.intensity for e in every if e.label == label), _span(e.span for e in every))
        for label in labels
    )


def _span(spans: Iterable[Span | None]) -> Span | None:
    """From the median start to the median end; None if nobody knows one."""
    known = [span for span in spans if span is not None]
    if not known:
        return None
    start, end = median(span.start for span in known), median(span.end for span in known)
    return Span(round(start, 2), round(max(start, end), 2))
