"""A client that answers from a record of calls: no server, no cost, the same answers on every machine."""

from pathlib import Path

from emocfg.core import EmoCfgError

from .calls import read_calls
from .request import Reply, Request

_SHOWN = 80


class Replay:
    """Answers from a record, and never calls anybody.

    Args:
        path: a record, or what :meth:`emocfg.llm.Record.save_replay` wrote.
        model: the model whose answers to give; "" where the file holds those of one model only.

    Raises:
        EmoCfgError: E102 if the file is missing, E105 if it is damaged, E202 if it has no answers of that model, or
            those of several and none was named.
    """

    def __init__(self, path: Path, model: str = "") -> None:
        if not path.is_file():
            raise EmoCfgError("E102", "no such record of calls", where=f"replay:{path}", fix="check the path")
        calls = read_calls(path)
        models = sorted({calls.asked[key]["model"] for key in calls.replies})
        if model not in models and (model or len(models) != 1):
            known = ", ".join(models) or "none"
            what = f"no answers of {model!r} in this record" if model else "the record is not of one model"
            raise EmoCfgError(
                "E202", what, where=f"replay:{path}", fix=f"name a model behind a #; with answers are: {known}"
            )
        self._path, self._replies = path, calls.replies
        self._name = model or models[0]

    @property
    def name(self) -> str:
        """The name of the model whose answers these are."""
        return self._name

    def ask(self, request: Request) -> Reply:
        """The recorded answer; E803 if there is none."""
        key = request.digest()
        reply = self._replies.get(key)
        if reply is None:
            told = f"{request.text[:_SHOWN]!r} with {len(request.images)} images"
            raise EmoCfgError(
                "E803",
                f"no answer of {request.model!r} to call {key}: {told}",
                where=f"replay:{self._path}",
                fix="ask the model itself, or use the data, prompts and version that the record was made with",
            )
        return reply
