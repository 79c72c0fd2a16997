"""A run folder: manifest, journal of answers, records per sample, scores.

::

    RUN/manifest.json        what was measured: model, data, prompts, parser, frames; its fingerprint binds the folder
    RUN/journal/<task>.jsonl answers as they came; a killed run resumes from here
    RUN/samples/<task>.jsonl one record per sample: gold, predicted, outcome, score, answer
    RUN/scores.json          the scores, recomputable from the records
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emocfg.core import EmoCfgError, atomic, canonical, read_journal
from emocfg.schema.features import from_row, to_row

from .outcomes import Record
from .parsing import PARSER
from .scoring import TaskScore, score_json
from .specs import SPECS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder at ``root``."""

    root: Path

    def check(self, measured: Mapping[str, Any]) -> None:
        """Look, without touching anything, if the folder is free or already bound to what is measured.

        Raises:
            EmoCfgError: E103 if the folder holds something else.
        """
        theirs = self._manifest()
        if theirs is None and self.root.exists() and not (self.root.is_dir() and _is_free(self.root)):
            raise EmoCfgError(
                "E103", "this is there already, and is not a run", where=str(self.root), fix="choose another --out"
            )
        if theirs is not None and theirs["fingerprint"] != canonical.digest(measured):
            differs = [key for key in measured if theirs["measured"].get(key) != measured[key]]
            raise EmoCfgError(
                "E103",
                f"this folder holds a run with another {', '.join(differs)}",
                where=str(self.root),
                fix="choose another --out",
            )

    def claim(self, measured: Mapping[str, Any]) -> None:
        """Bind the folder to what is measured; E103 as in :meth:`check`."""
        self.check(measured)
        manifest = {"measured": dict(measured), "fingerprint": canonical.digest(measured)}
        atomic.write_text(self.root / "manifest.json", canonical.dumps(manifest) + "\n")

    def measured(self) -> dict[str, Any]:
        """What the run measured: model, dataset digest, split, prompts, parser, frames, limit.

        Raises:
            EmoCfgError: E102 if there is no run here.
        """
        manifest = self._manifest()
        if manifest is None:
            raise EmoCfgError(
                "E102", "no run here", where=str(self.root), fix="name a folder that `emocfg eval --out` made"
            )
        measured: dict[str, Any] = manifest["measured"]
        return measured

    def _manifest(self) -> dict[str, Any] | None:
        """The run's manifest; None if there is no such file, or it is of something else."""
        path = self.root / "manifest.json"
        manifest = canonical.read(path) if path.is_file() else None
        if not isinstance(manifest, dict) or not {"measured", "fingerprint"} <= manifest.keys():
            return None
        measured = manifest["measured"]
        if not isinstance(measured, dict) or not {"model", "dataset", "split"} <= measured.keys():
            raise _damaged("the manifest lacks model, dataset or split", str(path))
        return manifest

    def journal(self, task: str) -> Path:
        """The journal of a task's answers."""
        return self.root / "journal" / f"{task}.jsonl"

    def write_records(self, task: str, records: Iterable[Record]) -> None:
        """Publish the records of a task, by sample id."""
        ordered = sorted(records, key=lambda record: record.id)
        lines = (canonical.dumps(to_row(record)) for record in ordered)
        atomic.write_text(self.root / "samples" / f"{task}.jsonl", "".join(f"{line}\n" for line in lines))

    def records(self, task: str) -> list[Record]:
        """The published records of a task.

        Raises:
            EmoCfgError: E105 if the file is not what :meth:`write_records` wrote.
        """
        path = self.root / "samples" / f"{task}.jsonl"
        if not path.exists():
            return []
        records = [_record(row, task, f"{path}:{number}") for number, row in canonical.read_lines(path)]
        if not records or len({record.id for record in records}) < len(records):
            raise _damaged("no record, or one twice", str(path))
        return records

    def answers(self, task: str) -> dict[str, str]:
        """The answers of a task that are in its journal, by sample id; E105 if a line is not ours."""
        path = self.journal(task)
        answers = {}
        for line in read_journal(path):
            if not isinstance(line.get("id"), str) or not isinstance(line.get("answer"), str):
                raise _damaged("a line without id or answer", str(path))
            answers[line["id"]] = line["answer"]
        return answers

    def tasks(self) -> list[str]:
        """The tasks that have records, in the order of the specs."""
        return [name for name in SPECS if (self.root / "samples" / f"{name}.jsonl").exists()]

    def write_asked(self, tasks: Iterable[str]) -> None:
        """Note that these tasks were asked to the end, beside those that were before."""
        text = canonical.dumps(sorted(self.asked() | set(tasks)))
        atomic.write_text(self.root / "asked.json", f"{text}\n")

    def asked(self) -> set[str]:
        """The tasks that :meth:`write_asked` noted; only parts of a run need that."""
        path = self.root / "asked.json"
        return set(canonical.read(path)) if path.is_file() else set()

    def to_pandas(self) -> "pd.DataFrame":
        """One row per sample, of all tasks: the columns are the fields of a record, and ``model``.

        Raises:
            EmoCfgError: E102 if there is no run here, E105 if a file of it is damaged.
        """
        import pandas as pd

        rows = [to_row(record) for task in self.tasks() for record in self.records(task)]
        frame = pd.DataFrame(rows, columns=[field.name for field in fields(Record)])
        return frame.assign(model=str(self.measured()["model"]["name"]))

    def write_scores(self, scores: Iterable[TaskScore]) -> None:
        """Publish the scores."""
        body = {"parser": PARSER, "tasks": {score.task: score_json(score) for score in scores}}
        atomic.write_text(self.root / "scores.json", canonical.dumps(body) + "\n")


def _record(row: Any, task: str, where: str) -> Record:  # noqa: ANN401 - JSON is any value
    try:
        record = from_row(Record, row)
        fault = record.fault() if record.task == task else f"task {record.task}"
    except (KeyError, TypeError, AttributeError) as problem:
        raise _damaged(f"not a record: {type(problem).__name__} {problem}", where) from problem
    if fault:
        raise _damaged(fault, where)
    return record


def _damaged(what: str, where: str) -> EmoCfgError:
    return EmoCfgError("E105", what, where=where, fix="restore the run folder, or measure again into another one")


def _is_free(folder: Path) -> bool:
    """True if nothing but the lock of a run that did not start, or parts of one, is in the folder."""
    return {path.name for path in folder.iterdir()} <= {"lock", "shards"}
