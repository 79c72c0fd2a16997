"""Leaks: all planted ones are found, none is invented; and our own splits, which must have none."""

from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from emocfg.build.split import assign
from emocfg.check import Placed, overlaps
from emocfg.check.duplicates import Pictured
from emocfg.check.folder import shared_clips

NAMES = st.sampled_from([f"i{n}" for n in range(8)])
CLIPS = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=2, unique=True), st.sampled_from([f"v{n}" for n in range(8)])),
    max_size=40,
)
PEOPLE = st.lists(st.lists(st.sampled_from("aabbcd"), min_size=1, max_size=6), min_size=2, max_size=14)
"""For every person the labels of their clips."""


def placed(clips: list[tuple[list[str], str]], owner: bool = False) -> list[Placed]:
    return [Placed(f"c{i:03d}", "s", tuple(names), video, "", owner) for i, (names, video) in enumerate(clips)]


def with_splits(clips: list[Placed], splits: dict[str, str]) -> list[Placed]:
    return [replace(clip, split=splits[clip.clip_id]) for clip in clips]


def portraits(people: list[list[str]], first: int = 0) -> tuple[list[Placed], dict[str, tuple[str, ...]]]:
    """Clips of people who never meet, and their labels."""
    clips: list[Placed] = []
    labels: dict[str, tuple[str, ...]] = {}
    for person, felt in enumerate(people, start=first):
        for number, label in enumerate(felt):
            name = f"p{person:03d}/{number}"
            clips.append(Placed(name, "s", (f"p{person:03d}",), f"video of {name}", "", False))
            labels[name] = (label,)
    return clips, labels


def sides(clips: list[Placed], splits: dict[str, str]) -> dict[str, str]:
    """Person to split; a person who is in two of them fails."""
    found: dict[str, set[str]] = {}
    for clip in clips:
        found.setdefault(clip.identities[0], set()).add(splits[clip.clip_id])
    assert all(len(split) == 1 for split in found.values())
    return {person: min(split) for person, split in found.items()}


@given(CLIPS, st.integers(0, 5))
def test_our_splits_never_share_anything(clips: list[tuple[list[str], str]], seed: int) -> None:
    mine = placed(clips)
    copies = [(mine[0].clip_id, mine[-1].clip_id)] if mine else []
    labels = {clip.clip_id: (clip.source_video,) for clip in mine}
    splits = assign(mine, test_fraction=0.4, plan_seed=seed, labels=labels, copies=copies)
    assert set(splits) == {clip.clip_id for clip in mine}
    assert overlaps(with_splits(mine, splits)) == []
    assert all(splits[one] == splits[other] for one, other in copies)


@given(CLIPS)
def test_the_order_of_clips_does_not_matter(clips: list[tuple[list[str], str]]) -> None:
    mine = placed(clips)
    labels = {clip.clip_id: (clip.source_video,) for clip in mine}
    there, back = (assign(m, test_fraction=0.4, plan_seed=0, labels=labels) for m in (mine, mine[::-1]))
    assert there == back


@given(PEOPLE, st.integers(0, 3), st.sampled_from((0.2, 1 / 3, 0.5)))
def test_the_share_of_test_groups_is_exact(people: list[list[str]], seed: int, fraction: float) -> None:
    clips, labels = portraits(people)
    splits = sides(clips, assign(clips, test_fraction=fraction, plan_seed=seed, labels=labels))
    wanted = min(max(1, round(len(people) * fraction)), len(people) - 1)
    assert Counter(splits.values())["test"] == wanted


@given(PEOPLE, PEOPLE, st.integers(0, 3))
def test_without_labels_clips_move_nothing_and_a_group_at_most_one(
    people: list[list[str]], more: list[list[str]], seed: int
) -> None:
    def split(clips: list[Placed]) -> dict[str, str]:
        return sides(clips, assign(clips, test_fraction=1 / 3, plan_seed=seed))

    clips, _ = portraits(people)
    before = split(clips)
    extra = [Placed(f"new{n}", "s", (f"p{n % len(people):03d}",), f"w{n}", "", False) for n in range(len(more))]
    assert split([*clips, *extra]) == before
    newcomer, _ = portraits([more[0]], first=500)
    after = split([*clips, *newcomer])
    assert sum(after[person] != side for person, side in before.items()) <= 1


@given(PEOPLE, PEOPLE, st.integers(0, 3))
def test_what_was_split_earlier_never_moves(people: list[list[str]], more: list[list[str]], seed: int) -> None:
    clips, labels = portraits(people)
    before = assign(clips, test_fraction=1 / 3, plan_seed=seed, labels=labels)
    earlier = {f"identity {person}": side for person, side in sides(clips, before).items()}
    newcomers, theirs = portraits(more, first=500)
    extra = [Placed(f"new{n}", "s", (f"p{n % len(people):03d}",), f"w{n}", "", False) for n in range(len(more))]
    everyone, felt = [*clips, *newcomers, *extra], labels | theirs | {clip.clip_id: ("z",) for clip in extra}
    after = assign(everyone, test_fraction=1 / 3, plan_seed=seed + 1, labels=felt, earlier=earlier)
    assert {name: after[name] for name in before} == before
    assert overlaps(with_splits(everyone, after)) == []


def test_clips_that_join_two_sides_put_both_in_training() -> None:
    clips = [Placed("a", "s", ("x",), "v", "", False), Placed("b", "s", ("y",), "w", "", False)]
    joined = [*clips, Placed("c", "s", ("x", "y"), "u", "", False)]
    after = assign(joined, test_fraction=0.5, plan_seed=0, earlier={"identity x": "test", "identity y": "train"})
    assert set(after.values()) == {"train"}


def imbalance(people: list[list[str]], tests: set[int], fraction: float) -> float:
    """By other code than the splitter's: the squared clips too many of each label, over the label's clips."""
    totals = Counter(label for felt in people for label in felt)
    there = Counter(label for person in tests for label in people[person])
    return sum((there[label] - round(n * fraction)) ** 2 * (2**20 // n) for label, n in totals.items())


def balanced(people: list[list[str]], tests: set[int], fraction: float) -> bool:
    totals = Counter(label for felt in people for label in felt)
    there = Counter(label for person in tests for label in people[person])
    return all(abs(there[label] - round(n * fraction)) <= max(1, n // 10) for label, n in totals.items())


@given(PEOPLE, st.integers(0, 3))
def test_labels_are_balanced_as_far_as_whole_groups_allow(people: list[list[str]], seed: int) -> None:
    clips, labels = portraits(people)
    chance = sides(clips, assign(clips, test_fraction=1 / 3, plan_seed=seed))
    made = sides(clips, assign(clips, test_fraction=1 / 3, plan_seed=seed, labels=labels))
    by_hash, tests = ({int(p[1:]) for p, side in found.items() if side == "test"} for found in (chance, made))
    if balanced(people, by_hash, 1 / 3):
        assert tests == by_hash  # what chance balances is left alone
    if not balanced(people, tests, 1 / 3):
        best = imbalance(people, tests, 1 / 3)
        others = set(range(len(people))) - tests
        assert all(imbalance(people, tests - {a} | {b}, 1 / 3) >= best for a, b in product(tests, others))


def test_a_rare_label_of_a_small_corpus_is_on_both_sides() -> None:
    people = [["rare", *["common"] * 9] if person in (3, 4, 5, 6, 7, 8) else ["common"] * 10 for person in range(26)]
    clips, labels = portraits(people)
    for seed in range(20):
        splits = assign(clips, test_fraction=1 / 3, plan_seed=seed, labels=labels)
        rare = Counter(splits[name] for name, (label,) in labels.items() if label == "rare")
        assert 1 <= rare["test"] <= 3


def test_groups_follow_the_owners_split_that_they_share_something_with() -> None:
    clips = [
        Placed("a", "s", ("x",), "v", "validation", True),
        Placed("b", "s", ("x",), "w", "", False),
        Placed("c", "s", ("y",), "u", "", False),
    ]
    splits = assign(clips, test_fraction=0.5, plan_seed=0, copies=[("b", "c")])
    assert splits == {"a": "validation", "b": "validation", "c": "validation"}


def test_a_group_of_two_corpora_is_in_one_split() -> None:
    clips = [Placed(f"{s}{n}", s, (f"{s}-{n}",), f"{s}v{n}", "", False) for s in "ab" for n in range(12)]
    copies = [(f"a{n}", f"b{n}") for n in range(12)]
    splits = assign(clips, test_fraction=0.5, plan_seed=0, copies=copies)
    assert all(splits[one] == splits[other] for one, other in copies)
    assert Counter(splits.values()) == {"test": 12, "train": 12}


def test_planted_leaks_are_found_and_blamed() -> None:
    clips = [
        Placed("a", "s", ("joey",), "e1", "train", True),
        Placed("b", "s", ("joey",), "e2", "test", True),
        Placed("c", "s", ("ana",), "e3", "train", True),
        Placed("d", "s", ("bo",), "e3", "test", False),
    ]
    found = {(o.kind, o.name): o for o in overlaps(clips)}
    assert set(found) == {("identity", "joey"), ("source_video", "e3")}
    assert found["identity", "joey"].level == "warning"
    assert found["source_video", "e3"].level == "error"
    assert found["identity", "joey"].clips == ("b", "a")


def test_clips_and_copies_are_named_once() -> None:
    def pictured(name: str, split: str, sha256: str, frames: str = "") -> Pictured:
        return Pictured(Placed(name, "s", (name,), name, split, False), f"{name}.mp4", 2.0, sha256, frames)

    twice = [pictured("a", "train", "1", "f"), pictured("a", "test", "1", "f")]
    assert [(o.kind, o.clips) for o in shared_clips(twice)] == [("clip", ("a", "a"))]
    copy = [pictured("a", "train", "1", "f"), pictured("b", "test", "1", "f"), pictured("c", "test", "2")]
    assert [(o.kind, o.splits, o.clips) for o in shared_clips(copy)] == [("duplicate", ("test", "train"), ("b", "a"))]


def test_owners_splits_are_kept() -> None:
    clips = [Placed("a", "s", ("x",), "v", "validation", True), Placed("b", "s", ("y",), "w", "", False)]
    assert assign(clips, test_fraction=0.5, plan_seed=0)["a"] == "validation"
