"""A model of lmms-eval behind our interface: any of its models, with our journal, resume and outcomes.

lmms-eval's own evaluator holds every answer back until the last one is there, ends with status 0 whatever happened, and
turns failures into answers. Its models are asked here through the interface that the evaluator uses, request by request
in small batches, so that an answer is on disk as soon as it is given.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from emocfg.core import EmoCfgError, unknown_name

from ..model import MAX_NEW_TOKENS, Answer, Failed, Request, Sight
from ..models.checkpoint import folder_digest, versions
from ..models.options import read_options
from .docs import GREEDY, user_turn
from .results import SENTINELS

if TYPE_CHECKING:
    from lmms_eval.api.instance import Instance

_SPLIT = "test"
_CHECKPOINTS = ("pretrained", "model", "model_version", "model_name")
"""What lmms-eval's models call the argument that names a checkpoint."""


@dataclass(frozen=True, slots=True)
class Options:
    """What we take out of a model's arguments: samples per call, and tokens per answer."""

    batch_size: int = 1
    max_new_tokens: int = MAX_NEW_TOKENS


class Adapted:
    """Asks a model of lmms-eval. It opens the video files itself; its arguments say how many frames it takes of them.

    Args:
        name: as in lmms-eval's ``--model``.
        arguments: as in its ``--model_args``; they are part of the run's fingerprint. ``batch_size`` and
            ``max_new_tokens`` are taken out of them and mean what they mean elsewhere.
        log: a file that takes what the model prints; nothing of it may be among our results.

    Making the object loads nothing: the first question does.
    """

    sees: Sight = "files"

    def __init__(self, name: str, arguments: Mapping[str, str], log: Path) -> None:
        self._name, self._log = name, log
        self._model: Any = None
        self._stack = ExitStack()
        self._said: TextIO | None = None
        ours = {field.name for field in fields(Options)}
        self._own = {key: value for key, value in arguments.items() if key not in ours}
        self._options = read_options(Options, {key: value for key, value in arguments.items() if key in ours})

    @property
    def batch(self) -> int:
        """``batch_size``."""
        return self._options.batch_size

    @property
    def name(self) -> str:
        """``lmms:``, the model, and the checkpoint where one is named."""
        checkpoint = self._checkpoint
        return f"lmms:{self._name}" + (f" {Path(checkpoint).name}" if checkpoint else "")

    def describe(self) -> Mapping[str, Any]:
        """Model, arguments, weights and versions; where a folder of weights lies is nobody else's affair."""
        folder = Path(self._checkpoint)
        local = bool(self._checkpoint) and folder.is_dir()
        return {
            "kind": "lmms",
            "model": self._name,
            "arguments": {k: folder.name if local and v == self._checkpoint else v for k, v in self._own.items()},
            "checkpoint": folder_digest(folder) if local else self._checkpoint,
            "max_new_tokens": self._options.max_new_tokens,
            "versions": versions("lmms-eval", "transformers", "torch"),
        }

    @property
    def _checkpoint(self) -> str:
        return next((self._own[key] for key in _CHECKPOINTS if key in self._own), "")

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """What the model says; its sentinels, and nothing, are failures.

        Raises:
            EmoCfgError: E701 if lmms-eval is not installed, E201 for an unknown name, E202 if the model cannot be made.
        """
        with self._quiet():
            self._model = model = self._model or _make(self._name, self._own, self._options.batch_size)
            model.task_dict = {
                task: {_SPLIT: {i: {"id": r.sample_id} for i, r in enumerate(requests) if r.task == task}}
                for task in {request.task for request in requests}
            }
            simple = bool(model.is_simple)
            instances = [self._instance(place, request, simple=simple) for place, request in enumerate(requests)]
            return [_answer(given) for given in model.generate_until(instances)]

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """What is printed goes to the log, which stays open: loggers keep the stream that they were made with."""
        if self._said is None:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            self._said = self._stack.enter_context(self._log.open("a", encoding="utf-8"))
        with redirect_stdout(self._said), redirect_stderr(self._said):
            yield

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _instance(self, place: int, request: Request, *, simple: bool) -> "Instance":
        from lmms_eval.api.instance import Instance

        videos = list(map(str, request.videos))
        show = _always(videos) if simple else _always(user_turn(videos, request.prompt))
        generation = {"max_new_tokens": self._options.max_new_tokens, **GREEDY}
        shown = (generation, show) if simple else (show, generation)
        return Instance(
            request_type="generate_until",
            arguments=(request.prompt, *shown, place, request.task, _SPLIT),
            idx=0,
            metadata={"task": request.task, "doc_id": place, "repeats": 1},
        )


def _make(name: str, arguments: Mapping[str, Any], batch_size: int) -> Any:  # noqa: ANN401 - lmms-eval has no types
    try:
        from lmms_eval.models import get_model, list_available_models
    except ImportError as problem:
        what, fix = f"lmms-eval cannot be imported: {problem}", "pip install 'emocfg[eval]'"
        raise EmoCfgError("E701", what, where=f"--model lmms:{name}", fix=fix) from problem
    known = list_available_models(include_aliases=True)
    if name not in known:
        raise unknown_name("model of lmms-eval", name, known, where="--model")
    try:
        text = ",".join(f"{key}={value}" for key, value in arguments.items())
        return get_model(name).create_from_arg_string(text, {"batch_size": batch_size})
    except Exception as problem:
        what = f"{type(problem).__name__}: {problem}"[:300]
        raise EmoCfgError(
            "E202",
            f"{name} cannot be made: {what}",
            where="--model-args",
            fix="see lmms-eval's arguments of this model",
        ) from problem


def _always(value: Any) -> Callable[..., Any]:  # noqa: ANN401 - paths or messages
    """What lmms-eval calls with a row to get its clips or messages."""
    return lambda *_, **__: value


def _answer(given: object) -> Answer:
    """A model's output as an answer; lmms-eval knows texts, objects with a text, and pairs of a text and counts."""
    if isinstance(given, tuple | list) and given:
        given = given[0]
    text = getattr(given, "text", given)
    if not isinstance(text, str):
        return Failed(f"the model gave {type(text).__name__}, no text")
    return Failed(text) if text.startswith(SENTINELS) else text
