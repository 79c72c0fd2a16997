"""MEAD: every field of the path, both forms of it, seven views of one take, and actors that stay in one split."""

from collections import defaultdict
from pathlib import Path

import pytest

from emocfg.build.compose.cases import Case
from emocfg.build.compose.closed import emotion_fine, head_pose
from emocfg.build.split import assign
from emocfg.build.trees.merge import merge
from emocfg.check import Placed
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.schema import label_space
from emocfg.sources import Annotated, open_source
from tests.sources.copies.mead import ACTORS, EMOTIONS, VIEWS, make, names
from tests.sources.scans import by_id, scan, touch


def fine(annotated: Annotated) -> tuple[str, ...]:
    """The label of the fine-grained emotion that a row would have."""
    case = Case(annotated.clip, annotated.observations, merge(annotated.clip, annotated.observations), "train", None, 0)
    (draft,) = emotion_fine(case)
    assert set(draft.options) == set(label_space("fine-22").labels)
    return draft.labels


def test_every_field_of_the_path_is_kept(tmp_path: Path) -> None:
    touch(tmp_path, "W009/video/left_30/disgusted/level_2/017.mp4")
    (annotated,) = scan("mead", tmp_path)[0]
    facts = {o.aspect: (o.native, o.scheme, o.code) for o in annotated.observations}
    assert facts == {
        "emotion": ("disgusted", "mead/emotion", ""),
        "intensity": ("level_2", "mead/level", ""),
        "head_pose": ("left_30", "pose-7", ""),
        "gender": ("female", "mead/actor", "W"),
    }
    clip = annotated.clip
    assert clip.clip_id == "MEAD/W009/left_30/disgusted/level_2/017"
    assert clip.subjects[0].identity == "MEAD/W009" and (clip.split, clip.split_by) == ("", "")
    person = merge(clip, annotated.observations).tree.persons[0]
    assert (person.head_pose, person.attributes) == ("left_30", {"gender": "female"})
    assert [(e.label, e.intensity) for e in person.emotions or ()] == [("disgust", "medium")]


def test_the_short_form_is_the_same_clip(tmp_path: Path) -> None:
    long, short = "M003/video/front/angry/level_3/001.mp4", "M003/front/angry/level_3/001.mp4"
    found = []
    for name in (long, short, f"data/MEAD/{long}"):
        listing = tmp_path / "names.txt"
        listing.write_text(name, encoding="utf-8")
        (annotated,) = scan("mead", listing)[0]
        assert annotated.clip.file == name
        found.append(annotated.clip.clip_id)
    assert set(found) == {"MEAD/M003/front/angry/level_3/001"}
    touch(tmp_path / "copy", long, short)
    with pytest.raises(EmoCfgError) as caught:
        scan("mead", tmp_path / "copy")
    assert (caught.value.code, caught.value.where) == ("E304", long) and short in caught.value.what


def test_all_views_of_a_take_are_one_recording(tmp_path: Path) -> None:
    clips, _ = scan("mead", make(tmp_path))
    views = defaultdict(set)
    for annotated in clips:
        views[annotated.clip.source_video].add(annotated.clip.file.split("/")[2])
    assert views["MEAD/M003/angry/level_3/001"] == {"front", "left_30", "left_60"}
    assert views["MEAD/W003/angry/level_3/001"] == {"front"}
    assert len(views) == 4 * 22 and not any("audio" in a.clip.file for a in clips)


def test_all_22_fine_labels_are_reached_and_neutral_has_no_level(tmp_path: Path) -> None:
    clips = by_id(scan("mead", make(tmp_path))[0])
    assert fine(clips["MEAD/M003/front/neutral/level_1/001"]) == ("neutral",)
    assert fine(clips["MEAD/M003/front/surprised/level_1/001"]) == ("surprise_low",)
    assert fine(clips["MEAD/M003/front/contempt/level_3/001"]) == ("contempt_high",)
    assert {fine(a)[0] for a in clips.values()} == set(label_space("fine-22").labels)


def test_the_seven_views_are_the_seven_poses(tmp_path: Path) -> None:
    touch(tmp_path, *names(["M003"], VIEWS, 1))
    poses = set()
    for a in scan("mead", tmp_path)[0]:
        (draft,) = head_pose(Case(a.clip, a.observations, merge(a.clip, a.observations), "train", None, 0))
        poses |= set(draft.labels)
    assert poses == set(VIEWS) == set(label_space("pose-7").labels)


def test_our_splits_part_no_actor(tmp_path: Path) -> None:
    clips = [a.clip for a in scan("mead", make(tmp_path))[0]]
    placed = [Placed(c.clip_id, c.source, (c.subjects[0].identity,), c.source_video, "", owner=False) for c in clips]
    splits = assign(placed, test_fraction=1 / 3, plan_seed=0)
    where = defaultdict(set)
    for clip in clips:
        where[clip.subjects[0].identity].add(splits[clip.clip_id])
    assert len(where) == 4 and {len(found) for found in where.values()} == {1}
    assert set(splits.values()) == {"train", "test"}


def test_a_long_list_is_read(tmp_path: Path) -> None:
    """All 60 actors of the paper, one sentence: the count agrees and public reports on the corpus are told."""
    listing = tmp_path / "names.txt"
    listing.write_text("\n".join(names(ACTORS, VIEWS, 1)), encoding="utf-8")
    clips, defects = scan("mead", listing)
    assert len(clips) == 60 * 7 * (3 * (len(EMOTIONS) - 1) + 1)
    assert {(d.code, d.where) for d in defects} == {("known_missing", "MEAD")} and all(d.reference for d in defects)


def test_a_video_that_is_gone(tmp_path: Path) -> None:
    root = make(tmp_path)
    clip = scan("mead", root)[0][0].clip
    (root / clip.file).unlink()
    with pytest.raises(MediaError, match="missing"):
        open_source("mead", root).fetch(clip, tmp_path / "out.mp4")


def test_sound_alone_is_no_copy(tmp_path: Path) -> None:
    touch(tmp_path, "M003/audio/angry/level_3/001.m4a")
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*fix: name the folder that holds <actor>/video/"):
        scan("mead", tmp_path)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("X003/video/front/angry/level_3/001.mp4", "E302", "field actor is 'X003'"),
        ("M03/video/front/angry/level_3/001.mp4", "E302", "field actor is 'M03'"),
        ("m003/front/angry/level_3/001.mp4", "E302", "field actor is 'm003'"),
        ("video/front/angry/level_3/001.mp4", "E302", "field actor is ''"),
        ("001.mp4", "E302", "field actor is ''"),
        ("M003/audio/front/angry/level_3/001.mp4", "E302", "field actor is 'audio'"),
        ("M003/video/left/angry/level_3/001.mp4", "E302", "field view is 'left'"),
        ("M003/video/front/anger/level_3/001.mp4", "E302", "'anger' is not a label of mead/emotion"),
        ("M003/video/front/angry/level_4/001.mp4", "E302", "'level_4' is not a label of mead/level"),
        ("M003/video/front/neutral/level_2/001.mp4", "E302", "field level is 'level_2'"),
        ("M003/video/front/angry/level_3/1.mp4", "E302", "field sentence is '1'"),
        ("M003/video/front/angry/level_3/001.avi", "E304", "front/angry/level_3/001"),
    ],
)
def test_one_wrong_field_names_file_and_field(tmp_path: Path, name: str, code: str, said: str) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text(f"M003/front/angry/level_3/001.mp4\n{name}\n", encoding="utf-8")
    with pytest.raises(EmoCfgError) as caught:
        scan("mead", listing)
    assert (caught.value.code, caught.value.where) == (code, name) and said in caught.value.what and caught.value.fix
