"""Parts of a run, asked apart and joined, are the run; and a task of several corpora can be asked corpus by corpus."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from baselines.chance import Chance
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate, measured_by
from benchmarks.run import Run
from benchmarks.shards import Shard, join, parse_shard
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO
from tests.conftest import Emocfg

from .test_harness import Watcher

SPEC = select(["head_pose"])
SETTINGS = Settings("test", VIDEMO)


def files(run: Path) -> dict[str, bytes]:
    paths = [run / "manifest.json", run / "scores.json", *run.glob("samples/*.jsonl")]
    return {path.name: path.read_bytes() for path in paths}


def test_every_sample_is_in_exactly_one_part(data: Dataset) -> None:
    for count in (1, 2, 5):
        shards = [Shard(number, count) for number in range(1, count + 1)]
        held = Counter(shard.holds(sample) for sample in data.samples("test") for shard in shards)
        assert held[True] * count == held[True] + held[False]


def test_the_last_part_joins_the_run(mini: Path, emocfg: Emocfg, tmp_path: Path) -> None:
    tasks = ("--tasks", "head_pose,rationale", "--model", "baseline:chance", "--data", mini)
    assert emocfg("eval", *tasks, "--out", tmp_path / "whole").returncode == 0
    parts = tmp_path / "parts"
    first = emocfg("eval", *tasks, "--out", parts, "--shard", "2/2")
    assert first.returncode == 0 and "missing: 1/2" in first.stderr
    assert not (parts / "scores.json").exists()
    last = emocfg("eval", *tasks, "--out", parts, "--shard", "1/2")
    assert last.returncode == 0 and "all are joined" in last.stderr
    assert files(parts) == files(tmp_path / "whole")
    again = emocfg("eval", *tasks, "--out", parts)  # the journal is joined too: nothing is asked again
    assert again.returncode == 0 and files(parts) == files(tmp_path / "whole")


def test_what_failed_in_a_part_is_asked_again_in_the_whole(data: Dataset, tmp_path: Path) -> None:
    bad = min(sample.id for sample in data.samples("test", {"head_pose"}))
    whole = Run(tmp_path / "run")
    for shard in (Shard(1, 2), Shard(2, 2)):
        model = Watcher(raise_on=bad)
        evaluate(model, data, SPEC, shard.run(whole), replace(SETTINGS, shard=shard))
        missing = join(whole, 2, measured_by(model, data, SETTINGS), ["head_pose"])
    assert missing == []
    assert Counter(record.outcome for record in whole.records("head_pose")) == {"scored": 31, "model_error": 1}
    healthy = Watcher()
    evaluate(healthy, data, SPEC, whole, SETTINGS)
    assert healthy.asked == [bad]
    assert join(whole, 2, measured_by(healthy, data, SETTINGS), ["head_pose"]) == []  # what was mended stays mended
    assert Counter(record.outcome for record in whole.records("head_pose")) == {"scored": 32}


def test_parts_of_another_run_are_not_joined(data: Dataset, tmp_path: Path) -> None:
    whole, model = Run(tmp_path / "run"), Watcher()
    for shard in (Shard(1, 2), Shard(2, 2)):
        evaluate(model, data, SPEC, shard.run(whole), replace(SETTINGS, shard=shard))
    second = Shard(2, 2)
    shutil.rmtree(second.run(whole).root)
    evaluate(Chance(()), data, SPEC, second.run(whole), replace(SETTINGS, shard=second))
    with pytest.raises(EmoCfgError, match="another model"):
        join(whole, 2, measured_by(model, data, SETTINGS), ["head_pose"])


def test_a_part_without_samples_is_done_and_a_part_of_other_tasks_is_not(data: Dataset, tmp_path: Path) -> None:
    whole, one = Run(tmp_path / "run"), replace(SETTINGS, limit=1)
    measured = measured_by(Watcher(), data, one)
    for number in (1, 2):
        evaluate(Watcher(), data, SPEC, Shard(number, 2).run(whole), replace(one, shard=Shard(number, 2)))
    assert join(whole, 2, measured, ["head_pose", "identity"]) == [Shard(1, 2), Shard(2, 2)]
    assert join(whole, 2, measured, ["head_pose"]) == []
    assert len(whole.records("head_pose")) == 1 and whole.tasks() == ["head_pose"]


def test_a_task_that_one_part_alone_was_asked_is_not_joined(data: Dataset, tmp_path: Path) -> None:
    whole, measured = Run(tmp_path / "run"), measured_by(Watcher(), data, SETTINGS)
    for number, specs in ((1, [*SPEC, *select(["identity"])]), (2, SPEC)):
        evaluate(Watcher(), data, specs, Shard(number, 2).run(whole), replace(SETTINGS, shard=Shard(number, 2)))
    assert join(whole, 2, measured, ["head_pose", "identity"]) == [Shard(2, 2)]
    assert join(whole, 2, measured, ["head_pose"]) == []
    assert whole.tasks() == ["head_pose"]


def test_an_empty_part_ends_well(mini: Path, emocfg: Emocfg, tmp_path: Path) -> None:
    common = ("eval", "--model", "baseline:chance", "--data", mini, "--tasks", "head_pose", "--limit", "1")
    done = [emocfg(*common, "--out", tmp_path, "--shard", f"{number}/2") for number in (2, 1)]
    assert [each.returncode for each in done] == [0, 0]
    assert "no sample fell into this part" in done[0].stderr and "all are joined" in done[1].stderr


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "²/2"])
def test_what_is_no_part_is_told(text: str) -> None:
    with pytest.raises(EmoCfgError, match="no part of a run"):
        parse_shard(text)


def test_a_subtask_asks_one_corpus_and_others_join_it(data: Dataset, tmp_path: Path) -> None:
    (spec,) = select(["emotion_single_dfew", "emotion_single_mafw"])
    assert spec.only == {"dfew", "mafw"}
    assert select(["emotion_single_dfew", "emotion_single"]) == [SPECS["emotion_single"]]
    run = Run(tmp_path / "run")
    with pytest.raises(EmoCfgError, match="no sample of these tasks"):
        evaluate(Watcher(), data, [spec], run, SETTINGS)
    mine = replace(SPECS["head_pose"], only=frozenset({"mini"}))
    evaluate(Watcher(), data, [mine], run, SETTINGS)
    kept = run.records("head_pose")
    run.write_records("head_pose", [*kept, replace(kept[0], id="other/1#head_pose", source="other")])
    evaluate(Watcher(), data, [mine], run, SETTINGS)
    assert Counter(record.source for record in run.records("head_pose")) == {"mini": 32, "other": 1}
