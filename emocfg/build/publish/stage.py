"""Stage 7, publish: card, manifest and reports beside the Parquet files, then one rename to the output."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from emocfg.core import atomic, canonical
from emocfg.sources import SOURCES

from ..curate import Curation, quarantine_rows
from ..output import assemble, make_public, places, rows_digest
from ..plan import Plan
from ..shards import Written
from ..workspace import Workspace
from .card import render_card
from .tallies import tally


def publish(
    plan: Plan,
    inputs: str,
    space: Workspace,
    curation: Curation,
    written: Written,
    figures: dict[str, Any],
    out: Path,
) -> None:
    """Assemble the dataset folder and give it its public name.

    Args:
        plan: the plan.
        inputs: digest of what the sources say.
        space: the workspace.
        curation: what was left out, and what splits share.
        written: the Parquet files.
        figures: what else goes into the report: the blind tests of rationales, the texts of annotators.
        out: the folder to make.
    """
    _drop_unused_videos(space)
    report = _report(plan, space, curation, written) | figures
    atomic.write_text(space.dataset / "meta/quarantine.jsonl", quarantine_rows(curation.quarantine))
    head = {"plan": plan.describe(), "plan_digest": plan.digest(), "inputs_digest": inputs}
    card = render_card(report, rows_digest(written.parts), media=plan.media, test_fraction=plan.test_fraction)
    assemble(space.dataset, head, written.parts, report, card, media=plan.media)
    make_public(space, space.dataset, out)


def _drop_unused_videos(space: Workspace) -> None:
    """Remove folders that quarantine left empty."""
    videos = space.dataset / "videos"
    for folder in sorted((path for path in videos.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _report(plan: Plan, space: Workspace, curation: Curation, written: Written) -> dict[str, Any]:
    """Everything a reader should know before trusting the set."""
    cards = [SOURCES[source.name].card for source in plan.sources]
    defects = [record for _, record in canonical.read_lines(space.defects)]
    return {
        "sources": [asdict(card) for card in cards],
        "rows": {place: dict(sorted(written.counts[place].items())) for place in places(written.counts)},
        "defects": defects,
        "quarantine": dict(sorted(Counter(entry.reason for entry in curation.quarantine).items())),
        "own_splits": list(curation.own_splits),
        "overlaps": [asdict(overlap) for overlap in curation.overlaps],
        "copies": [asdict(copy) for copy in curation.copies],
        "filters": plan.filters.describe(),
        "unknown": dict(sorted(curation.unknown.items())),
        "conflicts": _conflicts(written.parts.get("meta/conflicts", [])),
        **tally(written.parts),
    }


def _conflicts(parts: list[Path]) -> dict[str, int]:
    """How many conflicts of each kind the annotation lines have."""
    kinds = (pq.read_table(part, columns=["kind"])["kind"].to_pylist() for part in parts)
    return dict(sorted(sum(map(Counter, kinds), Counter()).items()))
