"""Which split a clip is in: the owner's where there is one, else ours, which never parts an identity or a recording."""

from collections import defaultdict
from collections.abc import Iterable

from emocfg.check import Placed
from emocfg.core import seed


def assign(clips: Iterable[Placed], *, test_fraction: float, plan_seed: int) -> dict[str, str]:
    """Clip id to split; ``split`` of a clip is its owner's, or "".

    Clips without an owner's split are grouped so that clips which share an identity or a source video stay together
    (connected components). Per source, the groups are ordered by a hash of their name and the first ``test_fraction``
    of them, at least one where there are two, are the test set. Adding clips to groups moves nothing; adding a group
    moves at most one other group across.
    """
    clips = list(clips)
    splits = {clip.clip_id: clip.split for clip in clips if clip.split}
    by_source: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ours = [clip for clip in clips if not clip.split]
    names = _group_names(ours)
    for clip in ours:
        by_source[clip.source][names[clip.clip_id]].append(clip.clip_id)
    for source, groups in by_source.items():
        order = sorted(groups, key=lambda name: seed("split", plan_seed, source, name))
        tests = max(1, round(len(order) * test_fraction)) if len(order) > 1 else 0
        for rank, name in enumerate(order):
            for clip_id in groups[name]:
                splits[clip_id] = "test" if rank < tests else "train"
    return splits


def _group_names(clips: list[Placed]) -> dict[str, str]:
    """Clip id to the name of its group: the least of its identities and recordings (union-find)."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for clip in clips:
        keys = [*(f"identity {name}" for name in clip.identities), f"video {clip.source_video}"]
        for other in keys[1:]:
            low, high = sorted((find(keys[0]), find(other)))
            parent[high] = low
    return {clip.clip_id: find(f"video {clip.source_video}") for clip in clips}
