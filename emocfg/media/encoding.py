"""Write frames as an H.264 mp4: the same frames give the same bytes under the same PyAV."""

from pathlib import Path

import av

from emocfg.core import atomic

from .decoding import Pixels

_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}
_OPTIONS = {"crf": "20", "preset": "veryfast", "x264-params": "threads=1:no-mbtree=1"}
"""One thread, and no macroblock tree: its AVX-512 code reads memory that is not its own, so that the same frames gave
other bytes from one call to the next (seen with PyAV 15.1; equal bytes from SSSE3 to AVX-512 without it)."""


def encode(images: Pixels, target: Path, *, fps: int) -> None:
    """Encode frames to ``target`` atomically.

    Args:
        images: uint8, shape (frames, height, width, 3), RGB; even height and width.
        target: the mp4 file.
        fps: frames per second.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        atomic.replacing(target) as temporary,
        av.open(str(temporary), "w", format="mp4", options=_CONTAINER) as container,
    ):
        stream = container.add_stream("libx264", rate=fps, options=_OPTIONS)
        stream.height, stream.width = images.shape[1:3]
        stream.pix_fmt = "yuv420p"
        for image in images:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
