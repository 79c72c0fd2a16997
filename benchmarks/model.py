"""The protocol that every model answers by: a baseline, a VideoLLM, a replayed file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

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
        frames: the decoded clips, if the model sees frames.
    """

    sample_id: str
    task: str
    prompt: str
    question: str
    options: tuple[str, ...]
    videos: tuple[Path, ...]
    frames: tuple[Frames, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """In place of an answer: the model could not be asked, or did not answer, and why."""

    reason: str


Answer = str | Failed | None
"""What comes back for one request: a text; or nothing, with or without the reason."""

Sight = Literal["nothing", "frames", "files"]
"""What a model looks at: the text alone, decoded frames in its requests, or the video files, which it opens itself."""

MAX_NEW_TOKENS = 2048
"""Tokens of an answer, unless the model's arguments say otherwise: as VidEmo's released inference."""


class Model(Protocol):
    """A model under test."""

    @property
    def name(self) -> str:
        """As it is shown in tables."""
        ...

    @property
    def sees(self) -> Sight:
        """What it looks at."""
        ...

    @property
    def batch(self) -> int:
        """How many requests it takes at once; a run that is killed loses the answers of one batch at most."""
        ...

    def describe(self) -> Mapping[str, Any]:
        """What enters the run's fingerprint: everything that changes the answers."""
        ...

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """One answer per request, in order; what is no text, or an empty one, is a failure and not a wrong answer.

        An exception costs all requests at once; they are then asked again in halves, until it costs one.
        """
        ...
