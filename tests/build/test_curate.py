"""Curation: every filter leaves out what it should and says why, and copies are never parted."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.build.curate import Curation, curate, read_shard
from emocfg.build.plan import Plan, SourcePlan
from emocfg.build.quality import Filters, face_share, judge, parse_filters
from emocfg.build.scan import Scanned
from emocfg.build.split import earlier_splits
from emocfg.build.workspace import Workspace
from emocfg.core import EmoCfgError, canonical, seed
from emocfg.media import REASONS, MediaFacts
from emocfg.schema import Clip, Observation, Subject
from emocfg.schema.features import to_row
from tests.check.made import MadeClip, make

PLAN = Plan((SourcePlan("mini"),), test_fraction=1 / 3)
GOOD = MediaFacts(width=640, height=360, frames=60, fps=30.0, seconds=2.0, codec="h264", sharpness=300.0)
LOOK, OTHER = "0123456789abcdef" * 10, "fedcba9876543210" * 10


def clip(name: str, person: str = "", split: str = "", file: str = "") -> Clip:
    people = (Subject("p1", person or name),)
    return Clip(name, "s", file or f"{name}.mp4", f"recording of {name}", people, split, ("emotion_single",), "CC0-1.0")


def seen(aspect: str, native: str, scheme: str) -> Observation:
    return Observation("a", "p1", aspect, native, scheme, origin="sheet:1")


def box(**edges: float) -> Observation:
    return seen("box", canonical.dumps(edges), "celebv-hq/box")


HALF = box(top=0.0, bottom=0.5, left=0.25, right=0.75)


@pytest.mark.parametrize(
    ("filters", "facts", "observed", "reason"),
    [
        (Filters(min_seconds=2.5), GOOD, (), "too_short"),
        (Filters(max_seconds=1.5), GOOD, (), "too_long"),
        (Filters(min_width=641), GOOD, (), "small_frame"),
        (Filters(min_height=361), GOOD, (), "small_frame"),
        (Filters(min_face=0.3), GOOD, (HALF,), "small_face"),
        (Filters(min_sharpness=301), GOOD, (), "blurry"),
        (Filters(refused_marks=("mafw/invalid=-1",)), GOOD, (seen("quality", "-1", "mafw/invalid"),), "low_quality"),
        (Filters(min_seconds=2, max_seconds=2, min_width=640, min_height=360, min_face=0.25), GOOD, (HALF,), ""),
        (Filters(min_sharpness=300, refused_marks=("mafw/invalid=-1",)), GOOD, (seen("emotion", "-1", "x"),), ""),
    ],
)
def test_each_filter_has_its_reason(
    filters: Filters, facts: MediaFacts, observed: tuple[Observation, ...], reason: str
) -> None:
    verdict = judge(clip("a"), observed, facts, filters)
    assert (verdict.reason, verdict.unknown) == (reason, ())
    assert reason in ("", *REASONS)
    assert bool(verdict.detail) == bool(reason)


def test_what_is_not_known_keeps_a_clip_and_is_counted() -> None:
    every = Filters(1, 9, 1, 1, 0.1, 1.0, ("a=b",))
    verdict = judge(clip("a"), (), MediaFacts(), every)
    assert (verdict.reason, verdict.unknown) == (
        "",
        ("min_seconds", "max_seconds", "min_width", "min_height", "min_face", "min_sharpness"),
    )
    stated = replace(clip("a"), start=3.0, end=3.5)
    assert judge(stated, (), MediaFacts(), every).reason == "too_short"


@given(st.builds(MediaFacts, width=st.integers(0, 9), frames=st.integers(0, 3), seconds=st.floats(0, 9)))
def test_no_filter_leaves_nothing_out(facts: MediaFacts) -> None:
    assert judge(clip("a"), (box(top=0, bottom=900, left=0, right=9),), facts, Filters()).reason == ""


def test_a_box_in_pixels_or_out_of_the_frame_has_no_share() -> None:
    assert face_share([HALF]) == 0.25
    assert face_share([box(top=0, bottom=360, left=10, right=200)]) is None
    assert face_share([box(top=0.5, bottom=0.5, left=0, right=1)]) is None
    assert face_share([seen("quality", "-1", "mafw/invalid")]) is None


def test_filters_of_a_plan_file() -> None:
    text = 'min_seconds = 1\nmin_face = 0.05\nmin_width = 64\nrefused_marks = ["a=b"]\nnear_duplicates = true\n'
    filters = parse_filters(tomllib.loads(text), "plan.toml")
    assert filters == Filters(1.0, min_face=0.05, min_width=64, refused_marks=("a=b",), near_duplicates=True)
    assert canonical.dumps(filters.describe()) == canonical.dumps(
        {"min_seconds": 1.0, "min_face": 0.05, "min_width": 64, "refused_marks": ["a=b"], "near_duplicates": True}
    )
    assert parse_filters({}, "plan.toml") == Filters() and Filters().describe() == {}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (3, "not a table"),
        ({"min_second": 1}, "did you mean 'min_seconds'"),
        ({"min_seconds": "1"}, "min_seconds = '1'"),
        ({"min_seconds": True}, "min_seconds = True"),
        ({"min_seconds": float("nan")}, "min_seconds = nan"),
        ({"min_width": 1.5}, "min_width = 1.5"),
        ({"min_width": -1}, "min_width = -1"),
        ({"near_duplicates": 1}, "near_duplicates = 1"),
        ({"refused_marks": "a=b"}, "refused_marks = 'a=b'"),
        ({"refused_marks": ["blurry"]}, "blurry"),
        ({"min_face": 2}, "out of range"),
        ({"min_seconds": 3, "max_seconds": 2}, "out of range"),
    ],
)
def test_bad_filters_are_told(table: Any, message: str) -> None:
    with pytest.raises(EmoCfgError, match=message):
        parse_filters(table, "plan.toml")


def curated(tmp_path: Path, clips: dict[Clip, MediaFacts], **options: Any) -> tuple[Curation, dict[str, str]]:
    """Curate these clips; what came of it, and the splits."""
    space = Workspace(tmp_path)
    tmp_path.mkdir(exist_ok=True)
    lines = [canonical.dumps(to_row(Scanned(c, ()))) + "\n" for c in sorted(clips, key=lambda c: c.clip_id)]
    space.scan.write_text("".join(lines))
    for c in clips:
        (space.dataset / "videos/s").mkdir(parents=True, exist_ok=True)
        (space.dataset / "videos/s" / c.file).touch()
    curation = curate(PLAN, space, {c.clip_id: facts for c, facts in clips.items()}, **options)
    return curation, {made.clip.clip_id: made.split for path in curation.shards for made in read_shard(path)}


def marked(look: str, frames: str = "") -> MediaFacts:
    return replace(GOOD, fingerprint=look, frames_sha256=frames)


def test_near_copies_stay_in_one_split_and_are_reported(tmp_path: Path) -> None:
    looks = [f"{seed('look', n):016x}" * 10 for n in range(12)]
    clips = {clip(f"{letter}{n:02d}"): marked(look) for n, look in enumerate(looks) for letter in "ab"}
    curation, splits = curated(tmp_path, clips)
    assert all(splits[f"a{n:02d}"] == splits[f"b{n:02d}"] for n in range(12))
    assert Counter(splits.values()) == {"test": 8, "train": 16}
    assert [overlap.clips for overlap in curation.copies] == [(f"a{n:02d}", f"b{n:02d}") for n in range(12)]
    assert {overlap.level for overlap in curation.copies} == {"note"}
    assert curation.quarantine == () and curation.overlaps == ()


def test_near_copies_are_left_out_where_the_plan_says_so(tmp_path: Path) -> None:
    clips = {clip("a"): marked(LOOK), clip("b"): marked(LOOK), clip("c"): marked(LOOK), clip("d"): marked(OTHER)}
    curation, splits = curated(tmp_path, clips, filters=Filters(near_duplicates=True))
    assert set(splits) == {"a", "d"}
    assert [(q.clip_id, q.file, q.reason, q.detail) for q in curation.quarantine] == [
        ("b", "b.mp4", "near_duplicate", "of a"),
        ("c", "c.mp4", "near_duplicate", "of a"),
    ]
    assert sorted(path.name for path in (tmp_path / "dataset/videos/s").iterdir()) == ["a.mp4", "d.mp4"]


def test_what_is_left_out_is_counted_and_a_file_that_is_still_used_stays(tmp_path: Path) -> None:
    clips = {
        clip("a", file="one.mp4"): marked("", "f"),
        clip("b", file="one.mp4"): marked("", "f"),
        clip("c"): marked("", "f"),
        clip("d"): replace(GOOD, seconds=0.2),
        clip("e"): MediaFacts(),
        clip("f"): MediaFacts(reason="empty"),
        clip("g"): GOOD,
    }
    short = replace(clip("h", file="one.mp4"), start=0.0, end=0.1)
    curation, splits = curated(tmp_path, clips | {short: MediaFacts()}, filters=Filters(min_seconds=1.0))
    left_out = {entry.clip_id: entry.reason for entry in curation.quarantine}
    assert left_out == {"c": "duplicate", "d": "too_short", "f": "empty", "h": "too_short"}
    assert set(splits) == {"a", "b", "e", "g"} and curation.unknown == {"min_seconds": 1}
    assert sorted(path.name for path in (tmp_path / "dataset/videos/s").iterdir()) == ["e.mp4", "g.mp4", "one.mp4"]


def test_owners_copies_are_warnings_and_ours_follow_them(tmp_path: Path) -> None:
    clips = {
        clip("a", split="train"): marked(LOOK),
        clip("b", split="test"): marked(LOOK),
        clip("c", split="test"): marked(OTHER),
        clip("d"): marked(OTHER),
        clip("e"): GOOD,
    }
    curation, splits = curated(tmp_path, clips)
    (warning,) = curation.overlaps
    assert (warning.kind, warning.clips, warning.level) == ("near_duplicate", ("b", "a"), "warning")
    assert splits["d"] == "test"


def test_a_clip_that_is_bound_to_two_splits_stops_the_build(tmp_path: Path) -> None:
    clips = {
        clip("a", split="train"): marked(LOOK),
        clip("b", split="test"): marked(OTHER),
        clip("c", person="a"): GOOD,
        clip("d", person="b"): GOOD,
        replace(clip("e"), subjects=(Subject("p1", "a"), Subject("p2", "b"))): GOOD,
    }
    with pytest.raises(EmoCfgError, match=r"E501[\s\S]*identity"):
        curated(tmp_path, clips)


def test_splits_of_an_earlier_dataset_stay(tmp_path: Path) -> None:
    made = [
        MadeClip("a", "test", ("x",)),
        MadeClip("b", "train", ("y",)),
        MadeClip("c", "test", ("z",), split_by="owner"),
    ]
    earlier = earlier_splits(make(tmp_path / "old", made, []))
    assert earlier == {"identity x": "test", "video a": "test", "identity y": "train", "video b": "train"}
    clips = {clip(name, person): GOOD for name, person in (("p", "x"), ("q", "y"), ("r", "w"), ("s", "v"))}
    _, splits = curated(tmp_path / "new", clips, earlier=earlier)
    assert (splits["p"], splits["q"]) == ("test", "train")
