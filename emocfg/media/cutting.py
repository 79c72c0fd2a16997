"""Cut a stretch out of a recording: decoded and encoded again, so that it begins and ends at the very frames."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from av.error import FFmpegError

from .decoding import Pixels, upright, walk
from .encoding import encode
from .probing import open_video, probe
from .reasons import MediaError


def cut(origin: Path, target: Path, *, start: float, end: float) -> None:
    """Write the frames of a stretch as an mp4 of the recording's frame rate.

    Args:
        origin: the recording.
        target: the mp4 to write.
        start: seconds; the first frame is the one nearest to it.
        end: seconds; frames from half a frame before it on are left out.

    Raises:
        MediaError: the recording cannot be used, or has no frame in the stretch (no_frames).
    """
    timeline = probe(origin)
    half = 0.5 / timeline.fps if timeline.fps else 0.0
    wanted = [i for i in range(len(timeline)) if start - half <= timeline.seconds(i) < end - half]
    if not wanted:
        raise MediaError("no_frames", origin.name, f"from {start:.2f} to {end:.2f} s")

    def images() -> Iterator[Pixels]:
        awaited = iter(wanted)
        following = next(awaited, None)
        with open_video(origin) as container:
            for index, frame in walk(container, timeline, wanted):
                if index == following:
                    yield upright(frame)
                    following = next(awaited, None)
        if following is not None:
            raise MediaError("undecodable", origin.name, f"frame {following} of {len(timeline)}")

    try:
        encode(images(), target, fps=Fraction(timeline.fps).limit_denominator(1001))
    except FFmpegError as problem:
        raise MediaError("undecodable", origin.name, problem.strerror or "") from problem
