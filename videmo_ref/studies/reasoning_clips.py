"""What a study measures: which clips, against which truth, how often and with what."""

from dataclasses import dataclass
from typing import Any

from benchmarks.data import Dataset
from emocfg.core import EmoCfgError, rng
from emocfg.media import FramePolicy
from emocfg.schema import AffectiveTree, parse_tree

from ..data.trees import View
from ..reasoning.methods import METHODS, ORACLE
from ..reasoning.search import Plan
from .reasoning_report import GREEDY, SAMPLE, Cell


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip and its true tree, as far as it is compared."""

    id: str
    identity: str
    video: str
    tree: AffectiveTree


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured.

    Attributes:
        split: whose clips.
        clips: how many, drawn at random; 0 for all.
        numbers: of candidates.
        plan: temperature, limit and seed; each cell has its own number of candidates.
        batch: clips that are written about at once; it decides the draws.
        view: the part of a tree that is compared: what the policy was taught to write.
        frames: how frames are made.
    """

    split: str
    clips: int
    numbers: tuple[int, ...]
    plan: Plan
    batch: int
    view: View
    frames: FramePolicy

    def cells(self) -> list[Cell]:
        """The likeliest tokens, one sample, and each method with every number of candidates above one."""
        methods = [name for name in (*METHODS, ORACLE) if name != GREEDY]
        return [Cell(GREEDY, 1), Cell(SAMPLE, 1), *(Cell(name, n) for name in methods for n in self.numbers if n > 1)]

    def describe(self) -> dict[str, Any]:
        """All of it as plain data, but for the split."""
        return {
            "clips": self.clips,
            "numbers": list(self.numbers),
            "temperature": self.plan.temperature,
            "limit": self.plan.limit,
            "seed": self.plan.seed,
            "batch": self.batch,
            "slots": list(self.view.slots),
            "spans": self.view.spans,
            "strengths": self.view.strengths,
            "frames": self.frames.describe(),
        }


def choose(data: Dataset, settings: Settings) -> list[Clip]:
    """The clips that have one video and a tree, by id.

    Raises:
        EmoCfgError: E102 if the split has none.
    """
    found: dict[str, Clip] = {}
    for sample in data.samples(settings.split):
        if sample.tree and len(sample.videos) == 1 and sample.clip_id not in found:
            tree = settings.view.of(parse_tree(sample.tree, where=sample.id))
            found[sample.clip_id] = Clip(sample.clip_id, sample.identity, sample.videos[0], tree)
    if not found:
        what = f"no clip with a tree in the {settings.split} split"
        raise EmoCfgError("E102", what, where=f"--data {data.root}", fix=f"--split of {', '.join(data.splits())}")
    ids = sorted(found)
    if 0 < settings.clips < len(ids):
        ids = sorted(rng("videmo/study", settings.plan.seed).sample(ids, settings.clips))
    return [found[clip_id] for clip_id in ids]
