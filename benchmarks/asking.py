"""Put questions to a model: requests with their frames, and what comes back, one bad sample costing itself alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, MediaError
from emocfg.schema import Sample

from .clips import Clips
from .final import MAX_ANSWER
from .marking import failure, mark
from .model import Failed, Model, Request
from .outcomes import Record
from .prompts import prompt_text

MAX_REASON = 300
"""Characters of a failure's reason that are kept."""


def ask(model: Model, clips: Clips, samples: Iterable[Sample], policy: FramePolicy) -> Iterator[Record]:
    """A marked record per sample, in any order.

    Args:
        model: who is asked.
        clips: decodes the clips.
        samples: the questions.
        policy: the frames that a model gets which sees frames.
    """
    rest = iter(samples)
    while chunk := list(islice(rest, model.batch)):
        asked: list[tuple[Sample, Request]] = []
        for sample in chunk:
            try:
                asked.append((sample, _request(model, clips, sample, policy)))
            except MediaError as problem:
                yield failure(sample, "media_error", problem.brief)
        answers = _answers(model, [request for _, request in asked])
        for (sample, _), (answer, reason) in zip(asked, answers, strict=True):
            yield mark(sample, answer) if answer else failure(sample, "model_error", reason)


def _request(model: Model, clips: Clips, sample: Sample, policy: FramePolicy) -> Request:
    """The question; a model that opens the files itself gets none that cannot be decoded."""
    videos = tuple(clips.path(video) for video in sample.videos)
    frames = () if model.sees == "nothing" else tuple(clips.frames(video, policy) for video in sample.videos)
    return Request(
        sample_id=sample.id,
        task=sample.task,
        prompt=prompt_text(sample),
        question=sample.question,
        options=sample.options,
        videos=videos,
        frames=frames if model.sees == "frames" else (),
    )


def _answers(model: Model, requests: Sequence[Request]) -> list[tuple[str, str]]:
    """(answer, why there is none) per request; a batch that fails is halved until the one bad request is alone."""
    if not requests:
        return []
    try:
        answers = [_text(answer) for answer in model.answer(requests)]
        if len(answers) != len(requests):
            raise RuntimeError(f"{len(answers)} answers to {len(requests)} requests")
    except EmoCfgError:
        raise
    except Exception as problem:
        if len(requests) > 1:
            middle = len(requests) // 2
            return _answers(model, requests[:middle]) + _answers(model, requests[middle:])
        return [("", f"{type(problem).__name__}: {problem}"[:MAX_REASON])]
    return answers


def _text(answer: object) -> tuple[str, str]:
    """(answer, why there is none), as text that can be written to a file."""
    if isinstance(answer, Failed):
        return "", _writable(answer.reason)[:MAX_REASON]
    if answer is not None and not isinstance(answer, str):
        raise TypeError(f"the answer is {type(answer).__name__}, not text")
    text = _writable((answer or "")[:MAX_ANSWER])
    return (text, "") if text.strip() else ("", "empty answer")


def _writable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")
