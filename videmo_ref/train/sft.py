"""Supervised fine-tuning: the lessons of a schedule, one after another, by the log-probs of their answers."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import LEVELS

from ..data.batches import Budget, batch_of, group, total_weight
from ..data.encoding import Encoded, Encoder
from ..data.lessons import Lesson
from ..data.plan import Choice, asked_of
from ..data.schedule import Schedule
from ..data.vision import Vision
from ..model.policy import Batch
from .engine import Engine, Loss, Update, Work


@dataclass(frozen=True, slots=True)
class Skipped:
    """A lesson that was not learned, and why: its clip is broken, or it is too long. Nothing takes its place."""

    step: int
    lesson: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did: the update, the tokens it went through (padding left out), and what it left out."""

    number: int
    update: Update | None
    tokens: int
    skipped: tuple[Skipped, ...]


class Classroom:
    """Lessons to rows, whole or not at all.

    Args:
        lessons: all of a training.
        choice: which of their questions are asked.
        encoder: lessons to tokens.
        vision: the pixels of their clips.
        longest: tokens of a row; longer ones are left out, because a cut would take away pixels or answers.
        seed: of the questions that visits ask.
    """

    def __init__(
        self, lessons: Sequence[Lesson], choice: Choice, encoder: Encoder, vision: Vision, longest: int, seed: int
    ) -> None:
        self.lessons, self.choice, self.encoder, self.vision = lessons, choice, encoder, vision
        self._longest, self._seed = longest, seed

    def step(self, schedule: Schedule, number: int) -> tuple[list[Encoded], list[Skipped]]:
        """The rows of a step, and what was left out of it."""
        rows, skipped = [], []
        for visit in schedule.step(number):
            lesson = asked_of(self.lessons[visit.lesson], visit, self.choice, self._seed)
            row = self.row(lesson)
            if isinstance(row, str):
                skipped.append(Skipped(number, lesson.questions[0].sample_id, row))
            else:
                rows.append(row)
        return rows, skipped

    def row(self, lesson: Lesson) -> Encoded | str:
        """A lesson in tokens, or why there is none."""
        try:
            encoded = self.encoder.encode(lesson, [self.vision.clip(video) for video in lesson.videos])
            check_length(len(encoded.row.ids), self._longest)
        except MediaError as problem:
            return problem.brief
        except ValueError as problem:
            return str(problem)
        return encoded

    def batches(self, rows: Sequence[Encoded], budget: Budget) -> Iterator[Batch]:
        """The rows in batches of like length."""
        for places in group(rows, budget):
            yield batch_of([rows[place] for place in places], self.encoder, self.vision.patches)


def negative_log_likelihood(weights: Tensor, total: float) -> Loss:
    """The loss of a batch: the weighted sum of -log p over its answers' tokens, divided by what the step weighs."""
    return lambda logps, _: -(logps * weights.to(logps.device)).sum() / total


def learn(
    classroom: Classroom, schedule: Schedule, engine: Engine, budget: Budget, start: int, allowed: float
) -> Iterator[Step]:
    """Go through a schedule from a step on; the caller logs, measures and saves between steps.

    Args:
        classroom: gives the rows.
        schedule: what comes when.
        engine: updates the policy.
        budget: how much one forward takes.
        start: the first step.
        allowed: the share of the lessons shown so far that may be left out, plus one.

    Raises:
        EmoCfgError: E401 if more lessons than that had to be left out.
    """
    missing = 0
    for number in range(start, schedule.steps):
        rows, skipped = classroom.step(schedule, number)
        missing += len(skipped)
        check_skipped(missing, (number - start + 1) * schedule.batch, allowed, skipped)
        own = engine.share(rows)
        update = None
        if own:
            total = total_weight(rows)
            batches = classroom.batches(own, budget)
            update = engine.update(number, [Work(b, negative_log_likelihood(b.weights, total)) for b in batches])
        yield Step(number, update, sum(len(row.row.ids) for row in rows), tuple(skipped))


def check_length(tokens: int, longest: int) -> None:
    """ValueError if a row is too long: a cut would take away pixels or answers."""
    if tokens > longest:
        raise ValueError(f"{tokens} tokens are more than {longest}")


def check_skipped(missing: int, shown: int, allowed: float, last: Sequence[Skipped]) -> None:
    """E401 if more than the allowed share of what was shown so far, plus one, had to be left out."""
    if missing > allowed * shown + 1:
        raise EmoCfgError(
            "E401",
            f"{missing} lessons had to be left out, such as {last[-1].lesson}: {last[-1].reason}",
            where=f"step {last[-1].step}",
            fix="mend or remove those clips, or allow more with --set data.max_skipped=0.1",
        )


def left_out(skipped: Sequence[Skipped]) -> list[dict[str, str]]:
    """What a step left out, as its line in the log."""
    return [{"lesson": one.lesson, "reason": one.reason} for one in skipped]


def of_level(lessons: Sequence[Lesson], level: str) -> list[Lesson]:
    """The lessons of one level."""
    return [lesson for lesson in lessons if lesson.level == level]


def perplexities(classroom: Classroom, engine: Engine, budget: Budget, lessons: Sequence[Lesson]) -> dict[str, float]:
    """Perplexity of the answers of some lessons by level: exp of the mean of -log p over their learned tokens.

    The curriculum's order rests on it: the paper starts with the level whose answers are the least surprising.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    engine.policy.eval()
    with torch.no_grad():
        for level in LEVELS:
            rows = [row for row in map(classroom.row, of_level(lessons, level)) if isinstance(row, Encoded)]
            for batch in classroom.batches(engine.share(rows), budget):
                here = batch.to(engine.device)
                logps, _ = engine.policy(here)
                sums[level][0] -= float(logps.sum())
                sums[level][1] += len(logps)
    return {level: math.exp(total / count) for level, (total, count) in sums.items() if count}
