"""Scores of several corpora are means of theirs, and every score has the interval of the same formula."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from baselines.noisy_oracle import NoisyOracle
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.measures import MEASURES, interval_of, value_of
from benchmarks.outcomes import Record
from benchmarks.run import Run
from benchmarks.scoring import score_json, score_task
from benchmarks.specs import SPECS, select
from emocfg.core import rng
from emocfg.media import VIDEMO


@pytest.fixture(scope="module")
def run(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Run:
    made = Run(tmp_path_factory.mktemp("noisy") / "run")
    evaluate(NoisyOracle(data.samples("test"), error=0.4), data, select([]), made, Settings("test", VIDEMO))
    return made


def spread(records: list[Record], sources: int) -> list[Record]:
    """The records as if they came from several corpora."""
    return [replace(r, source=f"corpus {rng('corpus', 0, r.id).randrange(sources)}") for r in records]


@pytest.mark.parametrize("task", SPECS)
def test_a_task_of_several_corpora_is_the_mean_of_theirs(task: str, run: Run) -> None:
    records = spread(run.records(task), 3)
    score = score_task(task, records)
    assert len(score.sources) == 3 and sum(part.samples for part in score.sources.values()) == score.samples
    for name, value in score.metrics.items():
        parts = [part.metrics[name] for part in score.sources.values()]
        assert value == pytest.approx(np.mean(parts), nan_ok=True)
    assert score_task(task, records[::-1]) == score
    assert set(score_json(score)["sources"]) == set(score.sources)


@pytest.mark.parametrize("name", MEASURES)
def test_every_metric_lies_in_its_interval(name: str, run: Run) -> None:
    task = next(spec.name for spec in SPECS.values() if name in (spec.headline, *spec.beside))
    for records in (run.records(task), spread(run.records(task), 2)):
        value, interval = value_of(name, records), interval_of(name, records)
        assert interval is not None and interval.clusters == len({record.identity for record in records})
        assert np.isnan(interval.low) or interval.low <= value <= interval.high


def test_who_is_not_named_counts_by_recording_then_by_clip(run: Run) -> None:
    records = [replace(record, identity="") for record in run.records("head_pose")]
    interval = interval_of("uar", records)
    assert interval is not None and interval.clusters == len({record.source_video for record in records})
    alone = interval_of("uar", [replace(record, source_video="") for record in records])
    assert alone is not None and alone.clusters == len(records)


def test_labels_that_are_on_no_scale_have_no_value_there(run: Run) -> None:
    records = [replace(record, gold=("bittersweet",)) for record in run.records("sentiment")]
    assert np.isnan(value_of("acc2_nonzero", records)) and interval_of("acc2_nonzero", records) is None
    assert score_json(score_task("sentiment", records))["metrics"]["acc2_nonzero"] is None


def test_verdicts_of_other_names_have_no_verification_accuracy(run: Run) -> None:
    records = [replace(record, gold=("yes",)) for record in run.records("identity")]
    assert score_json(score_task("identity", records))["metrics"]["verification_accuracy"] is None


def test_the_frame_of_a_run_holds_what_the_scores_are_made_of(run: Run) -> None:
    frame = run.to_pandas()
    assert list(frame["task"].unique()) == run.tasks() and set(frame["model"]) == {"noisy_oracle"}
    pose = frame[frame["task"] == "head_pose"]
    right = pose["predicted"].map(list) == pose["gold"].map(list)
    assert right.mean() == pytest.approx(score_task("head_pose", run.records("head_pose")).metrics["war"])
    assert Path(run.root / "scores.json").exists()
