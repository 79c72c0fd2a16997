"""Decoded frames as the images that a request carries."""

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONG_SIDE = 448
"""Pixels; servers that cut images into tiles take one of this size as a single tile."""

QUALITY = 90


def jpegs(
    images: "NDArray[np.uint8]", *, long_side: int | None = LONG_SIDE, quality: int = QUALITY
) -> tuple[bytes, ...]:
    """Frames as JPEG files: ``jpegs(decode(path, VIDEMO).images)``.

    The same pixels give the same bytes under the same version of Pillow. Another version may round otherwise (and
    another PyAV may decode otherwise); then a request is another one, and a record made there does not answer it.

    Args:
        images: uint8, shape (frames, height, width, 3), RGB, as ``emocfg.media.decode`` gives them.
        long_side: larger frames are scaled down to so many pixels; None keeps every size.
        quality: of JPEG, 1 to 95.
    """
    return tuple(_jpeg(Image.fromarray(image), long_side, quality) for image in images)


def _jpeg(image: Image.Image, long_side: int | None, quality: int) -> bytes:
    if long_side is not None:
        image.thumbnail((long_side, long_side), Image.Resampling.BICUBIC)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()
