"""A scoring run: read, claim the folder, ask, score, write.

::

    OUT/manifest.json   what was scored: digests of the inputs, mode, judge, prompts; its fingerprint binds the folder
    OUT/calls.jsonl     the calls to a judge behind a server: a run that was cut short goes on from here
    OUT/records.jsonl   one line per row: what was read, the judge's reply, the score
    OUT/scores.json     scores, errors and tables, unrounded
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from emocfg.core import EmoCfgError, atomic, canonical, exclusive
from emocfg.llm import Budget, Spec, connected, parse_spec

from ..parsing import PARSER
from ..run import Run
from . import protocol, standard
from .config import read_prompts
from .files import QUESTIONS
from .judging import Asked, Judge, Replayed, describe
from .prompts import Prompts, our_prompts, prompts_sha256, verdict_text
from .published import PublishedModel, published
from .result import Scores
from .rows import Methods, digests, read_methods
from .truth import Question, read_truth, truth_path

Mode = Literal["paper", "standard"]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be scored.

    Attributes:
        mode: ``paper`` or ``standard``.
        predictions: the folder of the predictions.
        annotations: the folder of the ground truth of the questions; needed where they are among the predictions.
        judge: ``replay:FILE`` or ``llm:URL#MODEL``; "" for none, which ``standard`` mode can do without.
        prompts: upstream's ``eval/config.py``; None for our own prompts.
        max_calls: calls to a server at most.
    """

    mode: Mode
    predictions: Path
    annotations: Path | None = None
    judge: str = ""
    prompts: Path | None = None
    max_calls: int | None = None


def score_to(job: Job, out: Path) -> dict[str, Scores]:
    """Score predictions and write the folder; by method, "" if there is one alone.

    Raises:
        EmoCfgError: E102, E201, E202, E302 to E304 for the inputs, E103 if the folder holds another run, E104 if
            another process works on it, E801 or E802 if the judge fails for good.
    """
    spec = _spec(job)
    methods = read_methods(job.predictions)
    stems = list(dict.fromkeys(stem for files in methods.values() for stem in files))
    truth_file = _truth_file(job, stems)
    truth = read_truth(truth_file) if truth_file else ()
    prompts = read_prompts(job.prompts, stems) if job.prompts else our_prompts()
    measured = _measured(job, spec, methods, truth_file, prompts)
    run = Run(out)
    run.check(measured)

    def scored(judge: Judge | None) -> dict[str, Scores]:
        return {name: _one(job.mode, name, files, truth, prompts, judge) for name, files in methods.items()}

    # Without a server all is known before the folder is bound; answers of a server are kept in it while they come.
    asked = spec is not None and spec.kind == "llm"
    found = {} if asked else scored(Replayed(Path(spec.place)) if spec else None)
    with exclusive(out / "lock"):
        atomic.sweep(out)
        run.claim(measured)
        if spec is not None and asked:
            with connected((spec,), out / "calls.jsonl", Budget(job.max_calls)) as (client,):
                found = scored(Asked(client))
        _write(out, found)
    return found


def as_json_of(
    found: Mapping[str, Scores], *, printed: bool = False, against: PublishedModel | None = None
) -> dict[str, Any]:
    """The scores as JSON: of the one method, or by method; a row of the paper beside them if one is wanted."""
    beside: dict[str, Any] = {}
    if against is not None:
        row = {"model": against.name, "status": published().status, "tables": dict(against.tables)}
        beside = {"published": row}
    plain = {name: scores.plain(printed=printed) | beside for name, scores in found.items()}
    return plain[""] if plain.keys() == {""} else plain


def _one(
    mode: Mode, name: str, files: Mapping[str, Any], truth: tuple[Question, ...], prompts: Prompts, judge: Judge | None
) -> Scores:
    if mode == "standard":
        return standard.score(name, files, truth, judge)
    assert judge is not None, "_spec asks for one"  # noqa: S101
    return protocol.score(name, files, truth, prompts, judge)


def _spec(job: Job) -> Spec | None:
    if job.mode == "standard" and job.prompts is not None:
        fix = "leave --prompts away, or use --mode paper"
        raise EmoCfgError("E202", "upstream's prompts are for paper mode", where="--prompts", fix=fix)
    if job.judge:
        spec = parse_spec(job.judge, where="--judge")
        if spec.kind == "replay" and spec.model:
            fix = "write replay:FILE; rename a file that has a # in its name"
            raise EmoCfgError("E202", "a file of replies has no models", where=f"--judge {job.judge}", fix=fix)
        return spec
    if job.mode == "paper":
        fix = "name --judge replay:FILE or llm:URL#MODEL, or use --mode standard, which needs none for closed answers"
        raise EmoCfgError("E202", "paper mode asks a judge about every answer", where="--judge", fix=fix)
    return None


def _truth_file(job: Job, stems: list[str]) -> Path | None:
    if QUESTIONS.stem not in stems:
        return None
    if job.annotations is None:
        fix = f"name the folder with {QUESTIONS.stem}/{QUESTIONS.name} of the Emo-CFG release"
        raise EmoCfgError("E202", f"{QUESTIONS.name} does not say its attributes", where="--annotations", fix=fix)
    return truth_path(job.annotations)


def _measured(
    job: Job, spec: Spec | None, methods: Methods, truth_file: Path | None, prompts: Prompts
) -> dict[str, Any]:
    """What makes the result: the folder is bound to it."""
    inputs = {"predictions": digests(job.predictions), "truth": canonical.file_digest(truth_file) if truth_file else ""}
    return {
        "model": {"name": ", ".join(sorted(filter(None, methods))) or "-"},
        "dataset": canonical.digest(inputs),
        "split": "test",
        "format": "videmo",
        "mode": job.mode,
        "inputs": inputs,
        "judge": describe(spec) if spec else None,
        "prompts": prompts_sha256(prompts) if job.mode == "paper" else canonical.digest(verdict_text()),
        "parser": PARSER,
    }


def _write(out: Path, found: Mapping[str, Scores]) -> None:
    lines = (canonical.dumps(line.row()) for scores in found.values() for line in scores.lines)
    atomic.write_text(out / "records.jsonl", "".join(f"{line}\n" for line in lines))
    atomic.write_text(out / "scores.json", canonical.dumps(as_json_of(found)) + "\n")
