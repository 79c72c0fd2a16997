"""AFEW: folders as labels, two names that both splits have, and what is not read but told."""

import random
from collections import Counter
from pathlib import Path

import pytest

from emocfg.build.trees.merge import merge
from emocfg.check import Placed, overlaps
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.sources import Annotated, open_source
from tests.sources.copies.afew import TRAIN, VALIDATION, make, names
from tests.sources.scans import by_id, of, scan, touch


def shared_recordings(clips: list[Annotated]) -> set[str]:
    """The recordings that the owners' splits share, as a build finds them."""
    placed = [
        Placed(c.clip_id, c.source, tuple(s.identity for s in c.subjects), c.source_video, c.split, owner=True)
        for c in (annotated.clip for annotated in clips)
    ]
    found = overlaps(placed)
    assert {overlap.kind for overlap in found} <= {"source_video"}
    return {overlap.name for overlap in found}


def test_a_complete_list_has_the_owners_counts(tmp_path: Path) -> None:
    every = names()
    random.Random(0).shuffle(every)
    listing = tmp_path / "names.txt"
    listing.write_text("\n".join(every), encoding="utf-8")
    clips, defects = scan("afew", listing)
    assert defects == []
    counts = Counter((a.clip.split, a.observations[0].native) for a in clips)
    expected = {("train", e): n for e, n in TRAIN.items()} | {("validation", e): n for e, n in VALIDATION.items()}
    assert counts == expected and sum(TRAIN.values()) == 773 and sum(VALIDATION.values()) == 383
    assert {a.clip.split_by for a in clips} == {"owner"}


def test_a_name_in_both_splits_is_two_clips_of_one_recording(tmp_path: Path) -> None:
    clips, _ = scan("afew", make(tmp_path))
    found = by_id(clips)
    labels = {
        "AFEW/Train/Sad/001703120": ("Sad", "train"),
        "AFEW/Val/Happy/001703120": ("Happy", "validation"),
        "AFEW/Train/Disgust/005153760": ("Disgust", "train"),
        "AFEW/Val/Surprise/005153760": ("Surprise", "validation"),
    }
    assert {n: (of(found[n], "emotion")[0].native, found[n].clip.split) for n in labels} == labels
    assert shared_recordings(clips) == {"AFEW/001703120", "AFEW/005153760"}
    assert len({a.clip.subjects[0].identity for a in clips}) == len(clips)


def test_test_videos_and_tables_are_counted_not_read(tmp_path: Path) -> None:
    root = make(tmp_path)
    touch(root, "old/000046280.avi", "Test_vid_Distribute/000107450.avi")
    clips, defects = scan("afew", root)
    told = {d.code: (d.where, d.what[:8]) for d in defects if d.code != "count_differs"}
    assert told == {
        "unlabelled_test": ("Test_AFEW/000046280.avi", "3 videos"),
        "unannotated_video": ("old/000046280.avi", "1 videos"),
        "unread_file": ("Train_6.xml", "2 XML fi"),
    }
    assert len(clips) == 42 and not any("est_" in a.clip.file for a in clips)


@pytest.mark.parametrize("folder", ["train_afew", "TRAIN_AFEW", "data/AFEW/Train_AFEW"])
def test_the_folder_of_the_split_may_be_written_in_any_case(tmp_path: Path, folder: str) -> None:
    touch(tmp_path, f"{folder}/Angry/013736360.avi")
    clips, defects = scan("afew", tmp_path)
    assert [(a.clip.clip_id, a.clip.file) for a in clips] == [
        ("AFEW/Train/Angry/013736360", f"{folder}/Angry/013736360.avi")
    ]
    assert ("absent_folder", "Val_AFEW") in {(d.code, d.where) for d in defects}


def test_the_tree_and_the_way_to_the_video(tmp_path: Path) -> None:
    annotated = by_id(scan("afew", make(tmp_path))[0])["AFEW/Train/Sad/001703120"]
    person = merge(annotated.clip, annotated.observations).tree.persons[0]
    assert person.emotions is not None and [e.label for e in person.emotions] == ["sadness"]
    source = open_source("afew", tmp_path)
    source.fetch(annotated.clip, tmp_path / "out.avi")
    assert (tmp_path / "out.avi").is_file()
    (tmp_path / annotated.clip.file).unlink()
    with pytest.raises(MediaError, match="missing"):
        source.fetch(annotated.clip, tmp_path / "out.avi")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("Train_AFEW/Calm/013736360.avi", "E302", "'Calm' is not a label"),
        ("Val_AFEW/angry/013736360.avi", "E302", "'angry' is not a label"),
        ("Train_AFEW/Angry/13736360.avi", "E302", "'Angry/13736360.avi'"),
        ("Train_AFEW/Angry/01373636x.avi", "E302", "01373636x"),
        ("Train_AFEW/013736360.avi", "E302", "'013736360.avi'"),
        ("Train_AFEW/Angry/faces/013736360.avi", "E302", "faces"),
        ("train_afew/Angry/000000001.avi", "E304", "Train_AFEW/Angry/000000001.avi"),
        ("Train_AFEW/Angry/000000001.mp4", "E304", "Train_AFEW/Angry/000000001.avi"),
    ],
)
def test_bad_names_are_told_with_the_file(tmp_path: Path, name: str, code: str, said: str) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text(f"Train_AFEW/Angry/000000001.avi\n{name}\n", encoding="utf-8")
    with pytest.raises(EmoCfgError) as caught:
        scan("afew", listing)
    assert (caught.value.code, caught.value.where) == (code, name) and said in caught.value.what and caught.value.fix


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (b"Train_AFEW/Angry/000000001.avi\nTrain_AFEW/Angry/000000001.avi\n", "E304", "names.txt:2"),
        ("Train_AFEW/Angry/000000001.avi".encode("utf-16"), "E301", "names.txt:1"),
        (b"Angry/000000001.avi\nTest_AFEW/000000002.avi\n", "E102", "names.txt"),
    ],
)
def test_bad_lists_are_told(tmp_path: Path, content: bytes, code: str, where: str) -> None:
    listing = tmp_path / "names.txt"
    listing.write_bytes(content)
    with pytest.raises(EmoCfgError) as caught:
        scan("afew", listing)
    assert caught.value.code == code and caught.value.where.endswith(where)
