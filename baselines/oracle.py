"""Oracle: knows every answer. It must score 1.0; if it does not, the instrument is broken, not the oracle."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.model import Request, Sight
from emocfg import __version__
from emocfg.core import rng
from emocfg.schema import Sample

from .truth import say_labels, say_open


class Oracle:
    """Answers with the truth, worded anew.

    Args:
        truth: the samples that will be asked.
        seed: another seed gives other words.
    """

    name = "oracle"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, truth: Iterable[Sample], *, seed: int = 0) -> None:
        self._truth = {sample.id: sample for sample in truth}
        self._seed = seed

    def describe(self) -> Mapping[str, Any]:
        """Name and seed; ``knows_truth`` keeps it out of any ranking."""
        return {"baseline": self.name, "emocfg": __version__, "seed": self._seed, "knows_truth": True}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The true answers."""
        return [self.say(self._truth[request.sample_id]) for request in requests]

    def say(self, sample: Sample) -> str:
        """The truth of one sample."""
        draws = rng("oracle", self._seed, sample.id)
        return say_labels(sample.labels, sample, draws) if sample.options else say_open(sample, draws)
