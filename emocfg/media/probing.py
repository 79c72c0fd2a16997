"""What a video file holds, found by reading its packets and decoding nothing."""

from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError

from .reasons import MediaError

MAX_PIXELS = 4096 * 4096
MAX_FRAMES = 200_000
_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf"
"""Containers of video; others (playlists, which name further files, and pictures) are no videos to us."""

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
        stamped: False where packets carry no presentation times, or made-up ones (AVI with B-frames has those of the
            file order): frames are then told by the order in which they are decoded.
    """

    width: int
    height: int
    fps: float
    duration: float
    codec: str
    pts: tuple[int, ...]
    keys: tuple[int, ...]
    time_base: float
    stamped: bool = True

    def __len__(self) -> int:
        return len(self.pts)

    def seconds(self, index: int) -> float:
        """When frame ``index`` is shown, in seconds from the first frame."""
        return (self.pts[index] - self.pts[0]) * self.time_base


def open_video(path: Path, **options: str) -> InputContainer:
    """Open a video file, and nothing that it may point to; broken text in its tags does not matter."""
    guard = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    # As container options: PyAV 15.1 hands the others to the streams too, and crashes where these come up late (FLV).
    return av.open(str(path), mode="r", container_options=guard | options, metadata_errors="replace")


def probe(path: Path) -> Timeline:
    """Read the timeline of the video at ``path``.

    Raises:
        MediaError: missing, empty, not_video, truncated, no_video_stream, no_frames, undecodable, too_large, too_long.
    """
    if not path.is_file():
        raise MediaError("missing", path)
    if path.stat().st_size == 0:
        raise MediaError("empty", path)
    try:
        with open_video(path) as container:
            timeline, packets, declared = _read(container, path)
        if packets < declared and _count_all(path) < declared:
            raise MediaError("truncated", path, f"{packets} of {declared} frames")
    except (FFmpegError, ValueError) as problem:
        reason = "truncated" if _has_video_magic(path) else "not_video"
        raise MediaError(reason, path, getattr(problem, "strerror", "") or "") from problem
    return timeline


def _read(container: InputContainer, path: Path) -> tuple[Timeline, int, int]:
    """The timeline, the number of packets read for it, and the number that the header declares (0: unknown)."""
    if not container.streams.video:
        raise MediaError("no_video_stream", path)
    stream = container.streams.video[0]
    if stream.codec_context is None or stream.time_base is None:
        raise MediaError("undecodable", path, "unknown codec")
    width, height, base = stream.codec_context.width, stream.codec_context.height, float(stream.time_base)
    if width * height > MAX_PIXELS:
        raise MediaError("too_large", path, f"{width} x {height} pixels")
    shown: list[tuple[int | None, bool]] = []
    packets = 0
    for packet in container.demux(stream):
        packets += packet.size > 0
        if packet.is_corrupt:
            raise MediaError("truncated", path, f"broken packet after {len(shown)} frames")
        if packet.size and not packet.is_discard:
            shown.append((packet.pts, packet.is_keyframe))
        if len(shown) > MAX_FRAMES:
            raise MediaError("too_long", path, f"more than {MAX_FRAMES} frames")
    if not shown:
        raise MediaError("no_frames", path)
    timed = all(stamp is not None for stamp, _ in shown)
    rate = float(stream.average_rate or 0)
    base = base if timed else 1 / (rate or 25.0)
    stamps = [(stamp if timed and stamp is not None else i, key) for i, (stamp, key) in enumerate(shown)]
    in_order = stamps == sorted(stamps)
    pts = sorted(stamp for stamp, _ in stamps)
    step = (pts[-1] - pts[0]) / (len(pts) - 1) if len(pts) > 1 else 0.0
    fps = 1.0 / (step * base) if step else rate
    keys = tuple(sorted(stamp for stamp, key in stamps if key))
    duration = len(pts) / fps if fps else 0.0
    name = stream.codec_context.name
    stamped = timed and not (in_order and stream.codec_context.has_b_frames)
    return Timeline(width, height, fps, duration, name, tuple(pts), keys, base, stamped), packets, stream.frames


def _count_all(path: Path) -> int:
    """Packets of the video stream, those that an edit list leaves out included: a cut without re-encoding has such."""
    with open_video(path, ignore_editlist="1") as container:
        count = sum(packet.size > 0 for packet in container.demux(container.streams.video[0]))
    return count


def _has_video_magic(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(16)
    return any(head[offset : offset + len(magic)] == magic for offset, magic in _MAGIC)
