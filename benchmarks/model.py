"""The protocol that every model answers by: a baseline, a VideoLLM, a replayed file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from emocfg.media import Frames


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model. It carries nothing of the answer.

    Attributes:
        sample_id: the sample.
        task: its task.
        prompt: the text to answer, options and answer format included.
        question: the question alone.
        options: the labels to choose from, in the order shown.
        videos: absolute paths of the clips.
        frames: the decoded clips, if the model sees video.
    """

    sample_id: str
    task: str
    prompt: str
    question: str
    options: tuple[str, ...]
    videos: tuple[Path, ...]
    frames: tuple[Frames, ...] = ()


class Model(Protocol):
    """A model under test."""

    @property
    def name(self) -> str:
        """As it is shown in tables."""
        ...

    @property
    def sees_video(self) -> bool:
        """True if requests must carry decoded frames."""
        ...

    def describe(self) -> Mapping[str, Any]:
        """What enters the run's fingerprint: everything that changes the answers."""
        ...

    def answer(self, requests: Sequence[Request]) -> Sequence[str | None]:
        """One answer per request, in order; None or an empty text is a failure, not a wrong answer."""
        ...
