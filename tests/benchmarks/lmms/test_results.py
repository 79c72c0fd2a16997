"""lmms-eval's metrics are the scores of ``emocfg eval``, in any order and from any thread."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from baselines.truth import say_labels
from benchmarks.data import Dataset
from benchmarks.lmms import results
from benchmarks.marking import mark
from benchmarks.scoring import score_task
from benchmarks.specs import SPECS
from emocfg.core import rng
from emocfg.schema import Sample
from emocfg.schema.features import to_row


def answered(samples: list[Sample]) -> list[tuple[Sample, str]]:
    """A third right, a third wrong, a third that cannot be read."""
    said = []
    for place, sample in enumerate(samples):
        labels = sample.labels if place % 3 else (sample.options[place % len(sample.options)],)
        said.append((sample, "I wonder." if place % 3 == 2 else say_labels(labels, sample, rng("said", 0, sample.id))))
    return said


@pytest.mark.parametrize("task", ["emotion_single", "action_units", "sentiment_fine"])
def test_metrics_are_those_of_eval_corpus_by_corpus(task: str, data: Dataset, environment: Path) -> None:
    samples = [
        replace(sample, source="dfew" if place % 4 else "mafw")
        for place, sample in enumerate(data.samples("test", {task}))
    ]
    said = answered(samples)
    with ThreadPoolExecutor(4) as pool:  # as lmms-eval 0.7.3 does
        given = list(pool.map(lambda pair: results.process_results(to_row(pair[0]), [pair[1]]), said))
    Random(0).shuffle(given)
    expected = score_task(task, [mark(sample, text) for sample, text in said])
    assert len(expected.sources) == 2
    assert results.headline([g["headline"] for g in given]) == expected.score  # type: ignore[misc]
    assert results.answered_only([g["headline"] for g in given]) == expected.answered_only  # type: ignore[misc]
    for name, value in expected.metrics.items():
        found = getattr(results, name)([g[name] for g in given])
        assert found == value or (math.isnan(found) and math.isnan(value))
    pooled = sum(mark(s, t).score for s, t in said) / len(said)
    assert sum(float(str(g["emo_score"])) for g in given) / len(given) == pytest.approx(pooled)


@pytest.mark.parametrize(
    "text", ["", "  ", "[LMMS_EVAL_REQUEST_FAILED after 5 retries] timed out", "[LMMS_EVAL_BUDGET_EXCEEDED]", "None"]
)
def test_what_stands_for_no_answer_is_a_failure(text: str, data: Dataset, environment: Path) -> None:
    sample = next(iter(data.samples("test", {"head_pose"})))
    given = results.process_results(to_row(sample), [text])
    assert given["emo_score"] == 0.0
    assert given["headline"]["outcome"] == "model_error"  # type: ignore[index]
    assert results.failed([given["failed"]]) == results.unscored([given["failed"]]) == 1.0  # type: ignore[list-item]


def test_none_is_an_answer_where_it_can_be_one(data: Dataset, environment: Path) -> None:
    sample = next(iter(data.samples("test", {"action_units"})))
    given = results.process_results(to_row(replace(sample, labels=())), ["None"])
    assert given["headline"]["outcome"] == "scored"  # type: ignore[index]
    assert given["emo_score"] == 1.0


@pytest.mark.parametrize("strange", [[], [None], [["a"]], ["x" * 2_000_000], ["\ud800<think>"]])
def test_no_result_ever_raises(strange: list[object], data: Dataset, environment: Path) -> None:
    for task in SPECS:
        sample = next(iter(data.samples("test", {task})))
        assert results.process_results(to_row(sample), strange)["emo_score"] == 0.0


def test_a_metric_that_is_not_ours_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = results.accuracy
