"""Judge the open answers of a run: every one once, many at a time, and a judge that fails is said to have failed."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical, exclusive, track
from emocfg.schema import TASKS, Sample

from ..data import Dataset
from ..final import final_text
from ..outcomes import Record
from ..prompts import prompt_text
from ..run import Run
from .flags import addresses_judge
from .protocol import MAX_SHOWN, Judge, Question, Verdict
from .results import Row, TaskVerdicts, folder_of, judge_id, summed_up, write_rows

THREADS = 8
"""Answers that are judged at once."""

GIVE_UP = 16
"""After so many failures of the server without an answer between them, it is not asked again in this run."""

_FAILURES = frozenset(("E801", "E802", "E803"))


Samples = Mapping[str, Mapping[str, Sample]]
"""By task and id."""


def judge_run(
    judge: Judge, run: Run, samples: Samples, *, threads: int = THREADS
) -> tuple[list[TaskVerdicts], list[Row]]:
    """Judge the open answers of a run and write ``RUN/judged/<judge>/``.

    A task's file is written when all of its samples have a row. Running again asks only what has no recorded reply, so
    samples that ended in ``judge_error`` because of the server are asked again.

    Args:
        judge: who judges.
        run: the run.
        samples: of its open tasks, from :func:`open_samples`.
        threads: how many answers at once.

    Raises:
        EmoCfgError: E104 if another process judges it with this judge.
    """
    about = dict(judge.describe())
    folder = folder_of(run.root, about)
    with exclusive(folder / "lock"):
        atomic.sweep(folder)
        manifest = {"judge": about, "id": judge_id(about), "measured": run.measured()}
        atomic.write_text(folder / "manifest.json", canonical.dumps(manifest) + "\n")
        asked = {task: sorted(run.records(task), key=lambda record: record.id) for task in samples}
        rows = track(_rows(judge, asked, samples, threads), f"{judge.name} judged", sum(map(len, asked.values())))
        found: dict[str, list[Row]] = {task: [] for task in asked}
        for row in rows:
            found[row.task].append(row)
            if len(found[row.task]) == len(asked[row.task]):
                write_rows(folder, row.task, found[row.task])
        verdicts = [summed_up(task, judge.aspects(task), found[task]) for task in found]
        body = {"judge": judge_id(about), "tasks": {each.task: each.plain() for each in verdicts}}
        atomic.write_text(folder / "scores.json", canonical.dumps(body) + "\n")
    return verdicts, [row for task in found for row in found[task]]


def question_of(sample: Sample, record: Record, answer: str) -> Question:
    """What a judge is asked about a record.

    Args:
        sample: the sample.
        record: of the model under test.
        answer: the part of its answer that counts.
    """
    shown = answer[:MAX_SHOWN]
    return Question(
        id=sample.id,
        task=sample.task,
        prompt=prompt_text(sample),
        reference=sample.answer,
        gold=record.gold,
        predicted=record.predicted,
        answer=shown,
        cut=len(answer) - len(shown),
    )


@dataclass(slots=True)
class _Patience:
    """Asks a judge; its failures become verdicts, and a server that keeps failing is left alone.

    A server that is down costs a call about a quarter of a minute of retries: over thousands of samples that is hours
    of waiting for what is known. Threads may miscount by a few; nothing depends on the exact number.
    """

    judge: Judge
    failed: int = 0

    def verdict(self, question: Question) -> Verdict:
        if self.failed >= GIVE_UP:
            return Verdict("judge_error", reason=f"not asked: the server failed {GIVE_UP} times in a row before")
        try:
            verdict = self.judge.judge(question)
        except EmoCfgError as problem:
            if problem.code not in _FAILURES:
                raise
            self.failed += problem.code == "E801"
            return Verdict("judge_error", reason=f"{problem.code}: {problem.what}")
        self.failed = 0
        return verdict


def open_samples(run: Run, data: Dataset) -> Samples:
    """The samples of the run's open tasks; nothing is written.

    Raises:
        EmoCfgError: E102 if there is no run or none with an open task, E103 if it measured another dataset.
    """
    measured = run.measured()
    if measured["dataset"] != data.digest:
        raise EmoCfgError(
            "E103",
            "this run was measured on another dataset",
            where=f"--data {data.root}",
            fix="name the dataset of the run",
        )
    tasks = [task for task in run.tasks() if TASKS[task].kind == "open"]
    if not tasks:
        raise EmoCfgError(
            "E102",
            "no open task of this run is finished; closed answers are marked without a judge",
            where=str(run.root),
            fix="run `emocfg eval` with such as --tasks emotion_caption,open_attribute",
        )
    found: dict[str, dict[str, Sample]] = {task: {} for task in tasks}
    for sample in data.samples(str(measured["split"]), set(tasks)):
        found[sample.task][sample.id] = sample
    return found


def _rows(judge: Judge, asked: Mapping[str, Sequence[Record]], samples: Samples, threads: int) -> Iterator[Row]:
    """A row per record, in their order."""
    patience, name = _Patience(judge), judge_id(judge.describe())
    pool = ThreadPoolExecutor(threads, thread_name_prefix="judge")
    try:
        for task, records in asked.items():
            yield from pool.map(partial(_row, patience, name, samples[task]), records)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _row(patience: _Patience, name: str, samples: Mapping[str, Sample], record: Record) -> Row:
    if record.id not in samples:
        raise EmoCfgError(
            "E105", f"no sample {record.id!r} in the dataset", where=f"{record.task}.jsonl", fix="measure again"
        )
    sample, text = samples[record.id], final_text(record.answer) or ""
    about: dict[str, Any] = {"id": record.id, "task": record.task, "identity": record.cluster, "judge": name}
    about |= {"length": len(text), "addresses_judge": addresses_judge((text or record.answer)[:MAX_SHOWN])}
    if record.outcome != "scored" or not text:
        outcome = "unparsed" if record.outcome == "scored" else record.outcome
        nothing = dict.fromkeys(patience.judge.aspects(record.task), 0)
        return Row(outcome=outcome, scores=nothing, reason=record.detail, cut=0, **about)
    question = question_of(sample, record, text)
    verdict = patience.verdict(question)
    return Row(outcome=verdict.outcome, scores=dict(verdict.scores), reason=verdict.reason, cut=question.cut, **about)
