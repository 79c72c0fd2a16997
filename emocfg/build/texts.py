"""Stage 4, annotate: the texts that somebody else than the templates writes."""

from pathlib import Path
from typing import Any

from emocfg.check.models import Stills
from emocfg.core import canonical
from emocfg.llm import Record

from .annotators.stage import Written, annotate
from .compose.cases import Case
from .compose.rows import video_path
from .plan import Plan
from .shards import cases_of
from .workspace import Workspace


def inputs_with_texts(plan: Plan, inputs: str) -> str:
    """The digest of what the sources say, with that of the files that annotators read."""
    if plan.annotation.is_template:
        return inputs
    return canonical.digest([inputs, plan.annotation.inputs()])


def write_texts(plan: Plan, space: Workspace, shards: tuple[Path, ...]) -> Written:
    """Let the plan's annotator write, and its committee verify; the templates write later, with the rows.

    Raises:
        EmoCfgError: E801 a server does not answer, E802 the calls are used up; running again goes on from there.
    """
    if plan.annotation.is_template:
        return Written({}, (), {}, {})

    def frames_of(case: Case) -> Stills:
        return Stills.of(space.dataset / video_path(case.clip.source, case.clip.file)) if plan.media else Stills()

    return annotate(
        plan.annotation, shards, space.writings, space.calls, lambda shard: cases_of(shard, plan.seed), frames_of
    )


def keep_calls(space: Workspace, out: Path) -> None:
    """Keep what models answered beside the output, as ``OUT.calls.jsonl``; ``replay:`` builds the same set from it."""
    if space.calls.exists():
        with Record(space.calls) as record:
            record.save_replay(out.with_name(f"{out.name}.calls.jsonl"))


def told(texts: Written) -> dict[str, Any]:
    """What the report says of them; nothing where the templates wrote."""
    if not texts.files:
        return {}
    return {
        "texts": {
            "unusable": texts.problems,
            "unaccepted": texts.unaccepted,
            "unknown_clips": len(texts.defects),
        }
    }
