"""Which frames a model sees: sampling policies, as pure functions of frame count and rate, and how they are written."""

from dataclasses import dataclass
from typing import Any, Literal

from emocfg.core import EmoCfgError

PATCH = 28
"""Side of a visual token of Qwen2.5-VL in pixels; resized frames keep sides that are multiples of it."""


@dataclass(frozen=True, slots=True)
class FramePolicy:
    """How frames are chosen and how large they may be.

    Attributes:
        mode: ``uniform`` a fixed number of frames, ``fps`` a number that grows with the duration.
        rate: frames per clip for ``uniform``, frames per second for ``fps``.
        min_frames: ``fps`` takes at least so many, where the clip has them.
        max_frames: ``fps`` takes at most so many.
        max_pixels: larger frames are scaled down to at most so many pixels; None keeps their size.
    """

    mode: Literal["uniform", "fps"]
    rate: float
    min_frames: int = 4
    max_frames: int = 16
    max_pixels: int | None = None

    def indices(self, total: int, fps: float) -> list[int]:
        """The frame indices to take from a clip of ``total`` frames at ``fps`` frames a second, ascending.

        Both ends are included and no index occurs twice. A clip with fewer frames than asked for (micro-expressions)
        gives all of them; ``fps`` gives an even number, because Qwen2.5-VL merges frames in pairs (its reference
        preprocessing, ``smart_nframes``, does the same), except for a clip of one frame.

        >>> FramePolicy("uniform", 4).indices(10, 25.0)
        [0, 3, 6, 9]
        >>> FramePolicy("uniform", 8).indices(3, 25.0)
        [0, 1, 2]
        >>> VIDEMO.indices(250, 25.0)[-1], len(VIDEMO.indices(250, 25.0)), len(VIDEMO.indices(25, 25.0))
        (249, 16, 4)
        """
        if total < 1:
            raise EmoCfgError("E401", "no_frames: the clip has no frames", where="sampling", fix="leave the clip out")
        if self.mode == "uniform":
            count = min(int(self.rate), total)
        else:
            wanted = total / fps * self.rate if fps > 0 else float(self.max_frames)
            count = int(min(max(wanted, self.min_frames), self.max_frames, total))
            count = max(count - count % 2, 1)
        if count == 1:
            return [total // 2]
        return [round(i * (total - 1) / (count - 1)) for i in range(count)]

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The size (width, height) in pixels that a frame is scaled to.

        >>> VIDEMO.size(1920, 1080), VIDEMO.size(112, 112)
        ((420, 224), (112, 112))
        """
        if self.max_pixels is None or width * height <= self.max_pixels:
            return width, height
        scale = (self.max_pixels / (width * height)) ** 0.5
        return tuple(max(PATCH, int(side * scale / PATCH) * PATCH) for side in (width, height))  # type: ignore[return-value]

    def describe(self) -> dict[str, Any]:
        """What enters a run's fingerprint."""
        fps = {"min_frames": self.min_frames, "max_frames": self.max_frames} if self.mode == "fps" else {}
        return {"mode": self.mode, "rate": self.rate, "max_pixels": self.max_pixels, **fps}


VIDEMO = FramePolicy("fps", 2.0, min_frames=4, max_frames=16, max_pixels=100352)
"""The sampling of the VidEmo evaluation: 2 frames a second, at most 16, at most 100352 pixels each."""

_FIELDS = {"min": "min_frames", "max": "max_frames", "pixels": "max_pixels"}


def parse_frames(text: str, *, where: str) -> FramePolicy:
    """``fps=2,max=16,pixels=100352``, or ``uniform=8``; what is left out is as in VidEmo's.

    Raises:
        EmoCfgError: E202 if it says something else.

    >>> parse_frames("fps=2,min=4,max=16,pixels=100352", where="--frames") == VIDEMO
    True
    >>> parse_frames("uniform=8", where="--frames").rate
    8.0
    """
    given: dict[str, float] = {}
    for pair in text.split(","):
        key, _, value = pair.strip().partition("=")
        number = float(value) if value.replace(".", "", 1).isascii() and value.replace(".", "", 1).isdecimal() else 0.0
        whole = number.is_integer() or key == "fps"
        if key not in ("fps", "uniform", *_FIELDS) or key in given or not 0 < number <= 1e9 or not whole:
            raise _bad(text, where)
        given[key] = number
    if ("fps" in given) == ("uniform" in given):
        raise _bad(text, where)
    mode, rate = ("fps", given["fps"]) if "fps" in given else ("uniform", given["uniform"])
    sizes = {name: int(given.get(key, getattr(VIDEMO, name))) for key, name in _FIELDS.items()}
    if sizes["min_frames"] > sizes["max_frames"]:
        raise _bad(text, where)
    return FramePolicy("fps" if mode == "fps" else "uniform", rate, **sizes)


def _bad(text: str, where: str) -> EmoCfgError:
    fix = "such as fps=2,min=4,max=16,pixels=100352, or uniform=8"
    return EmoCfgError("E202", f"{text!r} does not say which frames", where=where, fix=fix)
