"""MER2023: four label files, valences that are none, and the arrays that must be refused."""

from pathlib import Path

import numpy as np
import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.sources import open_source
from tests.sources.copies.mer2023 import TEST1, TEST2, TEST3, TRAIN, make
from tests.sources.scans import by_id, of, scan, touch, write


def test_every_label_file_is_read(tmp_path: Path) -> None:
    clips, defects = scan("mer2023", make(tmp_path))
    assert len(clips) == len(TRAIN) + len(TEST1) + len(TEST2) + len(TEST3)
    splits = {a.clip.clip_id.removeprefix("MER2023/"): a.clip.split for a in clips}
    assert splits["train/sample_00005854"] == "train"
    assert {split for name, split in splits.items() if not name.startswith("train/")} == {"test"}
    label = of(by_id(clips)["MER2023/test3/samplenew_00000003"], "emotion")[0]
    assert (label.native, label.scheme, label.origin) == ("worried", "mer2023/emotion", "test3-label.csv:2")
    assert {(d.code, d.where) for d in defects} - {("count_differs", w) for w in ("clips", "train", "test")} == {
        ("unannotated_video", "test3"),
        ("unlabelled_text", "transcription.csv:5"),
    }


def test_worried_is_anxiety_among_six(tmp_path: Path) -> None:
    clips = by_id(scan("mer2023", make(tmp_path))[0])
    worried = clips["MER2023/train/sample_00000007"]
    merged = merge(worried.clip, worried.observations)
    (emotion,) = merged.tree.persons[0].emotions or ()
    assert (emotion.label, merged.spaces["emotion"]) == ("anxiety", "emotion-6-mer")


def test_minus_ten_is_no_valence(tmp_path: Path) -> None:
    clips = by_id(scan("mer2023", make(tmp_path))[0])
    found = {name: [(o.native, o.value, o.missing) for o in of(a, "valence")] for name, a in clips.items()}
    assert found["MER2023/test1/samplenew_00006611"] == [("-10", None, "invalid")]
    assert found["MER2023/test2/samplenew_00000002"] == [("-10.0", None, "invalid")]
    assert found["MER2023/train/sample_00002721"] == [("-0.25", -0.25, "")]
    assert found["MER2023/test1/samplenew_00000001"] == [("5", 5.0, "")]
    assert found["MER2023/test3/samplenew_00000003"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_is_said(tmp_path: Path, encoding: str) -> None:
    root = make(tmp_path)
    spoken = root / "transcription.csv"
    write(spoken, spoken.read_text(encoding="utf-8"), encoding)
    clips = by_id(scan("mer2023", root)[0])
    assert [(o.native, o.scheme) for o in of(clips["MER2023/train/sample_00005854"], "text")] == [
        ("走开,快", "mer2023/chinese"),
        ("Go away, now", "mer2023/english"),
    ]
    blank = of(clips["MER2023/test1/samplenew_00000001"], "text")
    assert [(o.native, o.missing) for o in blank] == [("", "not_annotated")] * 2
    assert of(clips["MER2023/train/sample_00000007"], "text") == []


def test_a_video_has_either_suffix(tmp_path: Path) -> None:
    root = make(tmp_path)
    clips = by_id(scan("mer2023", root)[0])
    files = {name: a.clip.file for name, a in clips.items()}
    assert files["MER2023/train/sample_00002721"] == "train/sample_00002721.mp4"
    assert files["MER2023/train/sample_00005854"] == "train/sample_00005854.avi"
    assert files["MER2023/train/sample_00000007"] == "train/sample_00000007.mp4"
    (root / "train/sample_00005854.avi").write_bytes(b"frames")
    source = open_source("mer2023", root)
    source.fetch(clips["MER2023/train/sample_00005854"].clip, tmp_path / "c.avi")
    assert (tmp_path / "c.avi").read_bytes() == b"frames"
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["MER2023/train/sample_00000007"].clip, tmp_path / "d.mp4")


def test_a_second_video_of_a_clip_is_told(tmp_path: Path) -> None:
    root = make(tmp_path)
    touch(root, "train/sample_00002721.avi")
    where = [d.what for d in scan("mer2023", root)[1] if d.where == "train" and d.code == "unannotated_video"]
    assert where == ["1 videos have no annotation, such as train/sample_00002721.avi"]


def test_texts_of_two_files_are_both_kept(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / "transcription-polish.csv", "name,chinese,english\nsample_00002721,你好。,Hello.\n")
    said = of(by_id(scan("mer2023", root)[0])["MER2023/train/sample_00002721"], "text")
    assert [(o.native, o.origin) for o in said] == [
        *((text, "transcription-polish.csv:2") for text in ("你好。", "Hello.")),
        *((text, "transcription.csv:2") for text in ("你好", "Hello")),
    ]


def test_a_part_of_the_corpus(tmp_path: Path) -> None:
    root = make(tmp_path)
    for name in ("train", "test2"):
        (root / f"{name}-label.csv").unlink()
    clips, defects = scan("mer2023", root)
    assert {a.clip.split for a in clips} == {"test"}
    assert {d.where for d in defects if d.code == "absent_file"} == {"train-label.csv", "test2-label.csv"}


@pytest.mark.parametrize("name", ["label-6way.npz", "features/label.pkl"])
def test_arrays_of_objects_alone_are_refused(tmp_path: Path, name: str) -> None:
    touch(tmp_path, name)
    if name.endswith(".npz"):
        np.savez(tmp_path / name, train_corpus=np.array({"sample_00002721": {"emo": "neutral"}}, dtype=object))
    with pytest.raises(
        EmoCfgError, match=rf"E306[\s\S]*{name}[\s\S]*write train-label.csv with the columns name,discr"
    ):
        scan("mer2023", tmp_path)
    make(tmp_path)
    assert scan("mer2023", tmp_path)[0]


@pytest.mark.parametrize(
    ("file", "text", "code", "where"),
    [
        ("train", "name,discrete\na,sad\n", "E301", "train-label.csv:1"),
        ("test3", "name,discrete,valence\na,sad,1\n", "E301", "test3-label.csv:1"),
        ("train", "", "E301", "train-label.csv:1"),
        ("train", "name,discrete,valence\na,joy,1\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na,sad,1\nb,worry,1\n", "E302", "train-label.csv:3"),
        ("train", "name,discrete,valence\na,sad,\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na,sad,5.25\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na,sad,-9\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\n,sad,1\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na,sad\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\n../../a,sad,1\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na/b,sad,1\n", "E302", "train-label.csv:2"),
        ("train", "name,discrete,valence\na,sad,1\na,sad,1\n", "E304", "train-label.csv:3"),
        ("test1", "name,discrete,valence\nsample_00005854,sad,1\n", "E304", "test1-label.csv:2"),
    ],
)
def test_bad_label_files_name_file_and_line(tmp_path: Path, file: str, text: str, code: str, where: str) -> None:
    root = make(tmp_path)
    write(root / f"{file}-label.csv", text)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*where: {where}\n"):
        scan("mer2023", root)


def test_a_label_file_that_is_not_utf8(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / "train-label.csv", "name,discrete,valence\na,sad,1\n走,sad,1\n", "gb18030")
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*train-label.csv:3"):
        scan("mer2023", root)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("name,chinese\na,b\n", "E301", "transcription.csv:1"),
        ("name,chinese,english\na,b,c\na,b,c\n", "E304", "transcription.csv:3"),
    ],
)
def test_bad_transcriptions(tmp_path: Path, text: str, code: str, where: str) -> None:
    root = make(tmp_path)
    write(root / "transcription.csv", text)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{where}"):
        scan("mer2023", root)
