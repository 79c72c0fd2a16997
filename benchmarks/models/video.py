"""Clips and prompts as the processors of transformers take them, in its own runs and inside vLLM.

The frame policy alone decides which frames a model sees and how large they are. Processors that scale to an area
(Qwen-VL and its kin) are told to accept every size that the policy gives; they still round sides to multiples of their
patch, because the model can see nothing else. Processors with a size of their own keep it: the model was made for it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emocfg.media import FramePolicy, Frames

from ..model import Request

MAX_PIXELS = 1280 * 720
"""Pixels of a frame that are accepted at least, where the policy has no limit."""


def turns(request: Request) -> list[dict[str, Any]]:
    """The chat: one user turn, the clips before the prompt, as in VidEmo's data."""
    clips: list[dict[str, str]] = [{"type": "video"} for _ in request.frames]
    return [{"role": "user", "content": [*clips, {"type": "text", "text": request.prompt}]}]


def metadata(frames: Frames) -> dict[str, Any]:
    """What is known of a decoded clip, under the names of transformers' ``VideoMetadata``."""
    return {
        "total_num_frames": frames.total,
        "fps": frames.fps,
        "duration": frames.total / frames.fps,
        "frames_indices": list(frames.indices),
        "video_backend": "pyav",
        "height": frames.images.shape[1],
        "width": frames.images.shape[2],
    }


def videos(requests: Sequence[Request]) -> list[tuple[NDArray[np.uint8], dict[str, Any]]]:
    """(pixels of shape (frames, height, width, 3), metadata) of all clips of some requests, in order."""
    return [(frames.images, metadata(frames)) for request in requests for frames in request.frames]


def accepted_size(video_processor: Any, policy: FramePolicy, min_pixels: int) -> dict[str, int] | None:  # noqa: ANN401
    """The ``size`` that makes a processor leave the policy's frames as they are; None if its size is not an area.

    Args:
        video_processor: of the checkpoint.
        policy: how frames were made.
        min_pixels: smaller frames are scaled up to this area; 0 for none.

    The upper limit holds for a frame in some processors (Qwen2.5-VL) and for a whole clip in others (Qwen3-VL), so it
    is a clip's: it never binds.
    """
    size, patch, merge = (getattr(video_processor, name, None) for name in ("size", "patch_size", "merge_size"))
    if not (size and patch and merge and size.get("shortest_edge") and size.get("longest_edge")):
        return None
    frames = policy.max_frames if policy.mode == "fps" else int(policy.rate)
    largest = max(policy.max_pixels or MAX_PIXELS, min_pixels) * max(frames, 2)
    return {"shortest_edge": max(min_pixels, (patch * merge) ** 2), "longest_edge": largest}
