"""CASME: an old workbook with two apexes, rows that contradict themselves, and frames padded in some folders only."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError, probe
from emocfg.schema import ActionUnit, Span
from emocfg.sources import open_source
from tests.sources.copies.casme import HEADER, NAME, ROWS, make, write_xls
from tests.sources.scans import by_id, of, scan, write_xlsx


def test_an_apex_that_is_not_there_and_one_that_lasts(tmp_path: Path) -> None:
    clips = by_id(scan("casme", make(tmp_path))[0])
    assert len(clips) == len(ROWS)
    one = clips["CASME/sub01/EP01_12"]
    assert [(o.native, o.value, o.missing) for o in of(one, "apex")] == [
        ("81", 0.1333, ""),
        ("\\", None, "not_annotated"),
    ]
    two = clips["CASME/sub01/EP01_5"]
    assert [(o.native, o.value) for o in of(two, "apex")] == [("121", 0.1333), ("125", 0.2)]
    assert [(o.native, o.value) for o in of(two, "offset")] == [("133", 0.3333)]
    assert [(o.native, o.value, o.scheme) for o in of(two, "duration")] == [
        ("150", 0.15, "casme/onset-ms"),
        ("350", 0.35, "casme/total-ms"),
    ]
    assert (two.clip.start, two.clip.end) == (113 / 60, 133 / 60)
    assert two.clip.file == "CASME_raw_selected/sub01/EP01_5.mp4" and of(two, "micro")[0].origin == f"{NAME}:4"


def test_trees_name_a_class_or_an_emotion_only_where_the_map_has_one(tmp_path: Path) -> None:
    clips = by_id(scan("casme", make(tmp_path))[0])
    persons = {name.removeprefix("CASME/"): merge(a.clip, a.observations).tree.persons[0] for name, a in clips.items()}
    assert persons["sub01/EP01_12"].micro is None and persons["sub01/EP01_12"].emotions is None
    assert persons["sub01/EP03_1"].micro == "negative" and persons["sub01/EP03_1"].emotions is None
    happy = persons["sub01/EP01_5"]
    assert happy.micro == "positive" and happy.emotions and happy.emotions[0].label == "happiness"
    assert happy.units == (ActionUnit(12, "", None, Span(0.0, 0.33)),)
    assert persons["sub19/EP02_1"].units == (ActionUnit(14, "L", None, Span(0.0, 1.33)),)


def test_a_row_that_contradicts_itself_is_told_and_cannot_be_cut(tmp_path: Path) -> None:
    root = make(tmp_path)
    clips, defects = scan("casme", root)
    assert {(d.code, d.where) for d in defects} >= {
        ("frames_disordered", f"{NAME}:6"),
        ("times_differ", f"{NAME}:7"),
    }
    assert sum(d.code in ("frames_disordered", "times_differ") for d in defects) == 2
    wrong = by_id(clips)["CASME/sub08/EP12_2"]
    assert (wrong.clip.start, wrong.clip.end, wrong.clip.tasks) == (None, None, ())
    assert [o.native for o in of(wrong, "micro")] == ["disgust"] and of(wrong, "apex")[0].value is None
    with pytest.raises(MediaError, match="uncut") as caught:
        open_source("casme", root).fetch(wrong.clip, tmp_path / "out.mp4")
    assert caught.value.reason == "uncut"


@pytest.mark.parametrize(
    ("apexes", "defects"),
    [((72, "\\"), 1), ((92, "\\"), 1), ((82, 81), 1), (("\\", 92), 1), ((73, 91), 0), (("\\", "\\"), 0)],
)
def test_apexes_lie_between_onset_and_offset(tmp_path: Path, apexes: tuple[object, object], defects: int) -> None:
    row = [*ROWS[0][:4], *apexes, *ROWS[0][6:]]
    write_xls(tmp_path / NAME, [HEADER, row])
    clips, found = scan("casme", tmp_path)
    assert sum(d.code == "frames_disordered" for d in found) == defects
    assert (clips[0].clip.start is None) == bool(defects)


@pytest.mark.parametrize(
    ("total", "differs"), [(283.33, True), (300, False), (316.67, False), (333.33, False), (350, True)]
)
def test_frames_and_milliseconds_agree_to_one_frame(tmp_path: Path, total: float, differs: bool) -> None:
    write_xls(tmp_path / NAME, [HEADER, [*ROWS[0][:9], total, *ROWS[0][10:]]])
    assert any(d.code == "times_differ" for d in scan("casme", tmp_path)[1]) == differs


def test_leave_one_subject_out(tmp_path: Path) -> None:
    root = make(tmp_path)
    clips, _ = scan("casme", root)
    assert {(a.clip.split, a.clip.split_by) for a in clips} == {("", "")}
    assert {a.clip.fold for a in clips} == {"01", "08", "19"}
    clips, _ = scan("casme", root, fold="08")
    assert {a.clip.split for a in clips} == {"train", "test"} and {a.clip.split_by for a in clips} == {"loso 08"}
    assert {a.clip.subjects[0].identity for a in clips if a.clip.split == "test"} == {"CASME/sub08"}
    for fold in ("8", 8, "99", 0):
        with pytest.raises(EmoCfgError, match=r"E202[\s\S]*source casme[\s\S]*01, 08, 19"):
            scan("casme", root, fold=fold)


@pytest.mark.parametrize("digits", [0, 3])
def test_a_clip_is_the_frames_from_onset_to_offset(tmp_path: Path, digits: int) -> None:
    root = make(tmp_path)
    folder = root / "CASME_raw_selected/sub01/EP01_12"
    folder.mkdir(parents=True)
    for number in range(70, 103):
        Image.fromarray(np.full((32, 32, 3), number, np.uint8)).save(folder / f"EP01_12-{number:0{digits}d}.jpg")
    clips = by_id(scan("casme", root)[0])
    source = open_source("casme", root)
    source.fetch(clips["CASME/sub01/EP01_12"].clip, tmp_path / "c.mp4")
    timeline = probe(tmp_path / "c.mp4")
    assert (len(timeline), timeline.fps) == (19, 60.0)
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["CASME/sub01/EP01_13"].clip, tmp_path / "d.mp4")


def test_the_older_workbook(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "casme.xlsx", [HEADER, *ROWS])
    clips, defects = scan("casme", tmp_path)
    assert len(clips) == len(ROWS) and "6 clips, the owner states 189" in {d.what for d in defects}


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *((0, "sub01"), (3, "soon"), (3, -73), (5, "-"), (8, "fast"), (10, "4+x"), (11, "joy"), (11, ""), (9, "inf")),
        *((9, "3_1"), (1, ""), (1, "../x")),
    ],
)
def test_bad_cells_name_file_and_row(tmp_path: Path, column: int, cell: object) -> None:
    row = list(ROWS[0])
    row[column] = cell
    write_xls(tmp_path / NAME, [HEADER, ROWS[1], row])
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{NAME}:3"):
        scan("casme", tmp_path)


def test_bad_workbooks(tmp_path: Path) -> None:
    write_xls(tmp_path / NAME, [HEADER, ROWS[0], ROWS[0]])
    with pytest.raises(EmoCfgError, match=rf"E304[\s\S]*EP01_12 is also at {NAME}:2[\s\S]*{NAME}:3"):
        scan("casme", tmp_path)
    write_xls(tmp_path / NAME, [[*HEADER[:5], *HEADER[6:]], ROWS[0]])
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{NAME}:1"):
        scan("casme", tmp_path)
    (tmp_path / NAME).write_text(",".join(map(str, HEADER)), encoding="utf-8")
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{NAME}"):
        scan("casme", tmp_path)
