"""CASME II: mixed cells of the owners' workbook, and the frames of a clip."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.trees import merge
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
    source = open_source("casme2", root)
    source.fetch(clip, tmp_path / "out" / "c.mp4")
    timeline = probe(tmp_path / "out" / "c.mp4")
    assert (len(timeline), timeline.fps, timeline.width, timeline.height) == (41, 200.0, 32, 34)
    other = by_id(scan("casme2", root)[0])["CASME2/sub01/EP03_02"].clip
    with pytest.raises(MediaError, match="missing"):
        source.fetch(other, tmp_path / "out" / "d.mp4")


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [(7, "4+x", "E302"), (7, "AU12", "E302"), (8, "joy", "E302"), (3, "soon", "E302"), (4, "5.5", "E302")],
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
