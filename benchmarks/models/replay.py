"""Replay: answers that were given before, from a run of ours, lmms-eval's log of samples, or JSON Lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, canonical, read_journal

from ..model import Answer, Failed, Request, Sight

_FORMS = 'a run folder, samples of lmms-eval --log_samples, or lines {"id": ..., "answer": ...}'


class Replay:
    """Gives the answers of a file or folder, by sample id; a sample without one is a failure.

    Args:
        source: a run folder, a file of JSON Lines, or a folder of such files (searched in depth).

    Raises:
        EmoCfgError: E102 if nothing is there, E303 if a line is not JSON, E302 if it is no answer, or if two files give
            different answers to one sample.
    """

    name = "replay"
    sees: Sight = "nothing"
    batch = 64

    def __init__(self, source: str | Path) -> None:
        path = Path(source)
        self._answers: dict[str, str] = {}
        for file in _files(path):
            # a killed run leaves a torn last line in its journal
            ours = enumerate(read_journal(file), start=1) if file.parent.name == "journal" else None
            for number, row in ours or canonical.read_lines(file):
                where = f"{file.name}:{number}"
                sample, answer = _answer(row, where)
                if self._answers.setdefault(sample, answer) != answer:
                    raise EmoCfgError(
                        "E302", f"a second answer to {sample}", where=where, fix="replay one run at a time"
                    )
        if not self._answers:
            raise EmoCfgError("E102", "no answers here", where=f"replay:{path}", fix=f"name {_FORMS}")
        self._digest = canonical.digest(self._answers)

    def describe(self) -> Mapping[str, Any]:
        """The digest of all answers."""
        return {"replay": self._digest, "answers": len(self._answers)}

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """The recorded answers."""
        missing = Failed("no recorded answer")
        return [self._answers.get(request.sample_id, missing) for request in requests]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    journal = path / "journal"
    return sorted((journal if journal.is_dir() else path).rglob("*.jsonl"))


def _answer(row: Any, where: str) -> tuple[str, str]:  # noqa: ANN401 - JSON is any value
    """(sample id, answer) of a line of ours or of lmms-eval."""
    if isinstance(row, dict) and isinstance(row.get("headline"), dict):  # our record inside lmms-eval's line
        said = row.get("resps", row.get("filtered_resps"))
        while isinstance(said, list) and len(said) == 1:
            said = said[0]
        row = {"id": row["headline"].get("id"), "answer": said}
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("answer"), str):
        raise EmoCfgError("E302", "a line without id and answer", where=where, fix=f"name {_FORMS}")
    return row["id"], row["answer"]
