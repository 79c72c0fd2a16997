"""Simple statistics of pixels: what a look at a face, or at its movement, tells a linear model.

A look at one frame is coarse colour, coarse grey levels, and histograms of oriented gradients (Dalal & Triggs 2005, but
each cell normalised by itself). A look at a video is how these statistics lie and change over its frames. No face is
searched for and nothing is learned.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from emocfg.media import Frames

FEATURES = 1
"""Raised when the same frames give other features."""

Vector = NDArray[np.float32]

SIDE = 96
"""Pixels per side to which a frame is scaled, whatever its shape."""

_COLOUR = 8
_GREY = 16
_CELLS = 12
"""Cells per side for colour, for grey levels, and for gradients."""

_BINS = 8
"""Orientations of an edge, from 0 to 180 degrees."""

_FLAT = 0.01
"""Added to a cell's squared norm, so that the noise of a flat cell stays small."""

LOOK = _COLOUR**2 * 3 + _GREY**2 + _CELLS**2 * _BINS
"""Numbers in a look at one frame."""


def frame_features(frames: Frames) -> Vector:
    """A look at the middle one of the frames (the later of the two middle ones).

    Returns:
        float32, shape (:data:`LOOK`,).
    """
    return _look(frames.images[len(frames.images) // 2])


def video_features(frames: Frames) -> Vector:
    """How the looks at all frames lie and change.

    Returns:
        float32, shape (4 x :data:`LOOK`,): their mean, their standard deviation, the mean absolute change from frame
        to frame, and the change from the first frame to the one that is most unlike it (the apex of an expression
        that begins neutral). One frame has no change: zeros.
    """
    looks = np.stack([_look(image) for image in frames.images])
    steps = np.abs(np.diff(looks, axis=0)).sum(axis=0) / max(len(looks) - 1, 1)
    from_first = looks - looks[0]
    apex = from_first[(from_first**2).sum(axis=1).argmax()]
    return np.concatenate([looks.mean(axis=0), looks.std(axis=0), steps, apex], dtype=np.float32)


def pair_features(left: Vector, right: Vector) -> Vector:
    """What two clips have in common, the same whichever comes first.

    Returns:
        float32, shape (2 x features,): their absolute difference and their product.
    """
    return np.concatenate([np.abs(left - right), left * right])


def _look(image: NDArray[np.uint8]) -> Vector:
    """Colour, grey levels (both 0 to 1) and gradients of one frame, shape (height, width, 3), RGB."""
    scaled = Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    colour = np.asarray(np.asarray(scaled, np.float32) / 255, np.float32)
    grey = np.asarray(colour @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)  # luma, ITU-R BT.601
    parts = [_cells(colour, _COLOUR), _cells(grey[..., None], _GREY), _gradients(grey)]
    return np.concatenate([part.reshape(-1) for part in parts])


def _gradients(grey: Vector) -> Vector:
    """Per cell, the mean gradient in each orientation, as a share of the cell's norm."""
    down, across = np.gradient(grey)
    orientation = (np.arctan2(down, across) % np.pi / np.pi * _BINS).astype(np.int64) % _BINS
    strength = np.where(orientation[..., None] == np.arange(_BINS), np.hypot(down, across)[..., None], 0)
    histograms = _cells(strength, _CELLS) * (SIDE // _CELLS) ** 2
    norms = np.sqrt((histograms**2).sum(axis=-1, keepdims=True) + _FLAT)
    return np.asarray(histograms / norms, np.float32)


def _cells(values: Vector, cells: int) -> Vector:
    """Means over cells x cells squares: (side, side, channels) to (cells, cells, channels)."""
    step = SIDE // cells
    means: Vector = values.reshape(cells, step, cells, step, -1).mean(axis=(1, 3), dtype=np.float32)
    return means
