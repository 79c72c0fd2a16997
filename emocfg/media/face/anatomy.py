"""Where the features of a face are: face coordinates, the head's pose, and what each action unit displaces.

Face coordinates: x to the viewer's right, y down, both in half head heights, origin between the eyes and the mouth;
z towards the viewer. The displacements follow the appearance changes of the FACS manual (Ekman, Friesen & Hager 2002).
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .script import Actor, intensities

Points = NDArray[np.float64]

POSES: dict[str, tuple[float, float]] = {
    "front": (0.0, 0.0),
    "left_30": (-30.0, 0.0),
    "left_60": (-60.0, 0.0),
    "right_30": (30.0, 0.0),
    "right_60": (60.0, 0.0),
    "top": (0.0, 28.0),
    "down": (0.0, -28.0),
}
"""Yaw and pitch in degrees; positive yaw faces the viewer's right, positive pitch bows the face (seen from above)."""


@dataclass(frozen=True, slots=True)
class View:
    """Head pose and place: turns face coordinates into pixels.

    Attributes:
        yaw: radians, pitch: radians, roll: radians.
        x: pixel column of the face's origin, y: pixel row.
        scale: pixels per half head height.
        width: half width of the head in face coordinates.
    """

    yaw: float
    pitch: float
    roll: float
    x: float
    y: float
    scale: float
    width: float

    def depth(self, x: Points, y: Points) -> Points:
        """Z of points that lie on the front of the head, an ellipsoid."""
        inside = 1.0 - x * x * (1.0 / self.width**2) - y * y * (1.0 / 1.1)
        return 0.8 * np.sqrt(np.maximum(inside, 0.0))

    def project(self, points: Points, lift: float = 0.0) -> tuple[list[tuple[float, float]], float]:
        """Pixel positions of points on the face, and their mean depth (negative: on the far side).

        Args:
            points: shape (n, 2), face coordinates.
            lift: how far they stand out of the surface (the nose, glasses).
        """
        across, along = points.T
        z = self.depth(across, along)
        if lift:
            z += lift
        sine, cosine = math.sin(self.yaw), math.cos(self.yaw)
        x, z = across * cosine + z * sine, z * cosine - across * sine
        sine, cosine = math.sin(self.pitch), math.cos(self.pitch)
        depth = (float(z.sum()) * cosine - float(along.sum()) * sine) / len(z)
        return self._place(x, along * cosine + z * sine), depth

    def flat(self, points: Points) -> list[tuple[float, float]]:
        """Pixel positions of points that only roll and move with the head: its outline and hair."""
        return self._place(points[:, 0], points[:, 1])

    def _place(self, x: Points, y: Points) -> list[tuple[float, float]]:
        sine, cosine = math.sin(self.roll) * self.scale, math.cos(self.roll) * self.scale
        columns, rows = self.x + cosine * x - sine * y, self.y + sine * x + cosine * y
        return list(zip(columns.tolist(), rows.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Expression:
    """The face's movements at one moment, as named amounts; ``left`` and ``right`` are the viewer's sides."""

    units: dict[tuple[int, str], float]
    blink: float
    gaze: float

    def of(self, code: int, side: int = 0) -> float:
        """Intensity of a unit; on one side (-1 the viewer's left) a unilateral movement of that side counts too."""
        own = {-1: "R", 1: "L"}.get(side, "")
        return max(self.units.get((code, ""), 0.0), self.units.get((code, own), 0.0) if own else 0.0)

    def closure(self, side: int) -> float:
        """How far the eye of one side is closed, in [0, 1]."""
        return min(1.0, max(self.blink, self.of(43, side), self.of(46, side)))


def expression(actor: Actor, time: float) -> Expression:
    """The actor's expression at ``time`` seconds."""
    blink = 0.0 if actor.blink is None else max(0.0, 1.0 - abs(time - actor.blink) / 0.12)
    gaze = 0.0
    for gesture in actor.gestures:
        phase = gesture.phase(time)
        if gesture.name == "look_around" and phase is not None:
            gaze = math.sin(4.0 * math.pi * phase)
    return Expression(intensities(actor, time), blink, gaze)


def head_motion(actor: Actor, time: float) -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees: the pose, the head gestures and a slight sway."""
    yaw, pitch = POSES[actor.pose]
    yaw += 1.5 * math.sin(1.7 * time + 3.0 * actor.build[0])
    roll = 1.2 * math.sin(1.1 * time + 5.0 * actor.build[1])
    for gesture in actor.gestures:
        phase = gesture.phase(time)
        if phase is None:
            continue
        swing = math.sin(2.0 * math.pi * 2.0 * phase)
        if gesture.name == "nod":
            pitch += 13.0 * swing
        elif gesture.name == "shake_head":
            yaw += 16.0 * swing
        elif gesture.name == "head_wagging":
            roll += 13.0 * swing
    return yaw, pitch, roll


@cache
def _bernstein(n: int) -> Points:
    """Weights of start, middle and end for a parabola of ``n`` points."""
    t = np.linspace(0.0, 1.0, n)
    return np.stack([(1 - t) * (1 - 2 * t), 4 * t * (1 - t), t * (2 * t - 1)], axis=1)


def arc(start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float], n: int = 9) -> Points:
    """A parabola through three points, shape (n, 2)."""
    points: Points = _bernstein(n) @ np.array((start, middle, end))
    return points


@cache
def _unit_shape(n: int, power: float) -> Points:
    angle = np.linspace(0.0, 2.0 * math.pi, n, endpoint=False)
    round_trip = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    shape: Points = np.sign(round_trip) * np.abs(round_trip) ** (2.0 / power)
    return shape


def ellipse(x: float, y: float, a: float, b: float, n: int = 24, power: float = 2.0) -> Points:
    """A superellipse as a closed polygon, shape (n, 2); power 2 is an ellipse, more is squarer."""
    points: Points = _unit_shape(n, power) * (a, b) + (x, y)
    return points


def dome(half: float, top: float, base: float, n: int = 21) -> Points:
    """The upper half of an ellipse from (-half, base) over (0, top) to (half, base), shape (n, 2)."""
    angle = np.linspace(math.pi, 0.0, n)
    return np.stack([half * np.cos(angle), base + (top - base) * np.sin(angle)], axis=1)


def brow(side: int, face: Expression, look: dict[str, str], height: float) -> Points:
    """The line of one eyebrow, from the inner end outwards."""
    inner, outer, lower = face.of(1, side), face.of(2, side), face.of(4, side)
    arched = 0.05 if look.get("eyebrow_shape") == "arched" else 0.0
    base = -0.33 - 0.03 * height
    start = (side * (0.14 - 0.05 * lower), base - 0.14 * inner + 0.12 * lower)
    middle = (side * 0.31, base - 0.03 - arched - 0.07 * inner - 0.10 * outer + 0.10 * lower)
    end = (side * 0.50, base + 0.02 - 0.15 * outer + 0.05 * lower)
    return arc(start, middle, end)


def eyelids(side: int, face: Expression, look: dict[str, str], apart: float) -> tuple[Points, Points, float]:
    """Upper and lower lid line of one eye, and the x of its centre."""
    narrow = 0.6 if look.get("eye_size") == "narrow" else 1.0
    x, y, half = side * (0.32 + 0.03 * apart), -0.12, 0.155
    opening = 1.0 - face.closure(side)
    upper = (0.10 * narrow + 0.075 * face.of(5, side) - 0.03 * face.of(7, side)) * opening
    lower = (0.06 * narrow - 0.035 * face.of(6, side) - 0.04 * face.of(7, side)) * opening
    corners = (x - half, y + 0.02 * (1 - opening)), (x + half, y + 0.02 * (1 - opening))
    droop = 0.05 * (1.0 - opening)
    return (
        arc(corners[0], (x, y - upper + droop), corners[1]),
        arc(corners[0], (x, y + lower + droop), corners[1]),
        x,
    )


@dataclass(frozen=True, slots=True)
class Mouth:
    """The mouth's lines: outer contour above and below, and the opening between the lips."""

    upper: Points
    lower: Points
    inner_upper: Points
    inner_lower: Points
    opening: float


def mouth(face: Expression, look: dict[str, str]) -> Mouth:
    """The mouth as its action units shape it."""
    thick = 0.075 if look.get("lip_thickness") == "full" else 0.042
    tight, press = face.of(23), face.of(24)
    thick *= (1 - 0.45 * tight) * (1 - 0.7 * press)
    y = 0.50 - 0.02 * face.of(9) - 0.03 * face.of(17)
    opening = max(0.0, 0.05 * face.of(25) + 0.15 * face.of(26) + 0.16 * face.of(27)) * (1 - press)
    corners = []
    for side in (-1, 1):
        pull, drop, dimple = face.of(12, side), face.of(15, side), face.of(14, side)
        x = 0.24 + 0.07 * pull + 0.08 * face.of(20, side) - 0.07 * tight - 0.03 * press + 0.05 * dimple
        corners.append((side * x, y - 0.12 * pull + 0.12 * drop - 0.04 * dimple + 0.3 * opening))
    lift = 0.07 * face.of(10)
    top = y - lift + 0.02 * (face.of(12) - face.of(15))
    bottom = y + opening + 0.02 * (face.of(12) - face.of(15))
    left, right = corners
    return Mouth(
        upper=arc(left, (0.0, top - thick), right),
        lower=arc(left, (0.0, bottom + thick * 1.2), right),
        inner_upper=arc(left, (0.0, top), right),
        inner_lower=arc(left, (0.0, bottom), right),
        opening=opening,
    )
