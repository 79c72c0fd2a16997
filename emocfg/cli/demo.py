"""``emocfg demo``: the whole way in one go, offline: render, build, load, measure, check, show."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core.errors import EmoCfgError
from emocfg.core.progress import say

from .common import Json, Workers, emit

if TYPE_CHECKING:
    from benchmarks.data import Dataset
    from benchmarks.leaderboard.table import Entry
    from benchmarks.run import Run

IDENTITIES, QUICK_IDENTITIES = 44, 8


def demo(
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to work in.")] = Path("demo"),
    quick: Annotated[bool, typer.Option("--quick", help="8 people instead of 44: a first look.")] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Render the mini corpus, build the dataset, measure the baselines, check the instruments, write a page.

    Needs no network, no GPU and no data. A second run goes on where the first one stopped.
    """
    from benchmarks.leaderboard.floors import standings
    from benchmarks.leaderboard.page import check_place, write_page
    from benchmarks.leaderboard.text import floors_text, text_table
    from emocfg.build.pipeline import build
    from emocfg.build.plan import Plan, SourcePlan

    start = time.monotonic()
    check_place(out)
    identities = QUICK_IDENTITIES if quick else IDENTITIES
    say(f"step 1 of 4: render {identities} people and build Emo-CFG from them, through the pipeline for real corpora")
    plan = Plan((SourcePlan("mini", None, (("identities", identities),)),))
    built = build(plan, out / "emo-cfg", workers=workers)
    say("step 2 of 4: read it back with plain load_dataset, offline, every config and split")
    loaded = _load(built.path)
    say(f"  {sum(loaded.values()):,} rows in {len(loaded)} splits of 5 configs")
    say("step 3 of 4: measure the baselines on all tasks, and what knows the truth to test the instruments")
    data, runs = _measure(built.path, out / "runs")
    say("step 4 of 4: check the instruments, write the page")
    entries = write_page(runs, data, out)
    verdicts = _check(entries, loaded, built.manifest["rows"], built.report["quarantine"])
    seconds = time.monotonic() - start
    lines = [
        "\n\n".join(filter(None, (text_table(entries), floors_text(standings(entries))))),
        "",
        *(f"{'ok' if v['passed'] else 'FAILED':6} {v['check']}: {v['detail']}" for v in verdicts),
    ]
    lines += ["", f"{out / 'index.html'}  (open it)", f"{out / 'emo-cfg'}  dataset {built.manifest['digest'][:16]}"]
    lines.append(
        f"done in {seconds:.0f} s. These faces are rendered: they test the instruments and say nothing of people."
    )
    scores = {entry.name: {task: score.score for task, score in entry.scores.items()} for entry in entries}
    result = {"page": str(out / "index.html"), "digest": built.manifest["digest"], "scores": scores, "checks": verdicts}
    emit(result, "\n".join(lines), as_json=as_json)
    failed = [verdict["check"] for verdict in verdicts if not verdict["passed"]]
    if failed:
        raise EmoCfgError("E502", f"failed: {', '.join(failed)}", where=str(out), fix="this is a bug; please report it")


def _load(path: Path) -> dict[str, int]:
    """Rows per config and split as ``datasets`` reads them; its cache is thrown away."""
    import os
    import tempfile

    os.environ["HF_HUB_OFFLINE"] = "1"
    import datasets

    datasets.disable_progress_bars()
    rows = {}
    with tempfile.TemporaryDirectory() as cache:
        for config in datasets.get_dataset_config_names(str(path)):
            for split, table in datasets.load_dataset(str(path), config, cache_dir=cache).items():
                rows[f"{config}/{split}"] = table.num_rows
    return rows


def _measure(path: Path, folder: Path) -> "tuple[Dataset, list[Run]]":
    from baselines.catalogue import KNOWERS, LEARNERS
    from benchmarks import harness
    from benchmarks.data import open_dataset
    from benchmarks.run import Run
    from benchmarks.specs import select
    from emocfg.media import VIDEMO

    from .models import Occasion, make_model

    data, specs, runs = open_dataset(path), select([]), []
    for name in (*LEARNERS, *KNOWERS):
        run = Run(folder / name)
        model = make_model(f"baseline:{name}", "", Occasion(data, specs, "test", VIDEMO, run.root))
        harness.evaluate(model, data, specs, run, harness.Settings("test", VIDEMO))
        runs.append(run)
    return data, runs


def _check(
    entries: "list[Entry]", loaded: dict[str, int], rows: dict[str, int], quarantine: dict[str, int]
) -> list[dict[str, Any]]:
    """Everything that must hold on the mini corpus whatever the models do."""
    from dataclasses import asdict

    from benchmarks.selfcheck import Verdict, check_chance, check_noise, check_oracle

    planted = {"black": 1, "duplicate": 1, "empty": 1, "not_video": 1, "truncated": 1}
    caught = ", ".join(f"{reason} {count}" for reason, count in quarantine.items())
    by_name = {entry.name: entry for entry in entries}
    verdicts = [
        Verdict("load_dataset", loaded == rows, f"gives the {sum(rows.values()):,} rows that the manifest states"),
        Verdict("gates", quarantine == planted, f"planted 4 broken clips and 1 copy, caught {caught}"),
        check_oracle(by_name["oracle"]),
        check_noise(by_name["noisy_oracle"]),
        check_chance(by_name["chance"]),
    ]
    return [asdict(verdict) for verdict in verdicts]
