"""``emocfg demo``: the whole way in one go, offline: render, build, load, measure, check, show."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core.errors import EmoCfgError
from emocfg.core.progress import say

from .common import Json, Workers, emit

if TYPE_CHECKING:
    import subprocess

    from benchmarks.data import Dataset
    from benchmarks.leaderboard.table import Entry
    from benchmarks.run import Run

IDENTITIES, QUICK_IDENTITIES = 44, 8
RECIPE = "tiny_demo"
"""The curriculum of the flagship, in so few steps that it ends about when the baselines do."""
QUICK_STEPS = 4
TOKENS, QUICK_TOKENS = 96, 8
"""Tokens of an answer at most: what learned little repeats itself to the last."""


def demo(
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to work in.")] = Path("demo"),
    quick: Annotated[bool, typer.Option("--quick", help="8 people instead of 44: a first look.")] = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Render the mini corpus, build the dataset, train a tiny flagship, measure it and the baselines, write a page.

    Needs no network, no GPU and no data. A second run goes on where the first one stopped.
    """
    from baselines.catalogue import KNOWERS
    from benchmarks.leaderboard.floors import standings, standings_json
    from benchmarks.leaderboard.page import check_place, write_page
    from benchmarks.leaderboard.text import floors_text, text_table
    from emocfg.build.pipeline import build
    from emocfg.build.plan import Plan, SourcePlan

    start = time.monotonic()
    check_place(out)
    identities = QUICK_IDENTITIES if quick else IDENTITIES
    say(f"step 1 of 5: render {identities} people and build Emo-CFG from them, through the pipeline for real corpora")
    plan = Plan((SourcePlan("mini", None, (("identities", identities),)),))
    built = build(plan, out / "emo-cfg", workers=workers)
    say("step 2 of 5: read it back with plain load_dataset, offline, every config and split")
    loaded = _load(built.path)
    say(f"  {sum(loaded.values()):,} rows in {len(loaded)} splits of 5 configs")
    with _training(built.path, out / "flagship", quick=quick) as flagship:
        say("step 3 of 5: measure the baselines on all tasks, and what knows the truth to test the instruments")
        data, runs = _measure(built.path, out / "runs")
        if flagship:
            say("step 4 of 5: wait for the tiny flagship, which learns beside, and measure it on all tasks")
            shown = _measure_flagship(flagship, data, out, quick=quick)
            runs.insert(-len(KNOWERS), shown)  # before those that know the truth, where it is seen
    say("step 5 of 5: check the instruments, write the page")
    entries = write_page(runs, data, out)
    models = standings(entries)
    verdicts = _check(entries, loaded, built.manifest["rows"], built.report["quarantine"])
    seconds = time.monotonic() - start
    lines = [
        "\n\n".join(filter(None, (text_table(entries), floors_text(models)))),
        "",
        *(f"{'ok' if v['passed'] else 'FAILED':6} {v['check']}: {v['detail']}" for v in verdicts),
    ]
    lines += ["", f"{out / 'index.html'}  (open it)", f"{out / 'emo-cfg'}  dataset {built.manifest['digest'][:16]}"]
    lines.append(
        f"done in {seconds:.0f} s. These faces are rendered: they test the instruments and say nothing of people."
    )
    scores = {entry.name: {task: score.score for task, score in entry.scores.items()} for entry in entries}
    result = {"page": str(out / "index.html"), "digest": built.manifest["digest"], "scores": scores, "checks": verdicts}
    result["floors"] = standings_json(models)
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


@contextmanager
def _training(data: Path, out: Path, *, quick: bool) -> "Iterator[subprocess.Popen[bytes] | None]":
    """The tiny flagship learning in a process of its own: the machine has a second core; None without torch."""
    import importlib.util
    import os
    import subprocess

    if any(importlib.util.find_spec(package) is None for package in ("torch", "torchvision", "transformers")):
        say("  no flagship: torch and transformers are not installed; pip install 'emocfg[models]' brings them")
        yield None
        return
    parts = ("tower", "sft") if quick else ()
    steps = [word for part in parts for word in ("--set", f"{part}.steps={QUICK_STEPS}")]
    command = [sys.executable, "-m", "emocfg", "train", RECIPE, "--data", str(data), "--out", str(out), *steps]
    out.mkdir(parents=True, exist_ok=True)
    with (out / "train.log").open("wb") as log:
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        with subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process:  # noqa: S603 - our own verb
            try:
                yield process
            finally:
                process.terminate()  # of one that has ended, nothing


def _measure_flagship(training: "subprocess.Popen[bytes]", data: "Dataset", out: Path, *, quick: bool) -> "Run":
    """Wait for the training, and ask the flagship every question; E503 if the training failed."""
    from benchmarks import harness
    from benchmarks.run import Run
    from benchmarks.specs import select
    from videmo_ref.recipes.reading import read_recipe

    from .models import Occasion, make_model

    if training.wait():
        log = out / "flagship" / "train.log"
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:]
        raise EmoCfgError("E503", f"the training failed: {' '.join(last)}", where=str(log), fix="read the log")
    specs, run, frames = select([]), Run(out / "runs" / "flagship"), read_recipe(RECIPE).data.policy
    arguments = f"device=cpu,batch_size=64,max_new_tokens={QUICK_TOKENS if quick else TOKENS}"
    name = f"videmo:{out / 'flagship' / 'sft' / 'model'}"
    model = make_model(name, arguments, Occasion(data, specs, "test", frames, run.root))
    harness.evaluate(model, data, specs, run, harness.Settings("test", frames))
    return run


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
