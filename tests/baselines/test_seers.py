"""Baselines that watch clips: they see what they say they see, and nothing depends on how they are asked."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import binomtest

from baselines.catalogue import SEERS, make_baseline
from baselines.features import LOOK, Vector, frame_features, pair_features, video_features
from baselines.seer import Probe, Seer, SingleFrame
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.model import Request
from benchmarks.outcomes import Record
from benchmarks.run import Run
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO, Frames, decode, encode
from emocfg.schema import Sample
from tests.conftest import Emocfg

SOME = ["head_pose", "identity", "action_units", "emotion_caption"]
"""A task of each kind, and the one with two clips."""


FEW = 12
"""Samples per task where more would show nothing more."""


def measured(
    model: Seer, data: Dataset, tasks: list[str], folder: Path, batch: int = 64, limit: int | None = FEW
) -> dict[str, list[Record]]:
    run, model.batch = Run(folder), batch
    evaluate(model, data, select(tasks), run, Settings("test", VIDEMO, limit=limit))
    return {task: list(run.records(task)) for task in run.tasks()}


def answers(records: dict[str, list[Record]]) -> dict[str, str]:
    return {record.id: record.answer for rows in records.values() for record in rows}


def made(name: str, data: Dataset, tasks: list[str], root: Path | None = None) -> Seer:
    return SEERS[name](data.samples("train", {spec.name for spec in select(tasks)}), root or data.root, VIDEMO)


@pytest.fixture(scope="module")
def seen(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[Record]]]:
    """Both on all tasks."""
    folder = tmp_path_factory.mktemp("seers")
    return {name: measured(made(name, data, []), data, [], folder / name) for name in SEERS}


def copy_of(data: Dataset, folder: Path) -> Dataset:
    """The dataset in another folder, without another copy of its bytes."""
    shutil.copytree(data.root, folder, copy_function=os.link)
    return replace(data, root=folder)


@pytest.mark.parametrize("name", SEERS)
def test_every_question_of_every_task_is_answered_with_what_is_offered(
    seen: dict[str, dict[str, list[Record]]], data: Dataset, name: str
) -> None:
    assert seen[name].keys() == SPECS.keys()
    options = {sample.id: set(sample.options) for sample in data.samples("test", set(SPECS))}
    for task, records in seen[name].items():
        assert {record.outcome for record in records} == {"scored"}, task
        if SPECS[task].task.kind != "open":
            assert all(set(record.predicted) <= options[record.id] for record in records), task


@pytest.mark.parametrize("name", SEERS)
def test_what_a_frame_shows_is_seen(data: Dataset, tmp_path: Path, name: str) -> None:
    """On people who were not learned from, the view of the head is told far better than by the best constant answer."""
    records = measured(made(name, data, ["head_pose"]), data, ["head_pose"], tmp_path / "run", limit=None)["head_pose"]
    constant = max(Counter(record.gold for record in records).values()) / len(records)
    right = sum(record.exact for record in records)
    assert binomtest(right, len(records), constant, alternative="greater").pvalue < 1e-4


@pytest.mark.parametrize("name", SEERS)
def test_answers_depend_neither_on_the_batch_nor_on_the_run(
    seen: dict[str, dict[str, list[Record]]], data: Dataset, tmp_path: Path, name: str
) -> None:
    again = answers(measured(made(name, data, SOME), data, SOME, tmp_path / "run", batch=1))
    assert again == answers({task: seen[name][task] for task in SOME})


def test_a_bad_training_clip_costs_nothing_but_itself(
    data: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copy_of(data, tmp_path / "copy")
    train = list(data.samples("train", set(SOME)))
    gone, broken = train[0].videos[0], train[-1].videos[0]
    (copy.root / gone).unlink()
    (copy.root / broken).unlink()
    (copy.root / broken).write_bytes(b"no video")
    found = measured(made("probe", copy, SOME), copy, SOME, tmp_path / "a")
    assert f"left out of training: 2 clips that cannot be decoded, such as {gone} (missing)" in capsys.readouterr().err
    without = Probe([row for row in train if not {gone, broken} & set(row.videos)], data.root, VIDEMO)
    assert answers(found) == answers(measured(without, data, SOME, tmp_path / "b"))
    assert "left out" not in capsys.readouterr().err


def test_a_path_out_of_the_folder_is_left_out_too(data: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    row = next(data.samples("train", {"head_pose"}))
    with pytest.raises(EmoCfgError, match="no clip of the train split can be decoded"):
        Probe([replace(row, videos=("../secret.mp4",))], data.root, VIDEMO)
    assert "(outside)" in capsys.readouterr().err


def test_without_videos_there_is_nothing_to_learn_from(emocfg: Emocfg, data: Dataset, tmp_path: Path) -> None:
    copy = copy_of(data, tmp_path / "copy")
    shutil.rmtree(copy.root / "videos")
    done = emocfg("eval", "--model", "baseline:probe", "--data", copy.root, "--out", tmp_path / "run")
    assert done.returncode == 2
    assert "error[E102]: no clip of the train split can be decoded" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_run_that_only_resumes_looks_at_one_clip(data: Dataset) -> None:
    drawn: list[str] = []

    def rows() -> Iterator[Sample]:
        for row in data.samples("train", {"head_pose"}):
            drawn.append(row.id)
            yield row

    SingleFrame(rows(), data.root, VIDEMO)
    assert len(drawn) == 1


def test_no_clip_is_looked_at_twice(data: Dataset, tmp_path: Path) -> None:
    looks: list[Frames] = []

    class Counting(SingleFrame):
        def _look(self, frames: Frames) -> Vector:
            looks.append(frames)
            return super()._look(frames)

    tasks = ["head_pose", "action", "identity"]
    measured(Counting(data.samples("train", set(tasks)), data.root, VIDEMO), data, tasks, tmp_path / "run", limit=None)
    asked = {v for split in ("train", "test") for row in data.samples(split, set(tasks)) for v in row.videos}
    assert len(looks) == len(asked)


def test_a_seer_says_which_features_it_sees_and_takes_no_arguments(data: Dataset) -> None:
    rows = list(data.samples("train", {"head_pose"}))
    for name in SEERS:
        about = make_baseline(name, rows, (), {}, root=data.root, frames=VIDEMO).describe()
        assert about.keys() == {"baseline", "emocfg", "scikit-learn", "features"} and about["baseline"] == name
        with pytest.raises(EmoCfgError, match="E202"):
            make_baseline(name, rows, (), {"seed": 1}, root=data.root, frames=VIDEMO)


PLACES = list(product((8, 24, 40), repeat=2))


@pytest.fixture(scope="module")
def flicker(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Sample]]:
    """Clips of a square, bright or dark in the middle frame; in half of each an earlier one shows the opposite.

    So the middle frame tells bright from dark and nothing of whether the square flickers.
    """
    root, rows = tmp_path_factory.mktemp("flicker"), []
    like = next(data.samples("train", {"head_pose"}))
    draws = np.random.default_rng(0)
    for (top, left), bright, flickers, number in product(PLACES, (False, True), (False, True), range(2)):
        images = draws.integers(100, 140, (8, 64, 64, 3), np.uint8)
        images[:, top : top + 16, left : left + 16] = 220 if bright else 20
        if flickers:
            images[1:4, top : top + 16, left : left + 16] = 20 if bright else 220
        video = f"{top}_{left}_{bright:d}{flickers:d}_{number}.mp4"
        encode(images, root / video, fps=8)
        label = f"{'bright' if bright else 'dark'} {'flickers' if flickers else 'stays'}"
        split = "train" if number == 0 else "test"
        rows.append(replace(like, id=video, split=split, videos=(video,), native_label=label))
    return root, rows


@pytest.mark.parametrize(
    ("model", "labels", "least", "most"),
    [
        (SingleFrame, {"bright": "top", "dark": "down"}, 1.0, 1.0),
        (SingleFrame, {"flickers": "top", "stays": "down"}, 0.25, 0.75),
        (Probe, {"flickers": "top", "stays": "down"}, 0.9, 1.0),
    ],
)
def test_movement_is_seen_by_the_probe_and_not_in_one_frame(
    flicker: tuple[Path, list[Sample]], model: type[Seer], labels: dict[str, str], least: float, most: float
) -> None:
    root, rows = flicker
    known = [replace(row, labels=tuple(labels[w] for w in row.native_label.split() if w in labels)) for row in rows]
    seer = model([row for row in known if row.split == "train"], root, VIDEMO)
    test = [row for row in known if row.split == "test"]
    requests = [
        Request(r.id, r.task, "", r.question, r.options, (root / r.id,), (decode(root / r.id, VIDEMO),)) for r in test
    ]
    right = [answer == row.labels[0] for row, answer in zip(test, seer.answer(requests), strict=True)]
    assert least <= sum(right) / len(right) <= most


def frames_of(images: NDArray[np.uint8]) -> Frames:
    count = len(images)
    return Frames(images, tuple(range(count)), tuple(i / 8 for i in range(count)), count, 8.0)


@given(st.integers(1, 5), st.integers(1, 130), st.integers(1, 130), st.integers(0, 2**32 - 1))
def test_features_have_one_shape_for_clips_of_any(count: int, height: int, width: int, seed: int) -> None:
    images = np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), np.uint8)
    still, moving = frame_features(frames_of(images)), video_features(frames_of(images))
    assert still.shape == (LOOK,) and moving.shape == (4 * LOOK,)
    assert still.dtype == moving.dtype == np.float32
    assert np.isfinite(moving).all() and np.abs(moving).max() <= 1.01
    other = images.copy()
    other[np.arange(count) != count // 2] = 0
    assert np.array_equal(frame_features(frames_of(other)), still)
    unmoved = video_features(frames_of(np.repeat(images[:1], count, axis=0)))
    assert np.allclose(unmoved[:LOOK], frame_features(frames_of(images[:1])), atol=1e-6)
    assert not unmoved[2 * LOOK :].any() and np.allclose(unmoved[LOOK : 2 * LOOK], 0, atol=1e-6)
    assert np.array_equal(pair_features(still, moving[:LOOK]), pair_features(moving[:LOOK], still))


def test_edges_are_told_by_their_direction() -> None:
    """A vertical edge brightens across, at 0 degrees: the first bin. A horizontal one at 90: the fifth of eight."""
    across = np.zeros((1, 96, 96, 3), np.uint8)
    across[:, :, 51:] = 255
    for images, bin_ in ((across, 0), (across.transpose(0, 2, 1, 3).copy(), 4)):
        edges = frame_features(frames_of(images))[-(12 * 12 * 8) :].reshape(12, 12, 8)
        assert np.unique(np.nonzero(edges)[2]).tolist() == [bin_]
        assert edges[..., bin_].max() == pytest.approx(1, abs=0.01)
