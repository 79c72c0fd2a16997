"""Ask a model every sample once: journal each answer, resume, and let one bad clip cost one sample."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from emocfg.core import EmoCfgError, Journal, atomic, canonical, exclusive, say, track
from emocfg.media import FramePolicy
from emocfg.schema import Sample

from .asking import ask
from .clips import Clips
from .data import Dataset
from .marking import has_truth, mark
from .model import Model
from .outcomes import Record
from .parsing import PARSER
from .prompts import PROMPTS_SHA256
from .run import Run
from .scoring import TaskScore, score_task
from .shards import Shard
from .specs import TaskSpec


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    Attributes:
        split: which split to ask.
        tier: which size tier, ``full`` or ``sampled``; None for both.
        frames: the frames a model that sees video gets.
        limit: samples per task, the first by id; None for all.
        shard: which part of them; None for all.
    """

    split: str
    frames: FramePolicy
    limit: int | None = None
    tier: str | None = None
    shard: Shard | None = None


def evaluate(model: Model, data: Dataset, specs: Sequence[TaskSpec], run: Run, settings: Settings) -> list[TaskScore]:
    """Run a model on tasks and write the run folder; tasks that it already holds stay.

    Samples whose answer is in the journal are not asked again; those that failed are.

    Raises:
        EmoCfgError: E102 if the split has no sample of these tasks, E103 if the folder holds another run, E104 if
            another process works on it.
    """
    samples = _samples(data, specs, settings)
    total = sum(map(len, samples.values()))
    measured = measured_by(model, data, settings)
    run.check(measured)
    with exclusive(run.root / "lock"):
        atomic.sweep(run.root)
        run.claim(measured)
        records = track(_ask_all(model, data, samples, run, settings), f"{model.name} asked", total)
        for task, group in groupby(records, key=lambda record: record.task):
            fresh = {record.id: record for record in group}
            kept = (record for record in run.records(task) if record.id not in fresh)  # other corpora of the task
            run.write_records(task, [*kept, *fresh.values()])
        if settings.shard:
            run.write_asked(samples)  # a task of which nothing fell into this part leaves no other trace
        scores = {task: score_task(task, run.records(task)) for task in run.tasks()}
        run.write_scores(scores.values())
    return [scores[task] for task, asked in samples.items() if asked]


def preview(model: Model, data: Dataset, specs: Sequence[TaskSpec], run: Run, settings: Settings) -> dict[str, Any]:
    """What :func:`evaluate` would do, without asking the model or writing anything; errors as there.

    Returns:
        ``measured`` and its ``fingerprint``, as in the run's manifest, and ``tasks``: how many ``samples`` each has,
        and how many of them are ``answered`` in the run folder.
    """
    samples = _samples(data, specs, settings)
    measured = measured_by(model, data, settings)
    run.check(measured)
    tasks = {}
    for task, rows in samples.items():
        answers = run.answers(task)
        tasks[task] = {"samples": len(rows), "answered": sum(sample.id in answers for sample in rows)}
    return {"measured": measured, "fingerprint": canonical.digest(measured), "tasks": tasks}


def measured_by(model: Model, data: Dataset, settings: Settings) -> dict[str, Any]:
    """What a run measures: all that decides its results; its fingerprint binds the run folder."""
    frames = settings.frames.describe() if model.sees == "frames" else None
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
        "shard": str(settings.shard) if settings.shard else None,
    }


def _samples(data: Dataset, specs: Sequence[TaskSpec], settings: Settings) -> dict[str, list[Sample]]:
    """The samples of each task, by id."""
    found: dict[str, list[Sample]] = {spec.name: [] for spec in specs}
    only = {spec.name: spec.only for spec in specs}
    unknown = 0
    for sample in data.samples(settings.split, set(found)):
        if settings.tier in (None, sample.tier) and sample.source in (only[sample.task] or (sample.source,)):
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
    chosen = {name: sorted(rows, key=lambda sample: sample.id)[: settings.limit] for name, rows in found.items()}
    shard = settings.shard
    return {name: [s for s in rows if shard is None or shard.holds(s)] for name, rows in chosen.items()}


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
                for record in ask(model, clips, todo, settings.frames):
                    if record.answer:
                        log.append({"id": record.id, "answer": record.answer})
                    yield record
