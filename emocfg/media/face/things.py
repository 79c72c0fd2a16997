"""Paint what a head wears and holds: hair, beard, glasses, hat, jewellery, mask, clothes, a cup, a book."""

import math

import numpy as np

from .anatomy import Expression, Points, arc, dome, ellipse
from .canvas import Brush, Color, mix, shade
from .head import HAIR, SKIN, brush_width, jaw
from .script import Actor

_METAL: Color = (226, 190, 80)


def paint_behind(brush: Brush, actor: Actor, clothes: Color) -> None:
    """What lies behind the head: shoulders and the back of long hair."""
    look = actor.look
    if look.get("hair_length") == "long":
        outer = _strand(brush_width(actor) + 0.08, look.get("hair_texture") == "wavy", -0.4, 1.25)
        back = np.concatenate([outer * np.array([-1.0, 1.0]), outer[::-1]])
        brush.fill(back, shade(HAIR[look["hair_color"]], -0.28), flat=True)
    shoulders = np.array(
        [[-1.5, 3.0], [-1.35, 1.75], [-0.8, 1.42], [-0.36, 1.30], [0.36, 1.30], [0.8, 1.42], [1.35, 1.75], [1.5, 3.0]]
    )
    brush.fill(shoulders, clothes, flat=True)


def paint_before(brush: Brush, actor: Actor, face: Expression, time: float) -> None:
    """What lies on the head and before it."""
    look = actor.look
    _beard(brush, actor, face)
    _hair(brush, actor)
    if look.get("necktie") == "necktie":
        brush.fill(np.array([[-0.09, 1.32], [0.09, 1.32], [0.15, 2.6], [-0.15, 2.6]]), (150, 30, 44), flat=True)
        brush.fill(np.array([[-0.12, 1.24], [0.12, 1.24], [0.07, 1.40], [-0.07, 1.40]]), (120, 22, 34), flat=True)
    if look.get("necklace") == "necklace":
        brush.line(arc((-0.36, 1.18), (0.0, 1.55), (0.36, 1.18), 13), _METAL, 0.045, flat=True)
    if look.get("earrings") == "earrings":
        for side in (-1, 1):
            brush.fill(ellipse(side * (brush_width(actor) + 0.02), 0.20, 0.06, 0.075, 12), _METAL, flat=True)
    if look.get("mask") == "mask":
        _mask(brush)
    if look.get("glasses") in ("eyeglasses", "sunglasses"):
        _glasses(brush, actor)
    if look.get("hat") == "hat":
        _hat(brush, actor)
    for gesture in actor.gestures:
        phase = gesture.phase(time)
        if phase is not None and gesture.name == "drink":
            _cup(brush, look, phase)
        elif phase is not None and gesture.name == "read":
            _book(brush, look, phase)


def _hair(brush: Brush, actor: Actor) -> None:
    look = actor.look
    if look.get("hair_length") == "bald" or "hair_color" not in look:
        return
    color = HAIR[look["hair_color"]]
    width, wavy = brush_width(actor), look.get("hair_texture") == "wavy"
    cap = dome(width + 0.08, -1.14, -0.18)
    hairline = -0.62 if look.get("hairline") != "receding" else -0.86
    edge = dome(width - 0.05, hairline, -0.22, 15)[::-1]
    if look.get("hairline") == "receding":
        edge[:, 1] -= 0.10 * np.abs(np.sin(np.linspace(0, 2 * math.pi, 15)))
    brush.fill(np.concatenate([cap, edge]), color, flat=True)
    if wavy:
        for x, y in cap[1:-1:2]:
            brush.fill(ellipse(x, y, 0.16, 0.15, 14), color, flat=True)
    for x in (-0.42, -0.14, 0.14, 0.42):
        bend = 0.10 if wavy else 0.0
        strand = arc((x * 0.6, -1.06 + abs(x) * 0.2), (x + bend, -0.92), (x * 1.25, hairline - 0.10 + abs(x) * 0.3))
        brush.line(strand, shade(color, 0.14), 0.022, flat=True)
    if look.get("bangs") == "bangs":
        fringe = np.array([[x, -0.45 + 0.05 * (i % 2)] for i, x in enumerate(np.linspace(-0.56, 0.56, 9))])
        brush.fill(np.concatenate([fringe, dome(0.58, -1.0, -0.52, 11)[::-1]]), shade(color, 0.05))
    if look.get("hair_length") == "long":
        for side in (-1, 1):
            outer = _strand(width + 0.13, wavy, -0.35, 1.30)
            inner = _strand(width - 0.06, wavy, -0.20, 1.22)[::-1]
            brush.fill(np.concatenate([outer, inner]) * np.array([side, 1.0]), color, flat=True)
    if look.get("sideburns") == "sideburns":
        for side in (-1, 1):
            burn = np.array([[width - 0.02, -0.35], [width - 0.14, -0.32], [width - 0.11, 0.20], [width - 0.04, 0.22]])
            brush.fill(burn * np.array([side, 1.0]), color, flat=True)


def _strand(x: float, wavy: bool, top: float, bottom: float) -> Points:
    """The edge of long hair down the viewer's right side."""
    y = np.linspace(top, bottom, 13)
    swing = 0.05 * np.sin(np.linspace(0, 5 * math.pi, 13)) if wavy else np.zeros(13)
    return np.stack([x + swing + 0.03 * (y - top), y], axis=1)


def _beard(brush: Brush, actor: Actor, face: Expression) -> None:
    look = actor.look
    color = shade(HAIR[look.get("hair_color", "gray")], -0.08)
    width, height, _ = jaw(actor, face)
    drop = 0.15 * face.of(26) + 0.16 * face.of(27)
    beard = look.get("beard")
    if beard in ("full", "stubble"):
        tone = color if beard == "full" else mix(SKIN[look["skin_tone"]], (70, 64, 66), 0.42)
        outer = arc((width * 0.93, 0.15), (0.0, 2 * height - 0.30), (-width * 0.93, 0.15), 17)
        outer[:, 1] = np.minimum(outer[:, 1], height * 1.02)
        inner = arc((-width * 0.74, 0.22), (0.0, 0.80 + drop), (width * 0.74, 0.22), 13)
        brush.fill(np.concatenate([outer, inner]), tone, flat=brush.view.yaw == 0.0)
    elif beard == "goatee":
        tip = 0.80 + drop
        brush.fill(
            np.array([[-0.15, 0.68 + drop], [0.15, 0.68 + drop], [0.12, tip], [0.0, tip + 0.16], [-0.12, tip]]), color
        )
    if look.get("mustache") == "mustache":
        lift = 0.05 * face.of(10)
        for side in (-1, 1):
            hairs = np.array(
                [[0.0, 0.345 - lift], [side * 0.13, 0.355 - lift], [side * 0.26, 0.45 - lift], [0.0, 0.435 - lift]]
            )
            brush.fill(hairs, color, lift=0.05)


def _glasses(brush: Brush, actor: Actor) -> None:
    dark = actor.look["glasses"] == "sunglasses"
    x = 0.32 + 0.03 * actor.build[1]
    for side in (-1, 1):
        lens = ellipse(side * x, -0.10, 0.225, 0.175, 20, 3.0)
        if dark:
            brush.fill(lens, (26, 26, 32), lift=0.06)
            brush.line(
                arc((side * x - 0.1, -0.18), (side * x - 0.06, -0.20), (side * x, -0.21)),
                (90, 90, 104),
                0.02,
                lift=0.06,
            )
        brush.line(np.concatenate([lens, lens[:2]]), (30, 30, 36), 0.030, lift=0.06)
        brush.line(
            np.array([[side * (x + 0.22), -0.12], [side * (brush_width(actor) - 0.02), -0.10]]), (30, 30, 36), 0.028
        )
    brush.line(arc((-x + 0.21, -0.12), (0.0, -0.17), (x - 0.21, -0.12)), (30, 30, 36), 0.030, lift=0.10)


def _hat(brush: Brush, actor: Actor) -> None:
    width = brush_width(actor)
    color = ((44, 74, 120), (120, 48, 56), (62, 92, 62))[int(abs(actor.build[4]) * 2.99)]
    crown = ellipse(0.0, -0.60, width + 0.02, 0.62, 32, 3.2)
    brush.fill(crown[crown[:, 1] <= -0.55], color, flat=True)
    band = np.array([[-width - 0.06, -0.70], [width + 0.06, -0.70], [width + 0.05, -0.56], [-width - 0.05, -0.56]])
    brush.fill(band, shade(color, -0.35), flat=True)
    brim = ellipse(0.0, -0.54, width + 0.26, 0.085, 24)
    brush.fill(brim, shade(color, -0.18), flat=True)


def _mask(brush: Brush) -> None:
    cloth: Color = (196, 220, 228)
    shape = np.array(
        [[-0.52, 0.16], [0.0, 0.06], [0.52, 0.16], [0.50, 0.62], [0.26, 0.84], [-0.26, 0.84], [-0.50, 0.62]]
    )
    brush.fill(shape, cloth, lift=0.10)
    for y in (0.32, 0.48, 0.64):
        brush.line(arc((-0.46, y), (0.0, y + 0.05), (0.46, y)), shade(cloth, -0.15), 0.018, lift=0.10)
    for side in (-1, 1):
        brush.line(np.array([[side * 0.50, 0.20], [side * 0.74, 0.02]]), shade(cloth, -0.1), 0.02)


def _cup(brush: Brush, look: dict[str, str], phase: float) -> None:
    """A cup that comes up to the mouth and goes down again."""
    y = 1.5 - 0.92 * math.sin(math.pi * phase) ** 0.6
    cup = np.array([[-0.20, y], [0.20, y], [0.16, y + 0.42], [-0.16, y + 0.42]])
    brush.fill(cup, (236, 236, 240), flat=True)
    brush.line(np.array([[-0.19, y + 0.12], [0.19, y + 0.12]]), (60, 120, 180), 0.05, flat=True)
    _hand(brush, look, 0.24, y + 0.28)


def _book(brush: Brush, look: dict[str, str], phase: float) -> None:
    """An open book held before the chest."""
    y = 1.24 + 0.4 * max(0.0, 1.0 - 6.0 * min(phase, 1.0 - phase))
    for side in (-1, 1):
        page = np.array([[0.0, y + 0.08], [side * 0.80, y], [side * 0.80, y + 0.62], [0.0, y + 0.70]])
        brush.fill(page, (250, 246, 232), flat=True)
        for k in range(4):
            row = y + 0.16 + 0.12 * k
            brush.line(np.array([[side * 0.12, row + 0.03], [side * 0.68, row]]), (170, 164, 150), 0.02, flat=True)
        _hand(brush, look, side * 0.82, y + 0.42)
    brush.line(np.array([[0.0, y + 0.08], [0.0, y + 0.70]]), (150, 140, 120), 0.03, flat=True)


def _hand(brush: Brush, look: dict[str, str], x: float, y: float) -> None:
    brush.fill(ellipse(x, y, 0.17, 0.13, 14), shade(SKIN[look["skin_tone"]], -0.08), flat=True)
