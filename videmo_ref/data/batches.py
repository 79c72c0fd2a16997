"""Steps of a schedule as batches: encoded, grouped by length, with the pixels of their clips."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model.policy import Batch, collate
from .encoding import Encoded, Encoder
from .vision import Patches, tensors


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a forward takes.

    Attributes:
        rows: lessons at most.
        tokens: tokens at most, padding included; a single lesson may have more.
    """

    rows: int
    tokens: int = 2**62


def group(encoded: Sequence[Encoded], budget: Budget) -> list[list[int]]:
    """The places of the lessons of a step in batches of like length, the longest first.

    Grouping happens inside a step, so it changes neither what a step learns from nor the order of steps.
    """
    lengths = [len(one.row.ids) for one in encoded]
    groups: list[list[int]] = []
    for place in sorted(range(len(encoded)), key=lambda i: (-lengths[i], i)):
        if groups and len(groups[-1]) < budget.rows and lengths[groups[-1][0]] * (len(groups[-1]) + 1) <= budget.tokens:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def batch_of(encoded: Sequence[Encoded], encoder: Encoder, patches: Patches) -> Batch:
    """One batch of some lessons."""
    batch = collate([one.row for one in encoded], pad=encoder.pad, video=encoder.video)
    clips = [clip for one in encoded for clip in one.clips]
    if not clips:
        return batch
    seen, grids, seconds = tensors(clips)
    return replace(batch, patches=patches.normalise(seen), grids=grids, seconds=seconds)


def total_weight(encoded: Sequence[Encoded]) -> float:
    """What the log-probs of a step are divided by: the sum of its weights, over all batches, ranks and accumulation."""
    return float(sum(one.row.weights.sum(dtype="float64") for one in encoded))
