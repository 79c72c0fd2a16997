"""The official release becomes a dataset: nothing is lost, nothing is guessed, nothing hostile is followed."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from baselines.oracle import Oracle
from benchmarks.data import open_dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.marking import gold_items
from benchmarks.run import Run
from benchmarks.specs import SPECS
from emocfg.build.pipeline import Built
from emocfg.build.release import importer
from emocfg.build.release.importer import Release, import_release
from emocfg.build.release.names import FOLDERS, OFFICIAL
from emocfg.build.release.truth import read_truth
from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.media import VIDEMO
from emocfg.schema import Sample, parse_tree, tree_items
from emocfg.sources import SOURCES, open_source
from tests.build.releases import CONFIG_OF, LABELS, QA, TEXTS, make, official, put, read, row, small

CAPTION = "CelebV-Text_Emotion-Caption"
DFEW = "DFEW_Single-Label-Emotion-Recognition"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def imported(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return import_release(Release(release), tmp_path_factory.mktemp("imported") / "emo-cfg")


@pytest.fixture(scope="module")
def samples(imported: Built) -> dict[str, Sample]:
    data = open_dataset(imported.path)
    return {sample.id: sample for split in ("train", "test") for sample in data.samples(split)}


def test_all_22_names_are_known_and_every_folder_is_a_source_of_ours() -> None:
    assert set(OFFICIAL) == set(CONFIG_OF) == set(LABELS) | set(TEXTS) | {"QA_test_sampling_all"}
    ours = {corpus.card.name for corpus in SOURCES.values()}
    assert set(FOLDERS.values()) <= ours
    assert len(FOLDERS) == 19
    assert {form.source for form in OFFICIAL.values()} <= ours


def test_every_row_of_every_file_is_there(imported: Built, release: Path) -> None:
    assert imported.manifest["rows"] == {
        "attribute/test": 18,
        "emotion/train": 3,
        "emotion/test": 67,
        "caption/train": 2,
        "caption/test": 11,
        "qa/train": 2,
        "qa/test": 15,
        "rationale/train": 2,
    }
    tables = sorted(imported.path.glob("*/t*-*.parquet"))
    assert sum(pq.read_metadata(table).num_rows for table in tables) == 120
    assert len(imported.report["release"]["files"]) == len(list(release.glob("jsons/t*/*/*/*.json"))) == 32


def test_closed_answers_are_read_as_the_labels_they_are(samples: dict[str, Sample]) -> None:
    for stem, answers in LABELS.items():
        for number, (answer, labels) in enumerate(answers, start=1):
            sample = samples[f"test/{CONFIG_OF[stem]}/full/{stem}.json:{number}"]
            assert (sample.native_label, sample.labels) == (answer, labels)
            assert set(labels) <= set(sample.options)
            assert sample.task == OFFICIAL[stem].task.name and sample.scheme in OFFICIAL[stem].spaces


def test_an_oracle_scores_one_on_every_task_and_needs_a_truth_for_captions(imported: Built, tmp_path: Path) -> None:
    data = open_dataset(imported.path)
    oracle = Oracle(data.samples("test"))
    scores = evaluate(oracle, data, list(SPECS.values()), Run(tmp_path / "run"), Settings("test", VIDEMO))
    tested = set(SPECS) - {"rationale"}  # the release tests no rationales
    assert {score.task: score.score for score in scores} == dict.fromkeys(tested, 1.0)
    asked = {score.task: score.samples for score in scores}
    assert asked["emotion_caption"] == data.rows("test")["emotion_caption"] - 1
    without = data.find(f"test/caption/full/{CAPTION}.json:3")
    assert not gold_items(without)
    assert (without.answer, imported.report["release"]["unread"]) == (TEXTS[CAPTION][2], {"emotion_caption": 2})


def test_open_rows_have_the_truth_that_their_reference_states(samples: dict[str, Sample]) -> None:
    caption = samples["test/caption/full/CelebV-Text_Appearance-Caption.json:1"]
    tree = parse_tree(caption.tree, where="x")
    said = {f"{item.kind}={item.value}" for item in tree_items(tree, "appearance")}
    assert said >= {"gender=female", "hair_color=brown", "hair_length=long", "glasses=eyeglasses", "necklace=necklace"}
    for number, (name, answer) in enumerate(QA, start=1):
        sample = samples[f"test/qa/full/QA_test_sampling_all.json:{number}"]
        assert (sample.task, sample.config, sample.scheme) == ("open_attribute", "qa", f"open/{name.lower()}")
        assert (sample.answer, sample.question) == (answer, f"What about the {name.lower()}?")
    assert "glasses=none" in samples["test/qa/full/QA_test_sampling_all.json:10"].tree
    assert "action=none" in samples["test/qa/full/QA_test_sampling_all.json:2"].tree
    assert [samples[f"train/qa/full/all.json:{n}"].task for n in (1, 2)] == ["open_attribute", "qa"]


@pytest.mark.parametrize("columns", [{}, {"source": "x_QA_Ears"}, {"source": "Hair"}, {"source": 7}])
def test_a_question_on_no_attribute_is_told(tmp_path: Path, columns: dict[str, Any]) -> None:
    rows = [row("What hair?", "Long hair", source="x_QA_Hair"), row("And the ears?", "Small", **columns)]
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*QA_test_sampling_all.json:1, row 2[\s\S]*_all=qa"):
        small(tmp_path, "test/qa/full/QA_test_sampling_all.json", rows)
    built = import_release(Release(tmp_path / "release", chosen=(("QA_test_sampling_all", "qa"),)), tmp_path / "out")
    assert built.report["rows"] == {"qa/test": {"open_attribute": 1, "qa": 1}}


def test_two_values_for_one_slot_are_no_truth() -> None:
    assert read_truth("Long black hair, and brown hair.").persons[0].attributes == {"hair_length": "long"}


def test_a_row_keeps_everything_it_came_with(samples: dict[str, Sample]) -> None:
    talk = samples["train/caption/full/expression_caption.json:2"]
    assert [turn.role for turn in talk.messages] == ["system", "user", "assistant", "user", "assistant"]
    assert (talk.question, talk.answer) == ("Is she happy?", "Yes, she smiles.")
    extra = json.loads(talk.provenance.extra)
    assert extra == {"messages": [{}, {}, {}, {}, {"loss": False}], "score": 0.5, "tags": {"a": [1]}}
    pair = samples["test/attribute/full/MEAD_ID.json:1"]
    assert pair.videos == ("videos/MEAD/clip/0.mp4", "videos/MEAD/clip/1.mp4")
    assert (pair.clip_id, pair.identity, pair.source, pair.split_by) == (*("MEAD/clip/0",) * 2, "MEAD", "owner")
    text = samples["train/rationale/full/referred.json:1"]
    assert (text.videos, text.media, text.source, text.rationale) == ((), "expected", "Emo-CFG", text.answer)
    assert text.provenance.parents == ("jsons/train/rationale/full/referred.json:1",)
    assert samples["test/emotion/full/CHSIMIv1_Fine-grained-Sentiment-Recognition.json:1"].source == "CH-SIMS"


def test_clips_are_listed_once_per_split_and_videos_copied(imported: Built, release: Path) -> None:
    rows = [r for path in sorted(imported.path.glob("meta/clips-*")) for r in pq.read_table(path).to_pylist()]
    assert len({(r["clip_id"], r["split"]) for r in rows}) == len(rows)
    there = {r["video"]: r["sha256"] for r in rows if r["sha256"]}
    assert there == {
        str(path.relative_to(release)): canonical.file_digest(path) for path in release.glob("videos/**/*.mp4")
    }
    for video, digest in there.items():
        assert canonical.file_digest(imported.path / video) == digest
    counts = imported.report["release"]["videos"]
    assert counts == {"present": len(there), "missing": 8, "outside": 0}
    assert sum(table.num_rows for table in map(pq.read_metadata, imported.path.glob("meta/observations-*"))) == 0
    for sample in read(imported.path):
        present = all(video in there for video in sample.videos) and bool(sample.videos)
        assert sample.media == ("file" if present else "expected")


def test_what_the_reader_should_know_is_in_the_report(imported: Built) -> None:
    codes = Counter(defect["code"] for defect in imported.report["defects"])
    assert codes == {"letters_assumed": 2, "missing_videos": 1, "unread_answers": 1}
    card = (imported.path / "README.md").read_text(encoding="utf-8")
    assert "Emo-CFG, imported by emocfg" in card and "letters\\_assumed" not in card
    assert "Do not pass the videos on" in card


def test_plain_load_dataset_reads_it(imported: Built, tmp_path: Path) -> None:
    from datasets import load_dataset

    rows = load_dataset(str(imported.path), "emotion", cache_dir=str(tmp_path))
    assert {split: table.num_rows for split, table in rows.items()} == {"train": 3, "test": 67}


def test_clips_in_both_splits_are_told(tmp_path: Path) -> None:
    put(tmp_path / "release", f"train/emotion/full/{DFEW}.json", official(DFEW)[:2])
    built = small(tmp_path, f"test/emotion/full/{DFEW}.json", official(DFEW), media=False)
    assert [overlap["name"] for overlap in built.report["overlaps"]] == ["DFEW/clip/0", "DFEW/clip/1"]
    assert built.report["defects"][-1]["what"] == "2 clips are in more than one split"
    assert "2 source videos in more than one split" in (built.path / "README.md").read_text(encoding="utf-8")


def test_importing_again_changes_nothing_and_other_options_are_refused(imported: Built, release: Path) -> None:
    before = content(imported.path)
    assert import_release(Release(release), imported.path).existed
    for other in (Release(release, media=False), Release(release, chosen=(("MEAD_ID", "identity"),))):
        with pytest.raises(EmoCfgError, match="E103"):
            import_release(other, imported.path)
    assert content(imported.path) == before
    assert not imported.path.with_name("emo-cfg.building").exists()


def test_a_changed_release_or_a_lost_video_is_noticed(tmp_path: Path) -> None:
    make(tmp_path / "release")
    out = import_release(Release(tmp_path / "release"), tmp_path / "out").path
    video = next(out.glob("videos/**/*.mp4"))
    video.rename(tmp_path / "kept")
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*1 files"):
        import_release(Release(tmp_path / "release"), out)
    (tmp_path / "kept").rename(video)
    put(tmp_path / "release", "test/attribute/full/MEAD_ID.json", official("MEAD_ID")[:1])
    with pytest.raises(EmoCfgError, match="E103"):
        import_release(Release(tmp_path / "release"), out)


def test_without_consent_nothing_is_read(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMOCFG_CONSENT", str(tmp_path / "none"))
    for folder in (release, tmp_path / "nowhere"):
        with pytest.raises(EmoCfgError, match=r"E702[\s\S]*emocfg sources emo-cfg --accept-license"):
            import_release(Release(folder), tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_the_release_is_no_source_to_build_from() -> None:
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*emo-cfg is imported: emocfg import --release DIR"):
        open_source("emo-cfg")


def content(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): canonical.file_digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_import_that_was_cut_short_does_not_copy_videos_again(
    release: Path, imported: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException): ...

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(importer, "assemble", killed)
        with pytest.raises(Killed):
            import_release(Release(release), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*unfinished"):
        import_release(Release(release, media=False), tmp_path / "out")
    monkeypatch.setattr(atomic, "copy", killed)
    import_release(Release(release), tmp_path / "out")
    assert content(tmp_path / "out") == content(imported.path)


KILL = """
import os, sys
from pathlib import Path
import datasets  # every child forks from here, before pyarrow has threads
from emocfg.core import atomic
from emocfg.build.release.importer import Release, import_release

release, folder = map(Path, sys.argv[1:])
flush = atomic._flush

def run(out, last):
    calls = 0
    def killing(path):
        nonlocal calls
        calls += 1
        if calls == last:
            os._exit(9)
        flush(path)
    atomic._flush = killing
    import_release(Release(release), out)
    (folder / "calls").write_text(str(calls))
    os._exit(0)

def child(name, last):
    pid = os.fork()
    if not pid:
        run(folder / name, last)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

assert child("whole", 0) == 0
calls = int((folder / "calls").read_text())
for number in range(5):
    last = 1 + round(number / 4 * (calls - 1))
    assert child(f"cut{number}", last) == 9
    assert number == 4 or not (folder / f"cut{number}").exists()
    assert child(f"cut{number}", 0) == 0
"""


def test_an_import_killed_at_a_write_is_finished_by_the_next(release: Path, imported: Built, tmp_path: Path) -> None:
    """A kill between a file's writing and its renaming, at writes spread over the import up to the last rename."""
    command = [sys.executable, "-c", KILL, str(release), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    for name in ("whole", *(f"cut{number}" for number in range(5))):
        assert content(tmp_path / name) == content(imported.path), name
    assert {path.name for path in tmp_path.iterdir()} == {"calls", "whole", *(f"cut{number}" for number in range(5))}
