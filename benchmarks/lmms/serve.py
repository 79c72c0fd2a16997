"""A model of ours behind lmms-eval's interface, for its plain command line; see :class:`Served`."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any, NoReturn

from lmms_eval.api.instance import Instance
from lmms_eval.api.model import lmms

from emocfg.media import VIDEMO

from ..asking import ask
from ..clips import Clips
from ..model import Model
from ..models.replay import Replay
from .rows import data, sample_of

PASSED = frozenset(("batch_size", "max_batch_size", "device"))
"""What lmms-eval passes to every model; none of it has a meaning for ours."""


class Served(lmms):  # type: ignore[misc]  # lmms-eval has no types
    """Answers as one of our models does; where that has none, with an empty text, as lmms-eval would.

    Args:
        model: ours.
    """

    is_simple = False

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model

    @property
    def device(self) -> str:
        """Asked for when there are several processes."""
        return "cpu"

    def generate_until(self, requests: Sequence[Instance]) -> list[str]:
        """The answers, in order."""
        samples = []
        for request in requests:
            *_, row, task, split = request.args
            samples.append(sample_of(self.task_dict[task][split][row]))
        with closing(Clips(data().root)) as clips:
            records = {record.id: record for record in ask(self._model, clips, samples, VIDEMO)}
        return [records[sample.id].answer for sample in samples]

    def loglikelihood(self, requests: Sequence[Instance]) -> NoReturn:
        """No task of ours asks for it."""
        raise NotImplementedError

    def generate_until_multi_round(self, requests: Sequence[Instance]) -> NoReturn:
        """No task of ours asks for it."""
        raise NotImplementedError


class ServedReplay(Served):
    """``emocfg_replay``: answers of a run, a log of samples or JSON Lines.

    Args:
        source: see :class:`benchmarks.models.replay.Replay`.
        model: the name that lmms-eval gives the output folder.
        options: :data:`PASSED`.

    Raises:
        TypeError: an argument that is not known.
    """

    def __init__(self, source: str, model: str = "", **options: Any) -> None:  # noqa: ANN401
        if unknown := sorted(options.keys() - PASSED):
            raise TypeError(f"unknown model_args: {', '.join(unknown)}")
        super().__init__(Replay(source))
