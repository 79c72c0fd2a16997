"""A build that was cut short goes on, takes what is new into account, and never touches another build's work."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build import pipeline
from emocfg.build.builder import EmoCFGConfig
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.core import EmoCfgError, canonical, exclusive
from tests.conftest import ROOT, TINY

ONE = Plan((SourcePlan("mini", None, (("identities", 2),)),), media=False)
SCRIPT = """
from pathlib import Path
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
print(build(Plan((SourcePlan("mini", None, (("identities", 2),)),)), Path("out"), workers=2).manifest["rows"])
"""


class Killed(BaseException):
    """What a test raises in place of a kill."""


def content(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): canonical.file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_clip_that_comes_after_the_shards_were_written_is_in_the_rows(
    real: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "MELD"
    (root / "train_splits").mkdir(parents=True)
    lines = (real("MELD") / "train_sent_emo.csv").read_bytes().splitlines(keepends=True)[:3]
    (root / "train_sent_emo.csv").write_bytes(b"".join(lines))
    shutil.copy(real("clips/single_face.mp4"), root / "train_splits" / "dia0_utt1.mp4")
    plan = Plan((SourcePlan("meld", root),), clips_per_shard=1)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", killed)
        with pytest.raises(Killed):
            build(plan, tmp_path / "out", workers=1)
    shutil.copy(real("clips/WolfgangLanger_Pexels.mp4"), root / "train_splits" / "dia0_utt0.mp4")
    rows = build(plan, tmp_path / "out", workers=1).manifest["rows"]
    assert rows == {"emotion/train": 4, "qa/train": 2, "rationale/train": 2}
    assert content(tmp_path / "out") == content(build(plan, tmp_path / "fresh", workers=1).path)


def test_what_another_plan_began_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "publish", killed)
        with pytest.raises(Killed):
            build(ONE, tmp_path / "out", workers=1)
    before = content(tmp_path / "out.building")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*unfinished build"):
        build(replace(ONE, seed=1), tmp_path / "out", workers=1)
    assert {k: v for k, v in content(tmp_path / "out.building").items() if k != "scan.jsonl"} == {
        k: v for k, v in before.items() if k != "scan.jsonl"
    }
    assert build(ONE, tmp_path / "out", workers=1).manifest == build(ONE, tmp_path / "fresh", workers=1).manifest


def test_a_script_without_a_main_guard_builds_once(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_the_builders_cache_follows_what_the_plan_says_not_what_it_is_called(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("seed = 1\n")
    config = EmoCFGConfig(name="emotion", plan=str(plan))
    before = config.digest()
    shutil.copy(plan, tmp_path / "other.toml")
    assert replace(config, plan=str(tmp_path / "other.toml"), workers=1).digest() == before
    plan.write_text("seed = 2\n")
    assert config.digest() != before


def test_a_folder_of_somebody_else_is_not_worked_in(tmp_path: Path) -> None:
    photos = tmp_path / "out.building" / "photos"
    photos.mkdir(parents=True)
    (photos / ".draft.tmp").write_text("precious")
    (tmp_path / "out.building" / "lock").write_text("mine")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*something else"):
        build(ONE, tmp_path / "out", workers=1)
    assert (photos / ".draft.tmp").read_text() == "precious"
    assert (tmp_path / "out.building" / "lock").read_text() == "mine"


def test_a_build_that_cannot_start_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "MELD").mkdir()
    header = "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\n"
    for text, code in (("Sr No.,Emotion\n", "E301"), (header, "E301")):
        (tmp_path / "MELD" / "train_sent_emo.csv").write_text(text)
        with pytest.raises(EmoCfgError, match=code):
            build(Plan((SourcePlan("meld", tmp_path / "MELD"),), media=False), tmp_path / "out", workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["MELD"]


def test_a_finished_dataset_that_lost_files_is_not_called_built(tmp_path: Path) -> None:
    out = build(ONE, tmp_path / "out", workers=1).path
    next(out.glob("emotion/*.parquet")).unlink()
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*1 files"):
        build(ONE, out, workers=1)


def test_a_finished_dataset_that_lost_a_video_is_not_called_built(mini: Path, tmp_path: Path) -> None:
    out = tmp_path / "emo-cfg"
    shutil.copytree(mini, out)
    assert build(TINY, out).existed
    next((out / "videos").rglob("*.mp4")).unlink()
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*1 files"):
        build(TINY, out)


def test_the_owners_files_and_the_datasets_are_not_the_same(real: Callable[[str], Path], tmp_path: Path) -> None:
    root = tmp_path / "MELD"
    (root / "train_splits").mkdir(parents=True)
    lines = (real("MELD") / "train_sent_emo.csv").read_bytes().splitlines(keepends=True)[:2]
    (root / "train_sent_emo.csv").write_bytes(b"".join(lines))
    video = root / "train_splits" / "dia0_utt0.mp4"
    shutil.copy(real("clips/single_face.mp4"), video)
    out = build(Plan((SourcePlan("meld", root),)), tmp_path / "out", workers=1).path
    with (out / "videos/MELD/train_splits/dia0_utt0.mp4").open("r+b") as stream:
        stream.write(b"another")
    assert video.read_bytes() == real("clips/single_face.mp4").read_bytes()


def test_a_lock_that_was_removed_is_taken_anew(tmp_path: Path) -> None:
    from threading import Thread

    path, entered = tmp_path / "work" / "lock", []

    def second() -> None:
        with exclusive(path, wait=True):
            entered.append(path.exists())

    with exclusive(path):
        waiting = Thread(target=second)
        waiting.start()
        waiting.join(0.3)
        assert not entered
        shutil.rmtree(path.parent)
    waiting.join(5)
    assert entered == [True]


def test_nothing_to_embed_is_told() -> None:
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*no video to embed"):
        replace(ONE, embed_video=True)
