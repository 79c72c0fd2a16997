"""Which baselines there are, and what each needs to be made."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.model import Model
from emocfg.core import EmoCfgError, unknown_name
from emocfg.media import FramePolicy
from emocfg.schema import Sample

from .blind import Blind
from .chance import Chance
from .majority import Majority
from .noisy_oracle import NoisyOracle
from .oracle import Oracle
from .seer import Probe, Seer, SingleFrame

LEARNERS: dict[str, type[Chance | Majority | Blind]] = {"chance": Chance, "majority": Majority, "blind": Blind}
"""Baselines that are given the rows of the training split."""

SEERS: dict[str, type[Seer]] = {"single_frame": SingleFrame, "probe": Probe}
"""Baselines that are given the rows of the training split and watch their clips."""

KNOWERS: dict[str, type[Oracle | NoisyOracle]] = {"oracle": Oracle, "noisy_oracle": NoisyOracle}
"""Baselines that are given the truth; they test the instruments and are never ranked."""

BASELINES = (*LEARNERS, *SEERS, *KNOWERS)


def make_baseline(
    name: str,
    train: Iterable[Sample],
    truth: Iterable[Sample],
    arguments: Mapping[str, Any],
    *,
    root: Path,
    frames: FramePolicy,
) -> Model:
    """The baseline called ``name``.

    Args:
        name: one of :data:`BASELINES`.
        train: the training split; read by learners and seers only.
        truth: the samples that will be asked; read by oracles only.
        arguments: keyword arguments of its class, such as ``seed`` or ``error``.
        root: the dataset's folder; seers watch its clips.
        frames: the frames of a clip that the run shows.

    Raises:
        EmoCfgError: E201 for an unknown name, E202 for an argument it does not have, E102 if a seer finds no clip.
    """
    if name not in BASELINES:
        raise unknown_name("baseline", name, list(BASELINES), where="--model")
    try:
        if name in SEERS:
            return SEERS[name](train, root, frames, **arguments)
        return LEARNERS[name](train, **arguments) if name in LEARNERS else KNOWERS[name](truth, **arguments)
    except TypeError as problem:
        raise EmoCfgError(
            "E202", f"baseline {name}: {problem}", where="--model-args", fix="seed=N, or error=RATE for noisy_oracle"
        ) from problem
