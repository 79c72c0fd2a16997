"""Leaks: all planted ones are found, none is invented."""

from hypothesis import given
from hypothesis import strategies as st

from emocfg.build.split import assign
from emocfg.check import Placed, overlaps

NAMES = st.sampled_from([f"i{n}" for n in range(8)])
CLIPS = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=2, unique=True), st.sampled_from([f"v{n}" for n in range(8)])),
    max_size=40,
)


def placed(clips: list[tuple[list[str], str]], owner: bool = False) -> list[Placed]:
    return [Placed(f"c{i:03d}", "s", tuple(names), video, "", owner) for i, (names, video) in enumerate(clips)]


def with_splits(clips: list[Placed], splits: dict[str, str]) -> list[Placed]:
    return [Placed(c.clip_id, c.source, c.identities, c.source_video, splits[c.clip_id], c.owner) for c in clips]


@given(CLIPS, st.integers(0, 5))
def test_our_splits_never_share_anything(clips: list[tuple[list[str], str]], seed: int) -> None:
    mine = placed(clips)
    splits = assign(mine, test_fraction=0.4, plan_seed=seed)
    assert set(splits) == {clip.clip_id for clip in mine}
    assert overlaps(with_splits(mine, splits)) == []


@given(CLIPS)
def test_the_order_of_clips_does_not_matter(clips: list[tuple[list[str], str]]) -> None:
    mine = placed(clips)
    assert assign(mine, test_fraction=0.4, plan_seed=0) == assign(mine[::-1], test_fraction=0.4, plan_seed=0)


def test_adding_clips_to_a_group_moves_nothing() -> None:
    few = placed([([f"i{n}"], f"v{n}") for n in range(30)])
    more = few + [Placed(f"new{n}", "s", (f"i{n}",), f"w{n}", "", False) for n in range(30)]
    before, after = (assign(clips, test_fraction=1 / 3, plan_seed=0) for clips in (few, more))
    assert all(after[clip_id] == split for clip_id, split in before.items())
    assert sum(split == "test" for split in before.values()) == 10


def test_planted_leaks_are_found_and_blamed() -> None:
    clips = [
        Placed("a", "s", ("joey",), "e1", "train", True),
        Placed("b", "s", ("joey",), "e2", "test", True),
        Placed("c", "s", ("ana",), "e3", "train", True),
        Placed("d", "s", ("bo",), "e3", "test", False),
    ]
    found = {(o.kind, o.name): o for o in overlaps(clips)}
    assert set(found) == {("identity", "joey"), ("source_video", "e3")}
    assert found["identity", "joey"].owner
    assert not found["source_video", "e3"].owner
    assert found["identity", "joey"].clips == ("b", "a")


def test_owners_splits_are_kept() -> None:
    clips = [Placed("a", "s", ("x",), "v", "validation", True), Placed("b", "s", ("y",), "w", "", False)]
    assert assign(clips, test_fraction=0.5, plan_seed=0)["a"] == "validation"
