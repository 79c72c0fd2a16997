"""Paint a head: skin, eyes, brows, nose, mouth, and the wrinkles that action units make."""

import numpy as np

from .anatomy import Expression, Points, arc, brow, ellipse, eyelids, mouth
from .canvas import Brush, Color, mix, shade
from .script import Actor

SKIN: dict[str, Color] = {
    "pale": (250, 226, 212),
    "light": (238, 196, 165),
    "tan": (203, 150, 110),
    "dark": (122, 80, 56),
}
HAIR: dict[str, Color] = {
    "black": (34, 30, 32),
    "brown": (98, 62, 38),
    "blonde": (222, 186, 112),
    "gray": (168, 168, 174),
    "red": (168, 72, 36),
}
_IRIS: dict[str, Color] = {"brown": (96, 58, 32), "blue": (74, 124, 190), "green": (78, 138, 88)}
_WHITE: Color = (248, 246, 242)
_DARK: Color = (38, 24, 24)


def paint_face(brush: Brush, actor: Actor, face: Expression) -> None:
    """The head without hair and accessories, at one moment."""
    look = actor.look
    skin = SKIN[look["skin_tone"]]
    crease = mix(skin, (110, 50, 40), 0.45)
    _outline(brush, actor, face, skin)
    _skin_marks(brush, look, skin)
    _age_lines(brush, look, skin, crease)
    for side in (-1, 1):
        _eye(brush, actor, face, side, skin, crease)
        _cheek(brush, face, side, skin, crease)
    _forehead(brush, face, look, crease)
    _nose(brush, actor, face, skin, crease)
    _mouth(brush, look, face, skin, crease)
    for side in (-1, 1):
        _brow(brush, actor, face, side)


def jaw(actor: Actor, face: Expression) -> tuple[float, float, float]:
    """Half width, height below the origin and squareness (superellipse power) of the head's outline."""
    shape = actor.look.get("face_shape", "oval")
    width = brush_width(actor)
    power = {"oval": 2.0, "round": 2.1, "square": 2.9}[shape]
    height = {"oval": 1.0, "round": 0.90, "square": 0.95}[shape] + 0.05 * actor.build[2]
    return width, height + 0.12 * face.of(26) + 0.12 * face.of(27), power


def brush_width(actor: Actor) -> float:
    """Half width of the head in face coordinates."""
    shape = {"oval": 0.72, "round": 0.82, "square": 0.78}[actor.look.get("face_shape", "oval")]
    return shape + 0.04 * actor.build[0] + (0.07 if actor.look.get("fullness") == "chubby" else 0.0)


def _outline(brush: Brush, actor: Actor, face: Expression, skin: Color) -> None:
    width, height, power = jaw(actor, face)
    neck = np.array([[-0.33, 0.4], [0.33, 0.4], [0.38, 1.7], [-0.38, 1.7]])
    brush.fill(neck, shade(skin, -0.18), flat=True)
    for side in (-1, 1):
        brush.fill(ellipse(side * width * 0.99, -0.05, 0.11, 0.19, 14), shade(skin, -0.10), flat=True)
    points = ellipse(0.0, 0.0, width, 1.0, 40, power)
    points[:, 1] = np.where(points[:, 1] > 0, points[:, 1] * height, points[:, 1])
    brush.fill(points, shade(skin, -0.10), flat=True)
    inner = points * np.array([0.95, 0.965])
    brush.fill(inner, skin, flat=True)
    chin = actor.look.get("chin")
    if chin == "pointed":
        brush.fill(np.array([[-0.30, height * 0.86], [0.30, height * 0.86], [0.0, height + 0.12]]), skin, flat=True)
    elif chin == "double":
        brush.line(
            arc((-0.26, height - 0.02), (0.0, height + 0.12), (0.26, height - 0.02)),
            shade(skin, -0.25),
            0.035,
            flat=True,
        )
    if chin == "round":
        brush.line(arc((-0.10, 0.80), (0.0, 0.84), (0.10, 0.80)), shade(skin, -0.10), 0.02)


def _skin_marks(brush: Brush, look: dict[str, str], skin: Color) -> None:
    if look.get("cheeks") == "rosy":
        for side in (-1, 1):
            brush.fill(ellipse(side * 0.45, 0.20, 0.14, 0.10, 16), mix(skin, (235, 90, 90), 0.38))
    if look.get("cheekbones") == "high":
        for side in (-1, 1):
            brush.line(arc((side * 0.62, 0.08), (side * 0.52, 0.22), (side * 0.36, 0.27)), shade(skin, -0.17), 0.03)
    if look.get("freckles") == "freckles":
        for x, y in ((0.22, 0.10), (0.32, 0.15), (0.42, 0.10), (0.30, 0.05), (0.38, 0.20), (0.14, 0.05)):
            for side in (-1, 1):
                brush.fill(ellipse(side * x, y, 0.022, 0.022, 6), mix(skin, (140, 70, 40), 0.6))
    if look.get("mole") == "mole":
        brush.fill(ellipse(0.34, 0.40, 0.035, 0.035, 10), (60, 36, 30))


def _age_lines(brush: Brush, look: dict[str, str], skin: Color, crease: Color) -> None:
    if look.get("age") == "elderly":
        for y in (-0.62, -0.54):
            brush.line(arc((-0.30, y), (0.0, y - 0.03), (0.30, y)), mix(skin, crease, 0.6), 0.018)
        for side in (-1, 1):
            brush.line(
                arc((side * 0.20, 0.28), (side * 0.34, 0.42), (side * 0.34, 0.60)), mix(skin, crease, 0.7), 0.022
            )
    elif look.get("age") == "middle_aged":
        for side in (-1, 1):
            brush.line(arc((side * 0.20, 0.29), (side * 0.31, 0.38), (side * 0.33, 0.48)), mix(skin, crease, 0.4), 0.02)


def _eye(brush: Brush, actor: Actor, face: Expression, side: int, skin: Color, crease: Color) -> None:
    look = actor.look
    upper, lower, x = eyelids(side, face, look, actor.build[1])
    if look.get("eye_bags") == "bags":
        brush.line(lower + np.array([0.0, 0.065]), shade(skin, -0.25), 0.035)
    if look.get("makeup") == "heavy":
        brush.fill(np.concatenate([upper + np.array([0.0, -0.08]), upper[::-1]]), (126, 84, 142))
    shape = np.concatenate([upper, lower[::-1]])
    open_height = float(lower[4, 1] - upper[4, 1])
    if open_height > 0.025:
        brush.fill(shape, _WHITE)
        _iris(brush, look, x + 0.07 * face.gaze, upper, lower)
        brush.line(lower, shade(skin, -0.30), 0.014)
    female = look.get("gender") == "female"
    brush.line(upper if open_height > 0.025 else lower, _DARK, 0.042 if female else 0.026)
    if female:
        tip = upper[-1] if side > 0 else upper[0]
        brush.line(np.stack([tip, tip + np.array([side * 0.05, -0.05])]), _DARK, 0.024)
    if face.of(7, side) > 0.3:
        brush.line(lower + np.array([0.0, 0.03]), mix(skin, crease, face.of(7, side)), 0.02)


def _iris(brush: Brush, look: dict[str, str], x: float, upper: Points, lower: Points) -> None:
    """Iris and pupil, cut off where the lids cover them."""
    y = -0.115
    for radius, color in ((0.085, _IRIS[look.get("eye_color", "brown")]), (0.042, (16, 12, 12))):
        disc = ellipse(x, y, radius, radius, 16)
        top = np.interp(disc[:, 0], upper[:, 0], upper[:, 1])
        bottom = np.interp(disc[:, 0], lower[:, 0], lower[:, 1])
        disc[:, 1] = np.clip(disc[:, 1], top, np.maximum(top, bottom))
        brush.fill(disc, color)
    if upper[4, 1] < y - 0.03:
        brush.fill(ellipse(x + 0.03, y - 0.03, 0.018, 0.018, 8), (255, 255, 255))


def _cheek(brush: Brush, face: Expression, side: int, skin: Color, crease: Color) -> None:
    raised = face.of(6, side)
    if raised > 0.1:
        color = mix(skin, crease, min(1.0, 1.1 * raised))
        brush.line(arc((side * 0.14, 0.06), (side * 0.33, 0.11), (side * 0.52, 0.03)), color, 0.026)
        for dy in (-0.05, 0.0, 0.05):
            foot = np.array([[side * 0.52, -0.10 + dy * 0.6], [side * 0.62, -0.10 + dy * 1.7]])
            brush.line(foot, color, 0.020)
        brush.fill(ellipse(side * 0.42, 0.18 - 0.03 * raised, 0.12, 0.07, 14), mix(skin, shade(skin, 0.25), raised))
    fold = max(face.of(10, side), 0.8 * face.of(9, side), 0.55 * face.of(12, side))
    if fold > 0.15:
        outer = 0.33 + 0.05 * face.of(12, side)
        brush.line(arc((side * 0.13, 0.22), (side * outer, 0.32), (side * outer, 0.47)), mix(skin, crease, fold), 0.028)


def _forehead(brush: Brush, face: Expression, look: dict[str, str], crease: Color) -> None:
    skin = SKIN[look["skin_tone"]]
    inner = max(face.of(1, -1), face.of(1, 1))
    if inner > 0.2:
        for y in (-0.56, -0.64):
            brush.line(arc((-0.16, y), (0.0, y - 0.02), (0.16, y)), mix(skin, crease, inner), 0.022)
    for side in (-1, 1):
        outer = face.of(2, side)
        if outer > 0.2:
            brush.line(
                arc((side * 0.24, -0.60), (side * 0.37, -0.64), (side * 0.48, -0.58)), mix(skin, crease, outer), 0.022
            )
    if face.of(4) > 0.2:
        for side in (-1, 1):
            brush.line(np.array([[side * 0.05, -0.38], [side * 0.06, -0.22]]), mix(skin, crease, face.of(4)), 0.026)


def _brow(brush: Brush, actor: Actor, face: Expression, side: int) -> None:
    look = actor.look
    width = {"bushy": 0.085, "thin": 0.040}.get(look.get("eyebrow_thickness", "thin"), 0.055)
    color = shade(HAIR[look.get("hair_color", "brown")], -0.30)
    brush.line(brow(side, face, look, actor.build[3]), color, width)


def _nose(brush: Brush, actor: Actor, face: Expression, skin: Color, crease: Color) -> None:
    look = actor.look
    big = look.get("nose_size") == "big"
    half, tip = (0.155, 0.29) if big else (0.095, 0.235)
    tip += 0.03 * actor.build[4] - 0.035 * face.of(9)
    dark = shade(skin, -0.24)
    brush.line(arc((-0.045, -0.08), (-0.055, 0.08), (-half * 0.75, tip - 0.05)), shade(skin, -0.13), 0.03, lift=0.08)
    if look.get("nose_tip") == "pointed":
        brush.line(np.array([[-half, tip - 0.02], [0.0, tip + 0.08], [half, tip - 0.02]]), dark, 0.034, lift=0.14)
    else:
        brush.line(arc((-half, tip - 0.03), (0.0, tip + 0.05), (half, tip - 0.03)), dark, 0.034, lift=0.14)
    for side in (-1, 1):
        flare = 1.0 + 0.25 * face.of(9)
        brush.fill(ellipse(side * half * 0.55 * flare, tip, 0.032, 0.022, 10), shade(skin, -0.5), lift=0.14)
    wrinkle = face.of(9)
    if wrinkle > 0.15:
        color = mix(skin, crease, wrinkle)
        for y in (-0.06, 0.0, 0.06):
            for side in (-1, 1):
                brush.line(np.array([[side * 0.02, y], [side * 0.11, y - 0.05]]), color, 0.022, lift=0.08)


def _mouth(brush: Brush, look: dict[str, str], face: Expression, skin: Color, crease: Color) -> None:
    lines = mouth(face, look)
    natural = mix(skin, (190, 70, 70), 0.5)
    lips = (190, 24, 52) if look.get("lip_color") == "lipstick" else natural
    brush.fill(np.concatenate([lines.upper, lines.lower[::-1]]), lips)
    inside = np.concatenate([lines.inner_upper, lines.inner_lower[::-1]])
    if lines.opening > 0.012:
        brush.fill(inside, (70, 18, 24))
        if lines.opening > 0.03:
            teeth = lines.inner_upper[2:7]
            height = min(0.035, lines.opening * 0.5)
            brush.fill(np.concatenate([teeth, (teeth + np.array([0.0, height]))[::-1]]), (246, 242, 232))
    else:
        brush.line(lines.inner_upper, shade(lips, -0.45), 0.022 + 0.014 * face.of(24))
    for side in (-1, 1):
        corner = lines.upper[0] if side < 0 else lines.upper[-1]
        if face.of(14, side) > 0.15:
            dimple = corner + np.array([side * 0.04, -0.01])
            brush.line(dimple + np.array([[0.0, -0.05], [0.0, 0.05]]), mix(skin, crease, 0.95), 0.036)
        if face.of(15, side) > 0.2:
            brush.line(
                np.stack([corner, corner + np.array([side * 0.03, 0.08])]), mix(skin, crease, face.of(15, side)), 0.026
            )
        if face.of(20, side) > 0.2:
            mark = corner + np.array([side * 0.05, 0.0])
            brush.line(
                arc((mark[0], mark[1] - 0.05), (mark[0] + side * 0.02, mark[1]), (mark[0], mark[1] + 0.05)),
                crease,
                0.02,
            )
    tight = max(face.of(23), face.of(24))
    if tight > 0.2:
        for y, amount in ((0.40, face.of(23)), (0.62, face.of(24))):
            brush.line(arc((-0.12, y), (0.0, y - 0.01), (0.12, y)), mix(skin, crease, amount), 0.022)
    if face.of(17) > 0.2:
        brush.line(arc((-0.12, 0.72), (0.0, 0.67), (0.12, 0.72)), mix(skin, crease, face.of(17)), 0.028)
