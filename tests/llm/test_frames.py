"""Frames as JPEG files: small enough, in order, and the same each time."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from emocfg.llm import jpegs


@pytest.mark.parametrize(
    ("size", "seen"), [((224, 420), (224, 420)), ((1080, 1920), (252, 448)), ((900, 30), (448, 15)), ((8, 8), (8, 8))]
)
def test_sizes(size: tuple[int, int], seen: tuple[int, int]) -> None:
    images = np.zeros((2, *size, 3), np.uint8)
    for file in jpegs(images):
        with Image.open(BytesIO(file)) as image:
            assert (image.format, image.mode) == ("JPEG", "RGB")
            assert (image.height, image.width) == seen


def test_order_colours_and_bytes() -> None:
    colours = np.array([[200, 30, 30], [30, 200, 30], [30, 30, 200]], np.uint8)
    images = np.broadcast_to(colours[:, None, None], (3, 40, 60, 3))
    files = jpegs(images)
    for file, colour in zip(files, colours, strict=True):
        with Image.open(BytesIO(file)) as image:
            assert np.abs(np.asarray(image).mean((0, 1)) - colour).max() < 3
    assert jpegs(images) == files
    assert jpegs(images[:0]) == ()
