"""From a video file to the frames a model sees: one function, two backends, the same frame indices."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray
from PIL import Image

from emocfg.core import EmoCfgError

from .probing import Timeline, open_video, probe
from .reasons import MediaError
from .sampling import FramePolicy

Backend = Literal["pyav", "decord"]
Pixels = NDArray[np.uint8]

_SEEK_GAP = 48
"""Frames that are cheaper to decode through than to seek over."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Decoded frames.

    Attributes:
        images: uint8, shape (frames, height, width, 3), RGB, upright.
        indices: the frame numbers taken.
        times: seconds of each frame from the start of the clip.
        total: frames in the clip.
        fps: frames per second of the clip.
    """

    images: Pixels
    indices: tuple[int, ...]
    times: tuple[float, ...]
    total: int
    fps: float


def decode(path: Path, policy: FramePolicy, *, backend: Backend = "pyav", timeline: Timeline | None = None) -> Frames:
    """Decode the frames that ``policy`` chooses. Frames are never repeated, substituted or left out.

    Args:
        path: the video file.
        policy: which frames, and how large.
        backend: ``pyav``, or ``decord`` where it is installed.
        timeline: what :func:`probe` found, if the file was probed already.

    Raises:
        MediaError: the clip cannot be used; the reason is its code.
        EmoCfgError: E701 if decord is asked for and missing, or the clip needs what decord cannot do.
    """
    timeline = timeline or probe(path)
    indices = policy.indices(len(timeline), timeline.fps)
    read = _pyav if backend == "pyav" else _decord
    try:
        images = np.stack(read(path, timeline, indices, policy))
    except MemoryError as problem:
        raise MediaError("too_large", path, "out of memory") from problem
    times = tuple(round(timeline.seconds(i), 4) for i in indices)
    return Frames(images, tuple(indices), times, len(timeline), timeline.fps)


def _scaled(image: Pixels, policy: FramePolicy) -> Pixels:
    height, width = image.shape[:2]
    size = policy.size(width, height)
    if (width, height) == size:
        return image
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BICUBIC))


def _pyav(path: Path, timeline: Timeline, indices: Sequence[int], policy: FramePolicy) -> list[Pixels]:
    wanted, images = set(indices), dict[int, Pixels]()
    try:
        with open_video(path) as container:
            for index, frame in walk(container, timeline, indices):
                if index in wanted and not frame.is_corrupt:
                    images[index] = _scaled(upright(frame), policy)
    except FFmpegError as problem:
        raise MediaError("undecodable", path, problem.strerror or "") from problem
    missing = [i for i in indices if i not in images]
    if missing:
        raise MediaError("undecodable", path, f"frame {missing[0]} of {len(timeline)}")
    return [images[i] for i in indices]


def upright(frame: av.VideoFrame) -> Pixels:
    """The frame's pixels, turned as its file says."""
    turns = round(frame.rotation / 90) % 4
    pixels: Pixels = np.ascontiguousarray(np.rot90(frame.to_ndarray(format="rgb24"), turns), np.uint8)
    return pixels


def walk(container: InputContainer, timeline: Timeline, indices: Sequence[int]) -> Iterator[tuple[int, av.VideoFrame]]:
    """(index, frame) of frames that cover all wanted indices, seeking over long stretches in between."""
    stream = container.streams.video[0]
    stream.thread_type = "NONE"
    frames, position = container.decode(stream), -1
    if not timeline.stamped:
        yield from enumerate(frames)
        return
    for index in indices:
        key = timeline.keys[bisect_right(timeline.keys, timeline.pts[index]) - 1] if timeline.keys else None
        if key is not None and bisect_right(timeline.pts, key) - 1 - position > _SEEK_GAP:
            container.seek(key, stream=stream)
            frames = container.decode(stream)
        for frame in frames:
            stamp = frame.pts if frame.pts is not None else -1
            position = max(bisect_right(timeline.pts, stamp) - 1, 0)
            if timeline.pts[position] == stamp:
                yield position, frame
            if position >= index:
                break


def _decord(path: Path, timeline: Timeline, indices: Sequence[int], policy: FramePolicy) -> list[Pixels]:
    try:
        import decord
    except ImportError as problem:
        raise EmoCfgError(
            "E701", "decord is not installed", where=str(path), fix="pip install 'emocfg[decord]', or use PyAV"
        ) from problem
    try:
        reader = decord.VideoReader(str(path), num_threads=1)
        if len(reader) != len(timeline):
            what = f"decord sees {len(reader)} frames, the file has {len(timeline)}"
            raise EmoCfgError("E701", what, where=str(path), fix="use PyAV")
        batch: Pixels = reader.get_batch(list(indices)).asnumpy()
    except decord.DECORDError as problem:
        raise MediaError("undecodable", path, str(problem).splitlines()[0][:120]) from problem
    return [_scaled(image, policy) for image in batch]
