"""The built dataset: read by plain ``load_dataset``, the same for any number of workers, its rows derivable again."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from benchmarks.data import Dataset
from benchmarks.marking import gold_items
from benchmarks.specs import SPECS
from emocfg.build.builder import EmoCFG
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.check import Placed, overlaps
from emocfg.core import EmoCfgError, canonical
from emocfg.media import probe
from emocfg.schema import CONFIGS, HEADLINE_TASKS, Sample, parse_tree, read_caption, sentiment_level, tree_items
from emocfg.schema.features import from_row
from tests.conftest import TINY
from tests.sources.copies import dfew

READ = """
import sys, json
from datasets import load_dataset, get_dataset_config_names
folder, cache = sys.argv[1:3]
out = {}
for config in get_dataset_config_names(folder):
    for split, rows in load_dataset(folder, config, cache_dir=cache).items():
        streamed = list(load_dataset(folder, config, split=split, streaming=True))
        listed = rows.to_list()
        out[f"{config}/{split}"] = [len(listed), listed == streamed, listed[0]]
assert not {"emocfg", "baselines"} & {name.split(".")[0] for name in sys.modules}  # a .pth file imports benchmarks
print(json.dumps(out, default=lambda b: len(b)))
"""


def read_elsewhere(folder: str, cwd: Path, cache: Path) -> dict[str, list[object]]:
    """Read a dataset in a process that has no emocfg, offline, with every socket refused."""
    guard = "import socket\ndef no(*a, **k): raise OSError('no network here')\nsocket.socket.connect = no\n"
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_HOME": str(cache),
        "PYTHONSAFEPATH": "1",
    }
    command = [sys.executable, "-c", guard + READ, folder, str(cache)]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_plain_load_dataset_reads_every_config_and_split(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "emo-cfg").symlink_to(mini)
    first = next(iter(sorted((mini / "videos").rglob("*.mp4")))).relative_to(mini)
    (tmp_path / first).parent.mkdir(parents=True)
    (tmp_path / first).write_text("a file of the same relative path")
    rows = read_elsewhere("demo/emo-cfg", tmp_path, tmp_path / "cache")
    manifest = canonical.read(mini / "manifest.json")
    assert {place: entry[0] for place, entry in rows.items()} == manifest["rows"]
    assert {place.split("/")[0] for place in rows} == set(CONFIGS)
    assert {place.split("/")[1] for place in rows} == {"train", "test"}
    assert all(entry[1] for entry in rows.values())


def test_embedded_video_keeps_its_bytes_where_the_path_exists(tmp_path: Path) -> None:
    plan = replace(TINY, sources=(SourcePlan("mini", None, (("identities", 2),)),), embed_video=True)
    out = build(plan, tmp_path / "embedded", workers=2).path
    sample = next(Dataset(out, "").samples("train", {"identity"}))
    for video in sample.videos:
        (tmp_path / video).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / video).write_text("not the video")
    rows = read_elsewhere(str(out), tmp_path, tmp_path / "cache")
    shown = rows["attribute/train"][2]
    assert isinstance(shown, dict)
    sizes = [(out / video).stat().st_size for video in shown["videos"]]
    assert [video["bytes"] for video in shown["video"]] == sizes
    assert shown["media"] == "embedded"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # datasets leaves its files open
def test_the_builder_class_gives_the_same_rows(mini: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("clips_per_shard = 64\n[source.mini]\nidentities = 6\n")
    builder = EmoCFG(config_name="emotion", sources=("mini",), plan=str(plan), cache_dir=str(tmp_path))
    shutil.copytree(mini, builder.folder)
    builder.download_and_prepare()
    for split in ("train", "test"):
        theirs = [
            row for path in sorted(mini.glob(f"emotion/{split}-*.parquet")) for row in pq.read_table(path).to_pylist()
        ]
        assert builder.as_dataset(split=split).to_list() == theirs
    shutil.rmtree(builder.folder)
    shutil.copytree(mini, builder.folder)
    (builder.folder / "manifest.json").unlink()
    with pytest.raises(EmoCfgError, match="E103"):
        builder.download_and_prepare()
    with pytest.raises(EmoCfgError, match=r"E201[\s\S]*emotion"):
        EmoCFG(sources="mini", plan=str(plan), cache_dir=str(tmp_path)).download_and_prepare()
    with pytest.raises(EmoCfgError, match="E102"):
        EmoCFG(config_name="emotion", sources=("meld=/nowhere",), cache_dir=str(tmp_path)).download_and_prepare()


def test_one_worker_and_another_order_give_the_same_bytes(mini: Path, tmp_path: Path) -> None:
    again = build(TINY, tmp_path / "again", workers=1)
    assert again.manifest == canonical.read(mini / "manifest.json")
    assert fingerprints(tmp_path / "again") == fingerprints(mini)


def fingerprints(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): canonical.file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_building_again_changes_nothing_and_another_plan_is_refused(mini: Path) -> None:
    before = fingerprints(mini)
    assert build(TINY, mini).existed
    with pytest.raises(EmoCfgError, match="E103"):
        build(replace(TINY, seed=1), mini)
    assert fingerprints(mini) == before
    assert not mini.with_name("emo-cfg.building").exists()


def test_nothing_of_this_machine_is_in_the_dataset(mini: Path) -> None:
    for path in mini.rglob("*"):
        if path.is_file() and path.suffix in (".md", ".json", ".jsonl"):
            assert str(Path.home()) not in path.read_text(encoding="utf-8")
            assert str(mini.parent) not in path.read_text(encoding="utf-8")


def test_the_card_names_what_is_there(mini: Path) -> None:
    text = (mini / "README.md").read_text(encoding="utf-8")
    header = yaml.safe_load(text.split("---")[1])
    for config in header["configs"]:
        for files in config["data_files"]:
            assert list(mini.glob(files["path"]))
    assert "say nothing about real people" in text
    manifest = canonical.read(mini / "manifest.json")
    for place, count in manifest["rows"].items():
        config, split = place.split("/")
        assert f"| {config} | {split} | {count:,} |" in text


def test_planted_faults_are_quarantined_and_their_files_removed(mini: Path) -> None:
    left_out = {row["clip_id"]: row["reason"] for _, row in canonical.read_lines(mini / "meta/quarantine.jsonl")}
    assert left_out == {
        "mini/broken/truncated": "truncated",
        "mini/broken/empty": "empty",
        "mini/broken/text": "not_video",
        "mini/broken/black": "black",
        "mini/reupload/000": "duplicate",
    }
    assert not list((mini / "videos/mini").glob("broken*")) + list((mini / "videos/mini").glob("reupload*"))


def test_every_video_of_a_row_is_there_and_plays(data: Dataset) -> None:
    samples = [*data.samples("train"), *data.samples("test")]
    videos = {video for sample in samples for video in sample.videos}
    assert {str(p.relative_to(data.root)) for p in (data.root / "videos").rglob("*.mp4")} == videos
    clips = {row["video"]: row for path in data.root.glob("meta/clips-*") for row in pq.read_table(path).to_pylist()}
    for video in sorted(videos)[::9]:
        assert len(probe(data.root / video)) == clips[video]["frames"]
        assert canonical.file_digest(data.root / video) == clips[video]["sha256"]


def test_identities_and_recordings_are_in_one_split(data: Dataset) -> None:
    rows = [row for path in data.root.glob("meta/clips-*") for row in pq.read_table(path).to_pylist()]
    placed = [
        Placed(r["clip_id"], r["source"], tuple(r["identities"]), r["source_video"], r["split"], False) for r in rows
    ]
    assert overlaps(placed) == []
    assert {row["split"] for row in rows} == {"train", "test"}


def test_ids_are_unique_and_rows_are_in_their_place(data: Dataset) -> None:
    samples = [*data.samples("train"), *data.samples("test")]
    assert len({sample.id for sample in samples}) == len(samples)
    for sample in samples:
        assert sample.messages[0].content.count("<video>") == len(sample.videos)
        assert sample.messages[-1].content == sample.answer
        assert set(sample.labels) <= set(sample.options) or not sample.options
        assert sample.provenance.parents
    assert set(HEADLINE_TASKS) <= {sample.task for sample in samples if sample.split == "test"}


def derived(sample: Sample) -> set[str]:
    """The labels of a closed row, derived from its tree alone, by other code than the composer's."""
    tree = parse_tree(sample.tree, where=sample.id)
    side = next((word for word in ("left", "right") if word in sample.subject), "")
    person = next(p for p in tree.persons if p.position == side)
    felt = [emotion.label for emotion in person.emotions or ()]
    strength = {emotion.intensity for emotion in person.emotions or ()} - {None}
    return {
        "action": {event.name for event in person.actions or ()},
        "action_units": {f"AU{unit.code}" for unit in person.units or ()} & set(sample.options),
        "head_pose": {person.head_pose or ""},
        "emotion_single": set(felt),
        "conversation": set(felt),
        "emotion_multi": set(felt),
        "emotion_fine": {f"{felt[0]}_{strength.pop()}" if strength else felt[0]},
        "sentiment": {person.sentiment or ""},
        "sentiment_fine": {sentiment_level(person.valence or 0.0)},
        "micro_expression": {person.micro or ""},
    }[sample.task]


def test_every_closed_answer_can_be_derived_from_the_tree(data: Dataset) -> None:
    asked = Counter[str]()
    for sample in data.samples("test"):
        if sample.options and sample.task not in ("appearance", "identity"):
            assert set(sample.labels) == derived(sample), sample.id
            asked[sample.task] += 1
        elif sample.task == "identity":
            people = {video.split("/")[2] for video in sample.videos}
            assert sample.labels == (("same",) if len(people) == 1 else ("different",))
        elif sample.task == "appearance":
            assert ("male" in sample.labels) == ("gender=male" in sample.tree)
            assert ("eyeglasses" in sample.labels) == ("glasses=eyeglasses" in sample.tree)
    assert min(asked.values()) >= 4


def test_every_caption_says_what_the_tree_holds_and_nothing_else(data: Dataset) -> None:
    for sample in data.samples("test", {"appearance_caption", "action_caption", "emotion_caption"}):
        tree = parse_tree(sample.tree, where=sample.id)
        reading = read_caption(sample.answer, {person.position: person.key for person in tree.persons})
        assert reading.items == tree_items(tree, SPECS[sample.task].aspects[0]) == gold_items(sample)


def test_options_do_not_give_the_answer_away(data: Dataset) -> None:
    places = Counter(s.options.index(s.labels[0]) for s in data.samples("train", {"emotion_single", "head_pose"}))
    assert max(places.values()) < 2.5 * sum(places.values()) / 8
    questions: dict[str, set[str]] = {}
    for sample in data.samples("train", {"emotion_single"}):
        questions.setdefault(sample.question, set()).add(sample.labels[0])
    assert all(len(labels) > 3 for question, labels in questions.items() if "on the" not in question)


def test_meld_from_annotations_alone(real: Callable[[str], Path], tmp_path: Path) -> None:
    plan = Plan((SourcePlan("meld", real("MELD")),), media=False)
    built = build(plan, tmp_path / "meld", workers=2)
    assert built.report["rows"] == {
        "emotion/train": {"conversation": 9989, "sentiment": 9989},
        "emotion/validation": {"conversation": 1109, "sentiment": 1109},
        "qa/train": {"qa": 9989},
        "qa/validation": {"qa": 1109},
        "rationale/train": {"rationale": 9989},
        "rationale/validation": {"rationale": 1109},
    }
    rows = [r for p in built.path.glob("emotion/*.parquet") for r in pq.read_table(p).to_pylist()]
    labels = Counter((r["split"], r["native_label"]) for r in rows if r["task"] == "conversation")
    assert (labels["train", "neutral"], labels["train", "joy"], labels["validation", "disgust"]) == (4710, 1743, 22)
    assert {r["media"] for r in rows} == {"expected"}
    assert all(r["provenance"]["parents"][0].startswith("MELD/") for r in rows)
    assert len({(r["task"], r["provenance"]["parents"][0]) for r in rows}) == len(rows)
    kinds = Counter(overlap["kind"] for overlap in built.report["overlaps"])
    assert kinds["identity"] and kinds["source_video"]
    assert len(built.report["defects"]) == 18
    one = from_row(Sample, next(r for r in rows if r["provenance"]["parents"] == ["MELD/train_sent_emo.csv:3"]))
    assert "You must’ve had your hands full." in one.question
    assert "<expr>\n</expr>" in one.tree


def test_meld_with_videos_costs_one_sample_per_bad_clip(real: Callable[[str], Path], tmp_path: Path) -> None:
    """A copy with five real, broken and missing clips: each bad one has its reason, the rest is built."""
    root = tmp_path / "MELD"
    (root / "train_splits").mkdir(parents=True)
    lines = (real("MELD") / "train_sent_emo.csv").read_bytes().splitlines(keepends=True)[:6]
    (root / "train_sent_emo.csv").write_bytes(b"".join(lines))
    face = real("clips/single_face.mp4").read_bytes()
    contents = [face, face[: len(face) // 2], b"", b"I am text\n" * 50]
    for number, content in enumerate(contents):
        (root / f"train_splits/dia0_utt{number}.mp4").write_bytes(content)
    built = build(Plan((SourcePlan("meld", root),)), tmp_path / "out", workers=2)
    left_out = {r["clip_id"]: r["reason"] for _, r in canonical.read_lines(tmp_path / "out/meta/quarantine.jsonl")}
    assert left_out == {
        "MELD/train/dia0_utt1": "truncated",
        "MELD/train/dia0_utt2": "empty",
        "MELD/train/dia0_utt3": "not_video",
        "MELD/train/dia0_utt4": "missing",
    }
    assert built.manifest["rows"] == {"emotion/train": 2, "qa/train": 1, "rationale/train": 1}
    assert (tmp_path / "out/videos/MELD/train_splits/dia0_utt0.mp4").read_bytes() == face


def test_videos_that_come_later_are_found_when_the_build_is_run_again(
    real: Callable[[str], Path], tmp_path: Path
) -> None:
    root = tmp_path / "MELD"
    root.mkdir()
    lines = (real("MELD") / "train_sent_emo.csv").read_bytes().splitlines(keepends=True)[:3]
    (root / "train_sent_emo.csv").write_bytes(b"".join(lines))
    plan = Plan((SourcePlan("meld", root),))
    with pytest.raises(EmoCfgError, match=r"no clip is left: missing 2[\s\S]*--no-media"):
        build(plan, tmp_path / "out", workers=1)
    (root / "train_splits").mkdir()
    shutil.copy(real("clips/single_face.mp4"), root / "train_splits" / "dia0_utt1.mp4")
    rows = build(plan, tmp_path / "out", workers=1).manifest["rows"]
    assert rows == {"emotion/train": 2, "qa/train": 1, "rationale/train": 1}


def test_a_cache_never_gives_the_rows_of_another_build(tmp_path: Path) -> None:
    """``datasets`` knows a local folder by its name and the header of its card alone."""
    from datasets import load_dataset

    rows = []
    for fold in (1, 2):
        source = SourcePlan("dfew", dfew.make(tmp_path / "dfew"), (("fold", fold),))
        build(Plan((source,), media=False), tmp_path / str(fold) / "out", workers=1)
        loaded = load_dataset(str(tmp_path / str(fold) / "out"), "emotion", split="test", cache_dir=str(tmp_path))
        rows.append((set(loaded["split_by"]), set(loaded["clip_id"])))
    assert rows == [({"owner fold 1"}, {"DFEW/1", "DFEW/2"}), ({"owner fold 2"}, {"DFEW/3", "DFEW/4"})]
