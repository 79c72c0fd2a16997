"""Which baselines there are, and what each needs to be made."""

from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.model import Model
from emocfg.core import EmoCfgError, unknown_name
from emocfg.schema import Sample

from .blind import Blind
from .chance import Chance
from .majority import Majority
from .noisy_oracle import NoisyOracle
from .oracle import Oracle

LEARNERS: dict[str, type[Chance | Majority | Blind]] = {"chance": Chance, "majority": Majority, "blind": Blind}
"""Baselines that are given the training split."""

KNOWERS: dict[str, type[Oracle | NoisyOracle]] = {"oracle": Oracle, "noisy_oracle": NoisyOracle}
"""Baselines that are given the truth; they test the instruments and are never ranked."""

BASELINES = (*LEARNERS, *KNOWERS)


def make_baseline(name: str, train: Iterable[Sample], truth: Iterable[Sample], arguments: Mapping[str, Any]) -> Model:
    """The baseline called ``name``.

    Args:
        name: one of :data:`BASELINES`.
        train: the training split; read by learners only.
        truth: the samples that will be asked; read by oracles only.
        arguments: keyword arguments of its class, such as ``seed`` or ``error``.

    Raises:
        EmoCfgError: E201 for an unknown name, E202 for an argument it does not have.
    """
    if name not in BASELINES:
        raise unknown_name("baseline", name, list(BASELINES), where="--model")
    try:
        return LEARNERS[name](train, **arguments) if name in LEARNERS else KNOWERS[name](truth, **arguments)
    except TypeError as problem:
        raise EmoCfgError(
            "E202", f"baseline {name}: {problem}", where="--model-args", fix="seed=N, or error=RATE for noisy_oracle"
        ) from problem
