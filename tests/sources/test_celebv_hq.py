"""CelebV-HQ: forty and 35 decisions per clip, emotion in two forms, and label names that must be ours."""

from pathlib import Path
from typing import Any

import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import NONE, Event, appearance_labels
from emocfg.sources import open_source
from tests.sources.copies.celebv_hq import ACTION, APPEARANCE, info, make, record, write_info
from tests.sources.scans import by_id, of, scan, write

FIRST, SECOND, THIRD, LAST = "M2Ohb0FAaJU_1", "M2Ohb0FAaJU_2", "_a-b_c-d_e1_0", "zzzzzzzzzzz_10"


def test_a_clip_is_a_stretch_of_its_video(tmp_path: Path) -> None:
    clips, defects = scan("celebv-hq", make(tmp_path))
    found = {a.clip.clip_id.partition("/")[2]: a.clip for a in clips}
    assert list(found) == [FIRST, SECOND, THIRD, LAST]
    clip = found[THIRD]
    assert (clip.start, clip.end, clip.split, clip.tasks) == (81.62, 86.17, "", ("appearance", "action"))
    assert clip.source_video == clip.subjects[0].identity == "CelebV-HQ/_a-b_c-d_e1"
    assert found[FIRST].source_video == found[SECOND].source_video != clip.source_video
    assert {d.code for d in defects} == {"unannotated_video", "count_differs"}


def test_labels_that_hold_are_observed_and_the_others_do_not_hold(tmp_path: Path) -> None:
    first = scan("celebv-hq", make(tmp_path))[0][0]
    looks = [("male", "1"), ("young", "2"), ("brown_hair", "13"), ("no_beard", "28")]
    assert [(o.native, o.code) for o in of(first, "appearance")] == looks
    assert [(o.native, o.code) for o in of(first, "action")] == [("talk", "29"), ("turn", "30")]
    assert {o.origin for o in first.observations} == {f"celebvhq_info.json:{FIRST}"}
    tree = merge(first.clip, first.observations).tree
    decided = appearance_labels(tree, tree.persons[0])
    assert len(decided) == 40 and [label for label, holds in decided.items() if holds] == [name for name, _ in looks]
    assert tree.persons[0].attributes["gender"] == "male" and tree.persons[0].attributes["glasses"] == "none"


def test_nothing_that_holds_is_known_to_be_nothing(tmp_path: Path) -> None:
    empty = by_id(scan("celebv-hq", make(tmp_path))[0])[f"CelebV-HQ/{THIRD}"]
    assert [o.native for aspect in ("appearance", "action") for o in of(empty, aspect)] == [NONE, NONE]
    person = merge(empty.clip, empty.observations).tree.persons[0]
    assert (person.looks, person.actions, person.attributes["gender"]) == ((), (), "female")
    assert merge(empty.clip, of(empty, "emotion")).tree.persons[0].looks is None


def test_emotion_in_two_forms(tmp_path: Path) -> None:
    clips = by_id(scan("celebv-hq", make(tmp_path))[0])
    felt = {
        name.partition("/")[2]: [(o.native, o.start, o.end, o.missing) for o in of(a, "emotion")]
        for name, a in clips.items()
    }
    assert felt == {
        FIRST: [("neutral", None, None, "")],
        SECOND: [("neutral", 0.0, 0.28, ""), ("happy", 0.6, 4.1, "")],
        THIRD: [("surprise", None, None, "")],
        LAST: [("", None, None, "not_annotated")],
    }
    trees = {name: merge(a.clip, a.observations).tree.persons[0] for name, a in clips.items()}
    second = trees[f"CelebV-HQ/{SECOND}"]
    assert [e.label for e in second.emotions or ()] == ["neutral", "happiness"] and second.actions == (Event("smile"),)
    assert trees[f"CelebV-HQ/{LAST}"].emotions is None


def test_the_box_is_kept_as_written(tmp_path: Path) -> None:
    (box,) = of(scan("celebv-hq", make(tmp_path))[0][0], "box")
    assert (box.native, box.scheme) == ('{"bottom":0.8815,"left":0.1964,"right":0.6922,"top":0.0}', "celebv-hq/box")


def test_videos_are_found_where_users_crop_them(tmp_path: Path) -> None:
    root = make(tmp_path)
    files = {a.clip.clip_id.partition("/")[2]: a.clip.file for a in scan("celebv-hq", root)[0]}
    assert files == {
        FIRST: f"celebvhq/{FIRST}.mp4",
        SECOND: f"downloaded/processed/{SECOND}.mp4",
        THIRD: f"{THIRD}.mp4",
        LAST: f"celebvhq/{LAST}.mp4",
    }
    write(root / f"{FIRST}.mp4", "another")
    write(root / f"processed/{FIRST}.mp4", "a third")
    source = open_source("celebv-hq", root)
    clips = {a.clip.clip_id: a.clip for a in scan("celebv-hq", root)[0]}
    assert clips[f"CelebV-HQ/{FIRST}"].file == f"celebvhq/{FIRST}.mp4"
    source.fetch(clips[f"CelebV-HQ/{SECOND}"], tmp_path / "out.mp4")
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips[f"CelebV-HQ/{LAST}"], tmp_path / "out.mp4")


def test_faults_in_the_file_are_counted(tmp_path: Path) -> None:
    reversed_segment = [{"emotion": "fear", "start_sec": 3, "end_sec": 1.5}]
    faulty = record("yyyyyyyyyyy", "male", "talk", reversed_segment) | {"duration": {"start_sec": 9, "end_sec": 4}}
    value = info()
    value["clips"] |= {"xxxxxxxxxxx_1": faulty, "xxxxxxxxxxx_2": faulty}
    write_info(tmp_path, value)
    clips, defects = scan("celebv-hq", tmp_path)
    told = {d.code: (d.where, d.what.split()[0]) for d in defects if d.code != "count_differs"}
    assert told == dict.fromkeys(
        ("key_differs", "ends_before_start", "time_outside_clip"), ("celebvhq_info.json:xxxxxxxxxxx_1", "2")
    )
    (felt,) = of(clips[-1], "emotion")
    assert (felt.native, felt.start, felt.end) == ("fear", None, None)
    clip = clips[-1].clip
    assert (clip.source_video, clip.start, clip.end) == ("CelebV-HQ/yyyyyyyyyyy", None, None)


@pytest.mark.parametrize(("start", "end", "fits"), [(0, 4.55, True), (4, 5.5, True), (-1, 2, False), (1, 5.6, False)])
def test_segments_lie_in_their_clip(tmp_path: Path, start: float, end: float, fits: bool) -> None:
    value = info()
    segment = {"emotion": "fear", "start_sec": start, "end_sec": end}
    value["clips"] = {FIRST: record("M2Ohb0FAaJU", "male", "talk", [segment])}
    write_info(tmp_path, value)
    clips, defects = scan("celebv-hq", tmp_path)
    (felt,) = of(clips[0], "emotion")
    assert (felt.native, felt.start, felt.end) == ("fear", *((start, end) if fits else (None, None)))
    assert any(d.code == "time_outside_clip" for d in defects) != fits


@pytest.mark.parametrize("key", ["../../a_1", "a/b_1", "/etc/a_1", "a\\b_1", "", " ", "a\n_1"])
def test_a_key_that_cannot_be_a_name_is_refused(tmp_path: Path, key: str) -> None:
    value = info()
    value["clips"] = {key: record("M2Ohb0FAaJU", "male", "talk", "neutral")}
    write_info(tmp_path, value)
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*celebvhq_info.json:"):
        scan("celebv-hq", tmp_path)
    value["clips"] = {FIRST: record(key, "male", "talk", "neutral")}
    write_info(tmp_path, value)
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*celebvhq_info.json:{FIRST}"):
        scan("celebv-hq", tmp_path)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("appearance_mapping", [name.replace("_", " ").capitalize() for name in APPEARANCE]),
        ("appearance_mapping", [*APPEARANCE[:2], "chubby", "young", *APPEARANCE[4:]]),
        ("appearance_mapping", APPEARANCE[:-1]),
        ("action_mapping", [*ACTION, "clap"]),
        ("action_mapping", []),
    ],
)
def test_label_names_that_are_not_ours_are_refused(tmp_path: Path, key: str, names: list[str]) -> None:
    value = info()
    value["meta_info"][key] = names
    write_info(tmp_path, value)
    with pytest.raises(EmoCfgError, match=rf"E301[\s\S]*{key}[\s\S]*celebvhq_info.json:meta_info[\s\S]*pale_skin"):
        scan("celebv-hq", tmp_path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("attributes", "appearance"), [0] * 39),
        (("attributes", "appearance"), [0] * 41),
        (("attributes", "action"), [0] * 34 + [2]),
        (("attributes", "action"), [0] * 34 + [True]),
        (("attributes", "action"), [0] * 34 + [None]),
        (("attributes", "action"), "0" * 35),
        (("attributes", "emotion"), {"sep_flag": False, "labels": "joy"}),
        (("attributes", "emotion"), {"sep_flag": False, "labels": ["neutral"]}),
        (("attributes", "emotion"), {"sep_flag": True, "labels": "neutral"}),
        (("attributes", "emotion"), {"sep_flag": True, "labels": ["neutral"]}),
        (("attributes", "emotion"), {"sep_flag": 0, "labels": "neutral"}),
        (
            ("attributes", "emotion"),
            {"sep_flag": True, "labels": [{"emotion": "fear", "start_sec": "0", "end_sec": 1}]},
        ),
        (("attributes",), {}),
        (("ytb_id",), ""),
        (("ytb_id",), 7),
        (("duration",), {"start_sec": 1}),
        (("duration",), {"start_sec": True, "end_sec": 2}),
        (("bbox",), {"top": 0}),
    ],
)
def test_a_bad_record_names_its_clip(tmp_path: Path, path: tuple[str, ...], value: object) -> None:
    whole = info()
    place: dict[str, Any] = whole["clips"][SECOND]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    write_info(tmp_path, whole)
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*celebvhq_info.json:{SECOND}\b"):
        scan("celebv-hq", tmp_path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "E301"),
        ('{"clips": {}}', "E301"),
        ('{"meta_info": {}, "clips": []}', "E301"),
        ('{"clips": {"a_1": {}, "a_1": {}}}', "E303"),
        ('{"clips": NaN}', "E303"),
        ("{", "E303"),
    ],
)
def test_a_file_of_another_form(tmp_path: Path, text: str, code: str) -> None:
    write(tmp_path / "celebvhq_info.json", text)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*celebvhq_info.json"):
        scan("celebv-hq", tmp_path)
