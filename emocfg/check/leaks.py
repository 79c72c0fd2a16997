"""What two splits must not share: identities and source videos."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip and the split it was put in.

    Attributes:
        clip_id: the clip.
        source: its corpus.
        identities: who is seen.
        source_video: the recording it was cut from.
        split: train, validation or test.
        owner: True if the split is the owner's, False if it is ours.
    """

    clip_id: str
    source: str
    identities: tuple[str, ...]
    source_video: str
    split: str
    owner: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """One thing that two splits share.

    Attributes:
        kind: ``identity`` or ``source_video``.
        name: which one.
        splits: the splits, in order.
        clips: one clip of each split.
        owner: True if all the clips have their owner's split: a warning; else our own split leaks: an error.
    """

    kind: str
    name: str
    splits: tuple[str, ...]
    clips: tuple[str, ...]
    owner: bool


def overlaps(placed: Iterable[Placed]) -> list[Overlap]:
    """Everything that clips of different splits share, by kind and name."""
    seen: dict[tuple[str, str], dict[str, Placed]] = defaultdict(dict)
    ours: set[tuple[str, str]] = set()
    for clip in placed:
        keys = [("identity", name) for name in clip.identities] + [("source_video", clip.source_video)]
        for key in keys:
            seen[key].setdefault(clip.split, clip)
            if not clip.owner:
                ours.add(key)
    return [
        Overlap(*key, tuple(sorted(by_split)), tuple(by_split[s].clip_id for s in sorted(by_split)), key not in ours)
        for key, by_split in sorted(seen.items())
        if len(by_split) > 1
    ]
