"""Merge everything observed of a clip into one affective tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emocfg.core import EmoCfgError, unknown_name
from emocfg.schema import (
    LABELS,
    MAPS,
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
    canonical_label,
    label_space,
    slots_of_looks,
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A clip's tree, and the label space that each aspect was annotated in."""

    tree: AffectiveTree
    spaces: dict[str, str]


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
    spaces: dict[str, str] = {}
    persons = [
        _person(subject.key, subject.position, [o for o in observations if o.subject == subject.key], spaces)
        for subject in sorted(clip.subjects, key=lambda subject: subject.key)
    ]
    scene = {o.aspect: o.native for o in observations if not o.subject and o.aspect in SCENE_SLOTS}
    looks = next((person.looks for person in persons if person.looks is not None), ())
    scene |= {slot: value for slot, value in slots_of_looks(looks).items() if slot in SCENE_SLOTS}
    related = _labels([o for o in observations if o.aspect == "relation"], spaces)
    return Merged(AffectiveTree(scene, tuple(persons), clip.dialogue, _one(related, "relation")), spaces)


def _person(key: str, position: str, observed: list[Observation], spaces: dict[str, str]) -> Person:
    labels = _labels([o for o in observed if o.aspect in LABELS], spaces)
    looks = _looks([o for o in observed if o.aspect == "appearance"])
    attributes = {o.aspect: _slot_value(o) for o in observed if o.aspect in PERSON_SLOTS and not o.missing}
    if looks is not None:
        attributes = {s: v for s, v in slots_of_looks(looks).items() if s in PERSON_SLOTS} | attributes
    return Person(
        key=key,
        position=position,
        attributes=attributes,
        looks=looks,
        head_pose=_one(labels, "head_pose"),
        actions=_events([o for o in observed if o.aspect == "action"]),
        units=_units([o for o in observed if o.aspect == "unit"]),
        emotions=_emotions(labels),
        sentiment=_one(labels, "sentiment"),
        valence=next((_valence(o) for o in observed if o.aspect == "sentiment" and not o.missing), None),
        micro=_one(labels, "micro"),
    )


def _labels(observed: list[Observation], spaces: dict[str, str]) -> dict[str, list[tuple[str, Span | None]]]:
    """Aspect to canonical labels with their times; the spaces they are in are noted in ``spaces``."""
    labels: dict[str, list[tuple[str, Span | None]]] = {}
    for o in observed:
        for aspect, space, label in () if o.missing else _canonical(o):
            spaces[aspect] = space
            if label is not None:
                labels.setdefault(aspect, []).append((label, _span(o)))
    return labels


def _canonical(o: Observation) -> Iterator[tuple[str, str, str | None]]:
    """Aspect, space and label that an observation stands for; the class of a micro-expression may name an emotion."""
    if o.scheme in SCALES:
        scale = SCALES[o.scheme]
        yield "sentiment", "sentiment-3", scale.sign(scale.read(o.native, where=o.origin))
        yield "sentiment_fine", scale.degrees, None
        return
    yield o.aspect, *canonical_label(o.scheme, o.native, where=o.origin)
    if o.aspect == "micro":
        for (scheme, space), entry in MAPS.items():
            if scheme == o.scheme and space.startswith("emotion"):
                yield "emotion", space, entry.apply(o.native, where=o.origin)


def _valence(o: Observation) -> float | None:
    return SCALES[o.scheme].common(float(o.native)) if o.scheme in SCALES else o.value


def _looks(observed: list[Observation]) -> tuple[str, ...] | None:
    """The appearance labels that hold, in the order of their space; None if they were not annotated."""
    held = {canonical_label(o.scheme, o.native, where=o.origin)[1] for o in _real(observed)}
    known = bool(observed) and not any(o.missing for o in observed)
    return tuple(label for label in label_space("appearance-40").labels if label in held) if known else None


def _slot_value(o: Observation) -> str:
    if o.native not in PERSON_SLOTS[o.aspect].values:
        raise EmoCfgError(
            "E302",
            f"{o.aspect} = {o.native[:40]!r}",
            where=o.origin,
            fix=f"one of {', '.join(PERSON_SLOTS[o.aspect].values)}",
        )
    return o.native


def _one(labels: dict[str, list[tuple[str, Span | None]]], aspect: str) -> str | None:
    return labels[aspect][0][0] if aspect in labels else None


def _events(observed: list[Observation]) -> tuple[Event, ...] | None:
    """The actions: None if none were annotated for, empty if the annotation says that there are none."""
    if not observed or any(o.missing for o in observed):
        return None
    return tuple(
        Event(canonical_label(o.scheme, o.native, where=o.origin)[1] or o.native, _span(o)) for o in _real(observed)
    )


def _units(observed: list[Observation]) -> tuple[ActionUnit, ...] | None:
    """The action units; None if they were not annotated, or if a part of the owner's cell gives no value."""
    if not observed or any(o.missing for o in observed):
        return None
    return tuple(ActionUnit(_code(o), o.side, _rounded(o.value), _span(o)) for o in _real(observed))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _code(o: Observation) -> int:
    digits = o.native.removeprefix("AU")
    if not re.fullmatch(r"[0-9]{1,2}", digits):
        raise EmoCfgError("E302", f"not an action unit: {o.native[:40]!r}", where=o.origin, fix="AU and its number")
    return int(digits)


def _emotions(labels: dict[str, list[tuple[str, Span | None]]]) -> tuple[Emotion, ...] | None:
    """One emotion per label, each with its own time; an intensity is that of the whole expression, neutral has none."""
    if "emotion" not in labels:
        return None
    intensity = _one(labels, "intensity")
    return tuple(Emotion(label, None if label == "neutral" else intensity, span) for label, span in labels["emotion"])


def _real(observed: list[Observation]) -> list[Observation]:
    return [o for o in observed if o.native != NONE and not o.missing]


def _span(o: Observation) -> Span | None:
    return None if o.start is None or o.end is None else Span(round(o.start, 2), round(o.end, 2))
