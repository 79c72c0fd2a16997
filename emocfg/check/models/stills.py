"""The frames that a model is shown, with their times."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emocfg.media import FramePolicy


@dataclass(frozen=True, slots=True)
class Stills:
    """Frames of one clip; none where a dataset is made without media.

    Attributes:
        images: JPEG files, in order.
        times: seconds of each from the start of the clip.
    """

    images: tuple[bytes, ...] = field(default=(), repr=False)
    times: tuple[float, ...] = ()

    @classmethod
    def of(cls, video: Path, policy: "FramePolicy | None" = None) -> "Stills":
        """The frames of a video file; those of the VidEmo evaluation by default.

        Raises:
            MediaError: the clip cannot be used.
        """
        from emocfg.llm import jpegs
        from emocfg.media import VIDEMO, decode

        frames = decode(video, policy or VIDEMO)
        return cls(jpegs(frames.images), frames.times)

    def sentence(self) -> str:
        """What a prompt says of them."""
        if not self.images:
            return "No frames of the video are shown."
        times = ", ".join(f"{time:.2f}" for time in self.times)
        return f"The images are {len(self.images)} frames of the video in order, at {times} seconds."
