"""Noisy oracle: knows every answer and is wrong at a known rate. The benchmark must find that rate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.model import Request, Sight
from benchmarks.specs import SPECS
from emocfg.core import EmoCfgError, rng, unit
from emocfg.schema import Sample

from .oracle import Oracle
from .truth import say_labels, say_open, with_one_error


class NoisyOracle:
    """Wrong with probability ``error``, independently per sample; a wrong answer is wrong in one thing.

    Args:
        truth: the samples that will be asked.
        error: probability of a wrong answer, in [0, 1].
        seed: another seed gives other errors.
    """

    name = "noisy_oracle"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, truth: Iterable[Sample], *, error: float = 0.2, seed: int = 0) -> None:
        if not isinstance(error, int | float) or not 0 <= error <= 1:
            raise EmoCfgError("E202", f"error = {error}", where="--model-args", fix="a rate from 0 to 1")
        self._truth = {sample.id: sample for sample in truth}
        self._oracle = Oracle((), seed=seed)
        self._error = error
        self._seed = seed

    def describe(self) -> Mapping[str, Any]:
        """Name, seed and rate; ``knows_truth`` keeps it out of any ranking."""
        return {**self._oracle.describe(), "baseline": self.name, "error": self._error}

    def errs(self, sample_id: str) -> bool:
        """True if it answers this sample wrongly."""
        return unit("noisy oracle", self._seed, sample_id) < self._error

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """The truth, or something else."""
        samples = [self._truth[request.sample_id] for request in requests]
        return [self._wrong(sample) if self.errs(sample.id) else self._oracle.say(sample) for sample in samples]

    def _wrong(self, sample: Sample) -> str:
        """An answer that differs from the truth in one thing: the smallest error must be noticed."""
        draws = rng("noisy oracle", self._seed, "wrong", sample.id)
        if not sample.options:
            return say_open(sample, draws, with_one_error(sample, draws))
        if SPECS[sample.task].task.kind == "single":
            others = [option for option in sample.options if option != sample.labels[0]]
            return say_labels((draws.choice(others),), sample, draws)
        flipped = draws.choice(sample.options)
        labels = tuple(o for o in sample.options if (o in sample.labels) != (o == flipped))
        return say_labels(labels, sample, draws)
