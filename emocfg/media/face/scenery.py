"""Paint where a clip plays and how it is lit and filmed."""

from functools import cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from emocfg.core import rng

from .canvas import Color, mix

BACKGROUNDS = ("plain_wall", "bookshelf", "window", "park", "night_street")
LIGHTINGS = ("bright", "dim", "warm", "cool", "from_the_side")
CAMERAS = ("steady", "zooming_in", "shaky", "out_of_focus")

_GAIN: dict[str, tuple[float, float, float]] = {
    "bright": (1.06, 1.06, 1.06),
    "dim": (0.58, 0.58, 0.62),
    "warm": (1.08, 0.97, 0.80),
    "cool": (0.84, 0.96, 1.10),
    "from_the_side": (1.0, 1.0, 1.0),
}


def background(name: str, tint: float, size: tuple[int, int]) -> Image.Image:
    """The background picture at ``size`` (width, height); ``tint`` in [0, 1] varies it."""
    width, height = size
    draws = rng("background", name, round(tint * 1000))
    base: Color = mix((176, 186, 196), (208, 190, 168), tint)
    image = Image.new("RGB", size, base)
    draw = ImageDraw.Draw(image)
    if name == "bookshelf":
        draw.rectangle((0, 0, width, height), fill=(92, 66, 46))
        for shelf in range(4):
            top, x = shelf * height // 4 + 4, 2
            while x < width:
                thick = draws.randint(width // 40, width // 16)
                color = tuple(draws.randint(60, 200) for _ in range(3))
                draw.rectangle(
                    (x, top + draws.randint(0, height // 20), x + thick, (shelf + 1) * height // 4 - 6), fill=color
                )
                x += thick + 2
    elif name == "window":
        draw.rectangle((width // 10, height // 12, width * 9 // 10, height * 3 // 4), fill=(176, 216, 244))
        draw.ellipse((width // 6, height // 7, width // 3, height // 4), fill=(240, 246, 250))
        for x in (width // 10, width // 2, width * 9 // 10):
            draw.line((x, height // 12, x, height * 3 // 4), fill=(250, 250, 250), width=width // 36)
        draw.line((width // 10, height // 3, width * 9 // 10, height // 3), fill=(250, 250, 250), width=width // 36)
    elif name == "park":
        draw.rectangle((0, 0, width, height), fill=(168, 208, 236))
        draw.rectangle((0, height * 3 // 5, width, height), fill=(112, 164, 88))
        for _ in range(4):
            x, r = draws.randint(0, width), draws.randint(width // 10, width // 6)
            draw.rectangle((x - 4, height // 3, x + 4, height * 3 // 5), fill=(96, 70, 48))
            draw.ellipse((x - r, height // 3 - r, x + r, height // 3 + r // 2), fill=(70, 128, 66))
    elif name == "night_street":
        draw.rectangle((0, 0, width, height), fill=(30, 34, 56))
        for _ in range(26):
            x, y, r = draws.randint(0, width), draws.randint(0, height), draws.randint(2, width // 34)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(240, draws.randint(150, 230), draws.randint(80, 160)))
    return image


def light(image: Image.Image, lighting: str) -> Image.Image:
    """The picture under a lighting of :data:`LIGHTINGS`."""
    lit = image.point(_tone_curve(lighting))
    return ImageChops.multiply(lit, _shadow(image.size)) if lighting == "from_the_side" else lit


@cache
def _tone_curve(lighting: str) -> list[int]:
    """The lookup table of the three channels."""
    return [min(255, round(value * gain)) for gain in _GAIN[lighting] for value in range(256)]


@cache
def _shadow(size: tuple[int, int]) -> Image.Image:
    """A ramp from full light on the viewer's left to shadow on the right."""
    ramp = np.linspace(255, 96, size[0]).astype(np.uint8)
    mask = Image.fromarray(np.broadcast_to(ramp, (size[1], size[0])).copy())
    return Image.merge("RGB", (mask, mask, mask))


def focus(image: Image.Image, camera: str) -> Image.Image:
    """The picture as the camera focuses it."""
    return image.filter(ImageFilter.BoxBlur(2)) if camera == "out_of_focus" else image
