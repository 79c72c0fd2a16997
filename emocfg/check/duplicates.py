"""Copies of a clip: the same frames or file, or the same clip encoded again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emocfg.media.fingerprint import LOOK_WORDS, Words, alike, unpack

from .leaks import Overlap, Placed

_BYTES = 8 * LOOK_WORDS

_LEAST_LENGTH = 0.9
"""A copy is at least this part as long as the other: the fingerprint's frames are spread over the whole clip."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A clip with what tells whether it is a copy of another.

    Attributes:
        placed: the clip and its split.
        video: its file; several clips may be of one file.
        seconds: its duration.
        sha256: of the file; "" if not known.
        frames_sha256: as in ``MediaFacts``; "" if not known.
        fingerprint: as in ``MediaFacts``; "" if not known.
    """

    placed: Placed
    video: str
    seconds: float
    sha256: str = ""
    frames_sha256: str = ""
    fingerprint: str = ""


def near_copies(clips: Sequence[Pictured]) -> list[tuple[Pictured, Pictured]]:
    """Pairs of clips of different people and recordings that look and move alike, each pair once, in order.

    Clips without a fingerprint are left out. Clips that share a person, a recording or a file are no pair: neighbours
    look alike by nature (see ``media.fingerprint``), and splits keep them together anyway.
    """
    known = [clip for clip in clips if clip.fingerprint]
    if not known:
        return []
    words = unpack([clip.fingerprint for clip in known])
    seconds = np.array([clip.seconds for clip in known])
    found = {(int(a), int(b)) for pairs in near_pairs(words, seconds) for a, b in pairs}
    pairs = [(known[a], known[b]) for a, b in sorted(found)]
    return [(one, other) for one, other in pairs if not _related(one, other)]


def near_overlaps(pairs: Sequence[tuple[Pictured, Pictured]]) -> list[Overlap]:
    """Near copies as overlaps: between two splits, or within one."""
    found = []
    for one, other in pairs:
        first, second = sorted((one.placed, other.placed), key=lambda clip: (clip.split, clip.clip_id))
        owner = first.owner and second.owner
        splits, clips = (first.split, second.split), (first.clip_id, second.clip_id)
        found.append(Overlap("near_duplicate", " ~ ".join(clips), splits, clips, owner))
    return sorted(found, key=lambda overlap: overlap.name)


def near_pairs(words: Words, seconds: NDArray[np.float64]) -> Iterator[NDArray[np.int64]]:
    """Pairs of rows whose fingerprints are alike, as arrays of shape (pairs, 2); a pair may come several times.

    Looks that differ in at most 15 bits agree in at least one of their 16 bytes (pigeonhole), so only rows that agree
    in a byte, and are about as long, are compared: for each byte the rows are sorted by it and by duration, and every
    row is held against those behind it until one is too long. No row is missed, and not all pairs are looked at.

    Args:
        words: fingerprints, shape (clips, 10).
        seconds: durations, shape (clips,).
    """
    looks = np.ascontiguousarray(words[:, :LOOK_WORDS]).view(np.uint8).reshape(len(words), _BYTES)
    for byte in range(_BYTES):
        order = np.lexsort((seconds, looks[:, byte]))
        keys, lengths, ordered = looks[order, byte], seconds[order], words[order]
        first = np.arange(len(words))
        for step in range(1, len(words)):
            first = first[first < len(words) - step]
            second = first + step
            near = (keys[first] == keys[second]) & (lengths[first] >= _LEAST_LENGTH * lengths[second])
            first, second = first[near], second[near]
            if not len(first):
                break
            hits = alike(ordered[first], ordered[second])
            if hits.any():
                pairs = np.stack([order[first[hits]], order[second[hits]]], axis=1)
                yield np.sort(pairs, axis=1)


def _related(one: Pictured, other: Pictured) -> bool:
    a, b = one.placed, other.placed
    same_file = bool(one.video) and one.video == other.video
    return a.source_video == b.source_video or not set(a.identities).isdisjoint(b.identities) or same_file
