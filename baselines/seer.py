"""Seers: learn from the training split's clips, by simple statistics of pixels, without the question's words.

``single_frame`` sees the middle frame and ``probe`` all frames, and nothing else tells them apart. A benchmark in which
one frame suffices does not measure video; one in which the probe is good is easy.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.clips import Clips
from benchmarks.model import Request, Sight
from emocfg import __version__
from emocfg.core import EmoCfgError, say, track
from emocfg.media import FramePolicy, Frames, MediaError
from emocfg.schema import Sample

from .features import FEATURES, Vector, frame_features, pair_features, video_features
from .learner import Learner, View

_COMPONENTS = 256
"""Principal components that are kept at most."""


class Seer(Learner):
    """Pixel statistics, standardised and rotated to their principal components, and class-balanced logistic regression.

    Open answers are those of the training row whose clip looks most alike. Where two clips are asked about, their
    difference and product are seen. Who of several people in a clip is asked about is not.

    Args:
        train: rows of the training split; those with a clip that cannot be decoded are left out.
        root: the dataset's folder, where the clips are.
        policy: the frames to learn from, those that the model will be asked with.

    Raises:
        EmoCfgError: E102 if no clip of the rows can be decoded.
    """

    name: str
    sees: Sight = "frames"
    batch = 64
    strength = 10.0

    def __init__(self, train: Iterable[Sample], root: Path, policy: FramePolicy) -> None:
        self._root = root
        self._clips = Clips(root)
        self._features: dict[Path, Vector] = {}
        rows = self._decodable(train, policy)
        first = next(rows, None)  # only one is looked for now: a run that only resumes needs no training
        if first is None:
            raise EmoCfgError(
                "E102",
                "no clip of the train split can be decoded",
                where=f"--data {root}",
                fix="use a dataset with a train split, built with its videos, or a model that learns without them",
            )
        super().__init__(chain([first], rows))

    def describe(self) -> Mapping[str, Any]:
        """The name, the library that fits it, and which features it sees."""
        import sklearn

        versions = {"emocfg": __version__, "scikit-learn": sklearn.__version__}
        return {"baseline": self.name, **versions, "features": FEATURES}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """See :meth:`Learner.answer`; the features of a clip are computed once, whatever is asked of it."""
        for request in requests:
            for path, frames in zip(request.videos, request.frames, strict=True):
                if path not in self._features:
                    self._features[path] = self._look(frames)
        return super().answer(requests)

    @abstractmethod
    def _look(self, frames: Frames) -> Vector:
        """The features of one clip."""

    def _seen(self, asked: Sequence[Sample] | Sequence[Request]) -> NDArray[np.float64]:
        return np.stack([self._point(one.videos) for one in asked]).astype(np.float64)

    def _point(self, videos: Sequence[str | Path]) -> Vector:
        """One clip's features, or a pair's; a row's path is relative to the root, a request's absolute."""
        looks = [self._features[self._root / video] for video in videos]
        return looks[0] if len(looks) == 1 else pair_features(looks[0], looks[1])

    def _view(self, rows: int) -> View:
        from sklearn.decomposition import PCA
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import Normalizer, StandardScaler

        rotation = [PCA(min(_COMPONENTS, rows - 1), svd_solver="full")] if rows > 1 else []
        view: View = make_pipeline(StandardScaler(), *rotation, Normalizer())
        return view

    def _decodable(self, train: Iterable[Sample], policy: FramePolicy) -> Iterator[Sample]:
        """The rows all of whose clips can be decoded; their features are kept, the others are counted."""
        bad: dict[str, str] = {}
        with closing(self._clips):
            for row in track(train, f"{self.name} learns from rows"):
                for video in row.videos:
                    if video not in bad:
                        self._watch(video, policy, bad)
                if row.videos and bad.keys().isdisjoint(row.videos):
                    yield row
        if bad:
            video, reason = next(iter(bad.items()))
            say(f"left out of training: {len(bad):,} clips that cannot be decoded, such as {video} ({reason})")

    def _watch(self, video: str, policy: FramePolicy, bad: dict[str, str]) -> None:
        try:
            if self._root / video not in self._features:
                self._features[self._root / video] = self._look(self._clips.frames(video, policy))
        except MediaError as problem:
            bad[video] = problem.reason


class SingleFrame(Seer):
    """What the middle frame gives away."""

    name = "single_frame"

    def _look(self, frames: Frames) -> Vector:
        return frame_features(frames)


class Probe(Seer):
    """What simple statistics over all frames give away."""

    name = "probe"

    def _look(self, frames: Frames) -> Vector:
        return video_features(frames)
