"""The one place that turns a model's name into a model object."""

import math
from collections.abc import Sequence
from typing import Any

from baselines.catalogue import BASELINES, make_baseline
from benchmarks.data import Dataset
from benchmarks.model import Model
from benchmarks.specs import TaskSpec
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy

PREFIXES = ("baseline",)


def make_model(
    name: str, arguments: str, data: Dataset, specs: Sequence[TaskSpec], split: str, frames: FramePolicy
) -> Model:
    """The model that ``--model`` and ``--model-args`` name.

    Args:
        name: ``baseline:NAME``.
        arguments: ``key=value`` pairs, separated by commas.
        data: the dataset; its train split teaches the baselines that learn.
        specs: the tasks that will be asked.
        split: the split that will be asked.
        frames: the frames that a model which sees video will be asked with.

    Raises:
        EmoCfgError: E201 for an unknown name, E202 for a bad argument, E102 if a baseline has no clip to learn from.
    """
    kind, _, rest = name.partition(":")
    if kind not in PREFIXES or not rest:
        raise EmoCfgError(
            "E201", f"unknown model {name!r}", where="--model", fix=f"baseline:NAME with {', '.join(BASELINES)}"
        )
    tasks = {spec.name for spec in specs}
    train, truth = data.samples("train", tasks), data.samples(split, tasks)
    return make_baseline(rest, train, truth, _parse(arguments), root=data.root, frames=frames)


def _parse(arguments: str) -> dict[str, Any]:
    """``seed=1,error=0.3`` as keyword arguments."""
    parsed: dict[str, Any] = {}
    for pair in filter(None, arguments.split(",")):
        key, equals, value = pair.partition("=")
        if not equals:
            raise EmoCfgError("E202", f"not key=value: {pair!r}", where="--model-args", fix="seed=1,error=0.3")
        parsed[key.strip()] = _value(value.strip())
    return parsed


def _value(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        if not math.isfinite(value):
            raise EmoCfgError("E202", f"{text} is not a number to use", where="--model-args", fix="a finite number")
        return value
    return text
