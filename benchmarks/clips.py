"""The clips of a dataset as frames, decoded where a bad file that hangs or crashes costs one sample."""

from pathlib import Path

from emocfg.core import EmoCfgError, Kept, Worker, WorkerDied, confine
from emocfg.media import FramePolicy, Frames, MediaError, decode

_TIMEOUT = 60.0
_MEMORY = 2 * 2**30
_KEPT = 2**28
"""Bytes of frames that are kept: a clip is asked about many times, task by task."""


class Clips:
    """Decodes the clips of one dataset in a child process; to be closed.

    Args:
        root: the dataset's folder; no path of a row may lead out of it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._worker = Worker(memory=_MEMORY)
        self._kept: Kept[tuple[str, FramePolicy], Frames] = Kept(_KEPT, lambda frames: frames.images.nbytes)

    def path(self, video: str) -> Path:
        """The place of a clip, whether it is there or not.

        Raises:
            MediaError: ``outside``.
        """
        try:
            return confine(self._root, video, where=video)
        except EmoCfgError as problem:
            raise MediaError("outside", video) from problem

    def frames(self, video: str, policy: FramePolicy) -> Frames:
        """The frames of a clip.

        Raises:
            MediaError: with the reason why there are none.
        """
        return self._kept.get((video, policy), lambda: self._decoded(video, policy))

    def _decoded(self, video: str, policy: FramePolicy) -> Frames:
        try:
            return self._worker.run(_decode, (self.path(video), policy), timeout=_TIMEOUT)
        except WorkerDied as death:
            raise MediaError(death.reason, video) from death

    def close(self) -> None:
        """End the child process."""
        self._worker.close()


def _decode(job: tuple[Path, FramePolicy]) -> Frames:
    return decode(*job)
