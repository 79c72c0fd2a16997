"""Aff-Wild2: runs of equal frames as clips, invalid frames that are not "absent", cuts that keep the very frames."""

from pathlib import Path

import numpy as np
import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy, MediaError, decode, encode, probe
from emocfg.sources import Annotated, open_source
from emocfg.sources.affwild2_runs import EXPRESSIONS
from tests.sources.copies.affwild2 import (
    AU,
    EXPR,
    INVALID,
    VA,
    YEAR,
    expression_frames,
    frames,
    make,
    unit_frames,
    units,
)
from tests.sources.scans import by_id, of, scan, write

ONE = "1-30-1280x720"


def test_runs_of_at_least_half_a_second_are_clips_and_long_ones_are_cut(tmp_path: Path) -> None:
    clips, _ = scan("affwild2", make(tmp_path))
    assert sorted(by_id(clips)) == [
        "AffWild2/AU/1-30-1280x720/1-20",
        "AffWild2/AU/1-30-1280x720/24-39",
        "AffWild2/AU/1-30-1280x720/356-655",
        "AffWild2/AU/1-30-1280x720/56-355",
        "AffWild2/AU/5-60-1920x1080-1/1-30",
        "AffWild2/EXPR/1-30-1280x720/1-20",
        "AffWild2/EXPR/1-30-1280x720/26-40",
        "AffWild2/EXPR/52-30-1280x720_left/1-15",
        "AffWild2/EXPR/52-30-1280x720_right/1-15",
    ]
    clip = by_id(clips)["AffWild2/AU/1-30-1280x720/356-655"].clip
    assert (clip.split, clip.split_by, clip.tasks) == ("train", "owner", ("action_units",))
    assert (clip.start, clip.end, clip.source_video) == (11.8333, 21.8333, f"AffWild2/{ONE}")
    assert by_id(clips)["AffWild2/EXPR/1-30-1280x720/1-20"].clip.split == "validation"


def test_what_is_in_no_clip_is_told_and_counted(tmp_path: Path) -> None:
    _, defects = scan("affwild2", make(tmp_path))
    assert [(d.code, d.where, d.what.split(",")[0]) for d in defects] == [
        (
            "several_tasks",
            f"{YEAR}/MTL_Challenge/train_set.txt",
            "1 files of several tasks at once are not read",
        ),
        ("unread_text", f"{AU}/Test_Set/9-30-640x480.txt", "1 text files are in no folder that is known"),
        ("no_runs", f"{VA}/Validation_Set/282.txt", "1 files are of valence and arousal alone"),
        ("unknown_fps", f"{AU}/Train_Set/video61.txt", "the name video61 states no frame rate"),
        ("invalid_frames", "AU", "5 frames of 1 files are invalid"),
        ("short_runs", "AU", "3 runs"),
        ("invalid_frames", "EXPR", "5 frames of 1 files are invalid"),
        ("invalid_frames", "VA", "24 frames of 1 files are invalid"),
    ]
    assert "53 frames in all" in next(d.what for d in defects if d.code == "short_runs")


def test_units_are_those_of_the_run_and_none_is_not_unknown(tmp_path: Path) -> None:
    clips = by_id(scan("affwild2", make(tmp_path))[0])
    smile, neutral = clips[f"AffWild2/AU/{ONE}/1-20"], clips[f"AffWild2/AU/{ONE}/24-39"]
    assert [(o.native, o.scheme, o.code) for o in of(smile, "unit")] == [
        ("AU6", "facs", units(6, 12)),
        ("AU12", "facs", units(6, 12)),
    ]
    assert of(smile, "unit")[0].origin == f"{AU}/Train_Set/{ONE}.txt:2-21"
    assert [(o.native, o.missing) for o in of(neutral, "unit")] == [("none", "")]
    assert [_units_of(smile), _units_of(neutral)] == [[6, 12], []]


def _units_of(annotated: Annotated) -> list[int] | None:
    (person,) = merge(annotated.clip, annotated.observations).tree.persons
    return None if person.units is None else [unit.code for unit in person.units]


def test_an_expression_is_the_headers_name_and_other_is_no_emotion(tmp_path: Path) -> None:
    clips = by_id(scan("affwild2", make(tmp_path))[0])
    happy, other = clips[f"AffWild2/EXPR/{ONE}/1-20"], clips[f"AffWild2/EXPR/{ONE}/26-40"]
    assert [(o.native, o.code, o.scheme) for o in of(happy, "emotion")] == [("Happiness", "4", "aff-wild2/expression")]
    assert [(o.native, o.code) for o in of(other, "emotion")] == [("Other", "7")]
    felt = [merge(a.clip, a.observations).tree.persons[0].emotions for a in (happy, other)]
    assert felt[0] is not None and [e.label for e in felt[0]] == ["happiness"] and felt[1] is None


def test_valence_and_arousal_are_means_over_valid_frames(tmp_path: Path) -> None:
    clips = by_id(scan("affwild2", make(tmp_path))[0])
    means = {
        clip_id.removeprefix("AffWild2/"): [
            (o.native, o.value, o.missing, o.origin.rpartition(":")[2])
            for dimension in ("valence", "arousal")
            for o in of(annotated, dimension)
        ]
        for clip_id, annotated in clips.items()
    }
    assert means[f"AU/{ONE}/1-20"] == [
        ("mean of 15 frames", -0.083333, "", "2-21"),
        ("mean of 15 frames", 0.5, "", "2-21"),
    ]
    assert means[f"AU/{ONE}/24-39"] == [("-5", None, "invalid", "25-40")] * 2
    assert means[f"EXPR/{ONE}/26-40"] == [
        ("mean of 1 frames", 1.0, "", "27-41"),
        ("mean of 1 frames", -1.0, "", "27-41"),
    ]
    assert means[f"AU/{ONE}/56-355"] == means["AU/5-60-1920x1080-1/1-30"] == []


def test_two_people_of_a_recording_share_its_cut(tmp_path: Path) -> None:
    clips = by_id(scan("affwild2", make(tmp_path))[0])
    for side in ("left", "right"):
        clip = clips[f"AffWild2/EXPR/52-30-1280x720_{side}/1-15"].clip
        (subject,) = clip.subjects
        assert (subject.identity, subject.position) == (f"AffWild2/52-30-1280x720_{side}", side)
        assert (clip.source_video, clip.file) == ("AffWild2/52-30-1280x720", "52-30-1280x720/1-15.mp4")
    assert clips[f"AffWild2/AU/{ONE}/1-20"].clip.file == clips[f"AffWild2/EXPR/{ONE}/1-20"].clip.file


def _record(path: Path, total: int, fps: int) -> None:
    """A recording whose frame n has n % 8 and n // 8 as the gray of its halves."""
    halves = [np.repeat(np.array([n % 8, n // 8], np.uint8) * 30 + 20, 32) for n in range(1, total + 1)]
    path.parent.mkdir(parents=True, exist_ok=True)
    encode([np.broadcast_to(half[None, :, None], (64, 64, 3)) for half in halves], path, fps=fps)


def _numbers(path: Path) -> list[int]:
    """The numbers of a cut's frames."""
    images = decode(path, FramePolicy("uniform", len(probe(path)))).images.astype(float)
    gray = [np.rint((images[:, :, side].mean(axis=(1, 2, 3)) - 20) / 30) for side in (slice(8, 24), slice(40, 56))]
    return [int(low + 8 * high) for low, high in zip(*gray, strict=True)]


@pytest.mark.parametrize(("suffix", "fps"), [("mp4", 30), ("avi", 30), ("mp4", 24)])
def test_a_cut_has_exactly_the_frames_of_its_run(tmp_path: Path, suffix: str, fps: int) -> None:
    stretches = [("4", 17), ("0", 15), ("-1", 1), ("0", 16), ("3", 15)]
    expression_frames(tmp_path, f"{EXPR}/Train_Set/{ONE}_left.txt", *stretches)
    _record(tmp_path / "recording.mp4", 62, fps)  # two lines more than frames
    (tmp_path / "batch2").mkdir()
    (tmp_path / "recording.mp4").rename(tmp_path / f"batch2/{ONE}.{suffix}")
    source = open_source("affwild2", tmp_path)
    cuts = {}
    for annotated in scan("affwild2", tmp_path)[0]:
        source.fetch(annotated.clip, tmp_path / "out/cut.mp4")
        cuts[annotated.clip.clip_id.rpartition("/")[2]] = _numbers(tmp_path / "out/cut.mp4")
        assert probe(tmp_path / "out/cut.mp4").fps == fps
    assert cuts == {
        "1-17": list(range(1, 18)),
        "18-32": list(range(18, 33)),
        "34-49": list(range(34, 50)),
        "50-64": list(range(50, 63)),
    }


def test_a_recording_that_is_not_there_or_ends_too_early(tmp_path: Path) -> None:
    expression_frames(tmp_path, f"{EXPR}/Train_Set/{ONE}.txt", ("4", 20), ("0", 15))
    source, clips = open_source("affwild2", tmp_path), by_id(scan("affwild2", tmp_path)[0])
    last = clips[f"AffWild2/EXPR/{ONE}/21-35"].clip
    with pytest.raises(MediaError, match="missing"):
        source.fetch(last, tmp_path / "out/cut.mp4")
    _record(tmp_path / f"batch1/{ONE}.mp4", 32, 30)
    with pytest.raises(MediaError, match=r"truncated[\s\S]*frame 35 of 32"):
        source.fetch(last, tmp_path / "out/cut.mp4")
    assert not (tmp_path / "out/cut.mp4").exists()


def test_a_name_without_a_rate_takes_it_from_the_recording(tmp_path: Path) -> None:
    for stem in ("video61", "1-0-1280x720", "broken"):
        unit_frames(tmp_path, f"{AU}/Train_Set/{stem}.txt", (units(2), 13), (units(4), 12))
    _record(tmp_path / "batch3/video61.mp4", 25, 25)
    write(tmp_path / "batch3/broken.mp4", "no video")
    clips, defects = scan("affwild2", tmp_path)
    assert [(a.clip.clip_id, a.clip.end) for a in clips] == [("AffWild2/AU/video61/1-13", 0.52)]
    assert [d.where.rpartition("/")[2] for d in defects if d.code == "unknown_fps"] == [
        "1-0-1280x720.txt",
        "broken.txt",
    ]


@pytest.mark.parametrize(
    "folder",
    [
        "AU_Set/Training_Set",
        "annotations/AU_Set/Train_Set",
        "2nd/AU_Detection_Challenge/Train",
        "x/y/AU_Detection_Challenge/Train_Set",
    ],
)
def test_folders_differ_by_year(tmp_path: Path, folder: str) -> None:
    unit_frames(tmp_path, f"{folder}/{ONE}.txt", (units(4), 15))
    assert [a.clip.split for a in scan("affwild2", tmp_path)[0]] == ["train"]


def test_the_first_challenges_had_seven_expressions(tmp_path: Path) -> None:
    name = f"EXPR_Set/Validation_Set/{ONE}.txt"
    expression_frames(tmp_path, name, ("6", 15), classes=EXPRESSIONS[:7])
    assert [a.observations[0].native for a in scan("affwild2", tmp_path)[0]] == ["Surprise"]
    expression_frames(tmp_path, name, ("7", 15), classes=EXPRESSIONS[:7])
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*from 0 to 6"):
        scan("affwild2", tmp_path)


def test_spaces_do_not_part_a_run(tmp_path: Path) -> None:
    line = units(4)
    unit_frames(tmp_path, f"{AU}/Train_Set/{ONE}.txt", (line, 10), (line.replace(",", ", "), 10))
    assert [a.clip.clip_id for a in scan("affwild2", tmp_path)[0]] == [f"AffWild2/AU/{ONE}/1-20"]


@pytest.mark.parametrize(
    ("name", "lines", "code", "where"),
    [
        (AU, "AU1,AU2,AU4\n1,0,0\n", "E301", ":1"),
        (AU, "", "E301", ":1"),
        (AU, f"{units()}\n", "E301", ":1"),
        (AU, f"{{header}}\n{units()}\n{units(4).replace('1', '2')}\n", "E302", ":3"),
        (AU, f"{{header}}\n{INVALID}\n{units()},0\n", "E302", ":3"),
        (AU, f"{{header}}\n{units()}\n\n{units()}\n", "E302", ":3"),
        (AU, f"{{header}}\n{units().replace('0', '0.0')}\n", "E302", ":2"),
        (EXPR, "Anger,Neutral,Disgust,Fear,Happiness,Sadness,Surprise,Other\n0\n", "E301", ":1"),
        (EXPR, "{header}\n0\n0\n8\n", "E302", ":4"),
        (EXPR, "{header}\n0\n-2\n", "E302", ":3"),
        (EXPR, "{header}\nHappiness\n", "E302", ":2"),
        (EXPR, "{header}\n1.0\n", "E302", ":2"),
        (VA, "arousal,valence\n0,0\n", "E301", ":1"),
        (VA, "{header}\n0,0\n0,1.5\n", "E302", ":3"),
        (VA, "{header}\n0,nan\n", "E302", ":2"),
        (VA, "{header}\n0,0\n0\n", "E302", ":3"),
        (VA, "{header}\n0,0\n0,0,0\n", "E302", ":3"),
        (VA, "{header}\n0,0\n0;0\n", "E302", ":3"),
        (VA, "{header}\n0,0\n-4,0\n", "E302", ":3"),
    ],
)
def test_bad_files_name_file_and_line(tmp_path: Path, name: str, lines: str, code: str, where: str) -> None:
    root = make(tmp_path)
    path = next((root / name).rglob(f"{ONE}.txt"))
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    write(path, lines.format(header=header))
    with pytest.raises(EmoCfgError) as caught:
        scan("affwild2", root)
    assert (caught.value.code, caught.value.where) == (code, f"{path.relative_to(root).as_posix()}{where}")


def test_a_wrong_encoding(tmp_path: Path) -> None:
    path = make(tmp_path) / f"{EXPR}/Validation_Set/{ONE}.txt"
    path.write_bytes(path.read_bytes() + b"0\n\xff\xfe\n")
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{EXPR}/Validation_Set/{ONE}.txt:43"):
        scan("affwild2", tmp_path)


@pytest.mark.parametrize(
    "other", [f"{AU}/Validation_Set", f"{AU}/Train", "5th ABAW Annotations/AU_Detection_Challenge/Train_Set"]
)
def test_two_files_about_one_person_are_an_error(tmp_path: Path, other: str) -> None:
    unit_frames(make(tmp_path), f"{other}/{ONE}.txt", (units(), 15))
    with pytest.raises(EmoCfgError, match=rf"E304[\s\S]*{ONE}[\s\S]*{ONE}.txt"):
        scan("affwild2", tmp_path)


def test_valence_and_arousal_alone_are_not_enough(tmp_path: Path) -> None:
    frames(tmp_path, f"{VA}/Train_Set/{ONE}.txt", "valence,arousal", ("0,0", 40))
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*AU_Detection_Challenge"):
        scan("affwild2", tmp_path)


def test_a_rate_of_less_than_a_frame_in_ten_seconds(tmp_path: Path) -> None:
    unit_frames(tmp_path, f"{AU}/Train_Set/1-0.05-96x64.txt", (units(1), 2))
    clips, _ = scan("affwild2", tmp_path)
    assert [(a.clip.start, a.clip.end) for a in clips] == [(0.0, 20.0), (20.0, 40.0)]
