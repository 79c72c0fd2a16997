"""A run: every sample once, resume, one bad clip costs one sample, failures are wrong and never silent."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from baselines.majority import Majority
from benchmarks.data import Dataset, open_dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.measures import MEASURES
from benchmarks.model import Request, Sight
from benchmarks.outcomes import OUTCOMES, Record
from benchmarks.run import Run
from benchmarks.scoring import score_task
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError, exclusive
from emocfg.media import VIDEMO
from emocfg.schema import HEADLINE_TASKS, TASKS

POSE = select(["head_pose"])


class Watcher:
    """A model that sees video and answers with what it saw; fails where told to."""

    name = "watcher"
    sees: Sight = "frames"
    batch = 8

    def __init__(self, **faults: Any) -> None:
        self.asked: list[str] = []
        self.shapes: set[tuple[int, ...]] = set()
        self.faults = faults

    def describe(self) -> dict[str, str]:
        return {"kind": "test"}

    def answer(self, requests: Sequence[Request]) -> Sequence[str | None]:
        answers: list[str | None] = []
        for request in requests:
            self.asked.append(request.sample_id)
            self.shapes.update(frames.images.shape for frames in request.frames)
            if request.sample_id == self.faults.get("raise_on"):
                raise RuntimeError("out of memory")
            answers.append(self.faults.get("silent_on", {}).get(request.sample_id, "front"))
        return answers[:-1] if self.faults.get("short") and len(requests) > 1 else answers


def settings(**changes: Any) -> Settings:
    return Settings(**{"split": "test", "frames": VIDEMO, **changes})


def records(run: Run, task: str = "head_pose") -> dict[str, Record]:
    return {record.id: record for record in run.records(task)}


def test_every_sample_is_asked_once_and_sees_its_frames(data: Dataset, tmp_path: Path) -> None:
    model, run = Watcher(), Run(tmp_path / "run")
    scores = evaluate(model, data, POSE, run, settings())
    assert len(model.asked) == len(set(model.asked)) == scores[0].samples == 32
    assert model.shapes == {(4, 112, 112, 3)}
    assert {record.outcome for record in run.records("head_pose")} == {"scored"}


def test_a_finished_run_asks_nothing_again_and_changes_nothing(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings())
    before = {p.name: p.read_bytes() for p in run.root.rglob("*.json*")}
    again = Watcher()
    evaluate(again, data, POSE, run, settings())
    assert again.asked == []
    assert {p.name: p.read_bytes() for p in run.root.rglob("*.json*")} == before


def test_tasks_can_be_added_to_a_run(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings(limit=4))
    evaluate(Watcher(), data, select(["identity"]), run, settings(limit=4))
    assert list(json.loads((run.root / "scores.json").read_text())["tasks"]) == ["head_pose", "identity"]
    assert run.tasks() == ["identity", "head_pose"]


def test_a_cut_journal_is_taken_up(data: Dataset, tmp_path: Path) -> None:
    whole, cut = Run(tmp_path / "whole"), Run(tmp_path / "cut")
    evaluate(Watcher(), data, POSE, whole, settings())
    shutil.copytree(whole.root, cut.root)
    text = cut.journal("head_pose").read_bytes()
    cut.journal("head_pose").write_bytes(text[: len(text) // 2])
    (cut.root / "scores.json").unlink()
    stale = cut.root / "samples" / ".head_pose.jsonl.4711.tmp"  # what a kill in the middle of a write leaves
    stale.touch()
    model = Watcher()
    evaluate(model, data, POSE, cut, settings())
    assert 0 < len(model.asked) < 32 and not stale.exists()
    assert records(cut) == records(whole)
    assert (cut.root / "scores.json").read_bytes() == (whole.root / "scores.json").read_bytes()


def test_a_bad_clip_costs_one_sample(mini: Path, tmp_path: Path) -> None:
    broken = tmp_path / "data"
    shutil.copytree(mini, broken)
    dataset = open_dataset(broken)
    samples = sorted(dataset.samples("test", {"head_pose"}), key=lambda sample: sample.id)
    faults = {"truncated": samples[0], "empty": samples[1], "not_video": samples[2], "missing": samples[3]}
    for reason, sample in faults.items():
        path = broken / sample.videos[0]
        whole = path.read_bytes()
        path.unlink()
        if reason != "missing":
            path.write_bytes({"truncated": whole[:3000], "empty": b"", "not_video": b"I am text"}[reason])
    run = Run(tmp_path / "run")
    scores = evaluate(Watcher(), open_dataset(broken), POSE, run, settings())
    found = records(run)
    assert {r.id for r in found.values() if r.outcome != "scored"} == {sample.id for sample in faults.values()}
    for reason, sample in faults.items():
        assert (found[sample.id].outcome, found[sample.id].detail.split()[0]) == ("media_error", reason)
    assert scores[0].outcomes == {"scored": 28, "media_error": 4}


@pytest.mark.parametrize("fault", ["raise_on", "silent_on", "empty_on"])
def test_a_failing_model_loses_its_sample_only_and_is_asked_again(data: Dataset, tmp_path: Path, fault: str) -> None:
    victim = sorted(s.id for s in data.samples("test", {"head_pose"}))[5]
    answer = None if fault == "silent_on" else "  "
    model = Watcher(raise_on=victim) if fault == "raise_on" else Watcher(silent_on={victim: answer})
    run = Run(tmp_path / "run")
    evaluate(model, data, POSE, run, settings())
    assert {r.id: r.outcome for r in run.records("head_pose") if r.outcome != "scored"} == {victim: "model_error"}
    healthy = Watcher()
    evaluate(healthy, data, POSE, run, settings())
    assert healthy.asked == [victim]
    assert {r.outcome for r in run.records("head_pose")} == {"scored"}


def test_a_mistake_of_the_user_stops_the_run_instead_of_failing_every_sample(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="no training row"):
        evaluate(Majority(()), data, POSE, Run(tmp_path / "run"), settings())


def test_missing_answers_are_not_shifted_onto_other_samples(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(short=True), data, POSE, run, settings())
    assert {r.outcome for r in run.records("head_pose")} == {"scored"}


def test_an_answer_is_data_whatever_it_says(data: Dataset, tmp_path: Path) -> None:
    victim = sorted(s.id for s in data.samples("test", {"head_pose"}))[0]
    model = Watcher(silent_on={victim: "Error code: 500 RateLimitReached"})
    run = Run(tmp_path / "run")
    evaluate(model, data, POSE, run, settings())
    assert records(run)[victim].outcome == "unparsed"
    assert model.asked.count(victim) == 1


def test_a_run_folder_belongs_to_one_model_dataset_and_sampling(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings(limit=4))
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*limit"):
        evaluate(Watcher(), data, POSE, run, settings(limit=5))
    with exclusive(run.root / "lock"), pytest.raises(EmoCfgError, match="E104"):
        evaluate(Watcher(), data, POSE, run, settings(limit=4))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(EmoCfgError, match="E103"):
        evaluate(Watcher(), data, POSE, Run(tmp_path / "mine"), settings())


def test_no_sample_of_a_split_is_an_error(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*validation"):
        evaluate(Watcher(), data, POSE, Run(tmp_path / "run"), settings(split="validation"))


def test_strict_scores_count_failures_as_wrong() -> None:
    def record(number: int, outcome: str, predicted: tuple[str, ...]) -> Record:
        right = float(predicted == ("joy",))
        return Record(f"s{number}", "emotion_single", "x", f"i{number}", "v", outcome, ("joy",), predicted, right, "a")

    rows = [
        record(0, "scored", ("joy",)),
        record(1, "scored", ("joy",)),
        record(2, "unparsed", ()),
        record(3, "media_error", ()),
    ]
    score = score_task("emotion_single", rows)
    assert (score.score, score.answered_only) == (0.5, 1.0)
    assert score.outcomes == {"scored": 2, "unparsed": 1, "media_error": 1}
    assert score_task("emotion_single", rows[::-1]) == score


def test_specs_cover_the_fifteen_tasks_and_name_known_metrics() -> None:
    assert set(SPECS) == set(TASKS) - {"qa"}
    assert len(HEADLINE_TASKS) == 15
    for spec in SPECS.values():
        assert {spec.headline, *spec.beside} <= MEASURES.keys()
        assert spec.task is TASKS[spec.name]
    assert set(OUTCOMES) == {"scored", "unparsed", "refused", "media_error", "model_error", "judge_error"}
    with pytest.raises(EmoCfgError, match="did you mean 'head_pose'"):
        select(["headpose"])


def test_a_run_holds_no_path_of_this_machine(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings(limit=4))
    for path in run.root.rglob("*.json*"):
        assert str(tmp_path) not in path.read_text()
        for line in path.read_text().splitlines():
            json.loads(line)


@pytest.mark.parametrize(
    ("answer", "outcome"), [(7, "model_error"), ("front \ud800", "scored"), ("\ud800", "model_error")]
)
def test_answers_that_are_no_clean_text(data: Dataset, tmp_path: Path, answer: object, outcome: str) -> None:
    victim = sorted(s.id for s in data.samples("test", {"head_pose"}))[0]
    run = Run(tmp_path / "run")
    evaluate(Watcher(silent_on={victim: answer}), data, POSE, run, settings(limit=4))
    assert records(run)[victim].outcome == outcome
    assert [record.outcome for record in run.records("head_pose")].count("scored") >= 3


def test_a_clip_outside_the_dataset_is_not_opened(data: Dataset, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data.root, copy)
    victim = sorted(data.samples("test", {"head_pose"}), key=lambda s: s.id)[0]
    secret = tmp_path / "secret.mp4"
    shutil.move(copy / victim.videos[0], secret)
    (copy / victim.videos[0]).symlink_to(secret)
    run = Run(tmp_path / "run")
    evaluate(Watcher(), open_dataset(copy), POSE, run, settings(limit=4))
    assert records(run)[victim.id].outcome == "media_error"
    assert records(run)[victim.id].detail == "outside"


def test_where_a_run_cannot_be_nothing_is_touched(data: Dataset, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    before = sorted(data.root.iterdir())
    for out in (taken, data.root):
        with pytest.raises(EmoCfgError, match="E103"):
            evaluate(Watcher(), data, POSE, Run(out), settings())
    assert taken.read_text() == "mine" and sorted(data.root.iterdir()) == before


def test_a_dataset_that_lost_a_file_is_told(data: Dataset, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data.root, copy)
    next(copy.glob("*/test-*.parquet")).unlink()
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*1 files? of the dataset"):
        open_dataset(copy)
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*no dataset here"):
        open_dataset(tmp_path)


def test_groups_of_tasks_can_be_joined_with_names() -> None:
    assert [spec.name for spec in select(["headline", "open_attribute", "intelligence"])] == list(SPECS)
    assert [spec.name for spec in select(["all", "head_pose"])] == list(SPECS)
    assert [spec.name for spec in select(["headline"])] == list(HEADLINE_TASKS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"score":0.0', '"score":7.5'),
        ('"gold":', '"golden":'),
        ('"outcome":"scored"', '"outcome":"won"'),
        ('"predicted":["front"]', '"predicted":[""]'),
        ('"predicted":["front"]', '"predicted":["front","top"]'),
        ('"task":"head_pose"', '"task":"identity"'),
        ("{", "["),
    ],
)
def test_records_that_were_tampered_with_are_not_scored(data: Dataset, tmp_path: Path, old: str, new: str) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings(limit=4))
    path = run.root / "samples" / "head_pose.jsonl"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(EmoCfgError, match=r"E105|E303"):
        run.records("head_pose")
    path.write_text("")
    with pytest.raises(EmoCfgError, match="E105"):
        run.records("head_pose")


def test_a_foreign_journal_and_manifest_are_told(data: Dataset, tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    evaluate(Watcher(), data, POSE, run, settings(limit=4))
    run.journal("head_pose").write_text('{"id":"x"}\n')
    with pytest.raises(EmoCfgError, match="E105"):
        evaluate(Watcher(), data, POSE, run, settings(limit=4))
    (run.root / "manifest.json").write_text('{"measured":{},"fingerprint":"x"}')
    with pytest.raises(EmoCfgError, match="E105"):
        run.measured()
