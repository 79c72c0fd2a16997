"""Does the order of the curriculum matter? The same lessons, steps and learning rate, in four orders.

::

    python -m videmo_ref.studies.curriculum --data EMO-CFG --out DIR [--seeds 0,1,2] [--workers 2] [--set key=value]

Each order and seed is a training by a recipe and an evaluation on the headline tasks of the benchmark, DIR/runs and
DIR/evals. A study that was stopped goes on. DIR/curriculum.md is the report.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import harness
from benchmarks.data import open_dataset
from benchmarks.run import Run
from benchmarks.specs import select
from emocfg.core import atomic, canonical, exclusive

from ..data.schedule import ORDERS
from ..reasoning.model import Options, VidemoModel
from ..recipes.reading import read_recipe
from ..train.log import records
from ..train.run import train
from .cells import compute_all, results
from .command import PLAN, claim, finish, options
from .curriculum_report import markdown

BATCH = 64
"""Samples that are asked at once."""


def compute(folder: Path, order: str, seed: int) -> dict[str, Any]:
    """One cell: train in an order, evaluate; gives the headline score of every task, and perplexities by level."""
    plan = canonical.read(folder / PLAN)
    sets = [*plan["sets"], "rl=false", f"seed={seed}", f"sft.curriculum={order}"]
    recipe, data = read_recipe(plan["recipe"], sets), open_dataset(Path(plan["data"]))
    out = folder / "runs" / f"{order}-{seed}"
    trained = train(recipe, data, out)
    options = Options(device=plan["device"], batch_size=BATCH, min_pixels=recipe.data.min_pixels)
    model = VidemoModel(str(trained.model), options, recipe.data.policy)
    run = Run(folder / "evals" / f"{order}-{seed}")
    scores = harness.evaluate(model, data, select(["headline"]), run, harness.Settings("test", recipe.data.policy))
    log = out / "sft" / "log.jsonl"
    measured = records(log, "perplexity")
    return {
        "scores": {score.task: score.score for score in scores},
        "before": measured[0]["perplexity"],
        "after": measured[-1]["perplexity"],
        "seconds": sum(record["seconds"] for record in records(log, "seconds")),
    }


def run_study(
    recipe: str, sets: Sequence[str], data: Path, folder: Path, seeds: Sequence[int], workers: int, device: str
) -> str:
    """The whole study; gives the report.

    Raises:
        EmoCfgError: E103 if the folder holds another study, E104 if another process works on it; else as
            :func:`videmo_ref.train.run.train`.
    """
    read_recipe(recipe, [*sets, "rl=false"])
    dataset = open_dataset(data)
    plan = {
        "recipe": recipe,
        "sets": list(sets),
        "data": str(data.resolve()),
        "dataset": dataset.digest,
        "device": device,
    }
    with exclusive(folder / "lock"):
        claim(folder, plan)
        compute_all(compute, folder, list(ORDERS), seeds, workers)
        report = markdown(results(folder, list(ORDERS), seeds), plan)
        atomic.write_text(folder / "curriculum.md", report)
    return report


def main(words: Sequence[str] | None = None) -> int:
    """Run the study that the command line names; gives the exit status."""
    parser = options("curriculum", __doc__)
    parser.add_argument("--recipe", default="tiny_cpu")
    parser.add_argument("--set", action="append", default=[], help="key=value of the recipe, for all orders")
    parser.add_argument("--device", default="cpu")
    own = parser.parse_args(words)
    return finish(lambda: run_study(own.recipe, own.set, own.data, own.out, own.seeds, own.workers, own.device))


if __name__ == "__main__":
    sys.exit(main())
