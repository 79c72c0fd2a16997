"""Chance: a uniform guess. For open answers, the answer of a random other clip of the training split."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.model import Request, Sight
from emocfg import __version__
from emocfg.core import rng
from emocfg.schema import TASKS, Sample, display

from .memory import Memory


class Chance:
    """Guesses by a named draw per sample.

    Args:
        train: rows of the training split; used for open answers only.
        seed: another seed gives other guesses.
    """

    name = "chance"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, train: Iterable[Sample], *, seed: int = 0) -> None:
        self._seed = seed
        self._memory = Memory(sample for sample in train if not sample.options)

    def describe(self) -> Mapping[str, Any]:
        """Name and seed."""
        return {"baseline": self.name, "emocfg": __version__, "seed": self._seed}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        """One uniform option, every option with probability one half, or another clip's text."""
        return [self._guess(request) for request in requests]

    def _guess(self, request: Request) -> str:
        draws = rng("chance", self._seed, request.sample_id)
        kind = TASKS[request.task].kind
        if kind == "single":
            return display(draws.choice(request.options))
        if kind == "multi":
            return ", ".join(display(option) for option in request.options if draws.random() < 0.5) or "none"
        return draws.choice(self._memory.rows(self._memory.kind(request))).answer
