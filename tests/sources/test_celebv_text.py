"""CelebV-Text: three forms of its file, times of the YouTube video, labels as JSON and never as a pickle."""

import json
import pickle  # noqa: TID251 - to show that the command we tell gives a file that we read
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import Event, Span, person_items
from emocfg.sources import Annotated, open_source
from tests.sources.copies.celebv_text import ACT, APP, CLIPS, make, record
from tests.sources.scans import by_id, of, scan, write

INFO, LABELS = "celebvtext_info.json", "annotations.json"
FIRST, SECOND, THIRD = CLIPS


def put(root: Path, name: str, value: object) -> None:
    """A JSON file."""
    write(root / name, json.dumps(value))


def clip(root: Path, key: str) -> Annotated:
    """One clip of a scan."""
    return by_id(scan("celebv-text", root)[0])[f"CelebV-Text/{key}"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"clips": CLIPS, "meta_info": {"a": []}}, "clips."),
        ({"clips_set1": {THIRD: CLIPS[THIRD]}, "clips_set2": {k: CLIPS[k] for k in (FIRST, SECOND)}}, "clips_set2."),
        (CLIPS, ""),
    ],
)
def test_three_forms_of_the_file_are_one(tmp_path: Path, value: dict[str, Any], place: str) -> None:
    root = make(tmp_path)
    before = {a.clip.clip_id: (a.clip, len(a.observations)) for a in scan("celebv-text", root)[0]}
    put(root, INFO, value)
    clips, _ = scan("celebv-text", root)
    assert {a.clip.clip_id: (a.clip, len(a.observations)) for a in clips} == before and len(before) == 3
    assert of(by_id(clips)[f"CelebV-Text/{FIRST}"], "box")[0].origin == f"{INFO}:{place}{FIRST}"


def test_a_clip_belongs_to_its_video(tmp_path: Path) -> None:
    second = clip(make(tmp_path), SECOND).clip
    assert second.source_video == second.subjects[0].identity == "CelebV-Text/_e-f_g-h_i2"
    assert (second.start, second.end, second.split) == (10.0, 14.0, "")
    assert second.tasks == ("appearance_caption", "action_caption", "emotion_caption")


def test_times_of_the_video_become_times_of_the_clip(tmp_path: Path) -> None:
    first = clip(make(tmp_path), FIRST)
    assert [(o.native, o.scheme, o.code, o.start, o.end) for o in of(first, "action")] == [
        ("talk", "action-35", '["0:03:37","0:03:43",6,0]', 0.2, 6.2),
        ("smile", "action-35", '["0:03:43","0:03:46",3,1]', 6.2, 8.6),
    ]
    person = merge(first.clip, first.observations).tree.persons[0]
    assert person.actions == (Event("talk", Span(0.2, 6.2)), Event("smile", Span(6.2, 8.6)))
    assert [(o.subject, o.native, o.start, o.end) for o in of(first, "light")] == [("", "frontal", 0.2, 8.2)]


def test_an_unknown_action_and_a_time_outside_stay_facts(tmp_path: Path) -> None:
    clips, defects = scan("celebv-text", make(tmp_path))
    second = by_id(clips)[f"CelebV-Text/{SECOND}"]
    assert [(o.native, o.scheme, o.start) for o in of(second, "detail")] == [("squint", "celebv-text/action", 1.0)]
    (nod,) = of(second, "action")
    assert (nod.native, nod.code, nod.start, nod.end) == ("nod", '["0:03:37","0:03:43",6,1]', None, None)
    told = {d.code: d.where for d in defects if d.code not in ("count_differs", "known_wrong")}
    place = f"{LABELS}:act.{SECOND}"
    assert told == {"unknown_action": place, "time_outside_clip": place, "not_in_info": "act: bbbbbbbbbbb_0_0"}


def test_an_action_left_blank_is_unknown(tmp_path: Path) -> None:
    put(make(tmp_path), LABELS, {"act": {SECOND: [["", []], ["nod", []]]}})
    clips, defects = scan("celebv-text", tmp_path)
    blank = of(by_id(clips)[f"CelebV-Text/{SECOND}"], "detail")
    assert [(o.native, o.missing) for o in blank] == [("", "not_annotated")]
    assert not any(d.code == "unknown_action" for d in defects)


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        (["0:00:10", "0:00:14", 4, 0], (0.0, 4.0)),
        (["0:00:09", "0:00:15", 6, 0], (0.0, 4.0)),
        ([10.5, 12, 1.5], (0.5, 2.0)),
        (["0:00:10.5", "0:00:12"], (0.5, 2.0)),
        (["0:00:08", "0:00:12", 4, 0], (None, None)),
        (["0:00:12", "0:00:16", 4, 0], (None, None)),
        (["0:00:13", "0:00:12", 1, 0], (None, None)),
        ([], (None, None)),
    ],
)
def test_times_are_used_where_they_fit(tmp_path: Path, times: list[Any], seconds: tuple[float | None, ...]) -> None:
    put(make(tmp_path), LABELS, {"act": {SECOND: [["nod", times]]}})
    (nod,) = of(clip(tmp_path, SECOND), "action")
    assert (nod.start, nod.end) == seconds


def test_a_detail_left_blank_is_unknown(tmp_path: Path) -> None:
    first = clip(make(tmp_path), FIRST)
    details = {o.scheme: (o.native, o.missing) for o in of(first, "detail")}
    assert details.pop("celebv-text/dimple") == ("left cheek", "")
    assert len(details) == 4 and set(details.values()) == {("", "not_annotated")}
    assert merge(first.clip, first.observations).tree.persons[0].attributes == {}


def test_texts_stay_texts(tmp_path: Path) -> None:
    first = clip(make(tmp_path), FIRST)
    assert [(o.subject, o.native, o.scheme, o.origin.rpartition(":")[2]) for o in of(first, "description")] == [
        ("", "She has brown hair.", "celebv-text/appearance", "1"),
        ("", "He is happy.", "celebv-text/emotion", "1"),
        ("", "The woman smiles, then is calm.", "celebv-text/emotion", "3"),
    ]
    person = merge(first.clip, first.observations).tree.persons[0]
    assert person.emotions is None and not person_items(person, "emotion") and not person_items(person, "appearance")


def test_boxes_are_not_converted(tmp_path: Path) -> None:
    root = make(tmp_path)
    assert of(clip(root, FIRST), "box")[0].native == '{"bottom":0.9,"left":0.25,"right":0.75,"top":0.1}'
    assert of(clip(root, SECOND), "box")[0].native == '{"bottom":524,"left":300,"right":812,"top":12}'


def test_videos_and_missing_ones(tmp_path: Path) -> None:
    root = make(tmp_path)
    source = open_source("celebv-text", root)
    assert clip(root, FIRST).clip.file == f"processed/{FIRST}.mp4"
    source.fetch(clip(root, FIRST).clip, tmp_path / "out.mp4")
    assert clip(root, THIRD).clip.file == f"celebvtext/{THIRD}.mp4"
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clip(root, THIRD).clip, tmp_path / "out.mp4")


def test_a_pickle_is_refused_until_it_is_converted(tmp_path: Path) -> None:
    root = make(tmp_path)
    expected = repr(clip(root, FIRST))
    (root / LABELS).unlink()
    (root / "annotations.pkl").write_bytes(pickle.dumps({"act": ACT, "app": APP}))
    with pytest.raises(EmoCfgError, match=r"E306[\s\S]*annotations.pkl") as refused:
        scan("celebv-text", root)
    command = shlex.split(refused.value.fix[refused.value.fix.index("python -c") :])
    subprocess.run([sys.executable, *command[1:]], cwd=root, check=True)
    assert repr(clip(root, FIRST)) == expected


def test_a_copy_without_labels_says_so(tmp_path: Path) -> None:
    put(tmp_path, INFO, {"clips": CLIPS})
    clips, defects = scan("celebv-text", tmp_path)
    assert {o.aspect for a in clips for o in a.observations} == {"box"}
    assert [d.where for d in defects if d.code == "absent_file"] == [LABELS]


def test_faults_in_the_file_are_counted(tmp_path: Path) -> None:
    put(tmp_path, INFO, {"clips": {f"a_b_{n}_0": record("a_c", 5, 4) for n in range(3)}})
    told = {d.code: d.what.split()[0] for d in scan("celebv-text", tmp_path)[1]}
    assert told["key_differs"] == told["ends_before_start"] == "3"


@pytest.mark.parametrize(
    ("name", "value", "code", "where"),
    [
        (INFO, {}, "E301", INFO),
        (INFO, [CLIPS], "E301", INFO),
        (INFO, {"clips": []}, "E302", INFO),
        (INFO, {"meta_info": {"x": 1}}, "E301", INFO),
        (INFO, {**CLIPS, "x_0_0": 3}, "E302", f"{INFO}:x_0_0"),
        (INFO, {"clips_set1": CLIPS, "clips_set2": {FIRST: CLIPS[FIRST]}}, "E304", f"{INFO}:clips_set2.{FIRST}"),
        (INFO, {"clips": {FIRST: {"ytb_id": "x"}}}, "E302", f"{INFO}:clips.{FIRST}"),
        (LABELS, {"actions": {}}, "E301", LABELS),
        (LABELS, {"act": []}, "E301", LABELS),
        (LABELS, {"act": {FIRST: {}}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"act": {FIRST: [["talk", ["soon", "0:03:43"]]]}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"act": {FIRST: [["talk", [1]]]}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"act": {FIRST: [["talk", "0:03:43"]]}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"act": {FIRST: [[3, []]]}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"act": {FIRST: [[]]}}, "E302", f"{LABELS}:act.{FIRST}"),
        (LABELS, {"app": {FIRST: []}}, "E302", f"{LABELS}:app.{FIRST}"),
        (LABELS, {"app": {FIRST: {"scar": 1}}}, "E302", f"{LABELS}:app.{FIRST}"),
    ],
)
def test_bad_files_name_file_and_clip(tmp_path: Path, name: str, value: object, code: str, where: str) -> None:
    put(make(tmp_path), name, value)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*where: {where}\b"):
        scan("celebv-text", tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (f"descriptions/{FIRST}.txt", b"text", "E301"),
        (f"descriptions/emotion/a/{FIRST}.txt", b"text", "E301"),
        (f"descriptions/emotion/{FIRST}.txt", b"He is happy.\n\xff\xfe", "E301"),
    ],
)
def test_texts_of_another_layout(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    place = make(tmp_path) / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(data)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{name}"):
        scan("celebv-text", tmp_path)


def test_a_text_of_no_clip_is_counted(tmp_path: Path) -> None:
    write(make(tmp_path) / "descriptions/emotion/x_0_0.txt", "He smiles.\n")
    what = [d.what for d in scan("celebv-text", tmp_path)[1] if d.where == "descriptions: x_0_0"]
    assert len(what) == 1 and what[0].startswith("1 clips of descriptions")
