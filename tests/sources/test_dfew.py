"""DFEW: official codes and folds, and the recoded copies that must be refused."""

from collections import Counter
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError
from emocfg.schema import Tally
from emocfg.sources import open_source
from emocfg.sources.dfew import VOTES
from tests.sources.copies.dfew import CODES, make
from tests.sources.scans import by_id, of, scan, write, write_xlsx

TRAIN = "EmoLabel_DataSplit/train(single-labeled)/set_1.csv"


def test_codes_are_the_owners(tmp_path: Path) -> None:
    clips, defects = scan("dfew", make(tmp_path))
    assert len(clips) == len(CODES)
    label = of(by_id(clips)["DFEW/5"], "emotion")[0]
    assert (label.native, label.code, label.origin) == ("Surprise", "5", f"{TRAIN}:4")
    assert Tally("Surprise", 8) in label.votes and sum(t.count for t in label.votes) == 8
    assert {"no_single_label"} == {d.code for d in defects} - {"count_differs"}


@pytest.mark.parametrize("fold", range(1, 6))
def test_folds_divide_and_each_clip_knows_its_own(tmp_path: Path, fold: int) -> None:
    clips, _ = scan("dfew", make(tmp_path), fold=fold)
    assert {a.clip.split_by for a in clips} == {f"owner fold {fold}"}
    assert {a.clip.clip_id for a in clips if a.clip.split == "test"} == {f"DFEW/{2 * fold - 1}", f"DFEW/{2 * fold}"}
    assert Counter(a.clip.fold for a in clips) == dict.fromkeys("12345", 2)


def test_a_copy_that_counts_from_zero_is_refused(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / TRAIN, "video_name,label\n3,5\n4,0\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*recoded[\s\S]*set_1.csv:3[\s\S]*fix: use the owners'"):
        scan("dfew", root)


def test_padded_names_are_refused(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / TRAIN, "video_name,label\n02522,5\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*02522[\s\S]*set_1.csv:2"):
        scan("dfew", root)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("video_name,label\n3,8\n", "E302", "set_1.csv:2"),
        ("video_name,label\n3,3\n3,3\n", "E304", "set_1.csv:3"),
        ("name,label\n3,5\n", "E301", "set_1.csv:1"),
        ("", "E301", "set_1.csv:1"),
        ("video_name,label\n3\n", "E302", "set_1.csv:2"),
        ("video_name,label\n3,4\n", "E302", "set_1.csv:2"),
    ],
)
def test_bad_files_name_file_and_line(tmp_path: Path, text: str, code: str, where: str) -> None:
    root = make(tmp_path)
    write(root / TRAIN, text)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{where}"):
        scan("dfew", root)


def test_a_name_of_thousands_of_digits(tmp_path: Path) -> None:
    root = make(tmp_path)
    write(root / TRAIN, f"video_name,label\n{'9' * 5000},3\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*set_1.csv:2"):
        scan("dfew", root)


def test_folds_that_disagree_on_a_label(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "Annotation/annotation.xlsx").unlink()
    write(root / TRAIN.replace("train", "test").replace("set_1", "set_2"), "video_name,label\n3,7\n4,4\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*label 3 here, 7 at .*set_2.csv:2[\s\S]*set_1.csv:2"):
        scan("dfew", root)


@pytest.mark.parametrize(
    "row",
    [
        [-8, 0, 0, 0, 0, 0, 0, 1, 1],
        [80, 0, 0, 0, 0, 0, 0, 1, 1],
        ["x", 0, 0, 0, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 0, 0, 0, 50, 8],
        [8, 0, 0, 0, 0, 0, 0, "00001", 1],
    ],
)
def test_votes_that_the_owners_cannot_have(tmp_path: Path, row: list[object]) -> None:
    root = make(tmp_path)
    write_xlsx(root / "Annotation/annotation.xlsx", [[*VOTES, "order", "label"], row])
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*annotation.xlsx:2"):
        scan("dfew", root)


def test_clips_without_votes_are_told(tmp_path: Path) -> None:
    root = make(tmp_path)
    write_xlsx(root / "Annotation/annotation.xlsx", [[*VOTES, "order", "label"], [8, 0, 0, 0, 0, 0, 0, 1, 1]])
    clips, defects = scan("dfew", root)
    counted = [name for name, clip in by_id(clips).items() if of(clip, "emotion")[0].votes]
    assert counted == ["DFEW/1"]
    told = [(d.code, d.what) for d in defects if d.where == "annotation.xlsx"]
    assert told == [("no_votes", "9 clips of the fold have no votes here")]


def test_a_complete_fold_has_its_own_size(tmp_path: Path) -> None:
    stated = [open_source("dfew", make(tmp_path), {"fold": fold}).expect().counts for fold in range(1, 6)]
    assert {counts["train"] + counts["test"] for counts in stated} == {counts["clips"] for counts in stated} == {11697}
    assert sum(counts["test"] for counts in stated) == 11697


@pytest.mark.parametrize("fold", [0, 6, "x", True])
def test_a_fold_that_does_not_exist(tmp_path: Path, fold: object) -> None:
    with pytest.raises(EmoCfgError, match="E202"):
        scan("dfew", make(tmp_path), fold=fold)
