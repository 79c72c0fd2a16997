"""A run folder: manifest, journal of answers, records per sample, scores.

::

    RUN/manifest.json        what was measured: model, data, prompts, frames; its fingerprint binds the folder
    RUN/journal/<task>.jsonl answers as they came; a killed run resumes from here
    RUN/samples/<task>.jsonl one record per sample: gold, predicted, outcome, score, answer
    RUN/scores.json          the scores, recomputable from the records
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.schema.features import from_row, to_row

from .outcomes import Record
from .parsing import PARSER
from .scoring import TaskScore, score_json
from .specs import SPECS


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder at ``root``."""

    root: Path

    def claim(self, measured: Mapping[str, Any]) -> None:
        """Bind the folder to what is measured.

        Raises:
            EmoCfgError: E103 if the folder holds a run of something else.
        """
        path = self.root / "manifest.json"
        manifest = {"measured": dict(measured), "fingerprint": canonical.digest(measured)}
        if path.exists():
            theirs = canonical.read(path)
            if theirs["fingerprint"] != manifest["fingerprint"]:
                differs = [k for k in measured if theirs["measured"].get(k) != measured[k]]
                raise EmoCfgError(
                    "E103",
                    f"this folder holds a run with another {', '.join(differs)}",
                    where=str(self.root),
                    fix="choose another --out",
                )
            return
        if self.root.exists() and any(p.name != "lock" for p in self.root.iterdir()):
            raise EmoCfgError("E103", "not empty, and not a run", where=str(self.root), fix="choose another --out")
        atomic.write_text(path, canonical.dumps(manifest) + "\n")

    def measured(self) -> dict[str, Any]:
        """What the run measured: model, dataset digest, split, prompts, frames.

        Raises:
            EmoCfgError: E102 if there is no run here.
        """
        manifest: dict[str, Any] = canonical.read(self.root / "manifest.json")
        measured: dict[str, Any] = manifest["measured"]
        return measured

    def journal(self, task: str) -> Path:
        """The journal of a task's answers."""
        return self.root / "journal" / f"{task}.jsonl"

    def write_records(self, task: str, records: Iterable[Record]) -> None:
        """Publish the records of a task, by sample id."""
        ordered = sorted(records, key=lambda record: record.id)
        lines = (canonical.dumps(to_row(record)) for record in ordered)
        atomic.write_text(self.root / "samples" / f"{task}.jsonl", "".join(f"{line}\n" for line in lines))

    def records(self, task: str) -> list[Record]:
        """The published records of a task."""
        path = self.root / "samples" / f"{task}.jsonl"
        return [from_row(Record, row) for _, row in canonical.read_lines(path)] if path.exists() else []

    def tasks(self) -> list[str]:
        """The tasks that have records, in the order of the specs."""
        return [name for name in SPECS if (self.root / "samples" / f"{name}.jsonl").exists()]

    def write_scores(self, scores: Iterable[TaskScore]) -> dict[str, Any]:
        """Publish the scores and return them as they are in ``scores.json``."""
        body = {"parser": PARSER, "tasks": {score.task: score_json(score) for score in scores}}
        atomic.write_text(self.root / "scores.json", canonical.dumps(body) + "\n")
        return body
