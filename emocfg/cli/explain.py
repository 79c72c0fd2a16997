"""``emocfg explain``: one sample's whole story."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import Data, Json, emit

if TYPE_CHECKING:
    from emocfg.schema import Sample


def explain(
    sample_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a row, such as 'mini/i000/p00#head_pose'.")],
    *,
    data: Data,
    run: Annotated[list[Path] | None, typer.Option("--run", help="A run folder; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Tell where a sample comes from, what is true of it, how it is asked, and what each run made of it."""
    from benchmarks.data import open_dataset
    from benchmarks.leaderboard.table import run_names
    from benchmarks.prompts import prompt_text
    from benchmarks.run import Run
    from benchmarks.specs import SPECS
    from emocfg.schema.features import to_row

    dataset = open_dataset(data)
    sample = dataset.find(sample_id)
    clip = _one(data, "clips", sample.clip_id)[0]
    observed = _one(data, "observations", sample.clip_id)
    prompt = prompt_text(sample) if sample.task in SPECS else sample.messages[0].content
    answers = {}
    runs = [Run(path) for path in run or []]
    for name, folder in zip(run_names(runs), runs, strict=True):
        answers[name] = next((to_row(r) for r in folder.records(sample.task) if r.id == sample_id), None)
    result = {"sample": to_row(sample), "clip": clip, "observations": observed, "prompt": prompt, "runs": answers}
    emit(result, _story(sample, clip, observed, prompt, answers), as_json=as_json)


def _one(data: Path, table: str, clip_id: str) -> list[dict[str, Any]]:
    """The rows of a meta table that are about a clip."""
    import pyarrow.parquet as pq

    files = sorted((data / "meta").glob(f"{table}-*.parquet"))
    rows = [pq.read_table(path, filters=[("clip_id", "=", clip_id)]).to_pylist() for path in files]
    return [row for part in rows for row in part]


def _line(o: dict[str, Any]) -> str:
    """One observation, as the owner wrote it."""
    parts = [f"  {o['origin']}: {o['subject'] or 'scene'} {o['aspect']} = {o['native']}"]
    if o["value"] is not None:
        parts.append(f"({o['value']:g})")
    if o["missing"]:
        parts.append(f"({o['missing'].replace('_', ' ')})")
    if o["votes"]:
        parts.append("(votes " + ", ".join(f"{vote['label']} {vote['count']}" for vote in o["votes"]) + ")")
    if o["start"] is not None and o["end"] is not None:
        parts.append(f"from {o['start']:.2f} to {o['end']:.2f} s")
    return " ".join(parts) + f"  [{o['scheme']}]"


def _story(
    sample: "Sample",
    clip: dict[str, Any],
    observed: list[dict[str, Any]],
    prompt: str,
    answers: dict[str, dict[str, Any] | None],
) -> str:
    seen = [_line(o) for o in observed]
    size = f"{clip['width']}x{clip['height']}, {clip['frames']} frames at {clip['fps']:g} fps, {clip['seconds']:g} s"
    made = sample.provenance
    parts = [
        f"{sample.id}",
        f"task {sample.task}, config {sample.config}, tier {sample.tier}, licence {sample.license}",
        "",
        f"Clip {sample.clip_id} of {sample.source}",
        *(f"  video {video} ({sample.media})" for video in sample.videos),
        f"  {size if clip['frames'] else 'the video was not looked at'}",
        f"  shows {', '.join(clip['identities'])}; cut from {sample.source_video}",
        f"  split {clip['split']}, decided by {clip['split_by']}" + (f", fold {clip['fold']}" if clip["fold"] else ""),
        *(f"  note {note}" for note in clip["notes"]),
        "",
        "What the source says of it",
        *seen,
        "",
        "Affective tree",
        *(f"  {line}" for line in sample.tree.splitlines()),
        "",
        "How it is asked",
        *(f"  {line}" for line in prompt.splitlines()),
        f"Reference answer: {sample.answer}",
        f"Written by {made.generator} {made.version} from {', '.join(made.parents)}; {sample.validation.verdict}",
        *_validated(sample),
    ]
    for name, record in answers.items():
        parts += ["", f"Run {name}", *(_told(record) if record else ["  did not ask this sample"])]
    return "\n".join(parts)


def _validated(sample: "Sample") -> list[str]:
    """The checks, claims and votes of a rationale."""
    lines = [f"  {check.verdict:8} {check.name:16} {check.reason}".rstrip() for check in sample.validation.checks]
    lines += [f"  {claim.support:12} {claim.claim} ({claim.node})" for claim in sample.evidence]
    lines += [f"  vote {vote.verdict:8} {vote.voter}: {vote.reason}" for vote in sample.validation.votes]
    return lines


def _told(record: dict[str, Any]) -> list[str]:
    read = ", ".join(record["predicted"]) or "nothing"
    gold = ", ".join(record["gold"]) or "nothing"
    lines = [f"  answered {line!r}" for line in record["answer"].splitlines()] or ["  gave no answer"]
    lines.append(f"  {record['outcome']}: read as {read}; true is {gold}; score {record['score']:.3f}")
    return lines + ([f"  {record['detail']}"] if record["detail"] else [])
