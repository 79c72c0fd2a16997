"""Is a clip usable, and what identifies it: the facts that curation decides on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emocfg.core import canonical

from .decoding import Pixels, decode
from .fingerprint import frames_fingerprint
from .probing import probe
from .reasons import MediaError
from .sampling import FramePolicy

LOOK = FramePolicy("uniform", 16, max_pixels=224 * 224)
"""The frames that curation looks at."""

_BLACK = 12
_CHANGE = 24
"""Grey levels by which a pixel must differ from the first frame to have changed: more than codecs add to a still."""
_STILL = 0.0008
"""Share of changed pixels up to which a clip is frozen. Stills encoded here reach 0.0005, the quietest micro-expression
of the mini corpus 0.0012."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known of a clip's file.

    Attributes:
        width: pixels.
        height: pixels.
        frames: number of frames.
        fps: frames per second.
        seconds: duration.
        codec: such as ``h264``.
        sha256: of the file's bytes.
        frames_sha256: of the decoded frames that curation looked at; equal for copies under another name.
        fingerprint: of the same frames; near for copies that were encoded again (``media.fingerprint``).
        sharpness: of the middle one; small for a blurred picture.
        reason: "" for a usable clip, else a key of ``REASONS``.
        detail: more on the reason.
    """

    width: int = 0
    height: int = 0
    frames: int = 0
    fps: float = 0.0
    seconds: float = 0.0
    codec: str = ""
    sha256: str = ""
    frames_sha256: str = ""
    fingerprint: str = ""
    sharpness: float = 0.0
    reason: str = ""
    detail: str = ""


def inspect_clip(path: Path) -> MediaFacts:
    """Probe and decode a clip; what is wrong with it is in ``reason``, nothing is raised for a bad file."""
    try:
        timeline = probe(path)
        images = decode(path, LOOK, timeline=timeline).images
    except MediaError as problem:
        return MediaFacts(reason=problem.reason, detail=problem.detail)
    return MediaFacts(
        width=timeline.width,
        height=timeline.height,
        frames=len(timeline),
        fps=round(timeline.fps, 3),
        seconds=round(timeline.duration, 3),
        codec=timeline.codec,
        sha256=canonical.file_digest(path),
        frames_sha256=frames_digest(images),
        fingerprint=frames_fingerprint(images),
        sharpness=sharpness(images[len(images) // 2]),
        reason=_blank(images),
    )


def frames_digest(images: Pixels) -> str:
    """SHA-256 of frames and their shape."""
    return hashlib.sha256(repr(images.shape).encode() + images.tobytes()).hexdigest()


def sharpness(image: Pixels) -> float:
    """The variance of a frame's Laplacian (Pech-Pacheco et al. 2000), in squared grey levels.

    It depends on the size of the frame; curation looks at frames of at most 224 x 224 pixels.

    Args:
        image: uint8, shape (height, width, 3), RGB.
    """
    grey = image.astype(np.int64).sum(axis=-1)
    middle = grey[1:-1, 1:-1]
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * middle
    if not edges.size:
        return 0.0
    squares, total = int((edges * edges).sum()), int(edges.sum())
    variance: float = (edges.size * squares - total**2) / edges.size**2
    return round(variance / 9, 3)


def _blank(images: Pixels) -> str:
    """``black`` or ``frozen`` where the frames show nothing or no change, else ""."""
    if int(images.max()) <= _BLACK:
        return "black"
    change = np.maximum(images, images[0]) - np.minimum(images, images[0])
    changed = (change > _CHANGE).any(axis=0).any(axis=-1)
    return "frozen" if len(images) > 1 and float(changed.mean()) <= _STILL else ""
