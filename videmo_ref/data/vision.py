"""The pixels of clips as the vision tower takes them: decoded once, kept as bytes, normalised where they are used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.clips import Clips
from benchmarks.models.video import accepted_size, metadata
from emocfg.core import Kept
from emocfg.media import FramePolicy, Frames

from ..model.shapes import MERGE, PATCH, TEMPORAL

KEPT = 2 * 2**30
"""Bytes of pixels that are kept for the next time they are asked for."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A clip in patches.

    Attributes:
        patches: (P, 3 x 2 x 14 x 14) bytes, in the order of the checkpoint's video processor.
        grid: patches in time, height, width.
        seconds: between two pairs of frames.
        tokens: how many tokens of text the clip takes the place of.
    """

    patches: NDArray[np.uint8]
    grid: tuple[int, int, int]
    seconds: float
    tokens: int

    def frames(self) -> NDArray[np.uint8]:
        """(2 x time, height, width, 3) the frames that the patches are of, in the size that the model sees.

        Of an odd number of frames the last one comes twice, as the model sees it.
        """
        time, height, width = self.grid
        merged = (time, height // MERGE, width // MERGE, MERGE, MERGE, 3, TEMPORAL, PATCH, PATCH)
        images = self.patches.reshape(merged).transpose(0, 6, 1, 3, 7, 2, 4, 8, 5)
        return images.reshape(time * TEMPORAL, height * PATCH, width * PATCH, 3)


class Patches:
    """Frames to patches with a checkpoint's own video processor.

    Args:
        processor: of the checkpoint; it is told to accept every size that the policy gives.
        policy: how frames are made.
        min_pixels: smaller frames are scaled up to this area; 0 for none.
    """

    def __init__(self, processor: Any, policy: FramePolicy, min_pixels: int = 0) -> None:
        self._videos = processor.video_processor
        if size := accepted_size(self._videos, policy, min_pixels):
            self._videos.size = size
            self._videos.cap_pixels_per_frame = False

    @property
    def size(self) -> dict[str, int]:
        """The areas that the processor is told to accept; frames in the size that the model sees stay as they are."""
        return dict(self._videos.size)

    def of(self, frames: Frames) -> Pixels:
        """The patches of a clip, before rescaling and normalisation, which are the same for every byte of a channel."""
        from transformers.video_utils import VideoMetadata

        known = VideoMetadata(**metadata(frames))
        made = self._videos(
            videos=[frames.images],
            video_metadata=[known],
            do_sample_frames=False,
            do_rescale=False,
            do_normalize=False,
            return_tensors="pt",
        )
        grid = made["video_grid_thw"][0].tolist()
        patches = made["pixel_values_videos"].round().clamp(0, 255).to(torch.uint8).numpy()
        seconds = self._videos.temporal_patch_size / known.sampled_fps
        return Pixels(patches, (grid[0], grid[1], grid[2]), seconds, len(patches) // self._videos.merge_size**2)

    def normalise(self, patches: Tensor) -> Tensor:
        """Bytes to what the model was trained on: rescaled, less the mean and over the deviation of their channel."""
        mean, deviation = (
            torch.tensor(values, device=patches.device) / self._videos.rescale_factor
            for values in (self._videos.image_mean, self._videos.image_std)
        )
        channels = patches.unflatten(-1, (3, -1)).float()
        return ((channels - mean[:, None]) / deviation[:, None]).flatten(-2)


class Sight(Protocol):
    """Clips by name."""

    @property
    def patches(self) -> Patches:
        """What they were made with."""
        ...

    def clip(self, video: str) -> Pixels:
        """A clip; MediaError with the reason why there is none."""
        ...


class Vision:
    """The clips of a dataset in patches; the last ones asked for are kept.

    Args:
        clips: decodes them.
        patches: makes patches of frames.
        policy: how frames are made.
        kept: bytes of pixels that are kept.
    """

    def __init__(self, clips: Clips, patches: Patches, policy: FramePolicy, kept: int = KEPT) -> None:
        self._clips, self.patches, self._policy = clips, patches, policy
        self._kept: Kept[str, Pixels] = Kept(kept, lambda pixels: pixels.patches.nbytes)

    def clip(self, video: str) -> Pixels:
        """A clip of the dataset.

        Raises:
            MediaError: with the reason why there is none.
        """
        return self._kept.get(video, lambda: self.patches.of(self._clips.frames(video, self._policy)))


def tensors(clips: Sequence[Pixels]) -> tuple[Tensor, Tensor, Tensor]:
    """(patches (P, D) as bytes, grids (V, 3), seconds (V,)) of the clips of a batch, in order."""
    return (
        torch.from_numpy(np.concatenate([clip.patches for clip in clips])),
        torch.tensor([clip.grid for clip in clips]),
        torch.tensor([clip.seconds for clip in clips]),
    )
