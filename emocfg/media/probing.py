"""What a video file holds, found by reading its packets and decoding nothing."""

from dataclasses import dataclass
from pathlib import Path

import av
from av.error import FFmpegError

from .reasons import MediaError

MAX_PIXELS = 4096 * 4096
MAX_FRAMES = 200_000
_MAGIC = ((4, b"ftyp"), (0, b"\x1aE\xdf\xa3"), (8, b"AVI "), (4, b"moov"), (4, b"mdat"))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The frames of a video in display order.

    Attributes:
        width: pixels, before rotation.
        height: pixels, before rotation.
        fps: mean frames per second.
        duration: seconds from the first frame to the end of the last.
        codec: name of the codec, such as ``h264``.
        pts: presentation time stamps in stream units, ascending; one per frame.
        keys: the time stamps of key frames, ascending.
        time_base: seconds per stream unit.
    """

    width: int
    height: int
    fps: float
    duration: float
    codec: str
    pts: tuple[int, ...]
    keys: tuple[int, ...]
    time_base: float

    def __len__(self) -> int:
        return len(self.pts)

    def seconds(self, index: int) -> float:
        """When frame ``index`` is shown, in seconds from the first frame."""
        return (self.pts[index] - self.pts[0]) * self.time_base


def probe(path: Path) -> Timeline:
    """Read the timeline of the video at ``path``.

    Raises:
        MediaError: missing, empty, not_video, truncated, no_video_stream, no_frames, too_large or too_long.
    """
    if not path.is_file():
        raise MediaError("missing", path)
    if path.stat().st_size == 0:
        raise MediaError("empty", path)
    try:
        with av.open(str(path), mode="r") as container:
            timeline = _timeline(container, path)
    except FFmpegError as problem:
        reason = "truncated" if _has_video_magic(path) else "not_video"
        raise MediaError(reason, path, problem.strerror or "") from problem
    return timeline


def _timeline(container: av.container.InputContainer, path: Path) -> Timeline:
    if not container.streams.video:
        raise MediaError("no_video_stream", path)
    stream = container.streams.video[0]
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > MAX_PIXELS:
        raise MediaError("too_large", path, f"{width} x {height} pixels")
    if stream.time_base is None:
        raise MediaError("undecodable", path, "no time base")
    packets = _packets(container, stream, path)
    if not packets:
        raise MediaError("no_frames", path)
    if len(packets) < stream.frames:
        raise MediaError("truncated", path, f"{len(packets)} of {stream.frames} frames")
    pts = sorted(stamp for stamp, _ in packets)
    step = (pts[-1] - pts[0]) / (len(pts) - 1) if len(pts) > 1 else 0.0
    base = float(stream.time_base)
    fps = 1.0 / (step * base) if step else float(stream.average_rate or 0.0)
    duration = len(pts) / fps if fps else 0.0
    keys = tuple(sorted(stamp for stamp, key in packets if key))
    return Timeline(width, height, fps, duration, stream.codec_context.name, tuple(pts), keys, base)


def _packets(container: av.container.InputContainer, stream: av.VideoStream, path: Path) -> list[tuple[int, bool]]:
    """(time stamp, is key frame) of every packet that shows a frame, in file order."""
    packets: list[tuple[int, bool]] = []
    for packet in container.demux(stream):
        stamp = packet.pts if packet.pts is not None else packet.dts
        if packet.size == 0 or stamp is None or packet.is_discard:
            continue
        if packet.is_corrupt:
            raise MediaError("truncated", path, f"broken packet after {len(packets)} frames")
        packets.append((stamp, packet.is_keyframe))
        if len(packets) > MAX_FRAMES:
            raise MediaError("too_long", path, f"more than {MAX_FRAMES} frames")
    return packets


def _has_video_magic(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(16)
    return any(head[offset : offset + len(magic)] == magic for offset, magic in _MAGIC)
