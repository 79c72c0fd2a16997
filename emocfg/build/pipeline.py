"""The build: scan, gather, curate, compose and shard, publish. Each stage resumes where a killed build stopped."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from emocfg import __version__
from emocfg.core import EmoCfgError, canonical, say
from emocfg.sources import open_source

from .compose.rows import TEMPLATES_SHA256
from .curate import Curation, curate
from .gather import gather
from .output import MANIFEST, belongs, check_name, existing
from .plan import Plan, SourcePlan
from .publish.stage import publish
from .scan import scan
from .shards import write_shards
from .texts import inputs_with_texts, keep_calls, told, write_texts
from .tiers import sample_tiers
from .validation import validate
from .workspace import Workspace, workspace


@dataclass(frozen=True, slots=True)
class Built:
    """A finished dataset: where it is, its manifest, its report, and whether it was already there."""

    path: Path
    manifest: dict[str, Any]
    report: dict[str, Any]
    existed: bool

    @classmethod
    def read(cls, path: Path, *, existed: bool) -> "Built":
        """What lies in a finished folder."""
        return cls(path, canonical.read(path / MANIFEST), canonical.read(path / "meta/report.json"), existed)


def build(plan: Plan, out: Path, *, workers: int | None = None, wait: bool = False) -> Built:
    """Build a dataset folder. The result depends on the plan and the source files alone.

    Args:
        plan: what to build.
        out: the folder to create; until the build is finished everything is in ``<out>.building``, and a killed build
            goes on from there.
        workers: worker processes; all cores by default.
        wait: wait for another process that builds the same folder, instead of E104.

    Raises:
        EmoCfgError: E103 if ``out`` exists and is not this plan's dataset, E104 if another process is building it,
            E105 if files of it are gone, E501 if splits leak, E602 if a worker died, and what the sources raise.
    """
    if not plan.sources:
        raise EmoCfgError("E202", "no source", where="--source", fix="name at least one, such as --source mini")
    out = check_name(out)
    for source in plan.sources:
        _may_build(plan, source)
    if out.exists():
        belongs(out, plan.digest())
    with workspace(out, wait=wait) as space:
        say("1/7 scan: reading the sources' annotation")
        inputs = inputs_with_texts(plan, scan(plan, space))
        if out.exists():
            existing(out, plan.digest(), inputs)
            rmtree(space.root)
            return Built.read(out, existed=True)
        mine = {"plan": plan.describe(), "inputs": inputs, "emocfg": __version__, "templates": TEMPLATES_SHA256}
        space.claim(mine)
        _make(plan, inputs, space, out, workers or os.cpu_count() or 1)
    return Built.read(out, existed=False)


def _make(plan: Plan, inputs: str, space: Workspace, out: Path, workers: int) -> None:
    """Every stage behind the scan."""
    say("2/7 gather: " + ("fetching and inspecting the videos" if plan.media else "no media, as asked"))
    facts = gather(plan, space, workers=workers) if plan.media else {}
    say("3/7 curate: leaving out what cannot be used, splitting, pairing")
    curation = curate(plan, space, facts, filters=plan.filters, earlier=dict(plan.earlier))
    if not curation.shards:
        raise _nothing_left(plan, curation)
    say(
        "4/7 annotate: " + ("the templates write" if plan.annotation.is_template else "open texts, and their committee")
    )
    texts = write_texts(plan, space, curation.shards)
    say("5/7 compose: writing instruction rows")
    written = write_shards(plan, space, curation.shards, texts.files, workers=workers)
    say("6/7 validate: holding every rationale against its clip, and reading it with the label hidden")
    written, blind = validate(written, space, seed=plan.seed, embedded=plan.embed_video, workers=workers)
    written = sample_tiers(plan, written, space)
    say("7/7 publish: card, manifest and reports")
    keep_calls(space, out)
    publish(plan, inputs, space, curation, written, {"blind": blind, **told(texts)}, out)


def _nothing_left(plan: Plan, curation: Curation) -> EmoCfgError:
    reasons = Counter(entry.reason for entry in curation.quarantine)
    return EmoCfgError(
        "E401",
        f"no clip is left: {', '.join(f'{reason} {count}' for reason, count in reasons.items())}",
        where=", ".join(source.name for source in plan.sources),
        fix="put the videos where the source expects them, or build from annotations with --no-media",
    )


def _may_build(plan: Plan, source: SourcePlan) -> None:
    """Refuse a source that cannot be opened, or that this plan asks too much of."""
    card = open_source(source.name, source.root, dict(source.options)).describe()
    if plan.media and source.root is not None and source.root.is_file():
        what = f"a list of names has no videos: {source.root}"
        raise EmoCfgError("E202", what, where=f"--source {source.name}", fix="add --no-media, or name a folder")
    if plan.embed_video and card.gate != "open":
        what = f"{card.license}: videos of {card.name} may not be passed on, so they are not put into rows"
        raise EmoCfgError("E703", what, where="--embed-video", fix="leave --embed-video out")
