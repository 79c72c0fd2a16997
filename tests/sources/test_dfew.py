"""DFEW: official codes and folds, and the recoded copies that must be refused."""

from collections import Counter
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError
from emocfg.schema import Tally
from tests.sources.copies.dfew import CODES, make
from tests.sources.scans import by_id, of, scan, write

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


@pytest.mark.parametrize("fold", [0, 6, "x", True])
def test_a_fold_that_does_not_exist(tmp_path: Path, fold: object) -> None:
    with pytest.raises(EmoCfgError, match="E202"):
        scan("dfew", make(tmp_path), fold=fold)
