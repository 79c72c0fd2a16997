"""Trees of tokens as one row: branches share their prefix and do not see each other.

A clip is asked many things, and a policy that is rolled out as a tree writes many continuations of one prefix. Both are
trees of segments; in a row the segments lie one after the other, each token attends to its ancestors' segments and to
what precedes it in its own, and has the position it would have in a row of its own. One forward of the row then gives
the log-probs of all root-to-leaf sequences, and each shared token is computed once ("tree training" in the literature).
``tests/videmo_ref/model`` holds it equal to separate forwards, log-probs and gradients.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of tokens.

    Attributes:
        tokens: their ids.
        parent: which segment it continues, by its place in the tree; -1 for the root, which comes first.
        weights: per token, the weight of its log-prob in the loss; 0 for what is read and not learned.
    """

    tokens: tuple[int, ...]
    parent: int
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A packed tree of T tokens in S segments.

    Attributes:
        ids: (T,) token ids.
        depth: (T,) how many tokens precede each on its way from the root: its position, were everything text.
        segment: (T,) the segment of each token.
        before: (T,) the place of the token that each one follows, and whose hidden state predicts it; -1 for the first.
        weights: (T,) as in the segments.
        ancestors: (S, S) whether segment j is i or one of its ancestors.
    """

    ids: Ints
    depth: Ints
    segment: Ints
    before: Ints
    weights: Floats
    ancestors: NDArray[np.bool_]

    def mask(self) -> NDArray[np.bool_]:
        """(T, T) whether token i attends to token j."""
        kin = self.ancestors[self.segment[:, None], self.segment[None, :]]
        places = np.arange(len(self.ids))
        return np.asarray(kin & (places[None, :] <= places[:, None]))


def pack(segments: Sequence[Segment]) -> Row:
    """Lay a tree out as a row.

    Args:
        segments: each after its parent; the first one, the root, is the only one without, and has a token at least.

    Raises:
        ValueError: for a segment before its parent, a second root, an empty root, or weights of another length.
    """
    if not segments:
        raise ValueError("a tree has a segment at least")
    count = len(segments)
    ancestors = np.eye(count, dtype=np.bool_)
    starts, ends, last = np.zeros(
        (3, count), dtype=np.int64
    )  # place of the first token, depth after, place of the last
    place = 0
    depth, before = [], []
    for index, segment in enumerate(segments):
        length, parent = len(segment.tokens), segment.parent
        if (parent < 0) != (index == 0) or parent >= index or len(segment.weights) != length or not (index or length):
            raise ValueError(f"segment {index} does not fit: parent {parent}, {length} tokens")
        start = ends[parent] if index else 0
        if index:
            ancestors[index] |= ancestors[parent]
        starts[index], ends[index] = place, start + length
        last[index] = place + length - 1 if length else last[parent]
        depth.append(np.arange(start, start + length))
        follows = np.arange(place - 1, place + length - 1)
        if length:
            follows[0] = last[parent] if index else -1
        before.append(follows)
        place += length
    return Row(
        ids=np.array([token for segment in segments for token in segment.tokens], dtype=np.int64),
        depth=np.concatenate(depth),
        segment=np.repeat(np.arange(count), [len(segment.tokens) for segment in segments]),
        before=np.concatenate(before),
        weights=np.array([weight for segment in segments for weight in segment.weights], dtype=np.float32),
        ancestors=ancestors,
    )
