"""Merge everything observed of a clip into one affective tree, with what each node stands on and what contradicts.

Nothing is averaged and nothing is picked: what several annotation lines contradict each other about is unknown in the
tree, the lines stay observations, and the conflict is reported.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emocfg.core import EmoCfgError, unknown_name
from emocfg.schema import (
    LABELS,
    NONE,
    OBSERVED,
    PERSON_SLOTS,
    SCALES,
    SCENE_SLOTS,
    ActionUnit,
    AffectiveTree,
    Clip,
    Emotion,
    Event,
    Observation,
    Person,
    Span,
    Subject,
    canonical_label,
)

from .conflicts import compare_emotions, compare_lists
from .consistency import check_person
from .labelled import Labelled, read_labels, sides_of
from .looks import Looks, read_looks
from .nodes import Conflict, Ledger, Node


@dataclass(frozen=True, slots=True)
class Merged:
    """A clip's tree with what is known about it.

    Attributes:
        tree: the tree.
        spaces: aspect to the label space that it was annotated in.
        nodes: what every node of the tree stands on.
        conflicts: where annotation lines contradict each other.
    """

    tree: AffectiveTree
    spaces: dict[str, str]
    nodes: tuple[Node, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def merge(clip: Clip, observations: Sequence[Observation]) -> Merged:
    """The affective tree of a clip.

    Labels become canonical by the cited maps, scores of sentiment by the named scales; a label without an image leaves
    its aspect unknown, and so does a cell without a value. Facts that no part of a tree stands for stay observations.
    Dialogue comes from the clip.

    Raises:
        EmoCfgError: E302 for a label its scheme does not have, E201 for an unknown scheme or aspect.
    """
    for o in observations:
        if not (o.aspect in OBSERVED or o.aspect in PERSON_SLOTS or o.aspect in SCENE_SLOTS):
            raise unknown_name("aspect", o.aspect, [*OBSERVED, *PERSON_SLOTS, *SCENE_SLOTS], where=o.origin)
    ledger, spaces = Ledger(clip), dict[str, str]()
    subjects = sorted(clip.subjects, key=lambda subject: subject.key)
    looks = {s.key: read_looks(ledger, [o for o in observations if _is_look(o, s.key)]) for s in subjects}
    scene = _scene(ledger, observations, looks)
    persons = [_person(ledger, s, observations, looks[s.key], spaces) for s in subjects]
    related = read_labels([o for o in observations if o.aspect == "relation"], spaces)
    relation = ledger.one("scene.relation", sides_of(ledger, related, "relation"))
    for number, line in enumerate(clip.dialogue):
        ledger.nodes.append(Node(clip.clip_id, f"say.{number}", f"{line.speaker}: {line.text}", (clip.clip_id,), ()))
    tree = AffectiveTree(scene, tuple(persons), clip.dialogue, relation)
    return Merged(tree, spaces, tuple(ledger.nodes), tuple(ledger.conflicts))


def _is_look(o: Observation, key: str) -> bool:
    return o.subject == key and o.aspect == "appearance"


def _scene(ledger: Ledger, observations: Sequence[Observation], looks: Mapping[str, Looks]) -> dict[str, str]:
    """The slots of the scene; a clip out of focus is a label of somebody's appearance."""
    told = {slot: [s for part in looks.values() for s in part.slots.get(slot, ())] for slot in SCENE_SLOTS}
    for o in observations:
        if not o.subject and o.aspect in SCENE_SLOTS and not o.missing:
            told[o.aspect].append(ledger.side(o, o.native))
    found = {slot: ledger.one(f"scene.{slot}", sides) for slot, sides in told.items()}
    return {slot: value for slot, value in found.items() if value is not None}


def _person(
    ledger: Ledger, subject: Subject, observations: Sequence[Observation], looks: Looks, spaces: dict[str, str]
) -> Person:
    key, observed = subject.key, [o for o in observations if o.subject == subject.key]
    labels = read_labels([o for o in observed if o.aspect in LABELS], spaces)
    attributes = _attributes(ledger, key, observed, looks)
    kept_looks = looks.held if looks.agrees_with(ledger, key) else None
    if kept_looks is not None:
        ledger.stand(f"{key}.attr.looks", "+".join(kept_looks) or NONE, looks.sides)
    pose = ledger.one(f"{key}.attr.head_pose", sides_of(ledger, labels, "head_pose"))
    actions = compare_lists(ledger, f"{key}.attr.action", [o for o in observed if o.aspect == "action"], _event)
    units = compare_lists(ledger, f"{key}.expr", [o for o in observed if o.aspect == "unit"], _unit)
    sentiment = ledger.one(f"{key}.emo.sentiment", sides_of(ledger, labels, "sentiment"))
    person = Person(
        key=key,
        position=subject.position,
        attributes=attributes,
        looks=kept_looks,
        head_pose=pose,
        actions=None if actions is None else tuple(actions),
        units=None if units is None else tuple(units),
        emotions=_emotions(ledger, key, labels, spaces),
        sentiment=sentiment,
        valence=None if ledger.disputed(f"{key}.emo.sentiment") else _valence(ledger, key, observed),
        micro=ledger.one(f"{key}.emo.micro", sides_of(ledger, labels, "micro")),
    )
    check_person(ledger, person, labels)
    return person


def _attributes(ledger: Ledger, key: str, observed: Sequence[Observation], looks: Looks) -> dict[str, str]:
    """The slots of a person: those that the looks decide, and those that are observed by themselves."""
    told = {slot: list(sides) for slot, sides in looks.slots.items() if slot in PERSON_SLOTS}
    for o in observed:
        if o.aspect in PERSON_SLOTS and not o.missing:
            told.setdefault(o.aspect, []).append(ledger.side(o, _slot_value(o)))
    found = {slot: ledger.one(f"{key}.attr.{slot}", sides) for slot, sides in told.items()}
    return {slot: value for slot, value in found.items() if value is not None}


def _slot_value(o: Observation) -> str:
    if o.native not in PERSON_SLOTS[o.aspect].values:
        raise EmoCfgError(
            "E302",
            f"{o.aspect} = {o.native[:40]!r}",
            where=o.origin,
            fix=f"one of {', '.join(PERSON_SLOTS[o.aspect].values)}",
        )
    return o.native


def _emotions(
    ledger: Ledger, key: str, labels: Sequence[Labelled], spaces: dict[str, str]
) -> tuple[Emotion, ...] | None:
    """One emotion per label, each with its own time; an intensity is that of the whole expression, neutral has none."""
    felt = [labelled for labelled in labels if labelled.aspect == "emotion"]
    found = compare_emotions(ledger, key, felt, _emotion) if felt else None
    emotions = found[1] if found else []
    if found:
        spaces["emotion"] = found[0]
    strengths = sides_of(ledger, labels, "intensity")
    strong = any(e.label != "neutral" for e in emotions)
    told = strong or len({side.value for side in strengths}) > 1
    intensity = ledger.one(f"{key}.emo.intensity", strengths) if told else None
    if found is None:
        return None
    return tuple(Emotion(e.label, None if e.label == "neutral" else intensity, e.span) for e in emotions)


def _valence(ledger: Ledger, key: str, observed: Sequence[Observation]) -> float | None:
    """The sentiment as a number, on the common scale."""
    values = [
        (o, SCALES[o.scheme].common(float(o.native)) if o.scheme in SCALES else o.value)
        for o in observed
        if o.aspect == "sentiment" and not o.missing
    ]
    told = [ledger.side(o, repr(value)) for o, value in values if value is not None]
    text = ledger.one(f"{key}.emo.valence", told)
    return None if text is None else float(text)


def _emotion(labelled: Labelled) -> Emotion:
    return Emotion(str(labelled.label), None, _span(labelled.observation))


def _event(o: Observation) -> tuple[str, Event] | None:
    label = canonical_label(o.scheme, o.native, where=o.origin)[1]
    return None if label is None else (label, Event(label, _span(o)))


def _unit(o: Observation) -> tuple[str, ActionUnit]:
    digits = o.native.removeprefix("AU")
    if not re.fullmatch(r"[0-9]{1,2}", digits):
        raise EmoCfgError("E302", f"not an action unit: {o.native[:40]!r}", where=o.origin, fix="AU and its number")
    strength = None if o.value is None else round(o.value, 2)
    return f"AU{int(digits)}", ActionUnit(int(digits), o.side, strength, _span(o))


def _span(o: Observation) -> Span | None:
    return None if o.start is None or o.end is None else Span(round(o.start, 2), round(o.end, 2))
