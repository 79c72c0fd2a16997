"""Render a clip script: frames as an array, the same on every run."""

import math

import numpy as np
from PIL import Image

from ..decoding import Pixels
from .anatomy import View, expression, head_motion
from .canvas import SUPERSAMPLING, Brush, Color
from .head import brush_width, paint_face
from .scenery import background, focus, light
from .script import Actor, ClipScript
from .things import paint_before, paint_behind

HEIGHT = 112
WIDTH_ONE, WIDTH_TWO = 112, 168
_CLOTHES: tuple[Color, ...] = ((70, 96, 140), (140, 74, 84), (82, 120, 92), (96, 84, 122), (60, 66, 74), (176, 150, 96))


def render(script: ClipScript) -> Pixels:
    """The frames of a script.

    Returns:
        uint8, shape (frames, 112, 112, 3) for one person, (frames, 112, 168, 3) for two; RGB.
    """
    width = WIDTH_ONE if len(script.actors) == 1 else WIDTH_TWO
    size = (width * SUPERSAMPLING, HEIGHT * SUPERSAMPLING)
    still = background(script.scenery.background, script.scenery.tint, size)
    return np.stack([np.asarray(_frame(script, still, index / script.fps)) for index in range(script.frames)])


def _frame(script: ClipScript, still: Image.Image, time: float) -> Image.Image:
    image = still.copy()
    for place, actor in enumerate(script.actors):
        face = expression(actor, time)
        brush = Brush(image, _view(script, place, time))
        paint_behind(brush, actor, _CLOTHES[int((actor.build[3] + 1) * 2.999)])
        paint_face(brush, actor, face)
        paint_before(brush, actor, face, time)
    small = image.reduce(SUPERSAMPLING)
    return focus(light(small, script.scenery.lighting), script.scenery.camera)


def _view(script: ClipScript, place: int, time: float) -> View:
    actor: Actor = script.actors[place]
    yaw, pitch, roll = (math.radians(angle) for angle in head_motion(actor, time))
    alone = len(script.actors) == 1
    scale = HEIGHT * SUPERSAMPLING * (0.345 if alone else 0.275)
    x = (0.5 if alone else 0.28 + 0.44 * place) * (WIDTH_ONE if alone else WIDTH_TWO) * SUPERSAMPLING
    y = HEIGHT * SUPERSAMPLING * (0.465 if alone else 0.52)
    if script.scenery.camera == "zooming_in":
        scale *= 0.84 + 0.20 * time / script.duration
    elif script.scenery.camera == "shaky":
        x += 3.0 * SUPERSAMPLING * math.sin(23.0 * time)
        y += 3.0 * SUPERSAMPLING * math.sin(17.0 * time + 1.0)
    return View(yaw, pitch, roll, x, y, scale, brush_width(actor))
