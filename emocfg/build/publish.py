"""Stage 5, publish: card, manifest and reports beside the Parquet files, then one rename to the output."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from emocfg.core import atomic, canonical
from emocfg.sources import SOURCES

from .card import render_card
from .curate import Curation, quarantine_rows
from .output import assemble, make_public, places, rows_digest
from .plan import Plan
from .shards import Written
from .workspace import Workspace


def publish(plan: Plan, inputs: str, space: Workspace, curation: Curation, written: Written, out: Path) -> None:
    """Assemble the dataset folder and give it its public name."""
    _drop_unused_videos(space)
    report = _report(plan, space, curation, written.counts)
    atomic.write_text(space.dataset / "meta/quarantine.jsonl", quarantine_rows(curation.quarantine))
    head = {"plan": plan.describe(), "plan_digest": plan.digest(), "inputs_digest": inputs}
    card = render_card(report, rows_digest(written.parts), media=plan.media, test_fraction=plan.test_fraction)
    assemble(space.dataset, head, written.parts, report, card)
    make_public(space, space.dataset, out)


def _drop_unused_videos(space: Workspace) -> None:
    """Remove folders that quarantine left empty."""
    videos = space.dataset / "videos"
    for folder in sorted((path for path in videos.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _report(plan: Plan, space: Workspace, curation: Curation, counts: dict[str, Counter[str]]) -> dict[str, Any]:
    """Everything a reader should know before trusting the set."""
    cards = [SOURCES[source.name].card for source in plan.sources]
    defects = [record for _, record in canonical.read_lines(space.defects)]
    return {
        "sources": [asdict(card) for card in cards],
        "rows": {place: dict(sorted(counts[place].items())) for place in places(counts)},
        "defects": defects,
        "quarantine": dict(sorted(Counter(entry.reason for entry in curation.quarantine).items())),
        "own_splits": list(curation.own_splits),
        "overlaps": [asdict(overlap) for overlap in curation.overlaps],
    }
