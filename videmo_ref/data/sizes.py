"""How many tokens clips are, without decoding them: from what the dataset knows of their files."""

from pathlib import Path

import pyarrow.parquet as pq

from emocfg.media import FramePolicy

from ..model.shapes import MERGE, PATCH, TEMPORAL

ClipSize = tuple[int, int, int, float]
"""Width, height, frames and frames a second of a video file."""

_SIDE = PATCH * MERGE
_COLUMNS = ("video", "width", "height", "frames", "fps")
_LARGEST = 1280 * 720
"""Pixels of a frame that are reckoned with where the policy has no limit."""


def visual_tokens(policy: FramePolicy, min_pixels: int, clip: ClipSize) -> int:
    """The tokens of a clip: pairs of frames times squares of 28 pixels.

    Args:
        policy: how frames are made.
        min_pixels: smaller frames are scaled up to this area; 0 for none.
        clip: what is known of its file.

    >>> visual_tokens(FramePolicy("uniform", 4), 0, (112, 112, 16, 8.0))
    32
    """
    from transformers.models.qwen2_vl.video_processing_qwen2_vl import smart_resize

    width, height = policy.size(clip[0], clip[1])
    pairs = -(-len(policy.indices(clip[2], clip[3])) // TEMPORAL)
    tall, wide = smart_resize(height, width, _SIDE, max(min_pixels, _SIDE**2), 2**62)
    return pairs * int(tall // _SIDE) * int(wide // _SIDE)


def most_visual_tokens(policy: FramePolicy, min_pixels: int) -> int:
    """The tokens of a clip of a policy's most frames and largest area; rounding sides to squares may add a few."""
    frames = policy.max_frames if policy.mode == "fps" else int(policy.rate)
    return -(-frames // TEMPORAL) * (max(policy.max_pixels or _LARGEST, min_pixels) // _SIDE**2)


def clip_sizes(root: Path) -> dict[str, ClipSize]:
    """What a dataset knows of its clips' files, by video; those never looked at are left out."""
    rows = (
        row
        for path in sorted(root.glob("meta/clips-*.parquet"))
        for row in pq.read_table(path, columns=list(_COLUMNS)).to_pylist()
    )
    return {row["video"]: (row["width"], row["height"], row["frames"], row["fps"]) for row in rows if row["frames"]}
