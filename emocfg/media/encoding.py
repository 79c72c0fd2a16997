"""Write frames as an H.264 mp4: the same frames give the same bytes under the same PyAV."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from emocfg.core import atomic

from .decoding import Pixels
from .probing import MAX_PIXELS
from .reasons import MediaError

_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}
_OPTIONS = {"crf": "20", "preset": "veryfast", "x264-params": "threads=1:no-mbtree=1"}
"""One thread, and no macroblock tree: its AVX-512 code reads memory that is not its own, so that the same frames gave
other bytes from one call to the next (seen with PyAV 15.1; equal bytes from SSSE3 to AVX-512 without it)."""


def encode(images: Iterable[Pixels], target: Path, *, fps: int | Fraction) -> None:
    """Encode frames to ``target`` atomically, one at a time.

    Args:
        images: uint8, shape (height, width, 3) each, RGB, all of one size; a last odd row or column is left out, the
            codec takes even sizes only.
        target: the mp4 file.
        fps: frames per second.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        atomic.replacing(target) as temporary,
        av.open(str(temporary), "w", format="mp4", options=_CONTAINER) as container,
    ):
        stream = container.add_stream("libx264", rate=fps, options=_OPTIONS)
        stream.pix_fmt = "yuv420p"
        for number, image in enumerate(images):
            if number == 0:
                stream.height, stream.width = (side - side % 2 for side in image.shape[:2])
            even = np.ascontiguousarray(image[: stream.height, : stream.width])
            container.mux(stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24")))
        container.mux(stream.encode())


def encode_images(paths: Sequence[Path], target: Path, *, fps: int) -> None:
    """Encode image files, in this order; MediaError (undecodable, too_large) if one cannot be read."""
    sizes: set[tuple[int, ...]] = set()

    def images() -> Iterable[Pixels]:
        for path in paths:
            try:
                with Image.open(path) as opened:
                    if opened.width * opened.height > MAX_PIXELS:
                        raise MediaError("too_large", path.name)
                    pixels = np.asarray(opened.convert("RGB"))
            except (OSError, ValueError, Image.DecompressionBombError) as problem:
                raise MediaError("undecodable", path.name, type(problem).__name__) from problem
            sizes.add(pixels.shape)
            if len(sizes) > 1:
                raise MediaError("undecodable", path.name, "the images of this folder have different sizes")
            yield pixels

    encode(images(), target, fps=fps)
