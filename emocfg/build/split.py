"""Which split a clip is in: the owner's where there is one, else ours, which never parts a person or a recording.

Clips that share a person or a recording, or are copies of each other, are one group, and a group is in one split. Of
the groups of a corpus a fixed share is the test set. Three wishes pull apart: no group should move when the corpus
grows, the share should be met, and the labels should be balanced. What moves nothing whatever is added cannot look at
labels (a group would have to stay where it is whatever its clips bear), so the wishes are met in this order:

1. The number of test groups is met exactly.
2. Which ones they are says a hash of each group's name. Clips added to groups move nothing; a new group moves at most
   one other.
3. Only where that leaves a label out of balance, by more than a clip and a tenth of its clips, are groups exchanged:
   the pair that mends most, again and again, until every label is in balance or no pair mends anything.

In a large corpus chance alone balances, nothing is exchanged, and 2. holds as it stands. In a small one growth may
change who is exchanged. Drawn corpora of seven labels, the rarest 1 % (means of 30): with 26 people of ten clips, 15 %
of the clips would have to change sides for perfect balance by the hash alone and 5 % after exchanges; a new clip then
moves 1 group, a new person 5. With 5,000 groups of two clips it is 2 % for both, and nothing moves. What must not
move at all, name: ``earlier`` holds the splits of a dataset that was built before, and its groups stay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from emocfg.check import Placed
from emocfg.check.folder import read_clips
from emocfg.core import seed

_TOLERANCE = 10
"""A label is out of balance if more than one in ten of its clips would have to change sides."""

_NEAREST = 24
"""Groups of each side that are paired in search of an exchange: those whose going, or coming, mends most by itself."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Clips that stay together.

    Attributes:
        name: the least of its people and recordings.
        keys: all of them.
        clips: the clips.
        labels: how many of them bear each label.
    """

    name: str
    keys: frozenset[str]
    clips: tuple[Placed, ...]
    labels: Mapping[str, int]


def assign(
    clips: Iterable[Placed],
    *,
    test_fraction: float,
    plan_seed: int,
    labels: Mapping[str, Keys] | None = None,
    copies: Iterable[tuple[str, str]] = (),
    earlier: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Clip id to split; ``split`` of a clip is its owner's, or "".

    Groups with clips that have an owner's split follow them, if that is one split. Groups whose people or recordings
    are in ``earlier`` stay where they were; if new clips join two that were in different splits, they are all for
    training, since a clip that was trained on must not be tested on. All others are split as the module says, corpus
    by corpus; a group of several corpora counts for that of its first clip.

    Args:
        clips: the clips; their order does not matter.
        test_fraction: the share of groups in the test set; of two or more groups one at least is, and one is not.
        plan_seed: another seed gives another split.
        labels: clip id to the labels to balance.
        copies: pairs of clip ids that must stay together.
        earlier: keys of groups (as :func:`earlier_splits` gives them) to split.
    """
    clips = sorted(clips, key=lambda clip: clip.clip_id)
    splits = {clip.clip_id: clip.split for clip in clips if clip.split}
    free: dict[str, list[Group]] = defaultdict(list)
    fixed: dict[str, list[tuple[Group, str]]] = defaultdict(list)
    for group in _groups(clips, labels or {}, copies):
        split = _bound(group, earlier or {})
        mine = [clip for clip in group.clips if not clip.split]
        if mine and split:
            fixed[mine[0].source].append((group, split))
        elif mine:
            free[mine[0].source].append(group)
    for source in {*free, *fixed}:
        for group, split in (*fixed[source], *_divide(free[source], fixed[source], test_fraction, plan_seed, source)):
            splits |= {clip.clip_id: split for clip in group.clips if not clip.split}
    return splits


def earlier_splits(folder: Path) -> dict[str, str]:
    """The people and recordings of a dataset's own splits, each with its split, for ``earlier``."""
    ours = [clip.placed for clip in read_clips(folder) if not clip.placed.owner]
    return {key: clip.split for clip in ours for key in _keys(clip)}


def _keys(clip: Placed) -> Keys:
    return (*(f"identity {name}" for name in clip.identities), f"video {clip.source_video}")


def _bound(group: Group, earlier: Mapping[str, str]) -> str:
    """The split that a group must be in; "" if it is free."""
    owners = {clip.split for clip in group.clips if clip.split}
    if owners:
        return owners.pop() if len(owners) == 1 else ""
    before = {earlier[key] for key in group.keys if key in earlier}
    return before.pop() if len(before) == 1 else "train" if before else ""


def _divide(
    free: list[Group], fixed: list[tuple[Group, str]], fraction: float, plan_seed: int, source: str
) -> list[tuple[Group, str]]:
    """Put the free groups of a corpus on their sides, the bound ones counted in."""
    total = len(free) + len(fixed)
    wanted = min(max(1, round(total * fraction)), total - 1)
    there = sum(split == "test" for _, split in fixed)
    order = sorted(free, key=lambda group: seed("split", plan_seed, source, group.name))
    tests = max(0, min(wanted - there, len(order)))
    sides = _balance(
        order[:tests], order[tests:], [group for group, split in fixed if split == "test"], fixed, fraction
    )
    return [(group, split) for split, side in zip(("test", "train"), sides, strict=True) for group in side]


def _balance(
    test: list[Group], train: list[Group], bound: list[Group], fixed: list[tuple[Group, str]], fraction: float
) -> tuple[list[Group], list[Group]]:
    """Exchange groups until the labels are in balance, or no exchange of those looked at mends anything."""
    totals = Counter[str]()
    for group in (*test, *train, *(group for group, _ in fixed)):
        totals.update(group.labels)
    excess = {label: -round(count * fraction) for label, count in totals.items()}
    for group in (*test, *bound):
        for label, count in group.labels.items():
            excess[label] += count
    weights = {label: 2**20 // count for label, count in totals.items()}
    test, train = list(test), list(train)
    for _ in range(len(test) + len(train)):
        balanced = all(abs(excess[label]) <= max(1, count // _TOLERANCE) for label, count in totals.items())
        exchange = None if balanced else _best_exchange(test, train, excess, weights)
        if exchange is None:
            break
        out, into = exchange
        for label in {*test[out].labels, *train[into].labels}:
            excess[label] += train[into].labels.get(label, 0) - test[out].labels.get(label, 0)
        test[out], train[into] = train[into], test[out]
    return test, train


def _best_exchange(
    test: list[Group], train: list[Group], excess: Mapping[str, int], weights: Mapping[str, int]
) -> tuple[int, int] | None:
    """The places of the two groups whose exchange mends most; None if none mends anything.

    What is to be made small is the sum, over labels, of the squared number of clips too many in the test set, divided
    by the label's clips: a few clips of a rare label weigh as much as many of a common one.
    """

    def change(moved: Mapping[str, int], sign: int) -> int:
        return sum(weights[label] * n * (n + 2 * sign * excess[label]) for label, n in moved.items())

    outs = sorted((change(group.labels, -1), place) for place, group in enumerate(test))[:_NEAREST]
    intos = sorted((change(group.labels, 1), place) for place, group in enumerate(train))[:_NEAREST]
    best = (0, -1, -1)
    for gone, out in outs:
        for come, into in intos:
            both = test[out].labels.keys() & train[into].labels.keys()
            shared = sum(2 * weights[n] * test[out].labels[n] * train[into].labels[n] for n in both)
            best = min(best, (gone + come - shared, out, into))
    return None if best[0] == 0 else best[1:]


def _groups(clips: list[Placed], labels: Mapping[str, Keys], copies: Iterable[tuple[str, str]]) -> list[Group]:
    """The groups of all clips (union-find over people, recordings and copies)."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(keys: Iterable[str]) -> None:
        low, *others = sorted({find(key) for key in keys})
        for other in others:
            parent[other] = low

    first = {clip.clip_id: _keys(clip)[0] for clip in clips}
    for clip in clips:
        join(_keys(clip))
    for one, other in copies:
        join((first[one], first[other]))
    members: dict[str, list[Placed]] = defaultdict(list)
    for clip in clips:
        members[find(first[clip.clip_id])].append(clip)
    return [_group(name, of, labels) for name, of in members.items()]


def _group(name: str, clips: list[Placed], labels: Mapping[str, Keys]) -> Group:
    ours = [clip for clip in clips if not clip.split]
    counts = Counter(label for clip in ours for label in labels.get(clip.clip_id, ()))
    return Group(name, frozenset(key for clip in clips for key in _keys(clip)), tuple(clips), counts)
