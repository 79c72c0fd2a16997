"""CAS(ME)^2: a workbook without a header, maps on other sheets, offsets of 0, and units in every spelling."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError, probe
from emocfg.schema import Clip
from emocfg.sources import Annotated, open_source
from tests.sources.copies.casme_squared import NAME, ROWS, SUBJECTS, VIDEOS, make
from tests.sources.scans import by_id, of, scan, write_xlsx

WHERE = re.escape(NAME)


@pytest.fixture
def clips(tmp_path: Path) -> dict[str, Annotated]:
    found = by_id(scan("casme-squared", make(tmp_path))[0])
    return {name.removeprefix("CAS(ME)2/"): annotated for name, annotated in found.items()}


def test_every_expression_is_a_clip_of_its_recording(clips: dict[str, Annotated]) -> None:
    assert len(clips) == len(ROWS)
    first = clips["s15/anger1_1"].clip
    assert first.file == "rawpic/s15/15_0401girlcrashing/anger1_1.mp4"
    assert (first.start, first.end, first.fold) == (557 / 30, 608 / 30, "15")
    assert first.source_video == clips["s15/anger1_2"].clip.source_video == "CAS(ME)2/s15/anger1"
    assert first.subjects[0].identity == "CAS(ME)2/s15"
    assert clips["s16/anger1_1"].clip.file == "rawpic/s16/16_0401girlcrashing/anger1_1.mp4"
    assert len({annotated.clip.file for annotated in clips.values()}) == len(ROWS)


def test_micro_and_macro(clips: dict[str, Annotated]) -> None:
    types = Counter(of(annotated, "expression_type")[0].native for annotated in clips.values())
    assert types == {"macro-expression": 5, "micro-expression": 4}
    micro, macro = clips["s15/disgust1_1"], clips["s15/anger1_1"]
    assert [(o.native, o.scheme) for o in of(micro, "micro")] == [("negative", "cas-me-2/emotion")]
    assert [(o.native, o.scheme) for o in of(micro, "emotion_other")] == [("disgust", "cas-me-2/self-report")]
    assert micro.clip.tasks == ("micro_expression", "rationale")
    assert not of(macro, "micro") and macro.clip.tasks == ("action_units",)
    assert [(o.native, o.scheme) for o in of(macro, "emotion_other")] == [
        ("negative", "cas-me-2/emotion"),
        ("anger", "cas-me-2/self-report"),
    ]
    person = merge(macro.clip, macro.observations).tree.persons[0]
    assert person.micro is None and person.emotions is None and person.sentiment is None
    assert [unit.code for unit in person.units or ()] == [4, 10, 14, 15]
    assert merge(micro.clip, micro.observations).tree.persons[0].micro == "negative"


def test_an_offset_of_0_is_no_offset(clips: dict[str, Annotated], tmp_path: Path) -> None:
    open_end = clips["s15/anger2_1"]
    (offset,) = of(open_end, "offset")
    assert (offset.native, offset.value, offset.missing) == ("0", None, "not_annotated")
    assert (open_end.clip.start, open_end.clip.end, open_end.clip.tasks) == (None, None, ())
    folder = tmp_path / "rawpic/s15/15_0402beatingpregnantwoman"
    folder.mkdir(parents=True)
    Image.fromarray(np.zeros((32, 32, 3), np.uint8)).save(folder / "img2155.jpg")
    with pytest.raises(MediaError, match="onset and offset are not both annotated") as caught:
        open_source("casme-squared", tmp_path).fetch(open_end.clip, tmp_path / "c.mp4")
    assert caught.value.reason == "uncut" and not (tmp_path / "c.mp4").exists()
    (apex,) = of(clips["s15/disgust1_2"], "apex")
    assert (apex.native, apex.missing) == ("0", "not_annotated") and clips["s15/disgust1_2"].clip.end == 309 / 30


@pytest.mark.parametrize(
    ("name", "units", "missing", "known"),
    [
        ("s15/anger1_2", ["AU38"], {""}, True),
        ("s16/anger1_1", ["AU4", "AU24"], {""}, True),
        ("s16/happy1_1", ["AU1", "AU2", "AU25", "AU24"], {""}, True),
        ("s15/disgust1_2", ["14or23"], {"ambiguous"}, False),
        ("s16/happy1_3", ["10or11"], {"ambiguous"}, False),
        ("s15/anger2_1", ["NULL"], {"not_annotated"}, False),
        ("s16/happy1_2", ["null"], {"not_annotated"}, False),
    ],
)
def test_units_in_every_spelling(
    clips: dict[str, Annotated], name: str, units: list[str], missing: set[str], known: bool
) -> None:
    annotated = clips[name]
    assert [o.native for o in of(annotated, "unit")] == units
    assert {o.missing for o in of(annotated, "unit")} == missing
    person = merge(annotated.clip, annotated.observations).tree.persons[0]
    assert (person.units is not None) == known


def test_a_unit_of_both_sides_of_a_comma_is_one(tmp_path: Path) -> None:
    row = [*ROWS[0][:5], "4+12,4", *ROWS[0][6:]]
    write_xlsx(tmp_path / NAME, [row], SUBJECTS, VIDEOS)
    assert [o.native for o in of(scan("casme-squared", tmp_path)[0][0], "unit")] == ["AU4", "AU12"]


def test_a_slip_of_the_owners_is_told_and_kept(tmp_path: Path) -> None:
    clips, defects = scan("casme-squared", make(tmp_path))
    assert [(d.code, d.where) for d in defects if d.code == "misspelt_label"] == [("misspelt_label", f"{NAME}:7")]
    report = of(by_id(clips)["CAS(ME)2/s16/happy1_1"], "emotion_other")[1]
    assert (report.native, report.scheme) == ("happyiness", "cas-me-2/self-report")


def test_leave_one_subject_out(tmp_path: Path) -> None:
    root = make(tmp_path)
    clips, _ = scan("casme-squared", root, fold="16")
    assert {a.clip.clip_id.split("/")[1] for a in clips if a.clip.split == "test"} == {"s16"}
    assert {a.clip.split_by for a in clips} == {"loso 16"}
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*source casme-squared[\s\S]*15, 16"):
        scan("casme-squared", root, fold="2")


def _frames(folder: Path, first: int, last: int) -> None:
    folder.mkdir(parents=True)
    for number in range(first, last + 1):
        Image.fromarray(np.full((32, 32, 3), number % 256, np.uint8)).save(folder / f"img{number}.jpg")


def _clip(root: Path, name: str) -> Clip:
    return by_id(scan("casme-squared", root)[0])[f"CAS(ME)2/{name}"].clip


def test_a_clip_is_the_frames_from_onset_to_offset(tmp_path: Path) -> None:
    root = make(tmp_path)
    _frames(root / "rawpic/s15/15_0101disgustingteeth", 98, 112)
    source = open_source("casme-squared", root)
    source.fetch(_clip(root, "s15/disgust1_1"), tmp_path / "c.mp4")
    assert (len(probe(tmp_path / "c.mp4")), probe(tmp_path / "c.mp4").fps) == (11, 30.0)
    with pytest.raises(MediaError, match="missing"):
        source.fetch(_clip(root, "s15/anger1_1"), tmp_path / "d.mp4")


def test_four_digits_name_the_one_folder_that_begins_so(tmp_path: Path) -> None:
    write_xlsx(tmp_path / NAME, ROWS, SUBJECTS, [[name, int(str(code)[:4])] for name, code in VIDEOS])
    _frames(tmp_path / "rawpic/s15/15_0101disgustingteeth", 100, 110)
    source, clip = open_source("casme-squared", tmp_path), _clip(tmp_path, "s15/disgust1_1")
    assert clip.file == "rawpic/s15/15_0101/disgust1_1.mp4"
    source.fetch(clip, tmp_path / "c.mp4")
    assert len(probe(tmp_path / "c.mp4")) == 11
    _frames(tmp_path / "rawpic/s15/15_0101other", 100, 110)
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clip, tmp_path / "d.mp4")


def test_maps_may_have_other_columns_and_headings(tmp_path: Path, clips: dict[str, Annotated]) -> None:
    subjects: list[list[object]] = [
        ["subject", "name", "no."],
        *([15 + i, name, number] for i, (number, name) in enumerate(SUBJECTS)),
    ]
    write_xlsx(tmp_path / NAME, ROWS, subjects, [[code, name] for name, code in VIDEOS])
    assert {name.removeprefix("CAS(ME)2/") for name in by_id(scan("casme-squared", tmp_path)[0])} == clips.keys()


@pytest.mark.parametrize(
    ("subjects", "videos", "error"),
    [
        ([[1, "s15"]], VIDEOS, rf"E302[\s\S]*subject is '2'[\s\S]*{WHERE}:6"),
        (SUBJECTS, [[n, f"{code}\\x"] for n, code in VIDEOS], rf"E302[\s\S]*anger1_1[\s\S]*{WHERE}:1"),
        (SUBJECTS, VIDEOS[1:], rf"E302[\s\S]*disgust1_1[\s\S]*{WHERE}:4"),
        ([*SUBJECTS, [1, "s17"]], VIDEOS, rf"E304[\s\S]*sheet 2 calls '1' both 's15' and 's17'[\s\S]*{WHERE}:3"),
        ([[1, "s15", 2], [2, "s16", 1]], VIDEOS, rf"E301[\s\S]*columns 1 and 3 of sheet 2[\s\S]*{WHERE}"),
        ([[1, "s15", "s99"], [2, "s16"]], VIDEOS, rf"E302[\s\S]*subject is '1'[\s\S]*{WHERE}:1"),
        ([], [], rf"E302[\s\S]*subject is '1'[\s\S]*{WHERE}:1"),
    ],
)
def test_maps_that_do_not_say_who_is_who(
    tmp_path: Path, subjects: list[list[object]], videos: list[list[object]], error: str
) -> None:
    write_xlsx(tmp_path / NAME, ROWS, subjects, videos)
    with pytest.raises(EmoCfgError, match=error):
        scan("casme-squared", tmp_path)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *((0, "Subject"), (1, "anger1"), (1, "../x_1"), (1, "a\\b_1"), (2, "soon"), (4, -1), (5, "4+x"), (5, "AU4")),
        *((6, "joy"), (6, ""), (7, "macro"), (7, ""), (8, "joy"), (8, "")),
    ],
)
def test_bad_cells_name_file_and_row(tmp_path: Path, column: int, cell: object) -> None:
    row = list(ROWS[0])
    row[column] = cell
    write_xlsx(tmp_path / NAME, [ROWS[1], row], SUBJECTS, VIDEOS)
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{WHERE}:2"):
        scan("casme-squared", tmp_path)


def test_bad_workbooks(tmp_path: Path) -> None:
    write_xlsx(tmp_path / NAME, [ROWS[0], ROWS[0]], SUBJECTS, VIDEOS)
    with pytest.raises(EmoCfgError, match=rf"E304[\s\S]*s15/anger1_1 is also at {WHERE}:1[\s\S]*{WHERE}:2"):
        scan("casme-squared", tmp_path)
    write_xlsx(tmp_path / NAME, ROWS)
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{WHERE}"):
        scan("casme-squared", tmp_path)
    (tmp_path / NAME).write_bytes(b"no workbook")
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{WHERE}"):
        scan("casme-squared", tmp_path)
