"""The one place that turns a model's name into a model object."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from baselines.catalogue import BASELINES, make_baseline
from benchmarks.data import Dataset
from benchmarks.model import Model
from benchmarks.specs import TaskSpec
from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy

from .common import require_torch


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a model is made for.

    Attributes:
        data: the dataset; its train split teaches the baselines that learn.
        specs: the tasks that will be asked.
        split: the split that will be asked.
        frames: how frames are made.
        out: the run folder.
    """

    data: Dataset
    specs: Sequence[TaskSpec]
    split: str
    frames: FramePolicy
    out: Path


def _baseline(name: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    tasks = {spec.name for spec in occasion.specs}
    train, truth = occasion.data.samples("train", tasks), occasion.data.samples(occasion.split, tasks)
    own = {key: _value(text) for key, text in arguments.items()}
    return make_baseline(name, train, truth, own, root=occasion.data.root, frames=occasion.frames)


def _hf(path: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    from benchmarks.models.hf import HfModel, Options
    from benchmarks.models.options import read_options

    return HfModel(path, read_options(Options, arguments), occasion.frames)


def _vllm(path: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    from benchmarks.models.options import read_options
    from benchmarks.models.vllm import Options, VllmModel

    return VllmModel(path, read_options(Options, arguments), occasion.frames)


def _videmo(path: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    require_torch("--model videmo:")
    from benchmarks.models.options import read_options
    from videmo_ref.reasoning.model import Options, VidemoModel

    return VidemoModel(path, read_options(Options, arguments), occasion.frames)


def _openai(place: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    from benchmarks.models.openai import Options, ServerModel
    from benchmarks.models.options import read_options

    return ServerModel(place, read_options(Options, arguments), occasion.out / "calls.jsonl")


def _lmms(name: str, arguments: Mapping[str, str], occasion: Occasion) -> Model:
    from benchmarks.lmms.adapter import Adapted

    return Adapted(name, arguments, occasion.out / "model.log")


def _replay(source: str, arguments: Mapping[str, str], _: Occasion) -> Model:
    from benchmarks.models.replay import Replay

    if arguments:
        raise EmoCfgError(
            "E202", f"a replay takes no {', '.join(arguments)}", where="--model-args", fix="leave it away"
        )
    return Replay(source)


MAKERS: dict[str, Callable[[str, Mapping[str, str], Occasion], Model]] = {
    "baseline": _baseline,
    "hf": _hf,
    "vllm": _vllm,
    "videmo": _videmo,
    "openai": _openai,
    "lmms": _lmms,
    "replay": _replay,
}
"""What stands before the colon of ``--model``, and who makes the model."""

FORMS = (
    "lmms:NAME, hf:PATH, vllm:PATH, videmo:PATH, openai:URL#MODEL, replay:FILE; "
    f"baseline:NAME with {', '.join(BASELINES)}"
)


def make_model(name: str, arguments: str, occasion: Occasion) -> Model:
    """The model that ``--model`` and ``--model-args`` name; nothing is loaded and nobody is called.

    Args:
        name: such as ``baseline:NAME`` or ``hf:PATH``; :data:`FORMS` has all.
        arguments: ``key=value`` pairs, separated by commas.
        occasion: what the model is made for.

    Raises:
        EmoCfgError: E201 for an unknown name, E202 for a bad argument.
    """
    kind, _, rest = name.partition(":")
    if kind not in MAKERS or not rest:
        raise EmoCfgError("E201", f"unknown model {name!r}", where="--model", fix=FORMS)
    return MAKERS[kind](rest, parse_arguments(arguments), occasion)


def parse_arguments(arguments: str) -> dict[str, str]:
    """``seed=1,error=0.3`` as names and values; E202 if it is something else."""
    parsed: dict[str, str] = {}
    for pair in filter(None, arguments.split(",")):
        key, equals, value = pair.partition("=")
        if not equals:
            raise EmoCfgError("E202", f"not key=value: {pair!r}", where="--model-args", fix="seed=1,error=0.3")
        parsed[key.strip()] = value.strip()
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
