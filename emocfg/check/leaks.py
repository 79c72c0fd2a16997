"""What two splits must not share: people, recordings, clips, copies of clips, and what is said in them."""

from collections.abc import Callable, Hashable, Iterable
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
    """One thing that two clips share and should not.

    Attributes:
        kind: ``identity``, ``source_video``, ``clip``, ``duplicate`` (equal frames or files), ``near_duplicate``,
            ``dialogue``, ``question``, or ``script`` (words that are said in every split by design).
        name: which one.
        splits: the splits, in order; twice the same for two copies in one split.
        clips: one clip of each split.
        owner: True if all the clips have their owner's split: a warning; else our own split leaks: an error.
    """

    kind: str
    name: str
    splits: tuple[str, ...]
    clips: tuple[str, ...]
    owner: bool

    @property
    def level(self) -> str:
        """``error`` for a leak; ``warning`` for the owners' own overlap; ``note`` for copies in one split and scripts.

        A copy in one split trains on a clip twice and leaks nothing; a script is the design of its corpus.
        """
        if self.kind == "script" or len(set(self.splits)) == 1:
            return "note"
        return "warning" if self.owner else "error"


class Sharing:
    """Collects what each clip has and gives what clips of different splits share. Memory: one clip per thing and split.

    A thing is known by its kind and a key, such as the name of a person or the digest of a text.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, Hashable], dict[str, Placed]] = {}
        self._ours: set[tuple[str, Hashable]] = set()
        self._names: dict[tuple[str, Hashable], str] = {}

    def add(self, kind: str, key: Hashable, clip: Placed, name: str = "") -> None:
        """Note that a clip has something.

        Args:
            kind: as in :class:`Overlap`.
            key: tells this thing from others of its kind.
            clip: the clip.
            name: what to call it, where the key does not say it.
        """
        place = (kind, key)
        self._seen.setdefault(place, {}).setdefault(clip.split, clip)
        if name:
            self._names.setdefault(place, name)
        if not clip.owner:
            self._ours.add(place)

    def overlaps(self, called: Callable[[str, Hashable], str] = lambda kind, _: kind) -> list[Overlap]:
        """What is shared, by kind and name; two clips that are named for one reason are not named for it again.

        Args:
            called: gives the kind of an overlap from the kind and key of what is shared.
        """
        found: dict[tuple[str, tuple[str, ...]], Overlap] = {}
        for place, by_split in self._seen.items():
            if len(by_split) > 1:
                splits = tuple(sorted(by_split))
                clips = tuple(by_split[split].clip_id for split in splits)
                kind, name = called(*place), self._names.get(place, str(place[1]))
                reason = kind if kind in _SAME_REASON else f"{kind} {name}"
                found.setdefault((reason, clips), Overlap(kind, name, splits, clips, place not in self._ours))
        return sorted(found.values(), key=lambda overlap: (overlap.kind, overlap.name))


_SAME_REASON = frozenset(("duplicate", "dialogue", "question", "script"))
"""Kinds of which two clips may share several things for one reason: equal frames and equal files."""


def overlaps(placed: Iterable[Placed]) -> list[Overlap]:
    """The people and recordings that clips of different splits share, by kind and name."""
    sharing = Sharing()
    for clip in placed:
        for name in clip.identities:
            sharing.add("identity", name, clip)
        sharing.add("source_video", clip.source_video, clip)
    return sharing.overlaps()
