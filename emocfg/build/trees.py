"""Merge everything observed of a clip into one affective tree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.core import EmoCfgError
from emocfg.schema import (
    NONE,
    PERSON_SLOTS,
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
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A clip's tree, and the label space that each aspect was annotated in."""

    tree: AffectiveTree
    spaces: dict[str, str]


def merge(clip: Clip, observations: Sequence[Observation]) -> Merged:
    """The affective tree of a clip.

    Labels become canonical by the cited maps; a label without an image leaves its aspect unknown. Dialogue comes from
    the clip.

    Raises:
        EmoCfgError: E302 for a label its scheme does not have, E201 for an unknown scheme or aspect.
    """
    spaces: dict[str, str] = {}
    persons = [
        _person(subject.key, subject.position, [o for o in observations if o.subject == subject.key], spaces)
        for subject in sorted(clip.subjects, key=lambda subject: subject.key)
    ]
    scene = {o.aspect: o.native for o in observations if not o.subject and o.aspect in SCENE_SLOTS}
    return Merged(AffectiveTree(scene, tuple(persons), clip.dialogue), spaces)


def _person(key: str, position: str, observed: list[Observation], spaces: dict[str, str]) -> Person:
    labels: dict[str, list[str]] = {}
    attributes: dict[str, str] = {}
    for o in observed:
        if o.aspect in PERSON_SLOTS:
            attributes[o.aspect] = _slot_value(o)
        elif o.aspect not in ("action", "unit"):
            space, label = canonical_label(o.scheme, o.native, where=o.origin)
            spaces[o.aspect] = space
            if label is not None:
                labels.setdefault(o.aspect, []).append(label)
    return Person(
        key=key,
        position=position,
        attributes=attributes,
        head_pose=_one(labels, "head_pose"),
        actions=_events([o for o in observed if o.aspect == "action"]),
        units=_units([o for o in observed if o.aspect == "unit"]),
        emotions=_emotions(labels, observed),
        sentiment=_one(labels, "sentiment"),
        valence=next((o.value for o in observed if o.aspect == "sentiment"), None),
        micro=_one(labels, "micro"),
    )


def _slot_value(o: Observation) -> str:
    if o.native not in PERSON_SLOTS[o.aspect].values:
        raise EmoCfgError(
            "E302",
            f"{o.aspect} = {o.native[:40]!r}",
            where=o.origin,
            fix=f"one of {', '.join(PERSON_SLOTS[o.aspect].values)}",
        )
    return o.native


def _one(labels: dict[str, list[str]], aspect: str) -> str | None:
    return labels[aspect][0] if aspect in labels else None


def _events(observed: list[Observation]) -> tuple[Event, ...] | None:
    """The actions: None if none were annotated for, empty if the annotation says that there are none."""
    if not observed:
        return None
    return tuple(
        Event(canonical_label(o.scheme, o.native, where=o.origin)[1] or o.native, _span(o)) for o in _real(observed)
    )


def _units(observed: list[Observation]) -> tuple[ActionUnit, ...] | None:
    if not observed:
        return None
    return tuple(ActionUnit(_code(o), o.side, _rounded(o.value), _span(o)) for o in _real(observed))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _code(o: Observation) -> int:
    digits = o.native.removeprefix("AU")
    if not re.fullmatch(r"[0-9]{1,2}", digits):
        raise EmoCfgError("E302", f"not an action unit: {o.native[:40]!r}", where=o.origin, fix="AU and its number")
    return int(digits)


def _emotions(labels: dict[str, list[str]], observed: list[Observation]) -> tuple[Emotion, ...] | None:
    """One emotion per label; the intensity, where annotated, is that of the whole expression."""
    if "emotion" not in labels:
        return None
    span = next((_span(o) for o in observed if o.aspect == "emotion"), None)
    return tuple(Emotion(label, _one(labels, "intensity"), span) for label in labels["emotion"])


def _real(observed: list[Observation]) -> list[Observation]:
    return [o for o in observed if o.native != NONE]


def _span(o: Observation) -> Span | None:
    return None if o.start is None or o.end is None else Span(round(o.start, 2), round(o.end, 2))
