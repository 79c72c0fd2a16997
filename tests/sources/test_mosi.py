"""CMU-MOSI: MMSA's table and the owners' sequence, their folds, and where a segment's video is."""

import json
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from emocfg.build.compose.cases import Case
from emocfg.build.compose.closed import sentiment, sentiment_fine
from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, MediaError, decode, encode, probe
from emocfg.sources import Annotated, Defect, open_source
from tests.sources.copies import mosei
from tests.sources.copies.mosi import (
    FOLDS,
    ROWS,
    make,
    make_sequence,
    write_folds,
    write_sequence,
    write_table,
)
from tests.sources.scans import by_id, of, scan, touch, write

SEQUENCE = "CMU_MOSI_Opinion_Labels.csd"


def told(defects: list[Defect]) -> set[str]:
    """The kinds of fault that were found in the labels."""
    return {d.code for d in defects if d.code != "count_differs" and not d.code.startswith("known_")}


def answers(annotated: Annotated) -> tuple[str, ...]:
    """The answers of both tasks of sentiment."""
    case = Case(annotated.clip, annotated.observations, merge(annotated.clip, annotated.observations), "train", None, 0)
    return tuple(draft.answer for task in (sentiment, sentiment_fine) for draft in task(case))


def test_a_row_says_what_is_written_in_it(tmp_path: Path) -> None:
    clips, defects = scan("mosi", make(tmp_path))
    annotated = by_id(clips)["MOSI/k5Y_838nuGo/2"]
    facts = {o.aspect: (o.native, o.scheme, o.value) for o in annotated.observations}
    assert facts == {
        "sentiment": ("1.2", "mosi/score", 1.2),
        "sentiment_text": ("1.4", "mosi/score", 1.4),
        "sentiment_audio": ("-0.2", "mosi/score", -0.2),
        "sentiment_video": ("0", "mosi/score", 0.0),
        "sentiment_word": ("Positive", "mmsa/word", None),
        "text": ("IT WAS GOOD", "mosi/text", None),
    }
    assert {o.origin for o in annotated.observations} == {"label.csv:4"} and not any(
        o.missing for o in annotated.observations
    )
    clip = annotated.clip
    assert (clip.file, clip.source_video, clip.split, clip.split_by) == (
        "Raw/k5Y_838nuGo/2.mp4",
        "MOSI/k5Y_838nuGo",
        "test",
        "owner",
    )
    assert clip.subjects[0].identity == "MOSI/k5Y_838nuGo" and clip.tasks == ("sentiment", "sentiment_fine")
    assert told(defects) == {"no_labels", "unannotated_video"}


def test_a_blank_cell_is_not_a_zero(tmp_path: Path) -> None:
    clips = by_id(scan("mosi", make(tmp_path))[0])
    assert [(o.native, o.value, o.missing) for o in of(clips["MOSI/OQvJTdtJ2H4/1"], "sentiment_text")] == [
        ("", None, "not_annotated")
    ]
    assert of(clips["MOSI/_dI--eQ6qVU/1"], "text")[0].missing == "not_annotated"


def test_the_order_of_the_columns_does_not_matter(tmp_path: Path) -> None:
    write_table(tmp_path / "one", ROWS)
    write_table(tmp_path / "two", ROWS, mosei.ORDER)
    assert scan("mosi", tmp_path / "one") == scan("mosi", tmp_path / "two")


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("-0.2", ("negative", "neutral")),
        ("0.5", ("positive", "neutral")),
        ("1.5", ("positive", "positive")),
        ("2.5", ("positive", "positive")),
        ("-3.0", ("negative", "highly negative")),
        ("-0.0", ("neutral", "neutral")),
    ],
)
def test_sign_and_degree_of_a_score(tmp_path: Path, score: str, expected: tuple[str, ...]) -> None:
    write_table(tmp_path, [(*ROWS[0][:3], score, *ROWS[0][4:])])
    (annotated,) = scan("mosi", tmp_path)[0]
    assert answers(annotated) == expected and annotated.observations[0].native == score


def test_a_row_of_the_sequence_is_the_next_segment(tmp_path: Path) -> None:
    clips, defects = scan("mosi", make_sequence(tmp_path))
    found = by_id(clips)
    assert sorted(found) == [
        *(f"MOSI/OQvJTdtJ2H4/{n}" for n in (1, 2)),
        "MOSI/_dI--eQ6qVU/1",
        *(f"MOSI/k5Y_838nuGo/{n}" for n in (1, 2, 3)),
    ]
    third = found["MOSI/k5Y_838nuGo/3"]
    assert [(o.native, o.origin) for o in third.observations] == [("2.3333333", f"{SEQUENCE}:k5Y_838nuGo[2]")]
    assert (third.clip.start, third.clip.end, third.clip.split) == (3.0, 4.0, "test")
    assert answers(third) == ("positive", "positive")
    assert [o.native for a in clips for o in of(a, "text")] == ["A LOT OF SAD PARTS", "SAD_STUFF"]
    assert {"left_out", "cut", "no_labels"} == told(defects)
    assert [d.where for d in defects if d.code == "left_out"] == [f"{SEQUENCE}:nJ8fgYUvJ3Q[0]"]


def test_a_transcript_with_other_segments_leaves_rows_without_a_number(tmp_path: Path) -> None:
    root = make_sequence(tmp_path)
    write(root / "Transcript/Segmented/OQvJTdtJ2H4.annotprocessed", "1_DELIM_A\n2_DELIM_B\n3_DELIM_C\n")
    clips, defects = scan("mosi", root)
    assert {"MOSI/OQvJTdtJ2H4/row0", "MOSI/OQvJTdtJ2H4/row1"} < by_id(clips).keys() and "no_number" in told(defects)
    assert not any(of(a, "text") for a in clips)


def test_rows_out_of_time_order_get_no_number(tmp_path: Path) -> None:
    write_folds(tmp_path, FOLDS)
    labels = {"OQvJTdtJ2H4": ([[1], [2]], [[5.0, 6.0], [1.0, 2.0]])}
    write_sequence(tmp_path / SEQUENCE, "Opinion Segment Labels", labels)
    clips, defects = scan("mosi", tmp_path)
    assert list(by_id(clips)) == ["MOSI/OQvJTdtJ2H4/row0", "MOSI/OQvJTdtJ2H4/row1"] and "no_number" in told(defects)


def test_the_table_is_read_before_the_sequence_and_that_is_told(tmp_path: Path) -> None:
    make_sequence(make(tmp_path))
    clips, defects = scan("mosi", tmp_path)
    assert {o.origin.split(":")[0] for a in clips for o in a.observations} == {"label.csv"}
    assert [d.where for d in defects if d.code == "not_read"] == [SEQUENCE]


def test_a_segment_is_copied_or_cut_out_of_its_recording(tmp_path: Path) -> None:
    root = make_sequence(tmp_path / "copy")
    shades = [np.full((32, 32, 3), 6 * n, np.uint8) for n in range(40)]
    encode(shades, root / "Video/Full/k5Y_838nuGo.mp4", fps=10)
    encode(shades[:7], root / "Video/Segmented/k5Y_838nuGo_2.mp4", fps=10)
    source, clips = open_source("mosi", root), by_id(scan("mosi", root)[0])
    files = {name: clips[f"MOSI/k5Y_838nuGo/{name}"].clip.file for name in "123"}
    assert files == {
        "1": "Video/Full/k5Y_838nuGo/1.mp4",
        "2": "Video/Segmented/k5Y_838nuGo_2.mp4",
        "3": "Video/Full/k5Y_838nuGo/3.mp4",
    }
    lengths = {}
    for name in files:
        target = tmp_path / f"{name}.mp4"
        source.fetch(clips[f"MOSI/k5Y_838nuGo/{name}"].clip, target)
        lengths[name] = len(probe(target))
    assert lengths == {"1": 15, "2": 7, "3": 10}
    seen = decode(tmp_path / "3.mp4", FramePolicy("uniform", 10)).images
    assert seen.mean() == pytest.approx(6 * 34.5, abs=6)
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["MOSI/_dI--eQ6qVU/1"].clip, tmp_path / "x.mp4")


@pytest.mark.parametrize("home", ["", "Raw/"])
def test_videos_lie_as_either_owner_lays_them_out(tmp_path: Path, home: str) -> None:
    write_table(tmp_path, ROWS)
    touch(tmp_path, f"{home}Video/Segmented/k5Y_838nuGo_2.mp4", f"{home}Video/Full/k5Y_838nuGo.mp4")
    clips, defects = scan("mosi", tmp_path)
    assert by_id(clips)["MOSI/k5Y_838nuGo/2"].clip.file == f"{home}Video/Segmented/k5Y_838nuGo_2.mp4"
    assert told(defects) == set()


def test_the_real_folds_give_every_video_its_split(tmp_path: Path, real: Callable[[str], Path]) -> None:
    folds = json.loads((real("CMU-MOSI") / "std_folds.json").read_text(encoding="utf-8"))
    check_real_folds("mosi", tmp_path, folds, {"train": 52, "validation": 10, "test": 31})


def check_real_folds(name: str, root: Path, folds: dict[str, list[str]], sizes: dict[str, int]) -> None:
    """One segment for each real video by the table, whose ``mode`` is the fold's; for some of them by the sequence."""
    modes = {"standard_train_fold": "train", "standard_valid_fold": "valid", "standard_test_fold": "test"}
    ours = {"train": "train", "valid": "validation", "test": "test"}
    expected = {video: ours[modes[fold]] for fold, videos in folds.items() for video in videos}
    assert len(expected) == sum(map(len, folds.values())) == sum(sizes.values())
    rows = [(video, "1", "x", "0.5", "", "", "", "Positive", modes[fold]) for fold in folds for video in folds[fold]]
    write_table(root / "table", rows)
    write_folds(root / "table", folds)
    width = 7 if name == "mosei" else 1
    sequence = {"mosi": SEQUENCE, "mosei": "CMU_MOSEI_Labels.csd"}[name]
    some = sorted(expected)[:: len(expected) // 90]
    write_sequence(root / sequence, "All Labels", {video: ([[0] * width], [[0.0, 1.0]]) for video in some})
    write_folds(root, folds)
    assert Counter(expected.values()) == sizes
    for form, videos, last in (("table", expected, "1"), ("", some, "1" if name == "mosi" else "row0")):
        clips, _ = scan(name, root / form)
        assert {a.clip.source_video.split("/")[1]: a.clip.split for a in clips} == {v: expected[v] for v in videos}
        assert {a.clip.clip_id for a in clips} == {f"{name.upper()}/{video}/{last}" for video in videos}
        assert {a.clip.split_by for a in clips} == {"owner"}
    for one, two in pairwise([*folds.values(), *list(folds.values())[:1]]):
        assert not set(one) & set(two)
    moved = [(*rows[0][:8], "test" if rows[0][8] == "train" else "train"), *rows[1:]]
    write_table(root / "table", moved)
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*label.csv:2"):
        scan(name, root / "table")


def test_a_number_with_zeros_before_it_names_the_same_clip(tmp_path: Path) -> None:
    write_table(tmp_path, [row(clip_id="01")])
    touch(tmp_path, "Raw/OQvJTdtJ2H4/01.mp4")
    (annotated,) = scan("mosi", tmp_path)[0]
    assert (annotated.clip.clip_id, annotated.clip.file) == ("MOSI/OQvJTdtJ2H4/1", "Raw/OQvJTdtJ2H4/01.mp4")


def row(**cells: str) -> tuple[str, ...]:
    """A good row with other cells."""
    names = ("video_id", "clip_id", "text", "label", "label_T", "label_A", "label_V", "annotation", "mode")
    return tuple(cells.get(name, cell) for name, cell in zip(names, ROWS[0], strict=True))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(label="3.5")], "E302"),
        ([row(label="nan")], "E302"),
        ([row(label="good")], "E302"),
        ([row(label_T="-4")], "E302"),
        ([row(mode="valid")], "E302"),
        ([row(mode="validation")], "E302"),
        ([row(clip_id="x")], "E302"),
        ([row(clip_id="²")], "E302"),
        ([row(video_id="../OQvJTdtJ2H4")], "E302"),
        ([row(video_id="a/b")], "E302"),
        ([row(clip_id="7"), row(clip_id="07")], "E304"),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path: Path, rows: list[tuple[str, ...]], code: str) -> None:
    write_folds(tmp_path, FOLDS)
    write_table(tmp_path, [*ROWS[1:3], *rows])
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*label.csv:{3 + len(rows)}[\s\S]*fix: \S"):
        scan("mosi", tmp_path)


def test_a_blank_score_is_unknown_and_no_task(tmp_path: Path) -> None:
    write_table(tmp_path, [row(label="")])
    (annotated,) = scan("mosi", tmp_path)[0]
    assert of(annotated, "sentiment")[0].missing == "not_annotated" and annotated.clip.tasks == ()


@pytest.mark.parametrize(
    ("name", "content", "code", "where"),
    [
        ("label.csv", "video_id,clip_id,text,label\nOQvJTdtJ2H4,1,x,1.0\n", "E301", "label.csv:1"),
        ("label.csv", "", "E301", "label.csv:1"),
        ("label.csv", "OQvJTdtJ2H4,1,x,1.0,,,,Positive,train\n", "E301", "label.csv:1"),
        ("std_folds.json", "[]", "E301", "std_folds.json"),
        ("std_folds.json", '{"train": []}', "E301", "std_folds.json"),
        ("std_folds.json", json.dumps(FOLDS | {"standard_test_fold": [1]}), "E301", "std_folds.json"),
        ("std_folds.json", json.dumps(FOLDS | {"standard_test_fold": ["OQvJTdtJ2H4"]}), "E304", "std_folds.json"),
        ("std_folds.json", "{", "E303", "std_folds.json"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, content: str, code: str, where: str) -> None:
    root = make(tmp_path)
    write(root / name, content)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{where}"):
        scan("mosi", root)


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    write_table(tmp_path, [ROWS[0], row(clip_id="9", text="café")])
    text = (tmp_path / "label.csv").read_text(encoding="utf-8")
    write(tmp_path / "label.csv", text, "latin-1")
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*label.csv:3"):
        scan("mosi", tmp_path)


@pytest.mark.parametrize(
    ("text", "code"), [("1_DELIM_a\nb\n", "E302"), ("1_DELIM_a\n1_DELIM_b\n", "E304"), ("x_DELIM_a\n1_DELIM_", "E302")]
)
def test_a_bad_transcript_names_file_and_line(tmp_path: Path, text: str, code: str) -> None:
    root = make_sequence(tmp_path)
    write(root / "Transcript/Segmented/OQvJTdtJ2H4.annotprocessed", text)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*OQvJTdtJ2H4.annotprocessed:[12]"):
        scan("mosi", root)


def test_a_sequence_without_folds_says_how_to_get_them(tmp_path: Path) -> None:
    root = make_sequence(tmp_path)
    (root / "std_folds.json").unlink()
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*fix: .*from mmsdk.mmdatasdk import cmu_mosi; json.dump"):
        scan("mosi", root)


def test_a_sequence_with_an_id_that_is_no_id(tmp_path: Path) -> None:
    write_folds(tmp_path, FOLDS)
    write_sequence(tmp_path / SEQUENCE, "Opinion Segment Labels", {"..": ([[1]], [[0.0, 1.0]])})
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{SEQUENCE}:\.\.\[0\]"):
        scan("mosi", tmp_path)


def test_pickles_alone_are_refused_with_what_to_write_instead(tmp_path: Path) -> None:
    touch(tmp_path, "Processed/aligned_50.pkl")
    with pytest.raises(EmoCfgError, match=r"E306[\s\S]*Processed/aligned_50.pkl[\s\S]*label.csv: video_id, clip_id"):
        scan("mosi", tmp_path)
