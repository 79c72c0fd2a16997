"""FERV39k: lists without a header, the copy with numbers for labels, and folders of frames."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, MediaError, decode, probe
from emocfg.sources import open_source
from emocfg.sources.ferv39k import SCENES
from tests.sources.copies.ferv39k import EMOTIONS, TEST, TRAIN, line, make
from tests.sources.scans import by_id, of, scan, write


def test_splits_are_the_owners_and_clips_are_told_by_scene_and_emotion(tmp_path: Path) -> None:
    clips, defects = scan("ferv39k", make(tmp_path))
    assert {d.what for d in defects} == {"14 train, the owner states 31088", "7 test, the owner states 7847"}
    assert len(clips) == 21
    annotated = by_id(clips)["FERV39K/Action/Sad/0010"]
    clip = annotated.clip
    assert (clip.split, clip.split_by, clip.tasks) == ("train", "owner", ("emotion_single",))
    assert clip.file == "2_ClipsforFaceCrop/Action/Sad/0010.mp4"
    assert clip.subjects[0].identity == clip.source_video == clip.clip_id
    (label,) = of(annotated, "emotion")
    assert (label.native, label.scheme, label.origin) == ("Sad", "ferv39k/emotion", f"{TRAIN}:11")
    assert by_id(clips)["FERV39K/War/Surprise/2690"].clip.split == "test"


def test_a_complete_copy_has_the_owners_counts(tmp_path: Path) -> None:
    every = [line(scene, emotion, n) for scene in SCENES for emotion in EMOTIONS for n in range(300)]
    write(tmp_path / TRAIN, "\n".join(every[:31088]))
    write(tmp_path / TEST, "\n".join(every[31088 : 31088 + 7847]))
    clips, defects = scan("ferv39k", tmp_path)
    assert (len(clips), defects) == (38935, [])


def test_every_emotion_has_its_canonical_label(tmp_path: Path) -> None:
    labels = {}
    for annotated in scan("ferv39k", make(tmp_path))[0]:
        emotions = merge(annotated.clip, annotated.observations).tree.persons[0].emotions
        labels[annotated.observations[0].native] = [e.label for e in emotions or ()]
    assert labels == {
        "Angry": ["anger"],
        "Disgust": ["disgust"],
        "Fear": ["fear"],
        "Happy": ["happiness"],
        "Neutral": ["neutral"],
        "Sad": ["sadness"],
        "Surprise": ["surprise"],
    }


@pytest.mark.parametrize(("frames", "level"), [("face", 200), ("scene", 40)])
def test_a_clip_is_a_folder_of_faces_or_of_whole_pictures(tmp_path: Path, frames: str, level: int) -> None:
    root = make(tmp_path)
    for folder, gray in (("2_ClipsforFaceCrop", 200), ("3_ClipsforScenImages", 40)):
        home = root / folder / "Action/Sad/0010"
        home.mkdir(parents=True)
        for number in (2, 10, 9):
            Image.fromarray(np.full((32, 32, 3), gray, np.uint8)).save(home / f"{number}.jpg")
    source = open_source("ferv39k", root, {"frames": frames})
    clips = by_id(scan("ferv39k", root, frames=frames)[0])
    source.fetch(clips["FERV39K/Action/Sad/0010"].clip, tmp_path / "out/c.mp4")
    timeline = probe(tmp_path / "out/c.mp4")
    assert (len(timeline), timeline.fps) == (3, 25.0)
    assert abs(_brightness(tmp_path / "out/c.mp4") - level) < 5
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["FERV39K/Action/Fear/0010"].clip, tmp_path / "out/d.mp4")


def _brightness(path: Path) -> float:
    return float(decode(path, FramePolicy("uniform", 1)).images.mean())


@pytest.mark.parametrize("frames", ["faces", "", 1])
def test_frames_that_do_not_exist(tmp_path: Path, frames: object) -> None:
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*face, scene"):
        scan("ferv39k", make(tmp_path), frames=frames)


@pytest.mark.parametrize(
    ("text", "code", "where", "said"),
    [
        ("path,id\nCrime/Angry/0063,0\n", "E302", 1, "recoded"),
        ("Action/Sad/0010 Sad\nCrime/Angry/0063,0\n", "E302", 2, "recoded"),
        ("Crime/Angry/0063 0\n", "E302", 1, "fix: use the owners' lists"),
        ("Crime/Angry/0063 Sad\n", "E302", 1, "folder says 'Angry'"),
        ("Crime/angry/0063 angry\n", "E302", 1, "angry"),
        ("Crime/Contempt/0063 Contempt\n", "E302", 1, "Contempt"),
        ("Crimes/Angry/0063 Angry\n", "E302", 1, "no scene is called 'Crimes'"),
        ("Crime/Angry/63 Angry\n", "E302", 1, "<4 digits>"),
        ("../Angry/0063 Angry\n", "E302", 1, "not a clip"),
        ("clip label\n", "E302", 1, "not a clip"),
        ("Crime/Angry/0063\n", "E302", 1, "not a clip"),
        ("Crime/Angry/0063 Angry x\n", "E302", 1, "not a clip"),
        ("Action/Sad/0010 Sad\n\nAction/Sad/0010 Sad\n", "E304", 3, f"is also at {TRAIN}:1"),
    ],
)
def test_bad_lines_name_file_and_line(tmp_path: Path, text: str, code: str, where: int, said: str) -> None:
    root = make(tmp_path)
    write(root / TRAIN, text)
    with pytest.raises(EmoCfgError) as caught:
        scan("ferv39k", root)
    assert (caught.value.code, caught.value.where) == (code, f"{TRAIN}:{where}")
    assert said in str(caught.value)


def test_a_clip_in_both_lists_a_wrong_encoding_and_a_missing_list(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / TEST, "Action/Sad/0010 Sad\n")
    with pytest.raises(EmoCfgError, match=rf"E304[\s\S]*{TRAIN}:11[\s\S]*{TEST}:1"):
        scan("ferv39k", root)
    write(root / TEST, "War/Sad/2690 Sad\nWar/Sad/0001 Sád\n", "latin-1")
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{TEST}:2"):
        scan("ferv39k", root)
    write(root / TEST, "\n")
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*empty[\s\S]*{TEST}:1"):
        scan("ferv39k", root)
    (root / TEST).unlink()
    with pytest.raises(EmoCfgError, match=rf"E102[\s\S]*{TEST}"):
        scan("ferv39k", root)
