"""PERR (ERATO): relations of two people, which are no emotions, in folders of frames."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from emocfg.build.compose.cases import Case
from emocfg.build.compose.closed import conversation
from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError, probe
from emocfg.sources import open_source
from tests.sources.copies.perr import LABELS, make
from tests.sources.scans import by_id, scan, touch


def test_a_clip_is_a_folder_and_has_two_people(tmp_path: Path) -> None:
    clips, defects = scan("perr", make(tmp_path))
    assert {a.clip.clip_id for a in clips} == {f"PERR/{label}/{number}" for label in LABELS for number in (1, 12)}
    assert [(d.code, d.where, d.what) for d in defects] == [
        ("no_first_frame", "Mild/7", "1 folders have no 000001.jpg and are left out"),
        ("count_differs", "clips", "10 clips, the owner states 31182"),
    ]
    annotated = by_id(clips)["PERR/tense/12"]
    clip, (relation,) = annotated.clip, annotated.observations
    assert [(s.key, s.identity) for s in clip.subjects] == [("p1", "PERR/tense/12/p1"), ("p2", "PERR/tense/12/p2")]
    assert (clip.file, clip.split, clip.tasks) == ("tense/12.mp4", "", ("conversation",))
    assert (relation.aspect, relation.subject, relation.native, relation.scheme, relation.origin) == (
        *("relation", "", "tense", "erato/relation"),
        "tense/12/000001.jpg",
    )


@pytest.mark.parametrize("label", LABELS)
def test_a_relation_is_asked_with_five_options_and_is_no_emotion(tmp_path: Path, label: str) -> None:
    annotated = by_id(scan("perr", make(tmp_path))[0])[f"PERR/{label}/1"]
    merged = merge(annotated.clip, annotated.observations)
    assert merged.tree.relation == label.lower() and merged.spaces == {"relation": "relation-5"}
    assert [(p.key, p.emotions, p.sentiment) for p in merged.tree.persons] == [("p1", None, None), ("p2", None, None)]
    (draft,) = conversation(Case(annotated.clip, annotated.observations, merged, "train", None, 0))
    assert (draft.answer, draft.labels) == (label.lower(), (label.lower(),))
    assert sorted(draft.options) == ["hostile", "intimate", "mild", "neutral", "tense"] and "relat" in draft.question


def test_frames_become_a_video(tmp_path: Path) -> None:
    root = make(tmp_path)
    for number in range(1, 6):
        Image.fromarray(np.full((32, 32, 3), 40 * number, np.uint8)).save(root / f"Mild/1/{number:06d}.jpg")
    source, clips = open_source("perr", root), by_id(scan("perr", root)[0])
    source.fetch(clips["PERR/Mild/1"].clip, tmp_path / "out/c.mp4")
    timeline = probe(tmp_path / "out/c.mp4")
    assert (len(timeline), timeline.fps) == (5, 25.0)
    with pytest.raises(MediaError, match="undecodable"):
        source.fetch(clips["PERR/Mild/12"].clip, tmp_path / "out/d.mp4")
    for path in (root / "Mild/12").iterdir():
        path.unlink()
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["PERR/Mild/12"].clip, tmp_path / "out/d.mp4")


@pytest.mark.parametrize(
    ("names", "code", "where"),
    [
        (["Happy/1/000001.jpg"], "E302", "Happy/1/000001.jpg"),
        (["MILD/1/000001.jpg"], "E302", "MILD/1/000001.jpg"),
        (["Mild/one/000001.jpg"], "E302", "Mild/one/000001.jpg"),
        (["Tense/1/000001.jpg", "tense/1/000001.jpg"], r"E304[\s\S]*Tense/1", "tense/1/000001.jpg"),
        (["clips/Mild/1/000001.jpg"], "E102", ""),
        (["Mild/1/1.jpg"], "E102", ""),
    ],
)
@pytest.mark.parametrize("listed", [False, True])
def test_another_layout_is_refused(tmp_path: Path, names: list[str], code: str, where: str, listed: bool) -> None:
    touch(tmp_path / "copy", *names)
    (tmp_path / "names.txt").write_text("\n".join(names), encoding="utf-8")
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*where: .*{where}\n"):
        scan("perr", tmp_path / ("names.txt" if listed else "copy"))


def test_links_and_what_macos_leaves_are_not_taken(tmp_path: Path) -> None:
    root, outside = make(tmp_path / "copy"), tmp_path / "outside"
    touch(outside, "000001.jpg")
    (root / "Hostile/5").symlink_to(outside)
    (root / "Mild/9").mkdir()
    (root / "Mild/9/000001.jpg").symlink_to(outside / "000001.jpg")
    (root / "tense/77").symlink_to(root / "tense/1")
    touch(root, "._Mild/1/000001.jpg", "Mild/._1/000001.jpg")
    clips, defects = scan("perr", root)
    assert {a.clip.clip_id for a in clips} == {f"PERR/{label}/{number}" for label in LABELS for number in (1, 12)}
    assert [(d.where, d.what[:9]) for d in defects if d.code == "link"] == [("Hostile/5", "3 folders")]


def test_a_first_frame_has_the_same_name_in_a_folder_and_in_a_list(tmp_path: Path) -> None:
    touch(tmp_path / "copy", "Mild/1/000001.JPG", "Mild/2/000001.jpg")
    (tmp_path / "names.txt").write_text("Mild/1/000001.JPG\nMild/2/000001.jpg\n", encoding="utf-8")
    for root in (tmp_path / "copy", tmp_path / "names.txt"):
        clips, defects = scan("perr", root)
        assert [a.clip.clip_id for a in clips] == ["PERR/Mild/2"]
        assert [d.where for d in defects if d.code == "no_first_frame"] == ["Mild/1"]


def test_a_list_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_bytes("Mild/1/000001.jpg\nMild/é/000001.jpg\n".encode("latin-1"))
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*names.txt:2"):
        scan("perr", tmp_path / "names.txt")
