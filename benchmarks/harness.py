"""Ask a model every sample once: journal each answer, resume, and let one bad clip cost one sample."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from emocfg.core import EmoCfgError, Journal, atomic, canonical, exclusive, say, track
from emocfg.media import FramePolicy, MediaError
from emocfg.schema import Sample

from .clips import Clips
from .data import Dataset
from .final import MAX_ANSWER
from .marking import failure, has_truth, mark
from .model import Failed, Model, Request
from .outcomes import Record
from .parsing import PARSER
from .prompts import PROMPTS_SHA256, prompt_text
from .run import Run
from .scoring import TaskScore, score_task
from .specs import TaskSpec

MAX_REASON = 300
"""Characters of a failure's reason that are kept."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    Attributes:
        split: which split to ask.
        tier: which size tier, ``full`` or ``sampled``; None for both.
        frames: the frames a model that sees video gets.
        batch: samples per call of the model.
        limit: samples per task, the first by id; None for all.
    """

    split: str
    frames: FramePolicy
    batch: int = 64
    limit: int | None = None
    tier: str | None = None


def evaluate(model: Model, data: Dataset, specs: Sequence[TaskSpec], run: Run, settings: Settings) -> list[TaskScore]:
    """Run a model on tasks and write the run folder; tasks that it already holds stay.

    Samples whose answer is in the journal are not asked again; those that failed are.

    Raises:
        EmoCfgError: E102 if the split has no sample of these tasks, E103 if the folder holds another run, E104 if
            another process works on it.
    """
    samples = _samples(data, specs, settings)
    total = sum(map(len, samples.values()))
    measured = _measured(model, data, settings)
    run.check(measured)
    with exclusive(run.root / "lock"):
        atomic.sweep(run.root)
        run.claim(measured)
        records = track(_ask_all(model, data, samples, run, settings), f"{model.name} asked", total)
        for task, group in groupby(records, key=lambda record: record.task):
            run.write_records(task, group)
        scores = {task: score_task(task, run.records(task)) for task in run.tasks()}
        run.write_scores(scores.values())
    return [scores[task] for task, asked in samples.items() if asked]


def preview(model: Model, data: Dataset, specs: Sequence[TaskSpec], run: Run, settings: Settings) -> dict[str, Any]:
    """What :func:`evaluate` would do, without asking, decoding or writing anything; errors as there.

    Returns:
        ``measured`` and its ``fingerprint``, as in the run's manifest, and ``tasks``: how many ``samples`` each has,
        and how many of them are ``answered`` in the run folder.
    """
    samples = _samples(data, specs, settings)
    measured = _measured(model, data, settings)
    run.check(measured)
    tasks = {}
    for task, rows in samples.items():
        answers = run.answers(task)
        tasks[task] = {"samples": len(rows), "answered": sum(sample.id in answers for sample in rows)}
    return {"measured": measured, "fingerprint": canonical.digest(measured), "tasks": tasks}


def _measured(model: Model, data: Dataset, settings: Settings) -> dict[str, Any]:
    frames = settings.frames.describe() if model.sees_video else None
    about = dict(model.describe()) | {"name": model.name}
    return {
        "model": about,
        "dataset": data.digest,
        "split": settings.split,
        "tier": settings.tier,
        "prompts": PROMPTS_SHA256,
        "parser": PARSER,
        "frames": frames,
        "limit": settings.limit,
    }


def _samples(data: Dataset, specs: Sequence[TaskSpec], settings: Settings) -> dict[str, list[Sample]]:
    """The samples of each task, by id."""
    found: dict[str, list[Sample]] = {spec.name: [] for spec in specs}
    unknown = 0
    for sample in data.samples(settings.split, set(found)):
        if settings.tier in (None, sample.tier):
            if has_truth(sample):
                found[sample.task].append(sample)
            else:
                unknown += 1
    if unknown:
        say(f"left out: {unknown:,} open questions whose reference holds no claim to compare an answer with")
    if not any(found.values()):
        raise EmoCfgError(
            "E102",
            f"no sample of these tasks in the {settings.split} split"
            + (f", tier {settings.tier}" if settings.tier else ""),
            where=f"--data {data.root}",
            fix=f"choose other --tasks, or --split of {', '.join(data.splits())}",
        )
    return {name: sorted(rows, key=lambda sample: sample.id)[: settings.limit] for name, rows in found.items()}


def _ask_all(
    model: Model, data: Dataset, samples: dict[str, list[Sample]], run: Run, settings: Settings
) -> Iterator[Record]:
    """One record per sample, task by task: journaled answers are marked again, the rest is asked and journaled."""
    with closing(Clips(data.root)) as clips:
        for task, rows in samples.items():
            answers = run.answers(task)
            yield from (mark(sample, answers[sample.id]) for sample in rows if sample.id in answers)
            todo = (sample for sample in rows if sample.id not in answers)
            with Journal(run.journal(task)) as log:
                for record in _ask(model, clips, todo, settings):
                    if record.answer:
                        log.append({"id": record.id, "answer": record.answer})
                    yield record


def _ask(model: Model, clips: Clips, samples: Iterator[Sample], settings: Settings) -> Iterator[Record]:
    while batch := list(islice(samples, settings.batch)):
        asked: list[tuple[Sample, Request]] = []
        for sample in batch:
            try:
                asked.append((sample, _request(model, clips, sample, settings)))
            except MediaError as problem:
                yield failure(sample, "media_error", f"{problem.reason} {problem.detail}".strip())
        requests = [request for _, request in asked]
        for (sample, _), (answer, detail) in zip(asked, _answers(model, requests), strict=True):
            yield mark(sample, answer) if answer else failure(sample, "model_error", detail)


def _request(model: Model, clips: Clips, sample: Sample, settings: Settings) -> Request:
    videos = tuple(clips.path(video) for video in sample.videos)
    seen = sample.videos if model.sees_video else ()
    frames = tuple(clips.frames(video, settings.frames) for video in seen)
    return Request(sample.id, sample.task, prompt_text(sample), sample.question, sample.options, videos, frames)


def _answers(model: Model, requests: list[Request]) -> list[tuple[str, str]]:
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
