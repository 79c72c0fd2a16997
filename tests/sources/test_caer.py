"""CAER: folders as labels, numbers that start anew, and the still images of CAER-S that must be refused."""

from collections import Counter
from pathlib import Path

import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.sources import open_source
from tests.sources.copies.caer import EMOTIONS, STILLS, make
from tests.sources.scans import by_id, scan, touch


def test_splits_are_the_owners_and_numbers_start_anew(tmp_path: Path) -> None:
    clips, defects = scan("caer", make(tmp_path))
    assert Counter((a.clip.split, a.observations[0].native) for a in clips) == {
        (split, emotion): 2 for split in ("train", "validation", "test") for emotion in EMOTIONS
    }
    assert [(d.code, d.what) for d in defects] == [("count_differs", "42 clips, the owner states 13201")]
    first = by_id(clips)["CAER/train/Anger/0001"].clip
    assert (first.file, first.split_by) == ("CAER/train/Anger/0001.avi", "owner")
    assert len({a.clip.source_video for a in clips}) == len({a.clip.subjects[0].identity for a in clips}) == 42


def test_a_complete_list_has_the_owners_count(tmp_path: Path) -> None:
    every = [f"train/{e}/{n:04d}.avi" for e in EMOTIONS for n in range(1885)]
    every += [f"{split}/Sad/{n:04d}.avi" for split in ("validation", "test") for n in range(3)]
    listing = tmp_path / "names.txt"
    listing.write_text("\n".join(every), encoding="utf-8")
    clips, defects = scan("caer", listing)
    assert (len(clips), defects) == (13201, [])


def test_folder_names_are_canonical_labels(tmp_path: Path) -> None:
    clips = by_id(scan("caer", make(tmp_path))[0])
    labels = {}
    for emotion in EMOTIONS:
        annotated = clips[f"CAER/test/{emotion}/0002"]
        emotions = merge(annotated.clip, annotated.observations).tree.persons[0].emotions
        labels[emotion] = [e.label for e in emotions or ()]
    assert labels == {
        "Anger": ["anger"],
        "Disgust": ["disgust"],
        "Fear": ["fear"],
        "Happy": ["happiness"],
        "Neutral": ["neutral"],
        "Sad": ["sadness"],
        "Surprise": ["surprise"],
    }


@pytest.mark.parametrize("home", ["", "CAER-S/", "somewhere/CAER-S/"])
def test_still_images_are_refused(tmp_path: Path, home: str) -> None:
    touch(tmp_path, *(home + name for name in STILLS))
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*28 still images[\s\S]*CAER-S[\s\S]*fix: get CAER, the videos"):
        scan("caer", tmp_path)


def test_still_images_beside_the_videos_and_videos_elsewhere_are_counted(tmp_path: Path) -> None:
    root = make(tmp_path)
    touch(root, *(f"CAER-S/{name}" for name in STILLS), "CAER-S/train/Anger/0001.avi", "CAER/train/Anger/0001/1.jpg")
    touch(root, "OTHER/test/Sad/0001.avi")
    clips, defects = scan("caer", root)
    told = {d.code: (d.where, d.what.split()[0]) for d in defects if d.code != "count_differs"}
    assert told == {
        "still_images": ("CAER-S/test/Anger/0000.png", "28"),
        "unannotated_video": ("CAER-S/train/Anger/0001.avi", "2"),
    }
    assert len(clips) == 42


def test_a_split_that_is_not_there_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "train/Anger/0001.avi", "test/Anger/0001.avi")
    clips, defects = scan("caer", tmp_path)
    assert {a.clip.clip_id for a in clips} == {"CAER/train/Anger/0001", "CAER/test/Anger/0001"}
    assert ("absent_folder", "validation") in {(d.code, d.where) for d in defects}


def test_a_video_that_is_gone(tmp_path: Path) -> None:
    root = make(tmp_path)
    clip = by_id(scan("caer", root)[0])["CAER/test/Sad/0001"].clip
    (root / clip.file).unlink()
    with pytest.raises(MediaError, match="missing"):
        open_source("caer", root).fetch(clip, tmp_path / "out.avi")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("train/Angry/0001.avi", "E302", "'Angry' is not a label"),
        ("CAER/test/Contempt/0001.avi", "E302", "'Contempt' is not a label"),
        ("train/Anger/001.avi", "E302", "'Anger/001.avi'"),
        ("train/Anger/00012.avi", "E302", "'Anger/00012.avi'"),
        ("train/0001.avi", "E302", "'0001.avi'"),
        ("CAER/train/Anger/faces/0001.avi", "E302", "faces"),
        ("train/Sad/0001.avi", "E304", "CAER/train/Sad/0001.avi"),
    ],
)
def test_bad_names_are_told_with_the_file(tmp_path: Path, name: str, code: str, said: str) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text(f"CAER/train/Sad/0001.avi\n{name}\n", encoding="utf-8")
    with pytest.raises(EmoCfgError) as caught:
        scan("caer", listing)
    assert (caught.value.code, caught.value.where) == (code, name) and said in caught.value.what and caught.value.fix
