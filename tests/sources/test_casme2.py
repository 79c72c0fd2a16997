"""CASME II: mixed cells of the owners' workbook, and the frames of a clip."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError, probe
from emocfg.schema import ActionUnit, Span
from emocfg.sources import open_source
from tests.sources.copies.casme2 import HEADER, ROWS, make
from tests.sources.scans import by_id, of, scan, write_xlsx


def test_units_as_number_and_as_text_are_one(tmp_path: Path) -> None:
    clips = by_id(scan("casme2", make(tmp_path))[0])
    assert len(clips) == 5
    assert [o.native for o in of(clips["CASME2/sub01/EP02_01f"], "unit")] == ["AU12"]
    sided = clips["CASME2/sub01/EP19_05f"]
    assert [(o.native, o.side, o.code) for o in of(sided, "unit")] == [
        ("AU4", "", "4+7+L10"),
        ("AU7", "", "4+7+L10"),
        ("AU10", "L", "4+7+L10"),
    ]
    person = merge(sided.clip, sided.observations).tree.persons[0]
    assert person.units is not None and person.units[2] == ActionUnit(10, "L", None, Span(0.0, 0.25))
    assert person.micro == "negative" and person.emotions and person.emotions[0].label == "disgust"


def test_an_apex_left_open_is_not_an_apex_of_zero(tmp_path: Path) -> None:
    clips = by_id(scan("casme2", make(tmp_path))[0])
    for name, written in (("sub04/EP12_01f", "/"), ("sub02/EP01_11f", "")):
        (apex,) = of(clips[f"CASME2/{name}"], "apex")
        assert (apex.native, apex.value, apex.missing) == (written, None, "not_annotated")
    (apex,) = of(clips["CASME2/sub01/EP02_01f"], "apex")
    assert (apex.native, apex.value, apex.missing) == ("59", 0.065, "")


def test_others_and_repression_are_kept_and_not_forced(tmp_path: Path) -> None:
    clips = by_id(scan("casme2", make(tmp_path))[0])
    trees = {name: merge(a.clip, a.observations).tree.persons[0] for name, a in clips.items()}
    assert trees["CASME2/sub01/EP03_02"].micro is None and trees["CASME2/sub01/EP03_02"].emotions is None
    assert trees["CASME2/sub04/EP12_01f"].micro == "negative" and trees["CASME2/sub04/EP12_01f"].emotions is None


def test_a_subject_as_number_and_as_text_is_one(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "CASME2-coding-20190701.xlsx", [HEADER, ROWS[0], [1, *ROWS[1][1:]]])
    clips, _ = scan("casme2", tmp_path, fold="01")
    assert {a.clip.subjects[0].identity for a in clips} == {"CASME2/sub01"}
    assert clips[1].clip.file == "CASME2_RAW_selected/sub01/EP03_02.mp4" and clips[1].clip.split == "test"


def test_an_objective_class_left_open_is_not_annotated(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "CASME2-coding-20190701.xlsx", [HEADER, ROWS[0], [*ROWS[1][:9], None]])
    clips, _ = scan("casme2", tmp_path)
    found = [(o.native, o.missing) for a in clips for o in of(a, "emotion_other")]
    assert found == [("1", ""), ("", "not_annotated")]
    write_xlsx(tmp_path / "CASME2-coding-20190701.xlsx", [HEADER[:9], ROWS[0][:9]])
    assert not of(scan("casme2", tmp_path)[0][0], "emotion_other")


@pytest.mark.parametrize(("name", "stated"), [("20190701", 255), ("20140508", 255), ("updated", 256)])
def test_every_workbook_has_its_own_count(tmp_path: Path, name: str, stated: int) -> None:
    write_xlsx(tmp_path / f"CASME2-coding-{name}.xlsx", [HEADER, *ROWS])
    assert f"5 clips, the owner states {stated}" in {d.what for d in scan("casme2", tmp_path)[1]}


def test_leave_one_subject_out(tmp_path: Path) -> None:
    root = make(tmp_path)
    clips, _ = scan("casme2", root)
    assert {a.clip.split for a in clips} == {""} and {a.clip.fold for a in clips} == {"01", "02", "04"}
    clips, _ = scan("casme2", root, fold="04")
    assert {a.clip.fold for a in clips if a.clip.split == "test"} == {"04"}
    assert {a.clip.split_by for a in clips} == {"loso 04"}
    with pytest.raises(EmoCfgError, match="E202"):
        scan("casme2", root, fold="99")


def test_a_clip_is_the_frames_from_onset_to_offset(tmp_path: Path) -> None:
    root = make(tmp_path)
    folder = root / "CASME2_RAW_selected/sub01/EP02_01f"
    folder.mkdir(parents=True)
    for number in range(40, 90):
        Image.fromarray(np.full((34, 33, 3), number, np.uint8)).save(folder / f"img{number}.jpg")
    clip = by_id(scan("casme2", root)[0])["CASME2/sub01/EP02_01f"].clip
    (folder / "._img50.jpg").write_bytes(b"what macOS leaves beside a file")
    source = open_source("casme2", root)
    source.fetch(clip, tmp_path / "out" / "c.mp4")
    timeline = probe(tmp_path / "out" / "c.mp4")
    assert (len(timeline), timeline.fps, timeline.width, timeline.height) == (41, 200.0, 32, 34)
    other = by_id(scan("casme2", root)[0])["CASME2/sub01/EP03_02"].clip
    with pytest.raises(MediaError, match="missing"):
        source.fetch(other, tmp_path / "out" / "d.mp4")


def test_a_frame_that_is_a_link_out_of_the_copy_is_not_read(tmp_path: Path) -> None:
    root = make(tmp_path / "copy")
    folder = root / "CASME2_RAW_selected/sub01/EP02_01f"
    folder.mkdir(parents=True)
    Image.fromarray(np.zeros((32, 32, 3), np.uint8)).save(tmp_path / "private.jpg")
    for number in range(46, 87):
        (folder / f"img{number}.jpg").symlink_to(tmp_path / "private.jpg")
    clip = by_id(scan("casme2", root)[0])["CASME2/sub01/EP02_01f"].clip
    with pytest.raises(EmoCfgError, match="E101"):
        open_source("casme2", root).fetch(clip, tmp_path / "c.mp4")


def test_a_wrong_offset_is_told_and_such_a_clip_cannot_be_cut(tmp_path: Path) -> None:
    row = list(ROWS[0])
    row[5] = 40
    write_xlsx(tmp_path / "CASME2-coding-updated.xlsx", [HEADER, row])
    clips, defects = scan("casme2", tmp_path)
    told = [(d.code, d.where, d.what) for d in defects if d.code == "frames_disordered"]
    what = "offset 40 is before apex 59; the stretch counts as unknown"
    assert told == [("frames_disordered", "CASME2-coding-updated.xlsx:2", what)]
    clip = clips[0].clip
    assert (clip.start, clip.end, clip.tasks) == (None, None, ())
    folder = tmp_path / clip.file.removesuffix(".mp4")
    folder.mkdir(parents=True)
    Image.fromarray(np.zeros((32, 32, 3), np.uint8)).save(folder / "img46.jpg")
    with pytest.raises(MediaError, match="uncut"):
        open_source("casme2", tmp_path).fetch(clip, tmp_path / "c.mp4")


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        *((7, "4+x", "E302"), (7, "AU12", "E302"), (8, "joy", "E302"), (3, "soon", "E302"), (4, "5.5", "E302")),
        *((0, None, "E302"), (0, "../x", "E302"), (1, None, "E302"), (1, "../../x", "E302"), (1, "a/b", "E302")),
        *((3, -5, "E302"), (9, 8, "E302"), (9, "high", "E302")),
    ],
)
def test_bad_cells_name_file_and_row(tmp_path: Path, column: int, cell: object, code: str) -> None:
    row = list(ROWS[0])
    row[column] = cell
    write_xlsx(tmp_path / "CASME2-coding-20190701.xlsx", [HEADER, ROWS[1], row])
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*CASME2-coding-20190701.xlsx:3"):
        scan("casme2", tmp_path)


def test_a_doubled_row_a_wrong_header_and_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "CASME2-coding-20190701.xlsx"
    write_xlsx(path, [HEADER, ROWS[0], ROWS[0]])
    with pytest.raises(EmoCfgError, match=r"E304[\s\S]*:3"):
        scan("casme2", tmp_path)
    write_xlsx(path, [["Subject", "File"], ["01", "x"]])
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*:1"):
        scan("casme2", tmp_path)
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(EmoCfgError, match="E301"):
        scan("casme2", tmp_path)
