"""A thin brush over Pillow: polygons and lines given in face coordinates, on a supersampled image."""

from PIL import Image, ImageDraw

from .anatomy import Points, View

Color = tuple[int, int, int]

SUPERSAMPLING = 2
"""Frames are painted at twice their size and averaged down."""


def mix(a: Color, b: Color, share: float) -> Color:
    """``a`` with a share of ``b``.

    >>> mix((0, 0, 0), (100, 200, 50), 0.5)
    (50, 100, 25)
    """
    red, green, blue = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return red, green, blue


def shade(color: Color, amount: float) -> Color:
    """Darker for a negative amount, lighter for a positive one, in [-1, 1]."""
    return mix(color, (0, 0, 0) if amount < 0 else (255, 255, 255), abs(amount))


class Brush:
    """Paints in the coordinates of one head.

    Args:
        image: the supersampled RGB image.
        view: where the head is and how it is turned.
    """

    def __init__(self, image: Image.Image, view: View) -> None:
        self.view = view
        self._draw = ImageDraw.Draw(image)

    def fill(self, points: Points, color: Color, *, flat: bool = False, lift: float = 0.0) -> None:
        """A filled polygon; on the face it is left out where it would lie on the far side of the head."""
        placed, depth = (self.view.flat(points), 1.0) if flat else self.view.project(points, lift)
        if depth > 0.02:
            self._draw.polygon(placed, fill=color)

    def line(
        self,
        points: Points,
        color: Color,
        width: float,
        *,
        flat: bool = False,
        lift: float = 0.0,
        round_ends: bool = True,
    ) -> None:
        """A stroke of ``width`` in face coordinates, with the same rule."""
        placed, depth = (self.view.flat(points), 1.0) if flat else self.view.project(points, lift)
        if depth <= 0.02:
            return
        pixels = max(1, round(width * self.view.scale))
        self._draw.line(placed, fill=color, width=pixels, joint="curve")
        if round_ends and pixels > 3:
            radius = pixels / 2 - 0.5
            for x, y in (placed[0], placed[-1]):
                self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
