"""The clip script: who is seen, which action units move when, and what that makes true of the clip."""

import math
from dataclasses import dataclass
from typing import TypeVar

from emocfg.schema import PERSON_SLOTS, ActionUnit, Event, Span

T = TypeVar("T")

PRESENT = 0.2
"""Peak intensity from which an action unit counts as present (about FACS level B on the scale A to E)."""

SMILE, FROWN = 12, 4
PLAIN_TO_SEE = 0.3
"""Intensity from which a bilateral AU12 is a smile and an AU4 a frown."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One action unit over time: it rises from onset to apex, holds, and falls from release to offset (seconds)."""

    unit: int
    peak: float
    onset: float
    apex: float
    release: float
    offset: float
    side: str = ""

    def at(self, time: float) -> float:
        """Intensity in [0, 1] at ``time``; raised-cosine ramps."""
        if not self.onset < time < self.offset:
            return 0.0
        if time < self.apex:
            phase = (time - self.onset) / (self.apex - self.onset)
        elif time > self.release:
            phase = (self.offset - time) / (self.offset - self.release)
        else:
            return self.peak
        return self.peak * (0.5 - 0.5 * math.cos(math.pi * phase))


@dataclass(frozen=True, slots=True)
class Gesture:
    """An action of ``action-35`` and when it happens (seconds)."""

    name: str
    start: float
    end: float

    def phase(self, time: float) -> float | None:
        """How far it is, in [0, 1], or None outside."""
        return (time - self.start) / (self.end - self.start) if self.start <= time <= self.end else None


@dataclass(frozen=True, slots=True)
class Actor:
    """One person of a script.

    Attributes:
        key: ``p1`` or ``p2``.
        look: attribute slot to value, for every slot of ``schema.PERSON_SLOTS`` that can be seen.
        build: numbers in [-1, 1] that make the face an individual: width, eye distance, jaw, brow height, nose length.
        pose: a label of ``pose-7``; left and right are the viewer's.
        movements: the action units of the expression.
        gestures: the actions.
        blink: when the eyes blink (idle motion, not annotated), or None.
        position: ``left`` or ``right`` in a scene with two people, else "".
    """

    key: str
    look: dict[str, str]
    build: tuple[float, float, float, float, float]
    pose: str = "front"
    movements: tuple[Movement, ...] = ()
    gestures: tuple[Gesture, ...] = ()
    blink: float | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where the clip plays; the values are those of the scene slots."""

    background: str
    lighting: str
    camera: str
    tint: float = 0.0


@dataclass(frozen=True, slots=True)
class ClipScript:
    """Everything a clip shows."""

    actors: tuple[Actor, ...]
    scenery: Scenery
    frames: int
    fps: int

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.frames / self.fps


GESTURE_UNITS: dict[str, tuple[tuple[int, float, str], ...]] = {
    "talk": ((25, 0.7, ""), (26, 0.4, "")),
    "yawn": ((25, 0.8, ""), (26, 0.9, ""), (27, 1.0, ""), (43, 0.9, "")),
    "close_eyes": ((43, 1.0, ""),),
    "wink": ((46, 1.0, "L"),),
}
"""The action units that a gesture consists of: code, peak intensity, side."""

_HIDDEN_UNITS = {
    "mask": frozenset((10, 12, 14, 15, 17, 20, 23, 24, 25, 26, 27)),
    "sunglasses": frozenset((5, 6, 7, 43, 46)),
}
_HIDDEN_ACTIONS = {
    "mask": frozenset(("talk", "yawn", "drink")),
    "sunglasses": frozenset(("close_eyes", "wink", "look_around")),
}
_HIDDEN_SLOTS = {
    "mask": frozenset(
        ("nose_size nose_tip lip_thickness lip_color chin cheeks cheekbones beard mustache freckles mole").split()
    ),
    "sunglasses": frozenset(("eye_color", "eye_size", "eye_bags")),
    "hat": frozenset(("hairline", "bangs")),
    "bald": frozenset(("hair_color", "hair_texture", "hairline", "bangs", "sideburns")),
}


def intensities(actor: Actor, time: float) -> dict[tuple[int, str], float]:
    """Intensity of every moving unit at ``time``, keyed by code and side."""
    now: dict[tuple[int, str], float] = {}
    for movement in actor.movements:
        key = (movement.unit, movement.side)
        now[key] = max(now.get(key, 0.0), movement.at(time))
    for gesture in actor.gestures:
        phase = gesture.phase(time)
        for unit, peak, side in GESTURE_UNITS.get(gesture.name, ()) if phase is not None else ():
            now[unit, side] = max(now.get((unit, side), 0.0), peak * _course(gesture, phase or 0.0, unit))
    return now


def _course(gesture: Gesture, phase: float, unit: int) -> float:
    """The course of a gesture's unit: speech opens and closes the mouth, the rest swells and fades."""
    if gesture.name == "talk":
        beats = (gesture.end - gesture.start) * 2.6
        return abs(math.sin(math.pi * phase * beats)) * (1.0 if unit == 25 else 0.6 + 0.4 * math.sin(9.0 * phase))
    return min(1.0, 4.0 * min(phase, 1.0 - phase))


def visible_units(actor: Actor) -> tuple[ActionUnit, ...]:
    """The action units that can be seen, by code: what a FACS coder would write of this clip.

    A unit that an occluder hides (mask: lower face, sunglasses: eyelids and cheeks) is left out.
    """
    hidden = _hidden(actor, _HIDDEN_UNITS)
    parts = [(m.unit, m.side, m.peak, m.onset, m.offset) for m in actor.movements]
    parts += [
        (unit, side, peak, gesture.start, gesture.end)
        for gesture in actor.gestures
        for unit, peak, side in GESTURE_UNITS.get(gesture.name, ())
    ]
    units = []
    for code, side in sorted({(code, side) for code, side, *_ in parts if code not in hidden}):
        same = [part[2:] for part in parts if part[:2] == (code, side)]
        peak = max(peak for peak, _, _ in same)
        if peak >= PRESENT:
            span = Span(round(min(start for _, start, _ in same), 2), round(max(end for *_, end in same), 2))
            units.append(ActionUnit(code, side, round(peak, 2), span))
    return tuple(units)


def actions(actor: Actor) -> tuple[Event, ...]:
    """The actions that can be seen, by name: the gestures, and smile and frown where their units are strong enough."""
    hidden = _hidden(actor, _HIDDEN_ACTIONS)
    events = [
        Event(gesture.name, Span(round(gesture.start, 2), round(gesture.end, 2)))
        for gesture in actor.gestures
        if gesture.name not in hidden
    ]
    for unit in visible_units(actor):
        name = {SMILE: "smile", FROWN: "frown"}.get(unit.code)
        if name and not unit.side and (unit.intensity or 0.0) >= PLAIN_TO_SEE:
            events.append(Event(name, unit.span))
    return tuple(sorted(events, key=lambda event: event.name))


def visible_slots(actor: Actor) -> dict[str, str]:
    """The attribute slots that nothing covers, in the order of the schema."""
    hidden = _hidden(actor, _HIDDEN_SLOTS)
    return {slot: actor.look[slot] for slot in PERSON_SLOTS if slot in actor.look and slot not in hidden}


def _hidden(actor: Actor, table: dict[str, frozenset[T]]) -> frozenset[T]:
    """What the actor's occluders (and baldness) hide."""
    worn = set(actor.look.values())
    return frozenset(thing for occluder, things in table.items() if occluder in worn for thing in things)
