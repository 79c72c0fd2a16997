"""How long it takes to score a run, beside one scikit-learn call per sample.

    python -m tests.perf.scoring --data DIR

DIR is a dataset that ``emocfg build --source mini`` made. Its test samples are repeated under other people's names
until there are as many as asked for, and a noisy oracle's answers to them are put into a run's journal. Timed are what
a resumed run does, read the journal and mark every answer; and what a leaderboard does, read the records, check them,
and score every task with its interval. The peer takes labels that are read already and calls ``f1_score`` once per
sample, as VidEmo's evaluation does.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from baselines.noisy_oracle import NoisyOracle
from benchmarks.data import open_dataset
from benchmarks.marking import has_truth, mark
from benchmarks.model import Request
from benchmarks.outcomes import Record
from benchmarks.prompts import prompt_text
from benchmarks.run import Run
from benchmarks.scoring import score_task
from benchmarks.specs import SPECS
from emocfg.core import Journal
from emocfg.schema import Sample


def repeated(samples: list[Sample], number: int) -> Iterator[Sample]:
    """So many samples, each round of them with people of its own."""
    for place in range(number):
        sample, turn = samples[place % len(samples)], place // len(samples)
        yield replace(sample, id=f"{sample.id}~{turn}", identity=f"{sample.identity}~{turn}")


def journal(samples: list[Sample], run: Run) -> None:
    """Write a noisy oracle's answers as a run does."""
    model = NoisyOracle(samples, error=0.3)
    by_task: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_task[sample.task].append(sample)
    for task, rows in by_task.items():
        requests = [Request(s.id, s.task, prompt_text(s), s.question, s.options, ()) for s in rows]
        with Journal(run.journal(task)) as log:
            for request, answer in zip(requests, model.answer(requests), strict=True):
                log.append({"id": request.sample_id, "answer": answer})


def mark_all(samples: list[Sample], run: Run) -> None:
    """Mark the answers of the journal, and publish the records."""
    answers = {task: run.answers(task) for task in SPECS}
    records: dict[str, list[Record]] = defaultdict(list)
    for sample in samples:
        records[sample.task].append(mark(sample, answers[sample.task][sample.id]))
    for task, rows in records.items():
        run.write_records(task, rows)


def score_all(run: Run) -> None:
    """Score the records of every task."""
    run.write_scores([score_task(task, run.records(task)) for task in run.tasks()])


def peer(records: list[Record]) -> None:
    """One call of scikit-learn per sample, on labels."""
    from sklearn.metrics import f1_score

    for record in records:
        labels = sorted({*record.gold, *record.predicted, "other"})
        gold, predicted = ([[label in side for label in labels]] for side in (record.gold, record.predicted))
        f1_score(gold, predicted, average="micro", zero_division=0.0)


def seconds(work: Callable[[], None]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--samples", type=int, default=100_000)
    options = parser.parse_args()
    known = [sample for sample in open_dataset(options.data).samples("test", set(SPECS)) if has_truth(sample)]
    samples = list(repeated(known, options.samples))
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder))
        journal(samples, run)
        marked = seconds(lambda: mark_all(samples, run))
        ours = seconds(lambda: score_all(run))
        records = [record for task in run.tasks() for record in run.records(task)]
    theirs = seconds(lambda: peer(records))
    people = len({record.identity for record in records})
    print(f"{len(samples):,} answers, {people:,} people: marked in {marked:.1f} s, scored in {ours:.1f} s")  # noqa: T201
    print(f"one scikit-learn call per sample: {theirs:.1f} s; scoring / that {ours / theirs:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
