"""CMU-MOSEI: another order of columns, ids of digits, folds with gaps, rows of the sequence that are no segments."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError, encode, probe
from emocfg.sources import Defect, open_source
from tests.sources.copies.mosei import FOLDS, ROWS, TRANSCRIPT, make, make_sequence
from tests.sources.copies.mosi import write_folds, write_sequence
from tests.sources.scans import by_id, of, scan, touch, write
from tests.sources.test_mosi import check_real_folds

SEQUENCE = "CMU_MOSEI_Labels.csd"
SAID = "Raw/Transcript/Segmented/Combined/_0efYOjQYRc.txt"


def told(defects: list[Defect]) -> dict[str, str]:
    """Kind of fault to where it was first found, of the labels."""
    return {d.code: d.where for d in defects if d.code != "count_differs" and not d.code.startswith("known_")}


def test_ids_of_digits_and_numbers_with_gaps_are_kept(tmp_path: Path) -> None:
    clips, _ = scan("mosei", make(tmp_path))
    assert [a.clip.clip_id for a in clips] == [f"MOSEI/{row[0]}/{row[1]}" for row in ROWS]
    assert {a.clip.source_video for a in clips} == {f"MOSEI/{row[0]}" for row in ROWS}
    assert [of(a, "sentiment")[0].native for a in clips] == [row[3] for row in ROWS]
    assert [of(a, "sentiment_word")[0].native for a in clips] == [row[7] for row in ROWS]


def test_what_folds_and_labels_do_not_share_is_told(tmp_path: Path) -> None:
    clips, defects = scan("mosei", make(tmp_path))
    assert by_id(clips)["MOSEI/-NFrJFQijFE/2"].clip.split == "train"
    faults = told(defects)
    assert faults.pop("not_in_folds") == "label.csv:7" and faults.pop("no_labels") == "7l3BNtSE0xc"
    assert set(faults) == {"text_differs"}
    assert {d.reference[-4:] for d in defects if d.code in ("not_in_folds", "no_labels")} == {"/256"}
    assert next(d.what for d in defects if d.code == "no_labels").startswith("3 videos")


def test_a_transcript_gives_a_row_its_time_unless_it_says_something_else(tmp_path: Path) -> None:
    clips = by_id(scan("mosei", make(tmp_path))[0])
    times = {number: clips[f"MOSEI/_0efYOjQYRc/{number}"].clip for number in "05"}
    assert (times["0"].start, times["0"].end) == (0.0, 8.025)
    assert (times["5"].start, times["5"].end) == (None, None)


def test_a_segment_with_a_time_is_cut_where_it_has_no_video(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "Raw/_0efYOjQYRc/0.mp4").unlink()
    touch(root, "Videos/Full/Combined/_0efYOjQYRc.mp4")
    clips, defects = scan("mosei", root)
    assert by_id(clips)["MOSEI/_0efYOjQYRc/0"].clip.file == "Videos/Full/Combined/_0efYOjQYRc/0.mp4"
    assert told(defects)["cut"] == "label.csv:5" and "unannotated_video" not in told(defects)


def test_rows_of_the_sequence_are_segments_only_by_their_times(tmp_path: Path) -> None:
    """Row 0 is segment 3: a reader that counted would give it the video and the text of segment 0."""
    clips, defects = scan("mosei", make_sequence(tmp_path))
    found = by_id(clips)
    said = {name: [o.native for o in of(a, "text")] for name, a in found.items() if "_0ef" in name}
    assert said == {
        "MOSEI/_0efYOjQYRc/3": ["__He is a founder."],
        "MOSEI/_0efYOjQYRc/0": ["Deloitte announced a partner."],
        "MOSEI/_0efYOjQYRc/row2": [],
    }
    third = found["MOSEI/_0efYOjQYRc/3"]
    assert of(third, "sentiment")[0].native == "0.5" and of(third, "text")[0].origin == f"{SAID}:3"
    assert third.clip.file == "Raw/Videos/Segmented/Combined/_0efYOjQYRc_3.mp4"
    assert (third.clip.split, third.clip.start, third.clip.end) == ("test", 20.215, 30.424)
    assert set(told(defects)) == {
        *("left_out", "no_number", "not_a_number", "early_start", "no_interval", "cut", "no_labels"),
    }
    assert [d.what.split(" clips")[0] for d in defects if d.code == "cut"] == ["3"]
    assert not any("-NFrJFQijFE" in name for name in found)
    assert not any(d.code == "count_differs" for d in defects)


def test_two_rows_with_the_times_of_one_segment_get_no_number(tmp_path: Path) -> None:
    root = make_sequence(tmp_path)
    zeros = [0.0] * 7
    write_sequence(root / SEQUENCE, "All Labels", {"_0efYOjQYRc": ([zeros, zeros], [[0.0, 8.025], [0.0004, 8.025]])})
    assert list(by_id(scan("mosei", root)[0])) == ["MOSEI/_0efYOjQYRc/row0", "MOSEI/_0efYOjQYRc/row1"]


def test_six_emotions_have_strengths(tmp_path: Path) -> None:
    clips = by_id(scan("mosei", make_sequence(tmp_path))[0])
    annotated = clips["MOSEI/zv0Jl4TIQDc/row0"]
    assert [(o.native, o.code, o.value) for o in of(annotated, "emotion_score")] == [
        ("happy", "0.6666667", 0.6666667),
        ("sad", "0.0", 0.0),
        ("anger", "0.6666667", 0.6666667),
        ("surprise", "0.0", 0.0),
        ("disgust", "0.0", 0.0),
        ("fear", "0.0", 0.0),
    ]
    assert (annotated.clip.start, annotated.clip.end) == (56.852, 60.845)
    person = merge(annotated.clip, annotated.observations).tree.persons[0]
    assert (person.sentiment, person.valence, person.emotions) == ("positive", 0.3333, None)


def test_no_number_is_no_score_and_no_task(tmp_path: Path) -> None:
    clips = by_id(scan("mosei", make_sequence(tmp_path))[0])
    spoilt = clips["MOSEI/81406/row0"]
    assert [(o.native, o.value, o.missing) for o in of(spoilt, "sentiment")] == [("nan", None, "invalid")]
    first, *others = of(spoilt, "emotion_score")
    assert (first.native, first.code, first.missing) == ("happy", "nan", "invalid")
    assert not any(o.missing for o in others) and spoilt.clip.tasks == ()
    assert merge(spoilt.clip, spoilt.observations).tree.persons[0].sentiment is None


def test_intervals_from_before_the_recording_and_without_length(tmp_path: Path) -> None:
    root = make_sequence(tmp_path)
    clips = by_id(scan("mosei", root)[0])
    early, empty = (clips[f"MOSEI/81406/row{n}"].clip for n in (0, 1))
    assert (early.start, early.end) == (0.0, 4.104) and (empty.start, empty.end) == (None, None)
    encode([np.full((32, 32, 3), 5 * n, np.uint8) for n in range(50)], root / "Videos/Full/Combined/81406.mp4", fps=10)
    source = open_source("mosei", root)
    source.fetch(early, tmp_path / "early.mp4")
    assert len(probe(tmp_path / "early.mp4")) == 41
    with pytest.raises(MediaError, match="missing"):
        source.fetch(empty, tmp_path / "empty.mp4")


def test_the_real_folds_give_every_video_its_split(tmp_path: Path, real: Callable[[str], Path]) -> None:
    folds = json.loads((real("CMU-MOSEI") / "std_folds.json").read_text(encoding="utf-8"))
    assert sum(video.isdigit() for videos in folds.values() for video in videos) == 459
    check_real_folds("mosei", tmp_path, folds, {"train": 2249, "validation": 300, "test": 678})


@pytest.mark.parametrize(
    "line",
    [
        "_0efYOjQYRc___x___0.0___8.025___a",
        "_0efYOjQYRc___1___soon___8.025___a",
        "_0efYOjQYRc___1___0.0",
        "0efYOjQYRc___1___0.0___8.025___a",
        "1___0.0___8.025___a",
        "a line of something else",
    ],
)
def test_a_bad_line_of_a_transcript_is_named(tmp_path: Path, line: str) -> None:
    root = make_sequence(tmp_path)
    write(root / SAID, f"{TRANSCRIPT[0]}\n{line}\n")
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*_0efYOjQYRc.txt:2"):
        scan("mosei", root)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ([3.5, 0, 0, 0, 0, 0, 0], "not a score of mosei/score"),
        ([1, 0, 0, 0, 0, 0, 4], "strength of fear is 4.0"),
        ([1, -1, 0, 0, 0, 0, 0], "strength of happy is -1.0"),
    ],
)
def test_a_number_off_its_scale_names_file_video_and_row(tmp_path: Path, values: list[float], what: str) -> None:
    write_folds(tmp_path, FOLDS)
    zeros = [0.0] * 7
    write_sequence(tmp_path / SEQUENCE, "All Labels", {"81406": ([zeros, values], [[0.0, 1.0], [1.0, 2.0]])})
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{what}[\s\S]*{SEQUENCE}:81406\[1\]"):
        scan("mosei", tmp_path)


def test_the_sequence_of_mosi_is_refused(tmp_path: Path) -> None:
    write_folds(tmp_path, FOLDS)
    write_sequence(tmp_path / SEQUENCE, "Opinion Segment Labels", {"81406": ([[1.0]], [[0.0, 1.0]])})
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*\[n, 7\][\s\S]*{SEQUENCE}:81406"):
        scan("mosei", tmp_path)
