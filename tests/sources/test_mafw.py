"""MAFW: two sets with their own folds, labels by name, the sheets beside them, and the recoded copies to refuse."""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import Observation, Tally
from emocfg.sources import Annotated, open_source
from tests.sources.copies.mafw import COMPOUND, EMOTIONS, SINGLE, fold_of, make
from tests.sources.scans import by_id, of, scan, write, write_xlsx

TRAIN = "Train & Test Set/single/no_caption/set_1/train.txt"
TEST = "Train & Test Set/single/no_caption/set_1/test.txt"
TOLD = "Train & Test Set/single/with_caption/set_1/test.txt"


def numbers(clips: list[Annotated], kind: str, split: str) -> set[int]:
    """The videos of a set and split."""
    found = (a.clip for a in clips if a.clip.split == split)
    return {int(clip.clip_id[-5:]) for clip in found if clip.clip_id.startswith(f"MAFW/{kind}/")}


def edit(path: Path, row: int, column: int, value: object) -> None:
    """Change one cell of a workbook, both counted from 1."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(row, column).value = value
    book.save(path)


def test_each_set_gives_its_own_clips_of_a_video(tmp_path: Path) -> None:
    clips, defects = scan("mafw", make(tmp_path))
    assert Counter(a.clip.tasks for a in clips) == {("emotion_single",): 10, ("emotion_multi",): 9}
    one, several = (by_id(clips)[f"MAFW/{kind}/00004"] for kind in ("single", "compound"))
    assert one.clip.file == several.clip.file == "data/clips/00004.mp4"
    assert one.clip.subjects == several.clip.subjects and one.clip.source_video == several.clip.source_video
    label = of(one, "emotion")[0]
    assert (label.native, label.code, label.origin) == ("happiness", "4", f"{TRAIN}:2")
    votes = {Tally(name, 7 if name in COMPOUND[4] else 0) for name in EMOTIONS}
    assert len(label.votes) == 11 and set(label.votes) == votes
    assert [(o.native, o.code, set(o.votes)) for o in of(several, "emotion")] == [
        (part, "happiness_surprise_contempt", votes) for part in ("happiness", "surprise", "contempt")
    ]
    told = {d.code: d.what for d in defects if d.code != "count_differs"}
    assert told.keys() == {"split_conflict", "odd_invalid", "not_in_folds", "no_label"}
    assert not any(d.code == "count_differs" for d in defects)  # how many both sets leave is stated nowhere
    assert told["no_label"].startswith("2 clips") and told["not_in_folds"].startswith("1 clips of the compound")


def test_both_questions_are_answered_without_contradiction(tmp_path: Path) -> None:
    clips = by_id(scan("mafw", make(tmp_path), fold=2)[0])
    trees = {name: merge(a.clip, a.observations) for name, a in clips.items()}
    felt = {name: [e.label for e in m.tree.persons[0].emotions or ()] for name, m in trees.items()}
    assert felt["MAFW/single/00001"] == ["anger"] and felt["MAFW/compound/00001"] == ["anger", "disgust"]
    assert felt["MAFW/compound/00003"] == ["fear"] and {m.spaces["emotion"] for m in trees.values()} == {"emotion-11"}
    assert all(len(labels) == 1 for name, labels in felt.items() if "/single/" in name)


@pytest.mark.parametrize("fold", range(1, 6))
def test_no_video_is_on_both_sides_and_the_official_tests_are_whole(tmp_path: Path, fold: int) -> None:
    clips, defects = scan("mafw", make(tmp_path), fold=fold)
    sides: dict[str, set[str]] = {}
    for a in clips:
        sides.setdefault(a.clip.source_video, set()).add(a.clip.split)
    assert all(len(side) == 1 for side in sides.values()) and len(sides) == 10
    for kind, labels in (("single", SINGLE), ("compound", COMPOUND)):
        assert numbers(clips, kind, "test") == {n for n in labels if fold_of(kind, n) == fold}
    lost = [d for d in defects if d.code == "split_conflict"]
    assert [d.what[:11] for d in lost] == {1: ["1 compound "], 5: ["1 single cl"]}.get(fold, [])
    assert len(clips) == 20 - len(lost) and {a.clip.split_by for a in clips} == {f"owner fold {fold}"}
    folds = {a.clip.clip_id: a.clip.fold for a in clips}
    assert all(value == str(fold_of(name.split("/")[1], int(name[-5:]))) for name, value in folds.items())


@pytest.mark.parametrize(("kind", "training"), [("single", 8), ("compound", 9)])
def test_one_set_alone_has_its_whole_training_list(tmp_path: Path, kind: str, training: int) -> None:
    clips, defects = scan("mafw", make(tmp_path), set=kind)
    assert len(numbers(clips, kind, "train")) == training and len(clips) == 10
    assert "split_conflict" not in {d.code for d in defects}
    stated = open_source("mafw", tmp_path, {"set": kind, "fold": 3}).expect()
    assert stated.counts == ({"clips": 9172, "train": 7339, "test": 1833} if kind == "single" else {"clips": 8996})
    assert len(stated.files) == 15 and {kind in name for name in stated.files[:10]} == {True}


def test_a_copy_with_one_set(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "Train & Test Set/compound").rename(tmp_path / "elsewhere")
    clips, defects = scan("mafw", tmp_path)
    assert len(clips) == 10 and [d.what for d in defects if d.code == "absent_file"] == ["no compound set in this copy"]
    with pytest.raises(EmoCfgError, match="E102"):
        scan("mafw", tmp_path, set="compound")


def test_facts_beside_the_label_are_kept_as_written(tmp_path: Path) -> None:
    clips = by_id(scan("mafw", make(tmp_path), set="single")[0])

    def facts(number: int, aspect: str) -> list[tuple[Any, ...]]:
        found = of(clips[f"MAFW/single/{number:05d}"], aspect)
        return [(o.native, o.value, o.missing) for o in found]

    assert facts(1, "quality") == [("-1", -1.0, "")] and facts(2, "quality") == [("0.93", 0.93, "")]
    assert facts(3, "quality") == [("", None, "not_annotated")]
    gender = of(clips["MAFW/single/00001"], "detail")
    assert [(o.native, o.scheme) for o in gender] == [("1", "mafw/gender")] and not facts(2, "detail")


def test_descriptions_in_two_languages(tmp_path: Path) -> None:
    root = make(tmp_path)

    def told(number: int) -> list[Observation]:
        return of(by_id(scan("mafw", root, set="single")[0])[f"MAFW/single/{number:05d}"], "description")

    both = [("mafw/caption-zh", "一个女人转过头去。"), ("mafw/caption-en", 'A woman turns her head away. "No."')]
    assert [(o.scheme, o.native) for o in told(2)] == both
    (root / "Labels/descriptive_text.xlsx").unlink()
    assert [(o.scheme, o.native) for o in told(2)] == both and told(2)[0].origin == f"{TOLD}:2"
    write(root / TOLD, "00002.mp4\tdisgust\t她转过头去。\t\r\n")
    assert [(o.native, o.missing) for o in told(2)] == [("她转过头去。", ""), ("", "not_annotated")]
    make(tmp_path)
    write(root / TOLD, "00002.mp4\tdisgust\t她转过头去。\tShe turns away.\r\n")
    assert [o.native for o in told(2)] == [both[0][1], both[1][1], "她转过头去。", "She turns away."]
    assert [d.where for d in scan("mafw", root)[1] if d.code == "text_differs"] == [f"{TOLD}:1"]


def test_lists_with_captions_that_are_cut_otherwise(tmp_path: Path) -> None:
    write(make(tmp_path) / TOLD, "00003.mp4\tfear\t。\t.\n00099.mp4\tfear\t。\t.\n")
    clips, defects = scan("mafw", tmp_path, set="single")
    assert by_id(clips)["MAFW/single/00003"].clip.split == "train"
    assert {"caption_split": f"{TOLD}:1", "not_in_folds": f"{TOLD}:2"}.items() <= {
        d.code: d.where for d in defects
    }.items()


def test_sheets_with_names_and_scores(tmp_path: Path) -> None:
    root = make(tmp_path)
    scores: list[list[object]] = [["00002", None, 0.93, *[0] * 9, None], ["00001", -1, *[1] * 11]]
    header = ["video", "invalid", *(f"{number}{name}" for number, name in enumerate(EMOTIONS, start=1))]
    write_xlsx(root / "Labels/annotation.xlsx", [header, *scores])
    write_xlsx(root / "Labels/single-set.xlsx", [["clip", "single_label"], [2, "disgust"]])
    clips, defects = scan("mafw", root, set="single")
    second = by_id(clips)["MAFW/single/00002"]
    assert [(o.code, o.votes) for o in of(second, "emotion")] == [("", ())]
    found = [(o.native, o.code, o.value, o.missing) for o in of(second, "emotion_score")]
    assert found[0] == ("anger", "anger", 0.93, "") and found[10] == ("", "disappointment", None, "not_annotated")
    assert not of(by_id(clips)["MAFW/single/00001"], "emotion_score")
    assert next(d.what for d in defects if d.code == "not_in_sheet").startswith("9 clips have a single label")


def test_videos_beside_the_labels(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "data/clips").rename(root / "clips")
    (root / "clips/00003.mp4").write_bytes(b"film")
    write(root / "clips/00098.mp4", "")
    source = open_source("mafw", root)
    clips, defects = scan("mafw", root)
    clip = by_id(clips)["MAFW/single/00003"].clip
    source.fetch(clip, tmp_path / "out.mp4")
    assert clip.file == "clips/00003.mp4" and (tmp_path / "out.mp4").read_bytes() == b"film"
    assert [d.what[:8] for d in defects if d.code == "unannotated_video"] == ["1 videos"]
    (root / "clips/00003.mp4").unlink()
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clip, tmp_path / "out.mp4")


@pytest.mark.parametrize("line", ["00003.mp4 3", "/data/MAFW/00003 80 3", "00003 0"])
def test_copies_with_class_numbers_are_refused(tmp_path: Path, line: str) -> None:
    write(make(tmp_path) / TRAIN, f"00004.mp4 happiness\r\n{line}\r\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*recoded[\s\S]*set_1/train.txt:2\s+fix: use the owners'"):
        scan("mafw", tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [("set_1/train.csv", "video_name,label\n00001.mp4,3\n"), ("annotation/MAFW_set_1_train.txt", "f/00001 80 3\n")],
)
def test_lists_of_others_are_named(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / name, text)
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{name}\s+fix: use the owners'"):
        scan("mafw", tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "encoding", "code", "line"),
    [
        (TRAIN, "00003.mp4 fear\n00004.mp4 joy\n", "utf-8", "E302", 2),
        (TRAIN, "00003.mp4 fear_anger\n", "utf-8", "E302", 1),
        (TRAIN, "3.mp4 fear\n", "utf-8", "E302", 1),
        (TRAIN, "00003.mp4\tfear\t害怕\tfear\n", "utf-8", "E302", 1),
        (TRAIN, "00003.mp4 fear\n00003.mp4 fear\n", "utf-8", "E304", 2),
        (TRAIN, "00001.mp4 anger\n", "utf-8", "E304", 1),
        (TRAIN, "00003.mp4 anger\n", "utf-8", "E302", 1),
        (TRAIN, "00003.mp4 fear\n恐惧\n", "gb18030", "E301", 2),
        (TEST.replace("set_1", "set_2"), "00003.mp4 fear\n00001.mp4 anger\n", "utf-8", "E304", 2),
        (TEST.replace("set_1", "set_2"), "00003.mp4 anger\n", "utf-8", "E302", 1),
        (TEST.replace("single", "compound"), "00001.mp4 anger_anger\n", "utf-8", "E302", 1),
        (TEST.replace("single", "compound"), "00001.mp4 anger\n", "utf-8", "E302", 1),
        (TEST.replace("single", "compound"), "00001.mp4 anger_disgust_fear\n", "utf-8", "E302", 1),
        (TOLD, "00001.mp4\tanger\tonly three\n", "utf-8", "E302", 1),
        (TOLD, "00001.mp4\tfear\t。\t.\n", "utf-8", "E302", 1),
        (TOLD, "00001.mp4\tanger\t。\t.\n00001.mp4\tanger\t。\t.\n", "utf-8", "E304", 2),
        (TOLD, "00001.mp4\tanger\t。\t.\n00002.mp4\tdisgust\t。\t.\n", "utf-16", "E301", 1),
        ("Labels(auto)/gender.txt", "00001: 1\n00002 1\n", "utf-8", "E302", 2),
        ("Labels(auto)/gender.txt", "00001: 1\n00001: 0\n", "utf-8", "E304", 2),
    ],
)
def test_bad_lists_name_file_and_line(
    tmp_path: Path, name: str, text: str, encoding: str, code: str, line: int
) -> None:
    write(make(tmp_path) / name, text, encoding)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{name.rpartition('/')[2]}:{line}\b"):
        scan("mafw", tmp_path)


@pytest.mark.parametrize(
    ("name", "cell", "value", "code", "where"),
    [
        ("annotation", (1, 2), "valid", "E301", "annotation.xlsx:1"),
        ("annotation", (1, 5), "joy", "E301", "annotation.xlsx:1"),
        ("annotation", (1, 14), "anger", "E301", "annotation.xlsx:1"),
        ("annotation", (1, 14), "1 anger", "E301", "annotation.xlsx:1"),
        ("annotation", (3, 1), "00001.mp4", "E304", "annotation.xlsx:3"),
        ("annotation", (3, 1), "a.mp4", "E302", "annotation.xlsx:3"),
        ("annotation", (3, 2), "bad", "E302", "annotation.xlsx:3"),
        ("annotation", (2, 4), "many", "E302", "annotation.xlsx:2"),
        ("single-set", (1, 14), "label", "E301", "single-set.xlsx:1"),
        ("single-set", (2, 14), 5, "E302", "set_1/test.txt:1"),
        ("multi-set", (2, 14), "1,3", "E302", "set_1/test.txt:1"),
        ("descriptive_text", (2, 1), "00001.mp4", "E304", "descriptive_text.xlsx:2"),
    ],
)
def test_bad_sheets_name_file_and_row(
    tmp_path: Path, name: str, cell: tuple[int, int], value: object, code: str, where: str
) -> None:
    edit(make(tmp_path) / f"Labels/{name}.xlsx", *cell, value)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{where}\b"):
        scan("mafw", tmp_path)


@pytest.mark.parametrize("options", [{"fold": 0}, {"fold": 6}, {"fold": True}, {"set": "multi"}, {"set": 1}])
def test_a_fold_or_set_that_does_not_exist(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(EmoCfgError, match="E202"):
        scan("mafw", make(tmp_path), **options)
